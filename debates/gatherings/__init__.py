"""Public meetings of a consultation, by the means of the night of debates."""
