"""How a call ended: the words of the record contract, of Asterisk and of FreeSWITCH, and what each of them means."""

from __future__ import annotations

from typing import Final

from models.call import ANSWERED, BUSY, CANCELLED, DISPOSITIONS, FAILED, NO_ANSWER

# (what it means at duration 0, what it means at a longer one). The two differ for words that say how a call ended, not
# whether it was answered; a disposition that is never answered silences a longer duration, which then was ringing time.
_NEVER_UP: Final = (
    "unallocated_number",
    "no_route_destination",
    "no_route_transit_net",
    "channel_unacceptable",
    "invalid_number_format",
    "number_changed",
    "user_not_registered",
    "user_challenge",
    "gateway_down",
    "normal_circuit_congestion",
    "switch_congestion",
    "requested_chan_unavail",
    "incompatible_destination",
    "incoming_call_barred",
    "outgoing_call_barred",
    "bearercapability_notauth",
    "bearercapability_notavail",
    "bearercapability_notimpl",
    "service_unavailable",
    "service_not_implemented",
    "facility_rejected",
    "facility_not_subscribed",
    "facility_not_implemented",
    "mandatory_ie_missing",
    "protocol_error",
    "exchange_routing_error",
    "invalid_gateway",
    "invalid_profile",
    "chan_not_implemented",
    "crash",
)  # FreeSWITCH's causes for a call that never rang
_ENDED_WELL: Final = (NO_ANSWER, ANSWERED)
_BROKE: Final = (FAILED, ANSWERED)
_MEANINGS: Final[dict[str, tuple[int, int]]] = {
    **{name: (code, code) for code, name in enumerate(DISPOSITIONS)},
    # Asterisk
    "answer": (ANSWERED, ANSWERED),
    "noanswer": (NO_ANSWER, NO_ANSWER),
    "congestion": (FAILED, FAILED),
    "chanunavail": (FAILED, FAILED),
    "cancel": (CANCELLED, CANCELLED),
    "canceled": (CANCELLED, CANCELLED),
    "completed": (ANSWERED, ANSWERED),
    # FreeSWITCH hangup causes
    "success": _ENDED_WELL,
    "none": _ENDED_WELL,
    "normal_clearing": _ENDED_WELL,
    "normal_unspecified": _ENDED_WELL,
    "allotted_timeout": _ENDED_WELL,
    "attended_transfer": _ENDED_WELL,
    "blind_transfer": _ENDED_WELL,
    "manager_request": _ENDED_WELL,
    "system_shutdown": _BROKE,
    "media_timeout": _BROKE,
    "recovery_on_timer_expire": _BROKE,
    "normal_temporary_failure": _BROKE,
    "destination_out_of_order": _BROKE,
    "network_out_of_order": _BROKE,
    "interworking": _BROKE,
    "no_user_response": (NO_ANSWER, NO_ANSWER),
    "progress_timeout": (NO_ANSWER, NO_ANSWER),
    "subscriber_absent": (NO_ANSWER, NO_ANSWER),
    "user_busy": (BUSY, BUSY),
    "call_rejected": (BUSY, BUSY),
    "originator_cancel": (CANCELLED, CANCELLED),
    "lose_race": (CANCELLED, CANCELLED),
    "picked_off": (CANCELLED, CANCELLED),
    **dict.fromkeys(_NEVER_UP, (FAILED, FAILED)),
}


def disposition_meaning(raw: object) -> tuple[int, int]:
    """Return the codes of a disposition at duration 0 and at a longer one; None and "" go by the duration alone.

    Raises ValueError with a reason to put after the word "disposition".

    >>> disposition_meaning("NO ANSWER"), disposition_meaning("NORMAL_CLEARING"), disposition_meaning(None)
    ((1, 1), (1, 0), (1, 0))
    """
    if raw is None:
        return _ENDED_WELL
    if type(raw) is not str:
        raise ValueError("is not text")
    text = raw.strip()
    if not text:
        return _ENDED_WELL
    meaning = _MEANINGS.get(text.lower().replace(" ", "_").replace("-", "_"))
    if meaning is None:
        raise ValueError(f"is not known: {text[:40]!r}")
    return meaning
