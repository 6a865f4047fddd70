"""دفتر ملی اعتبار - what the national bureau of credit knows of somebody: a provider over HTTPS, or a local twin.   Port: domain/merat/ports.py `Bureau`"""

from __future__ import annotations

from bot.outside.between import Between
from bot.outside.post import Post, asked
from domain.merat.bureau import HIGHEST, Report
from domain.merat.ports import Bureau

LATE, BOUNCED = "7", "8"
"""Who has an identifier that ends so owes two instalments, or has a bounced cheque, by the twin: that people can see how that goes."""


MOST = 100_000  # of anything that is counted


class NoBureau:
    """A house that asks none: Merat counts what it knows itself, and no national rank is shown."""

    ready = trial = False

    async def report(self, key: str, identifier: str) -> Report | None:
        return None


class TwinBureau:
    """The local twin: everybody pays in time, save a few. What it says is «آزمایشی», and members are told."""

    ready = trial = True

    async def report(self, key: str, identifier: str) -> Report | None:
        late, bounced = 2 if identifier.endswith(LATE) else 0, 1 if identifier.endswith(BOUNCED) else 0
        on_time = sum(map(int, identifier[-4:])) % 25
        return Report(min(HIGHEST, 560 + 10 * on_time - 40 * late - 100 * bounced), on_time, late, bounced)


class HttpBureau:
    """A provider over HTTPS (EMRESALAT_BUREAU=http): POST {identifier} -> {rank, on_time, late, bounced}. The shape is our own; a gateway translates.

    Anything but 200 with four whole numbers counts as no answer.
    """

    ready, trial = True, False

    def __init__(self, post: Post, url: str, key: str) -> None:
        self._post, self._url, self._key = post, url, key
        self._answers: Between[Report | None] = Between()

    async def report(self, key: str, identifier: str) -> Report | None:
        """Raises AskFirst the first time."""
        return self._answers.answer(key, lambda: self._ask(key, identifier))

    async def _ask(self, key: str, identifier: str) -> Report | None:
        answer = await asked(self._post, self._url, self._key, key, {"identifier": identifier})
        told = [n for n in map(answer.get, ("rank", "on_time", "late", "bounced")) if type(n) is int and 0 <= n <= MOST]
        return Report(*told) if len(told) == 4 and told[0] <= HIGHEST else None


def open_bureau(kind: str, url: str, key: str, post: Post) -> Bureau:
    """The bureau of the settings."""
    if kind == "http":
        return HttpBureau(post, url, key)
    return TwinBureau() if kind == "twin" else NoBureau()
