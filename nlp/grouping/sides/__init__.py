"""The side that a passage takes, for or against, read from its words: general knowledge of French and English."""
