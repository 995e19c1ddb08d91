"""A lottery anyone can check: candidates, quotas, possible panels, publication, draw, replacements."""
