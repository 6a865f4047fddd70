"""استعلام هویت - the civil registry and the owners of SIMs.   Port: domain/membership/ports.py `Registry`   Siblings: sms.py between.py"""

from __future__ import annotations

from bot.outside.between import Between
from bot.outside.post import Post, asked
from domain.membership.ports import Claim, Finding, Registry

MISMATCH, UNKNOWN = "99", "98"
"""What begins so is doubted by the twin, that people can see how a doubt is settled."""


class TwinRegistry:
    """The local twin: everything belongs together, save identifiers that begin with 99 (a mismatch) or 98 (unknown). What it says is «آزمایشی»."""

    trial = True

    async def check(self, claim: Claim) -> Finding | None:
        if claim.identifier.startswith(MISMATCH):
            return Finding.MISMATCH
        return Finding.UNKNOWN if claim.identifier.startswith(UNKNOWN) else Finding.MATCH


class HttpRegistry:
    """A provider of identity inquiries over HTTPS: one POST with the claim, `result` in the answer: match, mismatch or unknown (EMRESALAT_REGISTRY=http).

    The shape is our own; a provider's gateway translates. Anything but 200 with a known result counts as no answer. Asked between two transactions.
    """

    trial = False

    def __init__(self, post: Post, url: str, key: str) -> None:
        self._post, self._url, self._key = post, url, key
        self._answers: Between[Finding | None] = Between()

    async def check(self, claim: Claim) -> Finding | None:
        """Raises AskFirst the first time."""
        return self._answers.answer(claim.key, lambda: self._ask(claim))

    async def _ask(self, claim: Claim) -> Finding | None:
        body = {
            "kind": claim.kind.value, "identifier": claim.identifier, "birth": claim.birth.isoformat() if claim.birth else "",
            "given": claim.given, "family": claim.family, "mobile": claim.mobile,
        }  # fmt: skip
        result = (await asked(self._post, self._url, self._key, claim.key, body)).get("result")
        return Finding(result) if result in {f.value for f in Finding} else None


def open_registry(kind: str, url: str, key: str, post: Post) -> Registry:
    """The registry of the settings."""
    return HttpRegistry(post, url, key) if kind == "http" else TwinRegistry()
