"""Readers of call records from files, one module per format; `app.importing` sends what they read.

Every reader is a generator of `Line`s in constant memory and never stops at a bad line.
"""
