"""Private data in texts: where it stands and of what kind."""
