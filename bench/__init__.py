"""Measures of speed and of what a change costs. They print numbers; they assert none."""
