"""نشانه‌گذاری تلگرام - HTML as Telegram parses it, but strict: whatever it might forgive is refused here.   Sibling: markdown.py (Bale)"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tests.kit.botapi.errors import ApiError, bad_request

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>[^<>]*)>|&(?P<name>[A-Za-z]+|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});|[<&]")
ATTRIBUTE = re.compile(r"""\s+([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")


@dataclass(frozen=True, slots=True)
class Rich:
    """A text as it is shown, with its entities (offsets in UTF-16 units)."""

    text: str
    entities: tuple[dict[str, Any], ...] = ()


def units(text: str) -> int:
    """The length of a text in UTF-16 units, as the platforms count offsets."""
    return len(text) + sum(1 for letter in text if letter > "\uffff")


def broken(why: str) -> ApiError:
    """The 400 of a text that cannot be parsed."""
    return bad_request(f"can't parse entities: {why}")


def parse_html(source: str) -> Rich:
    """The text and entities of Telegram HTML. Raises ApiError 400 for an unknown, crossed or unclosed tag, a bare < or &, or an unknown entity."""
    shown: list[str] = []
    entities: list[dict[str, Any]] = []
    open_tags: list[tuple[str, dict[str, Any]]] = []
    at = length = 0
    for token in TOKEN.finditer(source):
        plain = source[at : token.start()]
        shown.append(plain)
        length += units(plain)
        at = token.end()
        where = f"at byte offset {len(source[: token.start()].encode())}"
        if token["name"]:
            letter = _letter(token["name"], where)
            shown.append(letter)
            length += units(letter)
        elif not token["tag"]:
            raise broken(f"Unclosed start tag {where}" if token[0] == "<" else f"Unsupported character entity {where}")
        elif token["end"]:
            _close(token["tag"].lower(), open_tags, entities, length, where)
        else:
            open_tags.append((token["tag"].lower(), _entity(token["tag"].lower(), token["attributes"], length, where)))
    if open_tags:
        raise broken(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    shown.append(source[at:])
    return trimmed(Rich("".join(shown), in_order(entities)))


def in_order(entities: list[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """By where they begin, the outer before the inner. They come as they were closed: the inner first."""
    return tuple(entity for _, entity in sorted(enumerate(entities), key=lambda e: (e[1]["offset"], -e[1]["length"], -e[0])))


def trimmed(rich: Rich) -> Rich:
    """Without white space at both ends, as the platform stores it."""
    left = len(rich.text) - len(rich.text.lstrip())
    text = rich.text.strip()
    end = units(text)
    kept = []
    for entity in rich.entities:
        start = max(entity["offset"] - left, 0)
        stop = min(entity["offset"] + entity["length"] - left, end)
        if stop > start:
            kept.append(entity | {"offset": start, "length": stop - start})
    return Rich(text, tuple(kept))


def given_entities(text: str, entities: list[dict[str, Any]]) -> Rich:
    """A text with the entities that came beside it. Raises ApiError 400 if one lies outside the text."""
    for entity in entities:
        if entity.get("offset", -1) < 0 or entity.get("length", 0) <= 0 or entity["offset"] + entity["length"] > units(text):
            raise broken("entity is out of the text")
    return trimmed(Rich(text, tuple(entities)))


def _letter(name: str, where: str) -> str:
    if name.startswith("#"):
        code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        if not 0 < code <= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            raise broken(f"Unsupported character entity {where}")
        return chr(code)
    if name not in NAMED:
        raise broken(f'Unsupported character entity "&{name};" {where}')
    return NAMED[name]


def _entity(tag: str, attributes: str, offset: int, where: str) -> dict[str, Any]:
    if tag not in TAGS:
        raise broken(f'Unsupported start tag "{tag}" {where}')
    given = {name: a or b or c for name, a, b, c in ATTRIBUTE.findall(attributes)}
    if ATTRIBUTE.sub("", attributes).strip():
        raise broken(f'Unclosed start tag "{tag}" {where}')
    if tag == "span" and given.get("class") != "tg-spoiler":
        raise broken(f'Tag "span" must have class "tg-spoiler" {where}')
    entity: dict[str, Any] = {"type": TAGS[tag], "offset": offset, "length": 0}
    if tag == "a":
        entity["url"] = given.get("href", "")
    if tag == "blockquote" and "expandable" in given:
        entity["type"] = "expandable_blockquote"
    return entity


def _close(tag: str, open_tags: list[tuple[str, dict[str, Any]]], entities: list[dict[str, Any]], length: int, where: str) -> None:
    if not open_tags:
        raise broken(f"Unexpected end tag {where}")
    expected, entity = open_tags.pop()
    if tag != expected:
        raise broken(f'Unmatched end tag {where}, expected "</{expected}>", found "</{tag}>"')
    entity["length"] = length - entity["offset"]
    if entity["length"] and (entity["type"] != "text_link" or entity["url"]):
        entities.append(entity)
