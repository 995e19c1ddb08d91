"""One function over many chunks: here, in processes or on a cluster, each result kept as it comes."""

from nlp.chunks.cutting import chunked
from nlp.chunks.port import open_chunks
from nlp.chunks.store import ChunkStore

__all__ = ["ChunkStore", "chunked", "open_chunks"]
