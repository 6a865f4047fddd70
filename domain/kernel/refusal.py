"""نه‌ی روشن - an expected no, with a code and fields and no words.   Words: locales/fa/LC_MESSAGES/<subsystem>.po, `<subsystem>.refusal.<name>`"""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """The domain says no. `code` is `<subsystem>.<name>`; its Persian text is `<subsystem>.refusal.<name>`.

    Fields are plain values (int, str, date, Enum) that the text may show. Anything else raised by the domain is a bug.
    """

    def __init__(self, code: str, /, **fields: Any) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields

    @property
    def text_key(self) -> str:
        """Where the words of this refusal live in the catalogue."""
        subsystem, _, name = self.code.partition(".")
        return f"{subsystem}.refusal.{name}"
