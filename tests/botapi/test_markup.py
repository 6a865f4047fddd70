"""آزمون نشانه‌گذاری - Telegram's strict HTML and Bale's Markdown, as a person sees them."""

from __future__ import annotations

import pytest

from tests.kit.botapi.errors import ApiError
from tests.kit.botapi.markdown import render
from tests.kit.botapi.markup import given_entities, parse_html, units


@pytest.mark.parametrize(
    ("source", "shown", "kinds"),
    [
        ("ساده", "ساده", []),
        ("<b>a</b><i>b</i>", "ab", ["bold", "italic"]),
        ("<b>a<i>b</i></b>", "ab", ["bold", "italic"]),
        ('<a href="https://e.org/?a=1">x</a>', "x", ["text_link"]),
        ("&lt;&gt;&amp;&quot;&#39;&#x27;", "<>&\"''", []),
        ("<tg-spoiler>x</tg-spoiler><span class='tg-spoiler'>y</span>", "xy", ["spoiler", "spoiler"]),
        ("<blockquote expandable>x</blockquote>", "x", ["expandable_blockquote"]),
        ("  <b> x </b>  ", "x", ["bold"]),
        ("<b></b>x", "x", []),
    ],
)
def test_html_is_shown_as_telegram_does(source: str, shown: str, kinds: list[str]) -> None:
    rich = parse_html(source)
    assert (rich.text, [e["type"] for e in rich.entities]) == (shown, kinds)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("<div>x</div>", 'Unsupported start tag "div" at byte offset 0'),
        ("سلام <b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("a < b", "Unclosed start tag at byte offset 2"),
        ("علی & رضا", "Unsupported character entity"),
        ("&nbsp;", "Unsupported character entity"),
        ("&#0;", "Unsupported character entity"),
        ("<span>x</span>", 'must have class "tg-spoiler"'),
        ("<b =>x</b>", "Unclosed start tag"),
    ],
)
def test_broken_html_is_refused_with_its_reason(source: str, why: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.code == 400
    assert refused.value.description.startswith("Bad Request: can't parse entities: ")
    assert why in refused.value.description


def test_offsets_count_utf16_units() -> None:
    [bold] = parse_html("😀<b>😀x</b>").entities
    assert (bold["offset"], bold["length"]) == (2, 3)
    assert units("😀x") == 3
    assert given_entities("😀x", [{"type": "bold", "offset": 0, "length": 3}]).entities
    with pytest.raises(ApiError, match="entity"):
        given_entities("😀x", [{"type": "bold", "offset": 0, "length": 4}])


@pytest.mark.parametrize(
    ("source", "shown", "kinds"),
    [
        ("ساده", "ساده", []),
        ("این *وام* شما", "این وام شما", ["bold"]),
        ("*وام*", "وام", ["bold"]),
        ("این _وام_ شما", "این وام شما", ["italic"]),
        ("وام*چسبیده*است", "وام*چسبیده*است", []),
        ("2*3*4 a_b_c", "2*3*4 a_b_c", []),
        (r"\*ستاره\* و \_خط\_ و \[x\] و \`c\`", "*ستاره* و _خط_ و [x] و `c`", []),
        ("`a*b*` و *`c`*", "a*b* و c", ["code", "bold", "code"]),
        ("*_هر دو_*", "هر دو", ["bold", "italic"]),
        ("[اینجا](https://e.org)", "اینجا", ["text_link"]),
        ("```[عنوان]شرح```", "عنوان", ["instant_view"]),
        (r"*a\*b*", "a*b", ["bold"]),
        ("<b>x</b>", "<b>x</b>", []),
    ],
)
def test_markdown_is_shown_as_bale_does(source: str, shown: str, kinds: list[str]) -> None:
    rich = render(source)
    assert (rich.text, [e["type"] for e in rich.entities]) == (shown, kinds)
