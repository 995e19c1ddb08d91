"""The second phase: a draft discussed in public, comments and amendments to its words, and what comes of them."""
