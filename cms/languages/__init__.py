"""Pages and records in several languages: which exist, which lag behind, and how their translations hang together."""
