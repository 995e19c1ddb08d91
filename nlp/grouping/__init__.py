"""Texts as points, points as a graph, the graph cut into themes and sub-themes."""
