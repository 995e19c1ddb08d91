"""Keep people's names and data out of what is shown, by the models of each language, in chunks for workers."""

from itertools import groupby

from nlp.chunks import chunked
from nlp.naming.tagging import MODELS, people
from nlp.private.finding import find_private

CHUNK = 200


def private_chunk(chunk):
    """For each text of a chunk (language, texts) whether it holds private data."""
    language, texts = chunk
    told = language if language in MODELS else "auto"
    return [bool(found) for found in find_private(list(texts), language=told)]


def named_chunk(chunk):
    """For each text of a chunk (language, texts) whether it holds private data or names anybody, public or not."""
    language, texts = chunk
    named = people(language, texts)
    return [bool(spans) or private for spans, private in zip(named, private_chunk(chunk), strict=True)]


def flagged(function, asked, workers):
    """Those of the (language, text) pairs that `private_chunk` or `named_chunk` flags, as a set."""
    asked = sorted(set(asked))
    chunks = [
        (code, [text for _, text in part])
        for code, of_language in groupby(asked, key=lambda pair: pair[0])
        for part in chunked(list(of_language), CHUNK)
    ]
    answers = [answer for part in workers.map_chunks(function, chunks) for answer in part]
    return {pair for pair, answer in zip(asked, answers, strict=True) if answer}
