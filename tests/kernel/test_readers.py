"""آزمون خوانندگان پاسخ - what a dialog takes, what it refuses, and that every refusal has its words."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from bot.texts import Texts
from domain.kernel.persian.dates import from_jalali
from handlers.kit import readers
from handlers.kit.chat import Reader, Unreadable
from handlers.kit.said import Contact, Media, Place, Said

TODAY = from_jalali(1405, 9, 3)
TOMAN = 10
TEXTS = Texts.load(Path(__file__).parents[2] / "locales", strict=True)
WORDS = """
    ۱ 2 ٣ 14 1405 . , : / - + % و نیم ربع ه م k B میلیون هزار میلیارد تریلیون همت تومان ریال ت صد بیست پنج یک نه صفر منفی تا شب صبح ظهر عصر ساعت
    دقیقه روز هفته ماه سال دیگر پیش بعد گذشته شنبه جمعه فردا خرداد اسفند اول سوم ام آخر این IR 0912 0098 ፩ ②
"""
PIECES = (*WORDS.split(), " ", " ", " ", "\n", "\u200c")
EVERY: list[Callable[[], Reader[Any]]] = [
    readers.text, readers.name, readers.address, readers.rials, readers.number, readers.hundredths, readers.jalali_day, readers.clock_time, readers.national_id,
    readers.legal_id, readers.fida, readers.mobile, readers.own_contact, readers.postal_code, readers.sheba, readers.card_number, readers.photo, readers.file,
    readers.voice, readers.location, readers.code,
]  # fmt: skip


def read(reader: Reader[Any], words: str = "", **sent: Any) -> Any:
    return reader.read(Said(words, **sent), TODAY)


def refused(reader: Reader[Any], words: str = "", **sent: Any) -> str:
    """The code of the refusal, once its text was really said."""
    with pytest.raises(Unreadable) as no:
        read(reader, words, **sent)
    assert TEXTS.say(no.value.code, **no.value.fields)
    return no.value.code.removeprefix("common.again.")


def test_zahra_writes_an_amount_and_sees_it_in_digits_and_words() -> None:
    reader = readers.rials()
    assert read(reader, "۵ میلیون") == 5_000_000 * TOMAN
    assert reader.shown(5_000_000 * TOMAN) == "۵٬۰۰۰٬۰۰۰ تومان (پنج میلیون تومان)"


@pytest.mark.parametrize(
    ("said", "code"),
    [("سلام", "amount"), ("۵ تا ۶ میلیون", "amount_unclear"), ("9" * 50, "amount_too_large"), ("۵۰۰ تومان", "amount_too_low"), ("یک میلیارد تومان", "amount_too_high")],
)
def test_an_amount_that_will_not_do_is_refused_with_its_reason(said: str, code: str) -> None:
    assert refused(readers.rials(1_000 * TOMAN, 400_000_000 * TOMAN), said) == code


@pytest.mark.parametrize(("said", "value"), [("۲٫۵", 250), ("دو و نیم", 250), ("2.05", 205), ("۴", 400), ("۰", 0)])
def test_a_rate_is_read_to_the_hundredth(said: str, value: int) -> None:
    assert read(readers.hundredths(0, 400), said) == value


@pytest.mark.parametrize(
    ("said", "code"), [("سلام", "number"), ("۲٫۵۵۵", "number_unclear"), ("۲ تا ۳", "number_unclear"), ("۵", "number_too_high"), ("۰٫۵", "number_too_low")]
)
def test_a_rate_that_will_not_do_is_refused_with_its_reason(said: str, code: str) -> None:
    assert refused(readers.hundredths(100, 400), said) == code


def test_the_unit_is_asked_only_where_toman_is_impossible_and_rial_is_not() -> None:
    reader = readers.rials(1_000 * TOMAN, 400_000_000 * TOMAN)
    assert refused(reader, "3,000,000,000") == "amount_unit"
    assert read(reader, "3,000,000,000 ریال") == 3_000_000_000
    assert read(reader, "300,000,000") == 300_000_000 * TOMAN


def test_a_dialog_may_have_large_bare_numbers_asked_back() -> None:
    reader = readers.rials(1_000 * TOMAN, 400_000_000 * TOMAN, ask_unit_from=100_000_000 * TOMAN)
    assert refused(reader, "300,000,000") == "amount_unit"
    assert read(reader, "300 میلیون") == 300_000_000 * TOMAN
    assert read(reader, "50,000,000") == 50_000_000 * TOMAN


def test_an_earlier_answer_is_refused_when_the_ceiling_came_down() -> None:
    with pytest.raises(Unreadable) as no:
        readers.rials(up_to=100 * TOMAN).check(200 * TOMAN, TODAY)
    assert (no.value.code, no.value.fields) == ("common.again.amount_too_high", {"limit": 100 * TOMAN})


@pytest.mark.parametrize(
    ("said", "code"),
    [("سلام", "number"), ("نه", "number"), ("۳ و ۴", "number_unclear"), ("9" * 50, "number_too_large"), ("۱", "number_too_low"), ("صد", "number_too_high")],
)
def test_a_number_that_will_not_do_is_refused_with_its_reason(said: str, code: str) -> None:
    assert refused(readers.number(2, 60), said) == code


def test_nine_is_nine_when_it_is_said_with_something() -> None:
    assert read(readers.number(), "نه نفر") == read(readers.number(), "۹") == 9


def test_a_birthday_without_a_year_is_the_last_one_and_a_deadline_the_next() -> None:
    assert read(readers.jalali_day(not_after=TODAY), "۱ خرداد") == from_jalali(1405, 3, 1)
    assert read(readers.jalali_day(not_before=TODAY), "۱ خرداد") == from_jalali(1406, 3, 1)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("سلام", "day"),
        ("۳۱ مهر", "day_no_such_day"),
        ("شنبه ۸ آذر", "day_other_weekday"),
        ("9999/1/1", "day_too_far"),
        ("دیروز", "day_too_early"),
        ("یک ماه دیگر", "day_too_late"),
    ],
)
def test_a_day_that_will_not_do_is_refused_with_its_reason(said: str, code: str) -> None:
    assert refused(readers.jalali_day(TODAY, from_jalali(1405, 9, 30)), said) == code


@pytest.mark.parametrize(
    ("said", "meant"),
    [("۱۴:۳۰", time(14, 30)), ("ساعت ۸ صبح", time(8)), ("هشت و نیم شب", time(20, 30)), ("۵ عصر", time(17)), ("۱۷", time(17)), ("ظهر", time(12)), ("۱۲ شب", time(0)),
     ("۱ بعدازظهر", time(13)), ("۷ و ربع صبح", time(7, 15)), ("۸:۰۵", time(8, 5)), ("۱۰ و ۲۰ دقیقه صبح", time(10, 20)), ("۱ ظهر", time(13)), ("۱ بامداد", time(1))],
)  # fmt: skip
def test_a_time_is_read_as_it_is_said(said: str, meant: time) -> None:
    assert read(readers.clock_time(), said) == meant


@pytest.mark.parametrize(
    ("said", "code"), [("سلام", "time"), ("۵", "time_which_half"), ("۲۵:۰۰", "time_no_such_time"), ("۱۴ صبح", "time_no_such_time"), ("۸:۷۵", "time_no_such_time")]
)
def test_a_time_that_will_not_do_is_refused_with_its_reason(said: str, code: str) -> None:
    assert refused(readers.clock_time(), said) == code


@pytest.mark.parametrize("named", ["زهرا", "علی‌رضا محمدی", "Maryam O'Neil", "سید علی موسوی‌نژاد", "م. کریمی"])
def test_names_are_taken_as_they_are(named: str) -> None:
    assert read(readers.name(), named) == named


@pytest.mark.parametrize(("said", "code"), [("ع", "too_short"), ("ع" * 61, "too_long"), ("علی ۱۲", "name"), ("<b>", "name"), ("🙂🙂", "name"), ("' OR 1=1", "name")])
def test_what_is_no_name_is_refused(said: str, code: str) -> None:
    assert refused(readers.name(), said) == code


def test_an_address_needs_words_and_is_shown_whole() -> None:
    said = "تهران، خیابان آزادی، پلاک ۱۲"
    reader = readers.address()
    assert refused(reader, "۱۲۳۴۵۶۷۸۹۰۱۲") == "address"
    assert reader.shown(read(reader, said)) == "تهران، خیابان آزادی، پلاک 12"
    assert reader.personal


@pytest.mark.parametrize(
    ("make", "said", "value", "shown"),
    [
        (readers.national_id, "۰۰۱۲۳۴۵۶۷۹", "0012345679", "****5679"),
        (readers.legal_id, "10100000010", "10100000010", "****0010"),
        (readers.fida, "123456789012", "123456789012", "****9012"),
        (readers.mobile, "۰۹۱۲ ۳۴۵ ۶۷۸۹", "+989123456789", "****6789"),
        (readers.postal_code, "1234567890", "1234567890", "****7890"),
        (readers.sheba, "880700000000000001234567", "IR880700000000000001234567", "****4567"),
        (readers.card_number, "5041-7200-0000-0011", "5041720000000011", "****0011"),
        (readers.code, "۱۲۳ ۴۵۶", "123456", "******"),
    ],
)
def test_identifiers_are_read_kept_whole_and_shown_masked(make: Callable[[], Reader[str]], said: str, value: str, shown: str) -> None:
    reader = make()
    assert reader.personal
    assert read(reader, said) == value
    reader.check(value, TODAY)
    assert reader.shown(value) == shown


@pytest.mark.parametrize(
    ("make", "said", "code"),
    [
        (readers.national_id, "0012345678", "national_id"), (readers.national_id, "12", "length"), (readers.national_id, "نمی‌دانم", "not_digits"),
        (readers.legal_id, "10100000011", "legal_id"), (readers.fida, "111111111111", "fida"), (readers.mobile, "02188776655", "mobile"),
        (readers.mobile, "+4915112345678", "mobile_foreign"), (readers.postal_code, "0123456789", "postal_code"), (readers.sheba, "890700000000000001234567", "sheba"),
        (readers.card_number, "5041720000000012", "card"), (readers.code, "12345", "code"),
    ],
)  # fmt: skip
def test_identifiers_that_will_not_do_are_refused_with_their_reason(make: Callable[[], Reader[str]], said: str, code: str) -> None:
    assert refused(make(), said) == code


def test_only_the_own_contact_as_the_platform_vouches_for_it_is_taken() -> None:
    reader = readers.own_contact()
    assert read(reader, contact=Contact("989123456789", own=True)) == "+989123456789"
    assert refused(reader, "09123456789") == "own_contact"
    assert refused(reader, contact=Contact("989123456789", own=False)) == "contact_of_another"
    assert refused(reader, contact=Contact("+4915112345678", own=True)) == "mobile_foreign"


def test_photos_files_voices_and_places_are_taken_each_by_its_reader() -> None:
    photo, scan, pdf = Media("photo", "t:1"), Media("file", "t:2", mime="image/png"), Media("file", "t:3", name="سند.pdf", mime="application/pdf", size=100)
    voice, place = Media("voice", "t:4"), Place(35.7, 51.4)
    assert read(readers.photo(), media=photo) == photo
    assert read(readers.photo(), media=scan) == scan
    assert read(readers.file("application/pdf"), media=pdf) == pdf
    assert read(readers.voice(), media=voice) == voice
    assert read(readers.location(), place=place) == place
    assert [readers.photo().shown(photo), readers.voice().shown(voice), readers.location().shown(place)] == ["photo", "voice", "place"]
    assert readers.file().shown(pdf) == "سند.pdf"
    assert all(TEXTS.has(f"common.given.{given.value}") for given in readers.Given)


@pytest.mark.parametrize(
    ("reader", "sent", "code"),
    [
        (readers.photo(), {"media": Media("voice", "t:1")}, "photo"),
        (readers.file(), {"media": Media("voice", "t:1")}, "file"),
        (readers.file("application/pdf"), {"media": Media("photo", "t:1")}, "file_type"),
        (readers.file(up_to=50), {"media": Media("file", "t:1", size=51)}, "too_large"),
        (readers.voice(), {"media": Media("photo", "t:1")}, "voice"),
        (readers.location(), {"place": Place(float("nan"), 51.4)}, "location"),
        (readers.location(), {"place": Place(91, 51.4)}, "location"),
        (readers.text(), {"media": Media("photo", "t:1")}, "needs_text"),
    ],
)
def test_the_wrong_thing_is_refused_kindly(reader: Reader[Any], sent: dict[str, Any], code: str) -> None:
    assert refused(reader, **sent) == code


def test_a_text_keeps_its_lines_or_is_put_on_one() -> None:
    assert read(readers.text(), "یک\nدو") == "یک\nدو"
    assert read(readers.text(lines=False), "یک\n\nدو") == "یک دو"
    assert refused(readers.text(5), "یک") == "too_short"
    assert refused(readers.text(1, 3), "یک دو") == "too_long"


@pytest.mark.parametrize("make", EVERY)
def test_every_typed_answer_has_an_example_that_its_own_reader_takes(make: Callable[[], Reader[Any]]) -> None:
    reader = make()
    if reader.kind == "text":
        assert not TEXTS.has("common.example.text")  # free words need an example of the question itself
        return
    example = TEXTS.plain(f"common.example.{reader.kind}")
    if reader.kind not in ("photo", "file", "voice", "location", "contact"):
        quoted = [part.split("»")[0] for part in example.split("«")[1:]]
        assert all(read(reader, one) is not None for one in quoted or [example])


@pytest.mark.parametrize("make", EVERY)
@given(words=some.text() | some.lists(some.sampled_from(PIECES)).map("".join))
@example("3B")
@example("፩")
def test_garbage_is_unreadable_and_nothing_else_happens(make: Callable[[], Reader[Any]], words: str) -> None:
    try:
        value = read(make(), words)
    except Unreadable as no:
        assert TEXTS.say(no.code, **no.fields)
    else:
        make().check(value, date(2026, 11, 24))
