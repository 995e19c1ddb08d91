"""One function over many chunks: here, in processes or on a cluster, each result kept as it comes."""
