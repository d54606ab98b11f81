"""What a suspect remembers of its suspicious calls."""

import msgspec

from models.campaign.event import Event
from models.campaign.suspect import Suspect, new_suspect, see
from models.verdict import FRAUD_TYPES
from tests.models.campaign.gangs import call, raised

NUMBER = 882_130_005_00


def seen(events: list[Event]) -> Suspect:
    """A suspect that has seen some events."""
    suspect = new_suspect(events[0])
    for event in events:
        see(suspect, event)
    return suspect


def test_whom_it_first_called_after_it_was_dangerous_would_have_been_spared() -> None:
    calls = [(1, 60.0), (2, 90.0), (3, 90.0), (3, 95.0), (1, 60.0), (4, 55.0)]
    suspect = seen([call(NUMBER, minute, callee=callee, risk=risk) for minute, (callee, risk) in enumerate(calls)])
    assert suspect.spared == 2, "3 and 4; at its call to 2 it became DANGEROUS"
    dangerous = msgspec.structs.replace(raised(NUMBER, 0, 7), risk=90.0)
    assert seen([dangerous, call(NUMBER, 1, callee=9, risk=60.0)]).spared == 0, "only its own calls count"


def test_what_its_own_calls_look_like_names_the_type_before_what_raised_it() -> None:
    box, vishing = FRAUD_TYPES.index("SIM Box"), FRAUD_TYPES.index("Vishing")
    by_handset = [msgspec.structs.replace(raised(NUMBER, minute, 7), fraud_type=box) for minute in range(5)]
    own = msgspec.structs.replace(call(NUMBER, 9), fraud_type=vishing)
    assert seen([*by_handset]).fraud_type == box
    assert seen([*by_handset, own]).fraud_type == vishing


def test_a_row_that_was_written_before_is_read() -> None:
    old = msgspec.json.encode({"id": NUMBER, "number": f"+{NUMBER}", "first_ms": 1, "last_ms": 2, "suspicious": 3})
    suspect = msgspec.json.decode(old, type=Suspect)
    assert (suspect.suspicious, suspect.spared, suspect.dangerous) == (3, 0, False)
