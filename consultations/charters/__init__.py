"""Charters: drafting, publishing, reading, comparing."""
