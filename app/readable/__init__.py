"""The records of our topics as plain dictionaries for people: `app.readable.topics` knows how each topic is read.

Whatever is in a topic is shown: what cannot be decoded comes as `error` with its beginning as `raw`.
"""
