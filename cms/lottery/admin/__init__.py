"""Screens of staff who run a lottery."""
