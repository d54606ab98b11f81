"""Roles, and what each may do."""

from __future__ import annotations

from typing import Final, Literal, get_args

Role = Literal["viewer", "analyst", "admin", "producer", "switch"]

#: What a request may need:
#:
#: - open: nothing; anybody may ask.
#: - token: any valid token.
#: - read: figures, campaigns, alerts, lists, rules, model, workers. Without `numbers` all numbers in them are masked.
#: - numbers: whole telephone numbers, and the pages of numbers.
#: - decisions: what a switch should do about a number.
#: - work: alerts, campaigns and labels are changed.
#: - manage: lists, rules and users are changed, and refused records are seen as they came.
#: - send: call records are sent.
Permission = Literal["open", "token", "read", "numbers", "decisions", "work", "manage", "send"]

ROLES: Final[tuple[Role, ...]] = get_args(Role)

MAY: Final[dict[Role, frozenset[Permission]]] = {
    "viewer": frozenset({"read"}),
    "analyst": frozenset({"read", "numbers", "decisions", "work"}),
    "admin": frozenset({"read", "numbers", "decisions", "work", "manage", "send"}),
    "producer": frozenset({"send"}),
    "switch": frozenset({"decisions"}),
}


def allowed(role: Role, needed: Permission) -> bool:
    """Whether somebody with a role may do what needs a permission.

    >>> allowed("viewer", "read"), allowed("viewer", "numbers"), allowed("switch", "token")
    (True, False, True)
    """
    return needed in ("open", "token") or needed in MAY[role]
