"""Decisions: nothing that must never be blocked is ever decided about, whatever lists, policy and calls say."""

from __future__ import annotations

import msgspec
import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneMetadata

from models.decision import (
    Audited,
    Danger,
    Decision,
    decide,
    decode,
    decode_audited,
    encode,
    encode_audited,
    may_block,
    moment,
    withdrawn,
)
from models.decision_policy import TYPES, Policy, parse_policy
from models.emergency import is_sacred
from models.list_entry import Entry, numbers_of, read_entry
from models.lists import ALLOWED, BLOCKED, NOT_LISTED, PROTECTED
from models.number import ANONYMOUS, KIND_BLOCK, KIND_HANDSET, KIND_TRUNK, Normaliser, block_of, subject_of, text_of
from models.number_id import KIND_OPAQUE, KIND_SHIFT, tagged
from models.rules import RuleError
from models.verdict import DANGEROUS, FRAUD_TYPES

READ = Normaliser("US")
EVERYTHING = Policy(fraud_types=dict.fromkeys(TYPES, "enforce"), rules={"a-rule": "enforce"})
_modes = st.sampled_from(["enforce", "report"])
_policies = st.builds(
    Policy, valid_hours=st.floats(0.1, 8760), fraud_types=st.dictionaries(st.sampled_from(TYPES), _modes),
    rules=st.dictionaries(st.sampled_from(["a-rule", "another"]), _modes),
)  # fmt: skip
_dangers = st.builds(
    Danger, st.integers(0, 4_000_000_000_000), st.floats(0, 100) | st.floats(DANGEROUS, 100),
    st.sampled_from(FRAUD_TYPES), st.none() | st.sampled_from(["a-rule", "another"]), st.text(max_size=20),
    st.just("m"), st.just("r"),
)  # fmt: skip
_codes = st.sampled_from([NOT_LISTED, BLOCKED, ALLOWED, PROTECTED])
_spellings = st.one_of(
    st.from_regex(r"[*#]{0,2}[0-9]{2,6}#?", fullmatch=True),
    st.from_regex(r"\+[1-9][0-9]{7,14}", fullmatch=True),
    st.sampled_from(
        ["anonymous", "Unknown", "restricted", "", "911@pbx", "sip:112@host", "tel:999", "+46112", "a1b2c3"]
    ),
    st.text(max_size=12),
)


def entry_of(number: int, text: str) -> Entry:
    return Entry(on="block", entry=text, id=number, reason="a test", by="ann", added_ms=1000, expires_ms=None)


def read(spelling: str) -> tuple[int, str] | None:
    try:
        number, text = READ(spelling)
    except ValueError:
        return None
    return number, text or text_of(number, {})


@given(spelling=_spellings, code=_codes, danger=_dangers, policy=_policies)
def test_allowed_protected_short_and_withheld_numbers_are_never_decided_about(
    spelling: str, code: int, danger: Danger, policy: Policy
) -> None:
    found = read(spelling)
    if found is None:
        return
    number, text = found
    for cause in (danger, entry_of(number, text)):
        decision = decide(number, text, code, cause, policy)
        if decision is None:
            continue
        assert code in (NOT_LISTED, BLOCKED)
        assert number != ANONYMOUS
        digits = sum(mark.isdecimal() for mark in text)
        assert any(mark.isalpha() for mark in text) or digits >= 8
        assert not text.partition("@")[0].isdecimal() or digits >= 8
        if isinstance(cause, Entry):
            assert (code, decision.mode) == (BLOCKED, "enforce")
        else:
            assert cause.risk >= DANGEROUS
            said = policy.rules.get(cause.rule or "", policy.fraud_types.get(cause.fraud_type, "report"))
            assert decision.mode == said
            assert decision.valid_until == moment(cause.end_ms + policy.valid_ms)
        assert (decision.action == "block") == (decision.mode == "enforce")
        assert (decision.number, subject_of(decision.number)) == (text, number)


def emergency_numbers() -> dict[str, str]:
    """One of each country that has any."""
    known = {region: PhoneMetadata.short_metadata_for_region(region) for region in phonenumbers.SUPPORTED_SHORT_REGIONS}
    described = {
        region: one.emergency for region, one in known.items() if one is not None and one.emergency is not None
    }
    return {region: one.example_number for region, one in sorted(described.items()) if one.example_number}


def test_emergency_numbers_of_many_countries_are_known() -> None:
    assert len(emergency_numbers()) > 200


@pytest.mark.parametrize(("region", "example"), emergency_numbers().items())
def test_no_emergency_number_of_any_country_can_be_blocked(region: str, example: str) -> None:
    country = phonenumbers.country_code_for_region(region)
    for spelling in (
        example,
        f"+{country}{example}",
        f"+{country} {example}",
        f"sip:{example}@host",
        f"{example}@host",
    ):
        number, text = Normaliser(region)(spelling)
        text = text or text_of(number, {})
        assert not may_block(number, text, BLOCKED), spelling
        assert decide(number, text, BLOCKED, entry_of(number, text), EVERYTHING) is None


@given(st.integers(0, 2**64 - 1))
def test_blocks_handsets_and_trunks_are_no_numbers(value: int) -> None:
    for kind in (KIND_BLOCK, KIND_HANDSET, KIND_TRUNK, 5, 6, 7):
        assert is_sacred(kind << KIND_SHIFT | value & (2**61 - 1), "+46701234567")


@given(st.integers(10**10, 10**15 - 1))
def test_subscribers_can_be_blocked(number: int) -> None:
    assert may_block(number, f"+{number}", NOT_LISTED)
    said = decide(number, f"+{number}", BLOCKED, entry_of(number, f"+{number}"), Policy())
    assert said is not None
    assert (said.action, said.reason, said.by, said.valid_until) == ("block", "a test", "ann", None)
    assert decide(number, f"+{number}", NOT_LISTED, entry_of(number, f"+{number}"), EVERYTHING) is None
    for code in (ALLOWED, PROTECTED):
        call = Danger(0, 100.0, "Wangiri", "a-rule", "why", "m", "r")
        assert decide(number, f"+{number}", code, call, EVERYTHING) is None
    allow = Entry(on="allow", entry=f"+{number}", id=number)
    assert decide(number, f"+{number}", BLOCKED, allow, EVERYTHING) is None


def test_a_policy_without_a_file_only_reports() -> None:
    call = Danger(0, 100.0, "Wangiri", "a-rule", "why", "m", "r")
    assert {Policy().mode(kind, "a-rule") for kind in FRAUD_TYPES} == {"report"}
    said = decide(46701234567, "+46701234567", NOT_LISTED, call, Policy())
    assert said is not None
    assert said.action == "report"


def test_records_come_back_and_the_switch_reads_what_it_needs() -> None:
    call = Danger(1_760_000_000_000, 97.2564, "Wangiri", "a-rule", "It rings.", "m1", "r1")
    said = decide(46701234567, "+46701234567", NOT_LISTED, call, EVERYTHING)
    assert said is not None
    assert decode_audited(encode_audited(said)) == said
    assert msgspec.json.decode(encode(said)) == {
        "number": "+46701234567", "action": "block", "reason": "It rings.", "rule": "a-rule", "fraud_type": "Wangiri",
        "risk": 97.256, "valid_until": "2025-10-10T08:53:20Z", "decided_at": "2025-10-09T08:53:20Z",
        "model_version": "m1", "rules_version": "r1",
    }  # fmt: skip
    back = decode(encode(said))
    assert type(back) is Decision
    assert not back.by_list
    assert back.holds(moment(1_760_000_000_000 + EVERYTHING.valid_ms - 1))
    assert not back.holds(moment(1_760_000_000_000 + EVERYTHING.valid_ms))
    gone = withdrawn("+46701234567", "a mistake", 5, "bob")
    assert isinstance(gone, Audited)
    assert (gone.action, gone.mode, gone.by) == ("withdraw", "enforce", "bob")


def test_an_entry_stands_for_each_number_of_its_block() -> None:
    block, text = read_entry("+467012345xx", READ)
    numbers = list(numbers_of(text))
    assert len(numbers) == 100
    assert {block_of(number) for number, _ in numbers} == {block}
    assert all(text_of(number, {}) == shown and subject_of(shown) == number for number, shown in numbers)
    assert list(numbers_of("ab12")) == [(tagged(KIND_OPAQUE, "ab12"), "ab12")]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "p:1: format is missing"),
        ("[]", "p:1: format is missing"),
        ("format: 2", "p:1: format must be 1"),
        ("format: 1\nfraud_types:\n  IRSF: report\n  Wangiri: block\n", "p:4: Wangiri must be one of enforce, report"),
        ("format: 1\nfraud_types:\n  Wangri: enforce\n", "p:3: there is no fraud type Wangri; perhaps Wangiri"),
        ("format: 1\nfraud_types:\n  Flash Call: enforce\n", "p:3: there is no fraud type Flash Call"),
        ("format: 1\nrules:\n\n  a-rul: report\n", "p:4: there is no rule a-rul; perhaps a-rule"),
        ("format: 1\nrule: {}\n", "p:2: there is no entry rule"),
        ("format: 1\nvalid_hours: 0\n", "p:2: valid_hours: expected `float` > 0.0"),
        ("format: 1\nfraud_types: [Wangiri]\n", "p:2: fraud_types: expected `object`, got `array`"),
        ("format: 1\nrules: *all\n", "p:2: this is no YAML: found undefined alias"),
    ],
)  # fmt: skip
def test_a_broken_policy_is_refused_with_its_line(text: str, error: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse_policy(text, "p", ["a-rule"])
    assert str(refused.value) == error


def test_a_policy_is_read() -> None:
    text = "format: 1\nvalid_hours: 12.5\nfraud_types:\n  SIM Box: enforce\nrules:\n  a-rule: report\n"
    policy = parse_policy(text, "p", ["a-rule"])
    assert (policy.valid_ms, policy.mode("SIM Box", None), policy.mode("SIM Box", "a-rule")) == (
        45_000_000, "enforce", "report"
    )  # fmt: skip
