"""Table `profiles`: one profile per subject, and per partition one record of what has been applied.

| | |
|---|---|
| key | id of the subject, 8 bytes big-endian; `@state` for the partition's own record |
| value | `models.profile_codec`; MessagePack of `PartitionState` |
| partition | `models.number.partition_of` of the id |
| version | `models.profile.VERSION`, in every value and in the partition's record |
"""

from __future__ import annotations

import msgspec

from models.profile import VERSION

NAME = "profiles"
STATE_KEY = b"@state"


class ProfilesVersionError(ValueError):
    """The profiles on disk were written by a program with another layout."""


class Source(msgspec.Struct, array_like=True):
    """What one source partition has sent to this partition.

    Attributes:
        position: highest position applied, -1 for none: the watermark.
        clock_ms: its running maximum of event time.
        idle: it is silent and does not hold back the stream clock.
        since_ms: end of its first call: since when it has been watched; 0 = not known, for longer than anybody asks.
    """

    position: int = -1
    clock_ms: int = 0
    idle: bool = False
    since_ms: int = 0


class PartitionState(msgspec.Struct):
    """What has been applied to one partition; written in the same record batch as the profiles.

    Attributes:
        version: layout version of the profiles.
        sources: by source partition.
        clock_ms: stream clock, the minimum over sources that are not idle; it never goes back.
    """

    version: int = VERSION
    sources: dict[int, Source] = {}
    clock_ms: int = 0

    def advance(self) -> None:
        """Bring the stream clock up to date with the sources.

        >>> state = PartitionState(sources={0: Source(5, 9_000), 1: Source(2, 4_000), 2: Source(-1, 1_000, True)})
        >>> state.advance()
        >>> state.clock_ms
        4000
        """
        clocks = [source.clock_ms for source in self.sources.values() if not source.idle]
        if clocks:
            self.clock_ms = max(self.clock_ms, min(clocks))


_decoder = msgspec.msgpack.Decoder(PartitionState)
_encoder = msgspec.msgpack.Encoder()


def encode_state(state: PartitionState) -> bytes:
    """Stored form of a partition's record."""
    return _encoder.encode(state)


def decode_state(value: bytes | None) -> PartitionState:
    """A partition's record; a new one when nothing is stored.

    Raises:
        ProfilesVersionError: when the profiles beside it have another layout version.
    """
    if value is None:
        return PartitionState()
    state = _decoder.decode(value)
    if state.version != VERSION:
        raise ProfilesVersionError(
            f"the stored profiles have layout version {state.version}, this program needs {VERSION}: "
            "set RINGFENCE_STATE_VERSION to a number not used before, and all state is rebuilt from the topics"
        )
    return state
