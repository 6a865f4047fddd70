"""رویدادهای بازار - what buyers and sellers did.   Heard in: handlers/bazaar/hearing.py"""

from __future__ import annotations

from dataclasses import dataclass

from domain.bazaar.model import LetterId
from domain.kernel.people import MemberId
from domain.kernel.verbs import Event


@dataclass(frozen=True, slots=True)
class LetterCame(Event):
    """Somebody wrote about goods to the one at the other end."""

    letter: LetterId
    to: MemberId
