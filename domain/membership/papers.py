"""مدارک - what of a declaration may be asked for again, and what kind of organisation there is.   Used by: model.py correcting.py"""

from __future__ import annotations

from enum import StrEnum


class Item(StrEnum):
    """One thing of a declaration. A poshtiban names those that are wrong, and only they are asked again (reference-systems 1)."""

    IDENTIFIER = "identifier"
    BIRTH = "birth"
    NAME = "name"
    MOBILE = "mobile"
    HOME = "home"
    PAPER = "paper"  # a photo of the card or deed that proves it


class LegalForm(StrEnum):
    """What kind of organisation (banking.md 4)."""

    COMPANY = "company"
    COOPERATIVE = "cooperative"
    INSTITUTE = "institute"
    CHARITY = "charity"
    PUBLIC = "public"
    OTHER = "other"
