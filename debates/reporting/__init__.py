"""What is told of a debate after the night: reports, statements that count in consultations, figures of a city."""
