"""Hosts describe themselves, their places and their debates, and hand them to the city's desk."""
