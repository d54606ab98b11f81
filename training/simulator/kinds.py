"""What a number can be: the kinds of labels."""

from __future__ import annotations

from typing import Final

from training.simulator.fraud import FRAUD
from training.simulator.honest import HONEST

FRAUD_KINDS: Final = tuple(recipe.kind for recipe in FRAUD)
#: Honest callers who look like fraud.
HARD_NEGATIVES: Final = tuple(recipe.kind for recipe in HONEST)
#: Numbers of costly ranges that are only called, and short codes.
COSTLY_NUMBER, SHORT_CODE, BUSINESS, PERSON = "costly_number", "short_code", "business", "person"
HONEST_KINDS: Final = (PERSON, BUSINESS, *HARD_NEGATIVES, COSTLY_NUMBER, SHORT_CODE)
