"""Writing to a city's team."""
