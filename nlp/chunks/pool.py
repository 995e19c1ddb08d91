"""What every adapter shares: results in order, those that are stored not computed again, progress told."""

from contextlib import closing

UNNAMED = "chunks"


class ChunkPool:
    """Run chunks by one adapter, and keep each result in a store if there is one.

    `counts` has for each step how many chunks were computed, and how many were reused from the store.
    """

    def __init__(self, adapter, store=None):
        self.counts = {}
        self._adapter = adapter
        self._store = store

    def map_chunks(self, function, chunks, *, step="", progress=None):
        """See `nlp.chunks.port.Pool`."""
        step = step or UNNAMED
        kept = self._store.results(step, function, chunks) if self._store else HeldResults(len(chunks))
        missing = kept.missing()
        done = len(chunks) - len(missing)
        count = self.counts.setdefault(step, {"computed": 0, "reused": 0})
        count["reused"] += done
        if done and progress is not None:
            progress(done / len(chunks))
        # Closed at once when progress raises, so that the adapter takes back what it has handed out.
        with closing(self._adapter.run(function, chunks, missing)) as found:
            for place, result in found:
                kept.keep(place, result)
                count["computed"] += 1
                done += 1
                if progress is not None:
                    progress(done / len(chunks))
        return kept.in_order()


class HeldResults:
    """Results held in memory, for a run without a store."""

    def __init__(self, count):
        self._results = [None] * count

    def missing(self):
        return range(len(self._results))

    def keep(self, place, result):
        self._results[place] = result

    def in_order(self):
        return self._results
