"""Benchmarks: the running job on a real broker, measured from outside."""
