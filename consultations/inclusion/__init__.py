"""Proof of being counted: what a contribution is sealed with, and the public lists that hold every seal."""
