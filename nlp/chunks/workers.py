"""The former names of `open_chunks` and `chunked`."""

from nlp.chunks.cutting import chunked
from nlp.chunks.port import open_chunks as Workers

__all__ = ["Workers", "chunked"]
