"""غلط‌گیر - what must not be in a Persian text.   Rules: docs/texts.md   Reads: catalogue.py"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.texts.catalogue import Entry, catalogue_folder, read_catalogues
from bot.texts.phrasing import parts_of
from bot.texts.shapes import IN_CODE, Shapes, without_markup
from domain.kernel.persian.spelling import LETTERS, misspelt

CATALOGUES = Path(__file__).parents[2] / "locales"
SCREEN = 350
"""Characters of a text that one takes in at a glance (conversation.md D20)."""
LABEL = 60

_TAG = re.compile(r"<(/?)([^<>]*)>")
_ENTITY = re.compile(r"&(?!amp;|lt;|gt;)")
_GAP = "\ufffc"  # stands for a placeholder while a text is looked at: neither letter nor space
_LATIN = re.compile("[A-Za-z]+")
_LEADS = ("مثلا", "برای نمونه", "نمونه:", "برای مثال")
_WORDS = re.compile(rf"[{LETTERS}\u06f0-\u06f9A-Za-z{_GAP}]")


def check(folder: Path, language: str = "fa") -> list[str]:
    """Every fault of the catalogues, one line each (`kanoon.po:12: kanoon.join.code: …`); none means they may be shipped."""
    entries, faults = read_catalogues(folder, language)
    formats = Shapes(str, str, lambda: datetime.now(UTC)).named
    for entry in entries:
        faults += [f"{entry.where}: {entry.key}: {fault}" for form in entry.forms for fault in _faults(entry, form, formats)]
        if entry.fuzzy:
            faults.append(f"{entry.where}: {entry.key}: it is fuzzy")
    return faults


def _told(entry: Entry, word: str) -> str | None:
    """What a comment for translators says after `word:`, None if there is no such comment."""
    return next((line.split(":", 1)[1].strip() for line in entry.comments if line.strip().startswith(f"{word}:")), None)


def _faults(entry: Entry, form: str, formats: frozenset[str]) -> Iterator[str]:
    if not form.strip():
        yield "it is empty"
        return
    if entry.key.endswith(".words"):  # what people say, with their spelling
        return
    try:
        parts = parts_of(form)
    except ValueError as wrong:
        yield str(wrong)
        return
    for _, field, spec in parts:
        if field is not None and spec not in formats:
            yield f"no format «{spec}» ({{{field}}})"
    yield from _markup_faults(parts)
    gapped = "".join(literal + (_GAP if field is not None else "") for literal, field, _ in parts)
    yield from _wording_faults(entry, without_markup(gapped))


def _markup_faults(parts: list[tuple[str, str | None, str]]) -> Iterator[str]:
    opened: list[str] = []
    for literal, field, spec in parts:
        if _ENTITY.search(literal):
            yield "a bare & (write &amp;)"
        if re.search("[<>]", _TAG.sub("", literal)):
            yield "a bare < or >"
        for closing, tag in _TAG.findall(literal):
            if tag not in ("b", "i", "code"):
                yield f"the markup <{tag}> (there are <b>, <i>, <code>)"
            elif not closing:
                opened.append(tag)
            elif not opened or opened.pop() != tag:
                yield f"</{tag}> closes nothing"
        if field is not None and spec in IN_CODE and "code" in opened:
            yield f"{{{field}:{spec}}} brings its own <code>"
    if opened:
        yield f"<{opened[-1]}> stays open"


def _wording_faults(entry: Entry, text: str) -> Iterator[str]:
    pattern_of_ours = entry.key.startswith("common.format.")
    yield from misspelt(text)
    allowed = (_told(entry, "latin") or "").partition(";")[0].split()
    if strange := [word for word in _LATIN.findall(text) if word not in allowed]:
        yield f"Latin letters: {' '.join(strange)} (allow them by a comment `latin: …; reason`)"
    if text != text.strip() and not pattern_of_ours:
        yield "space at an end"
    if len(text) > SCREEN and not _told(entry, "long"):
        yield f"{len(text)} characters, more than {SCREEN} (or give the reason in a comment `long: …`)"
    if (entry.key.endswith(".title") or ".button." in entry.key) and len(text) > LABEL:
        yield f"a label of {len(text)} characters, more than {LABEL}"
    if entry.key.endswith(".example") and text.startswith(_LEADS):
        yield "«برای نمونه» is said before every example already"
    if not _WORDS.search(text) and not pattern_of_ours and entry.key != "common.none":
        yield "no word in it: signs alone mean nothing to many"


def compile_catalogues(folder: Path, language: str = "fa") -> int:
    """Write a .mo next to every .po, for tools that want them (the bot reads the .po); how many."""
    files = sorted(catalogue_folder(folder, language).glob("*.po"))
    for file in files:
        with file.open("rb") as source, file.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=language))
    return len(files)


def check_command(words: Sequence[str], folder: Path = CATALOGUES, tell: Callable[[str], object] = print) -> int:
    """`python -m bot texts check|compile`: 0 well, 1 faults were found (and told), 2 not understood."""
    what = list(words) or ["check"]
    if what == ["compile"]:
        tell(f"{compile_catalogues(folder)} catalogues")
        return 0
    if what != ["check"]:
        print("texts check | texts compile", file=sys.stderr)
        return 2
    faults = check(folder)
    for fault in faults:
        tell(fault)
    return 1 if faults else 0
