"""Cut a sequence into chunks by its own length alone, so that no number of workers can change a byte."""


def chunked(items, size):
    """Consecutive slices of `size` items; the boundaries depend on the items alone."""
    return [items[start : start + size] for start in range(0, len(items), size)]
