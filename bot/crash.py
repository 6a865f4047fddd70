"""نقطه‌های سقوط - named places where a test kills the process; nothing at all in production.   Tests: tests/stories/test_crashes.py"""

from __future__ import annotations

from collections.abc import Callable

hook: Callable[[str], None] | None = None
"""Set by the crash tests' own entry point before the program starts; never by the program."""


def crash_point(name: str) -> None:
    """A place whose failure must lose nothing and double nothing."""
    if hook is not None:
        hook(name)
