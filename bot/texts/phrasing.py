"""عبارت - says a key: every text is compiled once, then only filled.   Siblings: catalogue.py shapes.py lint.py"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from string import Formatter
from typing import Any

from babel.core import Locale

from bot.texts.catalogue import BadCatalogue, Entry, read_catalogues
from bot.texts.shapes import IN_CODE, Fields, Phrase, Shape, Shapes, as_markup, as_plain, without_markup

log = logging.getLogger(__name__)

Part = str | tuple[str, Shape]
Form = tuple[Part, ...]


def utc_now() -> datetime:
    """The moment it is."""
    return datetime.now(UTC)


def parts_of(text: str) -> list[tuple[str, str | None, str]]:
    """The literal pieces of a text, each with the field and the format that follow it. Raises ValueError for braces that do not fit."""
    found = []
    for literal, field, spec, conversion in Formatter().parse(text):
        if field is not None and (not field.isidentifier() or conversion):
            raise ValueError(f"{{{field}}} is no plain placeholder")
        found.append((literal, field, spec or ""))
    return found


def _marked(shape: Shape) -> Shape:
    return lambda value, fields: as_markup(shape(value, fields))


def _bare(shape: Shape) -> Shape:
    return lambda value, fields: as_plain(shape(value, fields))


class _Compiled:
    """A key, ready to be filled; compiled when first said, or when its catalogue is looked through for faults."""

    __slots__ = ("entry", "markup", "plain")

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.markup: tuple[Form, ...] = ()
        self.plain: tuple[Form, ...] = ()

    def compile(self, shapes: Shapes) -> None:
        subsystem = self.entry.key.partition(".")[0]
        parsed = [parts_of(form) for form in self.entry.forms]
        self.markup = tuple(_compile(parts, shapes, subsystem, markup=True) for parts in parsed)
        self.plain = tuple(_compile(parts, shapes, subsystem, markup=False) for parts in parsed)


def _compile(parsed: list[tuple[str, str | None, str]], shapes: Shapes, subsystem: str, *, markup: bool) -> Form:
    form: list[Part] = []

    def put(literal: str) -> None:
        literal = literal if markup else without_markup(literal)
        if literal and form and isinstance(form[-1], str):
            form[-1] += literal
        elif literal:
            form.append(literal)

    for literal, field, spec in parsed:
        put(literal)
        if field is None:
            continue
        shape = shapes.shape(spec, subsystem)
        if spec in IN_CODE:
            put("<code>")
        form.append((field, _marked(shape) if markup else _bare(shape)))
        if spec in IN_CODE:
            put("</code>")
    return tuple(form)


_SOUND: set[frozenset[Entry]] = set()
"""Catalogues that were looked through and found without a fault in this process."""


class Texts:
    """All words of the bot. `strict`: a missing key or field raises KeyError (tests); else it is logged and `common.missing` is said."""

    def __init__(self, entries: list[Entry], *, strict: bool = False, clock: Callable[[], datetime] = utc_now) -> None:
        self._strict = strict
        self._compiled = {entry.key: _Compiled(entry) for entry in entries}
        self._locale = Locale("fa", "IR")
        self._shapes = Shapes(self._literal, self._find_literal, clock)

    @classmethod
    def load(cls, folder: Path, *, strict: bool = False, clock: Callable[[], datetime] = utc_now, language: str = "fa") -> Texts:
        """Read every catalogue below `folder` (the root of the languages, or the folder of the .po files).

        Raises BadCatalogue for doubled keys, keys in a wrong file, unknown formats and braces that do not fit.
        """
        entries, faults = read_catalogues(folder, language)
        texts = cls(entries, strict=strict, clock=clock)
        if faults or (sound := frozenset(entries)) not in _SOUND:
            faults += texts._compile_all()
            if faults:
                raise BadCatalogue(faults)
            _SOUND.add(sound)
        return texts

    def _compile_all(self) -> list[str]:
        faults = []
        for key, compiled in self._compiled.items():
            try:
                compiled.compile(self._shapes)
            except (LookupError, ValueError) as wrong:
                faults.append(f"{compiled.entry.where}: {key}: {wrong}")
        return faults

    def has(self, key: str) -> bool:
        """Whether there is a text of that key."""
        return key in self._compiled

    def index(self, prefix: str) -> list[str]:
        """The keys below a prefix (`kanoon.join` finds `kanoon.join.code`; "" finds all), in the order of the alphabet."""
        return sorted(key for key in self._compiled if not prefix or key.startswith(prefix.rstrip(".") + "."))

    def placeholders(self, key: str) -> dict[str, str]:
        """The fields of a text and their formats. Raises KeyError."""
        return {field: spec for form in self._compiled[key].entry.forms for _, field, spec in parts_of(form) if field}

    def lines(self, key: str) -> list[str]:
        """The lines of a text without fields (utterances); empty if there is no such text."""
        found = self._find_literal(key)
        return [line.strip() for line in found.splitlines() if line.strip()] if found else []

    def say(self, key: str, /, **fields: Any) -> str:
        """The text in neutral markup (<b> <i> <code>), every value escaped. Plural texts choose their form by the field `n` or `count`."""
        return self._said(key, fields, markup=True)

    def phrase(self, key: str, /, **fields: Any) -> Phrase:
        """The same, to be put as a field into another text."""
        return Phrase(self._said(key, fields, markup=True))

    def plain(self, key: str, /, **fields: Any) -> str:
        """The text without markup: labels of buttons, short words of an acknowledgement, notices of the system."""
        return self._said(key, fields, markup=False)

    def _said(self, key: str, fields: Fields, *, markup: bool) -> str:
        compiled = self._compiled.get(key)
        if compiled is None:
            return self._missing(key, KeyError(key), markup=markup)
        forms = compiled.markup if markup else compiled.plain
        if not forms:
            compiled.compile(self._shapes)
            forms = compiled.markup if markup else compiled.plain
        try:
            form = forms[0] if len(forms) == 1 else forms[self._form(fields)]
            if len(form) == 1 and form[0].__class__ is str:  # most labels
                return form[0]  # type: ignore[return-value]  # the class tells
            return "".join([part if part.__class__ is str else part[1](fields[part[0]], fields) for part in form])  # type: ignore[operator]  # the class tells
        except (LookupError, TypeError, ValueError) as wrong:
            return self._missing(key, wrong, markup=markup)

    def _form(self, fields: Fields) -> int:
        amount = fields["n"] if "n" in fields else fields["count"]
        return 0 if self._locale.plural_form(amount) == "one" else 1

    def _missing(self, key: str, wrong: Exception, *, markup: bool) -> str:
        if self._strict:
            raise KeyError(f"text {key}: {wrong!r}") from wrong
        log.error("text %s cannot be said: %r", key, wrong)
        spare = self._compiled.get("common.missing")
        text = spare.entry.forms[0] if spare else "…"
        return text if markup else unescape(text)

    def _find_literal(self, key: str) -> str | None:
        compiled = self._compiled.get(key)
        return unescape(compiled.entry.forms[0]) if compiled else None

    def _literal(self, key: str) -> str:
        found = self._find_literal(key)
        if found is None:
            raise LookupError(f"no text {key}")
        return found
