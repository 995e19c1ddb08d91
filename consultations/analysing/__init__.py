"""Around the text engine: what goes in, what is stored, what people adopt. The door is consultations.analysis."""
