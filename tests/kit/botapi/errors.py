"""نه‌های سکو - what the platform answers when it will not.   Siblings: dialects.py words them for Bale"""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """An error answer: HTTP status and error_code `code`, `description`, and the `parameters` of the answer (retry_after, migrate_to_chat_id)."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(why: str) -> ApiError:
    """400 with Telegram's usual prefix."""
    return ApiError(400, f"Bad Request: {why}")


def forbidden(why: str) -> ApiError:
    """403 with Telegram's usual prefix."""
    return ApiError(403, f"Forbidden: {why}")


def too_many(seconds: int) -> ApiError:
    """429 as Telegram words it; `seconds` is whole seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


class Cut(Exception):
    """The connection is to be cut without an answer."""


class SimulatorMisuse(AssertionError):
    """A test asked a person for something they could not do (no such button, an unknown chat); the message shows what is on the screen."""
