"""State: one module per table with its key, value codec, partitioning and version."""
