"""Compute chunks one after the other in this process."""

from threadpoolctl import threadpool_limits


def on_one_thread(function, chunk):
    """`function(chunk)` with one BLAS thread, as every adapter computes a chunk: more threads change low bits."""
    import numpy  # noqa: F401 - a library that is loaded after the limit is set would not be held by it

    with threadpool_limits(1):
        return function(chunk)


class Serial:
    """The adapter that needs no other process."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def run(self, function, chunks, places):
        """See `nlp.chunks.port.Adapter`; in the order of the places."""
        for place in places:
            yield place, on_one_thread(function, chunks[place])
