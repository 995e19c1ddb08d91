"""Public meetings of consultations: announced with seats, held, and what was said there table by table."""
