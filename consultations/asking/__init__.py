"""What a consultation asks: questionnaires, how editors build them, what is frozen, how it is presented."""
