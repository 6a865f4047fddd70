"""متن‌های آزمون - the engine's real words, and for dialogs of a test their keys themselves.   Product: bot/texts"""

from __future__ import annotations

from bot.house import LOCALES
from bot.texts import Texts


class EchoWords:
    """Knows the product's catalogues; a key below one of `prefixes` is said as itself with its fields: `shop.buy.amount n=3`.

    `extra`: further keys that exist (a `.why`, a `.none`), and their words.
    """

    def __init__(
        self, *prefixes: str, extra: dict[str, str] | None = None, without: tuple[str, ...] = (".why", ".again", ".example", ".none", ".line", ".words")
    ) -> None:
        self._texts = Texts.load(LOCALES)
        self._prefixes, self._extra, self._without = prefixes, extra or {}, without

    def has(self, key: str) -> bool:
        if key in self._extra or self._texts.has(key):
            return True
        return key.startswith(self._prefixes) and not key.endswith(self._without)

    def say(self, key: str, /, **fields: object) -> str:
        if key in self._extra or not key.startswith(self._prefixes):
            return self._extra[key] if key in self._extra else self._texts.say(key, **fields)
        return " ".join([key, *(f"{name}={value}" for name, value in sorted(fields.items()))])

    def plain(self, key: str, /, **fields: object) -> str:
        if key in self._extra or not key.startswith(self._prefixes):
            return self._extra[key] if key in self._extra else self._texts.plain(key, **fields)
        return self.say(key, **fields)
