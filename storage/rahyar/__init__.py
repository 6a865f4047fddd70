"""انبار میز رهیار - the rows behind domain/rahyar/ports.py: `rahyar_store(unit)` and `LinkTokens`.   Tables: tables.py  Mapping: people.py work.py"""

from __future__ import annotations

import secrets

from domain.rahyar.ports import Store
from storage.kit.unit import UnitOfWork
from storage.rahyar.people import AffiliationRows, AssignmentRows, MarkRows
from storage.rahyar.work import FollowUpRows, InvitationRows

__all__ = ["LinkTokens", "rahyar_store"]


def rahyar_store(unit: UnitOfWork) -> Store:
    """Everything the rahyar's desk keeps, in one unit of work."""
    return Store(AssignmentRows(unit), AffiliationRows(unit), FollowUpRows(unit), InvitationRows(unit), MarkRows(unit))


class LinkTokens:
    """Port domain.rahyar.ports.Tokens: 128 random bits, 22 characters (platforms allow 64 in a deep link)."""

    def new(self) -> str:
        return secrets.token_urlsafe(16)
