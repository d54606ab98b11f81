"""What ends a benchmark with one sentence."""

from app.errors import RingfenceError


class BenchError(RingfenceError):
    """The worker or the loader ended, or was too slow."""
