"""دوری - how far two places are for the tariff: one city, one province, neighbours, or farther.   Source: mts:D10   Words of provinces: membership

The table of neighbours is the map of Iran; it is no assumption.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Band(StrEnum):
    """Distance bands of the tariff."""

    CITY = "city"
    PROVINCE = "province"
    NEAR = "near"
    FAR = "far"


_BORDERS = """
east_azerbaijan west_azerbaijan ardabil zanjan
west_azerbaijan east_azerbaijan zanjan kurdistan
ardabil east_azerbaijan zanjan gilan
zanjan east_azerbaijan west_azerbaijan ardabil gilan qazvin hamadan kurdistan
gilan ardabil zanjan qazvin mazandaran
qazvin zanjan gilan mazandaran alborz markazi hamadan
alborz qazvin mazandaran tehran markazi
tehran alborz mazandaran semnan qom markazi
mazandaran gilan qazvin alborz tehran semnan golestan
golestan mazandaran semnan north_khorasan
north_khorasan golestan semnan razavi_khorasan
razavi_khorasan north_khorasan semnan south_khorasan
south_khorasan razavi_khorasan semnan isfahan yazd kerman sistan
semnan tehran mazandaran golestan north_khorasan razavi_khorasan south_khorasan isfahan qom
qom tehran semnan isfahan markazi
markazi tehran alborz qazvin hamadan lorestan isfahan qom
hamadan zanjan qazvin markazi lorestan kermanshah kurdistan
kurdistan west_azerbaijan zanjan hamadan kermanshah
kermanshah kurdistan hamadan lorestan ilam
ilam kermanshah lorestan khuzestan
lorestan hamadan markazi isfahan chaharmahal khuzestan ilam kermanshah
isfahan semnan qom markazi lorestan chaharmahal kohgiluyeh fars yazd south_khorasan
chaharmahal isfahan lorestan khuzestan kohgiluyeh
khuzestan ilam lorestan chaharmahal kohgiluyeh bushehr
kohgiluyeh khuzestan chaharmahal isfahan fars bushehr
bushehr khuzestan kohgiluyeh fars hormozgan
fars isfahan kohgiluyeh bushehr hormozgan kerman yazd
yazd isfahan fars kerman south_khorasan
kerman yazd fars hormozgan sistan south_khorasan
hormozgan bushehr fars kerman sistan
sistan south_khorasan kerman hormozgan
"""
NEIGHBOURS: Mapping[str, frozenset[str]] = {line.split()[0]: frozenset(line.split()[1:]) for line in _BORDERS.strip().splitlines()}
NUMBERS: Mapping[str, int] = {province: n for n, province in enumerate(NEIGHBOURS, 1)}
"""Two digits of each province in a tracking code."""


def band(province: str, city: str, to_province: str, to_city: str) -> Band:
    """Raises KeyError for a word that is no province."""
    if province == to_province:
        return Band.CITY if _same(city, to_city) else Band.PROVINCE
    return Band.NEAR if to_province in NEIGHBOURS[province] else Band.FAR


def _same(one: str, other: str) -> bool:
    return "".join(one.split()).replace("\u200c", "") == "".join(other.split()).replace("\u200c", "")
