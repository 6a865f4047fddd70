"""پست - one HTTP call to a service of another organisation.   Used by registry.py carrier.py"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import msgspec

Post = Callable[[str, dict[str, str], dict[str, Any]], Awaitable[tuple[int, dict[str, Any]]]]
"""POST JSON to a URL with headers: status and body. Raises OSError or TimeoutError when nobody answers."""

PATIENCE = 15.0  # seconds
MOST = 64 * 1024  # bytes of an answer; more is none


async def post_json(url: str, headers: dict[str, str], body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """See `Post`. No redirect is followed: what is personal goes to the configured address and to no other. An answer that is no JSON object is {}."""
    timeout = aiohttp.ClientTimeout(total=PATIENCE)
    async with aiohttp.ClientSession(timeout=timeout) as session, session.post(url, headers=headers, json=body, allow_redirects=False) as answer:
        told = await answer.content.read(MOST)
        try:
            return answer.status, msgspec.json.decode(told, type=dict[str, Any])
        except msgspec.DecodeError:
            return answer.status, {}
