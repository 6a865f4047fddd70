"""رخت ساده - turns values into plain JSON and back to their declared types.   Used by the journal and by commands' results"""

from __future__ import annotations

import functools
import typing
from collections.abc import Callable
from typing import Any

import msgspec


def plain(value: object) -> Any:
    """Plain JSON of a small value (numbers, text, dates, enums, dataclasses, lists). Raises TypeError for anything else."""
    return msgspec.to_builtins(value)


def back(value: Any, to: Any) -> Any:
    """The value of a declared type. Raises msgspec.ValidationError when a deploy changed the type: the question is then asked again."""
    return value if to is Any else msgspec.convert(value, to)


@functools.cache
def result_type(method: Callable[..., Any]) -> Any:
    """The declared result of a service verb. Raises TypeError when it declares none: a command's result is kept, so it needs a type."""
    hints = typing.get_type_hints(method)
    if "return" not in hints:
        raise TypeError(f"{method.__qualname__} declares no result type")
    return hints["return"]
