"""Telling those who asked what became of their contribution, step by step, once a step."""
