"""Proposals drawn from reviewed themes, and their decisions."""
