"""What staff decide about themes, and the log of it."""
