"""What a number can be, and the code by which arrays call it."""

from __future__ import annotations

from typing import Final

from training.fifth_world.scenario import FRAUD_KINDS

NORMAL: Final = "normal"
#: Ordinary people first, then people with unusual habits, then services.
HONEST_KINDS: Final = (
    NORMAL, "night_worker", "traveller", "roamer", "migrant_worker", "new_subscriber", "emergency_caller", "shop",
    "office", "surgery", "hospital", "courier", "call_centre_out", "call_centre_in", "reminder", "taxi", "otp_flash",
    "school", "phone_in", "conference", "pollster", "estate_agent", "sales_new_sim", "debt_collector", "m2m",
    "reseller", "emergency_service",
)  # fmt: skip
KINDS: Final = (*HONEST_KINDS, *FRAUD_KINDS)
CODE: Final = {kind: code for code, kind in enumerate(KINDS)}
#: Codes from here on are fraud.
FIRST_FRAUD: Final = len(HONEST_KINDS)
