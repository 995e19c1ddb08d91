"""People's decisions and earlier runs: what a new run must keep."""
