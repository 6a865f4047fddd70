"""استعلام هویت - the civil registry and the owners of SIMs.   Port: domain/membership/ports.py `Registry`   Sibling: sms.py"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from domain.membership.ports import Claim, Finding

Post = Callable[[str, dict[str, str], dict[str, Any]], Awaitable[tuple[int, dict[str, Any]]]]
"""POST JSON to a URL with headers: status and body. Raises OSError when nobody answers. Wiring makes one of aiohttp."""

TRIAL = "99"
"""What begins so is refused by the twin, that people can see how a doubt is settled."""


class TwinRegistry:
    """The local twin: everything belongs together, save identifiers that begin with 99 (a mismatch) or 98 (unknown). What it says is «آزمایشی»."""

    trial = True

    async def check(self, claim: Claim) -> Finding | None:
        if claim.identifier.startswith(TRIAL):
            return Finding.MISMATCH
        return Finding.UNKNOWN if claim.identifier.startswith("98") else Finding.MATCH


class HttpRegistry:
    """A provider of identity inquiries over HTTPS: one POST with the claim, `result` in the answer: match, mismatch or unknown.

    The shape is our own; a provider's gateway translates. Anything but 200 with a known result counts as no answer.
    """

    trial = False

    def __init__(self, post: Post, url: str, key: str) -> None:
        self._post, self._url, self._key = post, url, key

    async def check(self, claim: Claim) -> Finding | None:
        headers = {"Authorization": f"Bearer {self._key}", "Idempotency-Key": claim.key}
        body = {
            "kind": claim.kind.value, "identifier": claim.identifier, "birth": claim.birth.isoformat() if claim.birth else "",
            "given": claim.given, "family": claim.family, "mobile": claim.mobile,
        }  # fmt: skip
        try:
            status, answer = await self._post(self._url, headers, body)
        except (OSError, TimeoutError):
            return None
        result = answer.get("result")
        return Finding(result) if status == 200 and result in {f.value for f in Finding} else None
