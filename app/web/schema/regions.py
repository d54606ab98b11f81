"""Figures by country."""

from __future__ import annotations

from msgspec import Struct


class RegionFigures(Struct):
    """Active suspects, campaigns and victims of a country; `region` is null for numbers that have no country."""

    region: str | None
    suspects: int
    campaigns: int
    targeted_by: int
    victims: int
