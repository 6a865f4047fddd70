"""انبار کانون - the rows behind domain/kanoon/ports.py: `kanoon_store(unit)` and `LinkTokens`.   Tables: tables.py  Mapping: people.py groups.py"""

from __future__ import annotations

import secrets

from domain.kanoon.ports import Store
from storage.kanoon.groups import ActivityRows, InviteRows, MessageRows, TagRows
from storage.kanoon.people import AbsenceRows, BelongingRows, JoinRows, KanoonRows, OfferRows
from storage.kit.unit import UnitOfWork

__all__ = ["LinkTokens", "kanoon_store"]


def kanoon_store(unit: UnitOfWork) -> Store:
    """Everything kanoons keep, in one unit of work."""
    return Store(
        KanoonRows(unit), JoinRows(unit), BelongingRows(unit), OfferRows(unit), AbsenceRows(unit),
        ActivityRows(unit), MessageRows(unit), InviteRows(unit), TagRows(unit),
    )  # fmt: skip


class LinkTokens:
    """Port domain.kanoon.ports.Tokens: 128 random bits, 22 characters (platforms allow 64 in a deep link)."""

    def new(self) -> str:
        return secrets.token_urlsafe(16)
