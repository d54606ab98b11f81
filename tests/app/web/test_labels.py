"""Labels through the API: the last one of each number, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workers import Reply, Worker

TYPES = "Wangiri, Robocall, Unknown Fraud, IRSF, Vishing, SIM Box, Spoofed CLI"
WHO = {"by": "ann", "reason": "called back, premium number"}


def say(worker: Worker, number: str, **fields: Any) -> Reply:
    return worker.post("/api/labels", {"number": number, "fraud": True, **WHO, **fields})


def test_the_last_label_of_each_number_is_kept_newest_first(worker: Worker, conforms: Any) -> None:
    assert conforms("/api/labels", worker.get("/api/labels")) == []
    said = say(worker, "+46 70 123 45 67", fraud_type="Wangiri")
    first = conforms("/api/labels", said, "post")
    assert (said.status, first["subject"], first["fraud"], first["fraud_type"]) == (
        201,
        "+46701234567",
        True,
        "Wangiri",
    )
    assert (first["by"], first["reason"], first["alert_id"], first["kind"]) == ("ann", WHO["reason"], None, "number")
    second = say(worker, "ab12cd", fraud=False).json
    assert conforms("/api/labels", worker.get("/api/labels")) == [second, first]
    changed = say(worker, "+46701234567", fraud=False).json
    assert worker.get("/api/labels").json == [changed, second]
    few = worker.get("/api/labels?limit=1")
    assert (few.json, few.headers["Total-Count"]) == ([changed], "2")


def test_the_label_of_one_number_is_found_however_it_is_written(worker: Worker, conforms: Any) -> None:
    said = say(worker, "+46 70 123 45 99").json
    say(worker, "+46701234598")
    found = worker.get("/api/labels?number=0046701234599&limit=1")
    assert (conforms("/api/labels", found), found.headers["Total-Count"]) == ([said], "1")
    none = worker.get("/api/labels?number=%2B46701234500")
    assert (none.json, none.headers["Total-Count"]) == ([], "0")
    refused = worker.get("/api/labels?number=%20")
    assert (refused.status, refused.json["detail"]) == (422, "number is empty.")


@pytest.mark.parametrize(
    ("fields", "detail"),
    [
        ({"fraud_type": "Theft"}, f"fraud_type must be one of {TYPES}."),
        ({"fraud_type": "Flash Call"}, None),
        ({"fraud": False, "fraud_type": "Wangiri"}, "fraud_type is said of a number that commits fraud only."),
        ({"number": "911"}, "911 is no number of one subscriber."),
        ({"number": "unknown"}, "anonymous is no number of one subscriber."),
        ({"number": ""}, "number is empty."),
        ({"number": True}, None),
        ({"reason": "  "}, "reason is empty."),
        ({"fraud": "yes"}, "Expected `bool`, got `str` - at `$.fraud`"),
        ({"alert_id": "a1"}, "Object contains unknown field `alert_id`"),
    ],
)  # fmt: skip
def test_what_is_no_label_is_refused(worker: Worker, fields: dict[str, Any], detail: str | None) -> None:
    refused = say(worker, **{"number": "+46701234567", **fields})
    assert refused.status == 422
    assert detail is None or refused.json["detail"] == detail


@pytest.mark.parametrize("limit", ["0", "1001", "-1", "all", ""])
def test_a_limit_that_is_none_is_refused(worker: Worker, limit: str) -> None:
    assert worker.get(f"/api/labels?limit={limit}").status == 422
