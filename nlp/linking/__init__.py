"""Which articles of a charter each text speaks of."""
