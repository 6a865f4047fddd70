"""جا - the provinces, and where somebody lives.   Names of provinces: locales/fa/LC_MESSAGES/membership.po, `membership.province.<value>`"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Province(StrEnum):
    """The 31 provinces; the value is also the word of an area scope (`area:<value>`)."""

    EAST_AZERBAIJAN = "east_azerbaijan"
    WEST_AZERBAIJAN = "west_azerbaijan"
    ARDABIL = "ardabil"
    ISFAHAN = "isfahan"
    ALBORZ = "alborz"
    ILAM = "ilam"
    BUSHEHR = "bushehr"
    TEHRAN = "tehran"
    CHAHARMAHAL = "chaharmahal"
    SOUTH_KHORASAN = "south_khorasan"
    RAZAVI_KHORASAN = "razavi_khorasan"
    NORTH_KHORASAN = "north_khorasan"
    KHUZESTAN = "khuzestan"
    ZANJAN = "zanjan"
    SEMNAN = "semnan"
    SISTAN = "sistan"
    FARS = "fars"
    QAZVIN = "qazvin"
    QOM = "qom"
    KURDISTAN = "kurdistan"
    KERMAN = "kerman"
    KERMANSHAH = "kermanshah"
    KOHGILUYEH = "kohgiluyeh"
    GOLESTAN = "golestan"
    GILAN = "gilan"
    LORESTAN = "lorestan"
    MAZANDARAN = "mazandaran"
    MARKAZI = "markazi"
    HORMOZGAN = "hormozgan"
    HAMADAN = "hamadan"
    YAZD = "yazd"


@dataclass(frozen=True, slots=True)
class Home:
    """Where a member lives. `address` and `postal_code` (10 digits) may be empty."""

    province: Province
    city: str
    address: str = ""
    postal_code: str = ""
