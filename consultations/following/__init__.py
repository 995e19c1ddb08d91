"""After adoption: who does what was promised, by when, what was done, and the yearly account to the city council."""
