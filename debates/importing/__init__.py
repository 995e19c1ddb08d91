"""Debates and venues taken in from files."""
