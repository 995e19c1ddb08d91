"""Rooms offered for the night, asked for and lent."""
