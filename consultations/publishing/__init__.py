"""What the public sees of a consultation: figures, themes, fates, open data."""
