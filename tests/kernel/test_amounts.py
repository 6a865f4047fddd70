"""آزمون مبلغ و عدد - what people write about money, and that what we say can be read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.kernel.persian.amounts import NotAnAmount, amount_in_digits, amount_in_words, read_amount
from domain.kernel.persian.number_words import NotANumber, read_number
from domain.kernel.persian.numbers import grouped, in_words, to_persian_digits

MILLION = 10**7  # rials in a million toman


@pytest.mark.parametrize(
    ("said", "rial"),
    [
        ("۵۰ میلیون تومان", 50 * MILLION),
        ("پنجاه میلیون", 50 * MILLION),
        ("٥٠ مليون تومان", 50 * MILLION),
        ("50 م", 50 * MILLION),
        ("5,000,000 ریال", 5_000_000),
        ("1,500,000 ريال", 1_500_000),
        ("۵ میلیون", 5 * MILLION),
        ("5,000,000", 5 * MILLION),
        ("پنج میلیون تومان", 5 * MILLION),
        ("۵۰۰۰۰۰۰ ریال", 5_000_000),
        ("5 000 000 تومان", 5 * MILLION),
        ("1.500.000", 1_500_000 * 10),
        ("۵٬۰۰۰٬۰۰۰ تومان", 5 * MILLION),
        ("۲/۵ میلیون تومن", 25 * MILLION // 10),
        ("۲٫۵ میلیون", 25 * MILLION // 10),
        ("یک و نیم میلیارد", 1_500 * MILLION),
        ("دو میلیون و نیم", 25 * MILLION // 10),
        ("نیم میلیون", MILLION // 2),
        ("پونصد هزار تومن", MILLION // 2),
        ("صدوبیست هزارتومان", 120_000 * 10),
        ("هزار تومن", 10_000),
        ("500k", MILLION // 2),
        ("۲۰۰ت", 2_000),
        ("۲ همت", 2_000_000 * MILLION),
        ("دو هزار میلیارد تومان", 2_000_000 * MILLION),
        ("وام ۳۰۰ میلیونی با ۳ ضامن", 300 * MILLION),
        ("یک وام ۵۰ میلیونی", 50 * MILLION),
        ("ریال ۵۰۰۰", 5_000),
        ("۱۲ میلیون و ۵۰۰ هزار", 125 * MILLION // 10),
        ("یک میلیون تومان و پانصد هزار تومان", 15 * MILLION // 10),
        ("۱۰۰ هزارتا", 1_000_000),
    ],
)
def test_hassan_says_an_amount_in_his_own_way(said: str, rial: int) -> None:
    assert read_amount(said).rial == rial


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("سلام خوبی", "none"),
        ("", "none"),
        ("۵ میلیون یا ۶ میلیون", "unclear"),
        ("۵ تا ۶ میلیون", "unclear"),
        ("ده هزار و دو میلیون", "unclear"),
        ("-5", "unclear"),
        ("منفی پنج", "unclear"),
        ("09121234567", "unclear"),
        ("2.55 ریال", "unclear"),
        ("9" * 5000, "too_large"),
        ("۹۹۹ تریلیون میلیارد", "too_large"),
    ],
)
def test_what_is_no_single_amount_is_refused_with_its_reason(said: str, code: str) -> None:
    with pytest.raises(NotAnAmount) as no:
        read_amount(said)
    assert no.value.code == code


def test_a_bare_number_is_toman_and_says_that_no_unit_was_given() -> None:
    assert (read_amount("5000").rial, read_amount("5000").unit_given) == (50_000, False)
    assert (read_amount("5000 ریال").rial, read_amount("5000 ریال").unit_given) == (5_000, True)


@given(some.integers(0, 10**15))
def test_an_amount_shown_in_digits_is_read_back(rial: int) -> None:
    assert read_amount(amount_in_digits(rial)).rial == rial


@given(some.integers(0, 10**15))
def test_an_amount_spelt_in_words_is_read_back(rial: int) -> None:
    assert read_amount(amount_in_words(rial)).rial == rial


@given(some.integers(0, 10**15 - 1))
def test_a_number_spelt_or_shown_is_read_back(number: int) -> None:
    assert read_number(in_words(number)) == number
    assert read_number(grouped(number)) == number
    assert read_number(to_persian_digits(number)) == number


@given(some.text() | some.text(alphabet="۰۱۲۳456٧٨٩.,٬/٫- و نیمهزارمیلیونتومانریالصدبیست\u200c"))
def test_garbage_is_no_amount_and_nothing_else_happens(text: str) -> None:
    try:
        assert read_amount(text).rial >= 0
    except NotAnAmount as no:
        assert no.code in ("none", "unclear", "too_large")
    try:
        assert read_number(text) >= 0
    except NotANumber as no:
        assert no.code in ("none", "unclear", "too_large")


@pytest.mark.parametrize(("said", "number"), [("۱۲", 12), ("دوازده نفر", 12), ("بیست‌ویک", 21), ("حدود ۱۲ نفر", 12), ("۱۲ تا", 12), ("هزار و چهارصد و پنج", 1405)])
def test_a_count_is_read_among_other_words(said: str, number: int) -> None:
    assert read_number(said) == number


def test_what_cannot_be_spelt_is_not_spelt() -> None:
    with pytest.raises(ValueError, match="too large"):
        in_words(10**15)
    with pytest.raises(ValueError, match="negative"):
        amount_in_words(-1)


def test_one_said_alone_is_one_and_beside_other_words_it_is_none() -> None:
    assert [read_number(said) for said in ("یکی", "یه دونه", "یدونه", "دوتا")] == [1, 1, 1, 2]
    with pytest.raises(NotANumber):
        read_number("یکی از خویشانم")
