"""واژه‌های صفحه - the sentences of the page and the terminal, from locales/fa/LC_MESSAGES/web.po.   The bot's own sentences: bot/texts/"""

from __future__ import annotations

from html import escape
from pathlib import Path

from babel.messages.pofile import read_po

Words = dict[str, str]


def read_words(folder: Path) -> Words:
    """Key without `web.` -> sentence with `{name}` placeholders. `folder` holds web.po. Raises OSError when it is not there."""
    with (folder / "web.po").open("rb") as source:
        return {str(m.id).removeprefix("web."): str(m.string) for m in read_po(source, locale="fa") if m.id}


def filled(page: str, words: Words) -> str:
    """A page's `{{key}}` replaced by its sentence, made safe for HTML. Raises KeyError for a key without a sentence."""
    parts = page.split("{{")
    done = [parts[0]]
    for part in parts[1:]:
        key, _, rest = part.partition("}}")
        done += [escape(words[key]), rest]
    return "".join(done)
