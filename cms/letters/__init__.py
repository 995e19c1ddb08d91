"""Letters to those who asked for them: signing up and leaving, writing, sending once to each, and the archive."""
