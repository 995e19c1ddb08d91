"""Seats reserved without an account, waiting lists, changes and cancellations by link."""
