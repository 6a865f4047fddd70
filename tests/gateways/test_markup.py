"""آزمون نشانه‌گذاری - what members wrote stays what they wrote, on both platforms."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateways.markup import Dialect, Span, html, length, markdown, parse, plain, render, split

NASTY = st.text(alphabet=st.sampled_from("آبی‌ـه اa1 \n\n*_`[]\\<>&;/bcodei()~#|😀\u0301\u202e\u200d"), max_size=120)


def neutral_of(pieces: list[tuple[str, str]]) -> str:
    """Neutral markup as the texts of the house make it: what people wrote is escaped, the tags are ours."""
    written = []
    for tag, text in pieces:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        written.append(f"<{tag}>{text}</{tag}>" if tag else text)
    return "".join(written)


PIECES = st.lists(st.tuples(st.sampled_from(["", "b", "i", "code"]), NASTY), max_size=6)


class Html(HTMLParser):
    """A strict reader of Telegram's HTML: tags must be known and must close in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("b", "i", "code")
        assert not attrs
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


BALE = re.compile(r"\\([*_`\\\[\]])|`([^`\n]+)`|(?<!\S)\*([^*\n]+)\*(?!\S)|(?<!\S)_([^_\n]+)_(?!\S)")


def read_bale(text: str) -> tuple[str, list[str]]:
    """What Bale shows, and the styled parts: marks count only between spaces, a backslash takes the meaning of the next sign."""
    styled: list[str] = []

    def shown(match: re.Match[str]) -> str:
        if match[1]:
            return match[1]
        part = next(group for group in match.groups()[1:] if group)
        styled.append(part)
        return part

    left = BALE.sub("", text)
    assert not re.search(r"[*`\[\]]", left), f"a bare mark is left: {left!r}"
    return BALE.sub(shown, text), styled


@given(PIECES)
def test_telegram_shows_exactly_what_was_meant(pieces: list[tuple[str, str]]) -> None:
    assert Html(html(parse(neutral_of(pieces)))).text == "".join(text for _, text in pieces)


@given(PIECES)
def test_bale_shows_exactly_what_was_meant(pieces: list[tuple[str, str]]) -> None:
    shown, styled = read_bale(markdown(parse(neutral_of(pieces))))
    assert shown == "".join(text for _, text in pieces)
    ours = "".join(text if tag or not text else "\0" for tag, text in pieces)
    assert all(part in ours for part in styled), "only our own tags may style anything"


@given(NASTY)
def test_what_zahra_wrote_never_becomes_markup(text: str) -> None:
    escaped = neutral_of([("", text)])
    assert parse(escaped) == ([Span(text)] if text else [])
    assert read_bale(markdown(parse(escaped))) == (text, [])
    assert not re.search(r"<[a-z/]", html(parse(escaped)))


@given(st.text(alphabet=st.characters(), max_size=60))
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    spans = parse(text)
    Html(html(spans))
    html(spans).encode("utf-8")
    markdown(spans).encode("utf-8")


@given(PIECES, st.integers(8, 60), st.integers(4, 20), st.sampled_from(["html", "markdown"]))
def test_parts_hold_every_letter_in_order_and_none_is_too_long(pieces: list[tuple[str, str]], limit: int, first: int, dialect: Dialect) -> None:
    spans = parse(neutral_of(pieces))
    parts = split(spans, dialect, limit, first)
    assert "".join("".join(plain(part) for part in parts).split()) == "".join(plain(spans).split())
    for n, part in enumerate(parts):
        assert plain(part).strip()
        counted = length(render(part, dialect)) if dialect == "markdown" else length(plain(part))
        assert counted <= (limit if n else first)


def test_a_long_answer_is_cut_between_paragraphs() -> None:
    paragraphs = ["الف" * 10, "ب" * 30, "پ" * 20]
    parts = split(parse("<b>" + "\n\n".join(paragraphs) + "</b>"), "html", 65)
    assert [html(part) for part in parts] == ["<b>" + "\n\n".join(paragraphs[:2]) + "</b>", "<b>" + paragraphs[2] + "</b>"]


def test_white_space_at_the_start_does_not_use_up_the_caption() -> None:
    parts = split([Span(" [111")], "markdown", 8, 4)
    assert [markdown(part) for part in parts] == ["\\[", "111"]


def test_a_text_that_begins_with_a_gap_comes_to_an_end() -> None:
    assert [plain(part) for part in split([Span(" 😀" * 4)], "markdown", 8, 4)] == ["😀", "😀 😀", "😀"]


def test_a_letter_is_never_parted_from_its_marks_or_halves() -> None:
    assert [plain(part) for part in split([Span("e\u0301" * 5)], "html", 5)] == ["e\u0301e\u0301", "e\u0301e\u0301", "e\u0301"]
    assert [plain(part) for part in split([Span("😀" * 5)], "html", 5)] == ["😀😀", "😀😀", "😀"]


@pytest.mark.parametrize(
    ("neutral", "telegram", "bale"),
    [
        ("مبلغ: <b>۵ میلیون</b> تومان", "مبلغ: <b>۵ میلیون</b> تومان", "مبلغ: *۵ میلیون* تومان"),
        ("<b>زهرا</b>، سلام", "<b>زهرا</b>، سلام", "زهرا، سلام"),
        ("<i>یک\nدو</i>", "<i>یک\nدو</i>", "_یک_\n_دو_"),
        ("کد <code>A_1</code>", "کد <code>A_1</code>", "کد `A_1`"),
        ("<b><i>هر دو</i></b>", "<b><i>هر دو</i></b>", "*هر دو*"),
        ("<u>x</u> a_b", "&lt;u&gt;x&lt;/u&gt; a_b", "<u>x</u> a\\_b"),
        ("<b>باز", "<b>باز</b>", "*باز*"),
        ("a_b https://ble.ir/a_b?start=k_j-7 c*d", "a_b https://ble.ir/a_b?start=k_j-7 c*d", "a\\_b https://ble.ir/a_b?start=k_j-7 c\\*d"),
        ("[x](http://x.example/a_b)", "[x](http://x.example/a_b)", "\\[x\\](http://x.example/a\\_b)"),
        ("</b>بسته", "بسته", "بسته"),
    ],
)
def test_each_platform_gets_its_own_dialect(neutral: str, telegram: str, bale: str) -> None:
    assert html(parse(neutral)) == telegram
    assert markdown(parse(neutral)) == bale
