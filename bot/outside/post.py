"""پست - one HTTP call to a service of another organisation.   Used by the services beside this file"""

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
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session, session.post(url, headers=headers, json=body, allow_redirects=False) as answer:
            status, told = answer.status, await _first(answer.content, MOST)
    except aiohttp.ClientError as away:
        raise OSError(type(away).__name__) from None  # without the URL, whose query may hold a key
    try:
        return status, msgspec.json.decode(told, type=dict[str, Any])
    except msgspec.DecodeError:
        return status, {}


async def asked(post: Post, url: str, key: str, once: str, body: dict[str, Any]) -> dict[str, Any]:
    """What a provider answers under our key; `once` makes asking twice harmless. {} when it does not answer, or with anything but 200."""
    try:
        status, answer = await post(url, {"Authorization": f"Bearer {key}", "Idempotency-Key": once}, body)
    except (OSError, TimeoutError):
        return {}
    return answer if status == 200 else {}


async def _first(content: aiohttp.StreamReader, most: int) -> bytes:
    """The answer up to `most` bytes."""
    told = bytearray()
    async for chunk in content.iter_any():
        told += chunk
        if len(told) >= most:
            break
    return bytes(told[:most])


async def reach(url: str) -> str:
    """Why nobody answers at an address, "" when somebody does, whatever they say: nothing is sent and no key is shown."""
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as session, session.get(url, allow_redirects=False):
            return ""
    except (OSError, TimeoutError, aiohttp.ClientError) as away:
        return " ".join(str(away).split()) or type(away).__name__
