"""The workbench of an analysis: its themes as map, tree and table, whom one counts, and who speaks of what more."""
