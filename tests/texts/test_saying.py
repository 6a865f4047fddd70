"""آزمون گفتن - a key becomes a Persian text: money, days, codes and names look right, and nobody's words become markup."""

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.texts import BadCatalogue, Phrase, Texts
from bot.texts.catalogue import Entry
from bot.texts.shapes import without_markup

LOCALES = Path(__file__).parents[2] / "locales"
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'


class JoinState(StrEnum):
    WAITING = "waiting"


class OfferState(StrEnum):
    WAITING = "waiting"


Say = Callable[..., str]


@pytest.fixture
def say(tmp_path: Path) -> Say:
    """Say one text that is written in the test, with the shared words of the house."""

    def say_it(text: str, /, *, plain: bool = False, **fields: Any) -> str:
        texts = told(tmp_path, text)
        return texts.plain("kanoon.told", **fields) if plain else texts.say("kanoon.told", **fields)

    return say_it


def told(folder: Path, text: str, **options: Any) -> Texts:
    (folder / "common.po").write_text((LOCALES / "fa/LC_MESSAGES/common.po").read_text("utf-8"), "utf-8")
    state = 'msgid "kanoon.join_state.waiting"\nmsgstr "در انتظار همیار"\n\nmsgid "kanoon.offer_state.waiting"\nmsgstr "در انتظار پاسخ"\n'
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    (folder / "kanoon.po").write_text(f'{HEAD}{state}\nmsgid "kanoon.told"\nmsgstr "{escaped}"\n', "utf-8")
    return Texts.load(folder, strict=True, clock=lambda: NOW, **options)


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("{x:toman}", 50_000_000, "۵٬۰۰۰٬۰۰۰ تومان"),
        ("{x:toman}", 50_000_005, "۵٬۰۰۰٬۰۰۰ تومان و ۵ ریال"),
        ("{x:toman}", 7, "۷ ریال"),
        ("{x:toman}", 0, "۰ تومان"),
        ("{x:toman}", -50, "\u2066−۵\u2069 تومان"),
        ("{x:words}", 50_000_000, "پنج میلیون تومان"),
        ("{x:words}", 10**17, "۱۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰ تومان"),
        ("{x}", 1234567, "۱٬۲۳۴٬۵۶۷"),
        ("{x}", Decimal("2.50"), "۲٫۵"),
        ("{x:number}", 1405, "۱۴۰۵"),
        ("{x:percent}", 2, "۲٪"),
        ("{x:code}", "AB-12", "<code>\u2066AB-۱۲\u2069</code>"),
        ("{x:link}", "https://t.me/a_b?start=k-7&x", "https://t.me/a_b?start=k-7&amp;x"),
        ("{x:mobile}", "+989123456789", "<code>\u2066۰۹۱۲ ۳۴۵ ۶۷۸۹\u2069</code>"),
        ("{x:fours}", "5041720000000011", "<code>\u2066۵۰۴۱ ۷۲۰۰ ۰۰۰۰ ۰۰۱۱\u2069</code>"),
        ("{x}", date(2026, 11, 23), "دوشنبه ۲ آذر ۱۴۰۵"),
        ("{x:day}", datetime(2026, 11, 23, 21, tzinfo=UTC), "سه‌شنبه ۳ آذر ۱۴۰۵"),
        ("{x:date}", date(2026, 11, 23), "۱۴۰۵/۰۹/۰۲"),
        ("{x:month}", date(2026, 11, 23), "آذر ۱۴۰۵"),
        ("{x:near}", date(2026, 11, 25), "فردا"),
        ("{x:near}", date(2026, 11, 29), "یکشنبه ۸ آذر ۱۴۰۵"),
        ("{x}", datetime(2026, 11, 24, 10, 5, tzinfo=UTC), "سه‌شنبه ۳ آذر ۱۴۰۵، ساعت ۱۳:۳۵"),
        ("{x:clock}", datetime(2026, 11, 24, 10, 5, tzinfo=UTC), "۱۳:۳۵"),
        ("{x}", time(8, 5), "۰۸:۰۵"),
        ("{x:ago}", NOW - timedelta(hours=3), "۳ ساعت پیش"),
        ("{x:ago}", NOW + timedelta(days=2), "۲ روز دیگر"),
        ("{x:ago}", NOW - timedelta(seconds=5), "همین حالا"),
        ("{x}", timedelta(minutes=90), "۱ ساعت و ۳۰ دقیقه"),
        ("{x:span}", timedelta(days=1, minutes=5), "۱ روز"),
        ("{x:span}", timedelta(), "۰ دقیقه"),
        ("{x}", ["علی", "رضا", "مریم"], "\u2068علی\u2069، \u2068رضا\u2069 و \u2068مریم\u2069"),
        ("{x:or}", ["علی", "رضا"], "\u2068علی\u2069 یا \u2068رضا\u2069"),
        ("{x}", [3], "۳"),
        ("{x:list}", [], "—"),
        ("{x}", None, "—"),
        ("{x:moment}", None, "—"),
        ("{x:code}", None, "<code>—</code>"),
        ("{x}", True, "بله"),
        ("{x}", "زهرا", "\u2068زهرا\u2069"),
        ("{x:text}", "یک\nدو", "\u2068یک\u2069\n\u2068دو\u2069"),
        ("{x:enum}", JoinState.WAITING, "در انتظار همیار"),
        ("{x}", [JoinState.WAITING], "در انتظار همیار"),
        ("{x:key}", "common.bank.resalat", "بانک قرض‌الحسنه‌ی رسالت"),
    ],
)
def test_a_value_looks_as_its_format_says(say: Say, text: str, value: object, shown: str) -> None:
    assert say(text, x=value) == shown


def test_relative_times_follow_the_now_that_is_given(say: Say) -> None:
    assert say("{x:ago}", x=NOW, now=NOW + timedelta(days=1)) == "۱ روز پیش"


def test_a_name_full_of_markup_is_shown_as_it_is_typed(say: Say) -> None:
    trap = "<b>رضا</b> & *[x](http://y)* `_`\u202e"
    assert say("سلام <b>{x}</b>!", x=trap) == "سلام <b>\u2068&lt;b&gt;رضا&lt;/b&gt; &amp; *[x](http://y)* `_`\u2069</b>!"
    assert say("سلام <b>{x}</b>!", x=trap, plain=True) == "سلام \u2068<b>رضا</b> & *[x](http://y)* `_`\u2069!"


@given(name=some.text())
def test_no_name_ever_becomes_markup_or_leaves_its_isolate(name: str) -> None:
    entries = [Entry("kanoon.told", ("<b>{x}</b>",), False, (), False, "")]
    texts = Texts(entries, strict=True)
    texts._compile_all()
    said = texts.say("kanoon.told", x=name)
    assert said.startswith("<b>\u2068")
    assert said.endswith("\u2069</b>")
    inside = said[4:-5]
    assert not set("<>\u2066\u2067\u2068\u2069\u202a\u202b\u202d\u202e\n") & set(inside)
    assert texts.plain("kanoon.told", x=name) == without_markup(said)


def test_a_finished_phrase_is_put_in_once_and_not_escaped_again(say: Say) -> None:
    assert say("{x}!", x=Phrase("<b>یک</b> &amp; دو")) == "<b>یک</b> &amp; دو!"
    assert say("{x}!", x=Phrase("<b>یک</b> &amp; دو"), plain=True) == "یک & دو!"
    assert say("{x}", x=["<i>", Phrase("<b>یک</b>")]) == "\u2068&lt;i&gt;\u2069 و <b>یک</b>"


def test_a_label_has_no_markup_and_keeps_its_braces_and_ampersand(say: Say) -> None:
    assert say("<b>الف</b> &amp; {{ب}} {x:code}", plain=True, x="A1") == "الف & {ب} \u2066A۱\u2069"


@pytest.mark.parametrize(("amount", "said"), [(0, "۰ پیام تازه دارید"), (1, "۱ پیام تازه دارید"), (12, "۱۲ پیام، همه تازه")])
def test_the_form_follows_the_number(tmp_path: Path, amount: int, said: str) -> None:
    (tmp_path / "kanoon.po").write_text(
        f'{HEAD}msgid "kanoon.news"\nmsgid_plural "kanoon.news#"\nmsgstr[0] "{{n}} پیام تازه دارید"\nmsgstr[1] "{{n}} پیام، همه تازه"\n', "utf-8"
    )
    assert Texts.load(tmp_path, strict=True).say("kanoon.news", n=amount) == said


def test_a_missing_key_or_field_is_an_error_in_tests(say: Say, tmp_path: Path) -> None:
    texts = told(tmp_path, "{x:toman}")
    with pytest.raises(KeyError, match=r"kanoon\.nothing"):
        texts.say("kanoon.nothing")
    with pytest.raises(KeyError, match=r"kanoon\.told"):
        texts.say("kanoon.told")
    with pytest.raises(KeyError, match="whole number"):
        texts.say("kanoon.told", x="پنج")


def test_members_see_an_excuse_instead_and_the_log_knows_why(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    told(tmp_path, "{x:toman}")
    texts = Texts.load(tmp_path)
    with caplog.at_level(logging.ERROR):
        assert texts.say("kanoon.nothing") == texts.say("common.missing")
        assert texts.plain("kanoon.told", x="a word") == texts.plain("common.missing")
    assert ["kanoon.nothing" in caplog.messages[0], "kanoon.told" in caplog.messages[1]] == [True, True]


def test_the_log_never_holds_the_value_that_could_not_be_shown(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    told(tmp_path, "{x:key}")
    with caplog.at_level(logging.ERROR):
        Texts.load(tmp_path).say("kanoon.told", x="0012345679")
    assert "0012345679" not in caplog.text


def test_keys_and_their_fields_can_be_looked_up(tmp_path: Path) -> None:
    texts = told(tmp_path, "{x:toman} {y}")
    assert texts.has("kanoon.told")
    assert not texts.has("kanoon.untold")
    assert texts.index("kanoon") == ["kanoon.join_state.waiting", "kanoon.offer_state.waiting", "kanoon.told"]
    assert texts.placeholders("kanoon.told") == {"x": "toman", "y": ""}


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('msgid "kanoon.a"\nmsgstr "یک"\n\nmsgid "kanoon.a"\nmsgstr "دو"\n', "kanoon.a is there twice"),
        ('msgid "loan.a"\nmsgstr "یک"\n', "loan.a belongs into loan.po"),
        ('msgid "kanoon"\nmsgstr "یک"\n', "is no dotted key"),
        ('msgid "kanoon.a"\nmsgstr "{x:gold}"\n', "gold"),
        ('msgid "kanoon.a"\nmsgstr "{x.y}"\n', "no plain placeholder"),
        ('msgid "kanoon.a"\nmsgstr "{x"\n', "kanoon.a"),
    ],
)
def test_a_catalogue_that_cannot_be_trusted_is_not_loaded(tmp_path: Path, body: str, fault: str) -> None:
    (tmp_path / "kanoon.po").write_text(HEAD + body, "utf-8")
    with pytest.raises(BadCatalogue, match=fault):
        Texts.load(tmp_path)


def test_a_folder_without_catalogues_is_not_loaded(tmp_path: Path) -> None:
    with pytest.raises(BadCatalogue, match="no catalogue"):
        Texts.load(tmp_path)


def test_two_enums_whose_values_are_equal_keep_their_own_words(say: Say) -> None:
    assert say("{x}، {y}", x=JoinState.WAITING, y=OfferState.WAITING) == "در انتظار همیار، در انتظار پاسخ"
