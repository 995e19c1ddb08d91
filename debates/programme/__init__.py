"""The programme of a city's night on paper: a booklet and posters, set by the worker and kept."""
