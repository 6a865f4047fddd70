"""آزمون شناسه‌ها - the vectors of banking 13.6, and what garbage may do."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.kernel.persian import banks
from domain.kernel.persian.identifiers import (
    BadIdentifier,
    check_card,
    check_fida,
    check_legal_id,
    check_national_id,
    check_postal_code,
    check_sheba,
    masked,
    read_mobile,
)

SHEBA = "IR880700000000000001234567"
CHECKS = [check_national_id, check_legal_id, check_fida, read_mobile, check_postal_code, check_sheba, check_card]


def luhn(first_fifteen: str) -> str:
    """A card number with its check digit, worked out from the right as the standard tells it."""
    total = 0
    for place, digit in enumerate(reversed(first_fifteen)):
        worth = int(digit) * (2 if place % 2 == 0 else 1)
        total += worth // 10 + worth % 10
    return first_fifteen + str(-total % 10)


@pytest.mark.parametrize("code", ["0012345679", "9999990002"])
def test_a_true_national_id_is_taken(code: str) -> None:
    assert check_national_id(code) == code


def test_a_national_id_in_persian_digits_with_spaces_is_the_same() -> None:
    assert check_national_id(" ۰۰۱-۲۳۴ ٥٦٧۹ ") == "0012345679"


@pytest.mark.parametrize("code", ["1111111111", "0012345678", "0000000000", "0001234567"])
def test_an_impossible_national_id_is_refused(code: str) -> None:
    with pytest.raises(BadIdentifier) as no:
        check_national_id(code)
    assert no.value.code == "impossible"


def test_a_short_national_id_says_how_many_digits_are_missing() -> None:
    with pytest.raises(BadIdentifier) as no:
        check_national_id("001234567")
    assert (no.value.code, no.value.needs, no.value.has) == ("length", 10, 9)


def test_letters_in_a_national_id_are_told_apart_from_a_wrong_length() -> None:
    with pytest.raises(BadIdentifier) as no:
        check_national_id("کد من ۰۰۱۲")
    assert no.value.code == "not_digits"


@pytest.mark.parametrize("code", ["14000000003", "10100000010"])
def test_a_true_legal_id_is_taken_as_the_vectors_say(code: str) -> None:
    assert check_legal_id(code) == code


def test_one_wrong_digit_spoils_a_legal_id() -> None:
    with pytest.raises(BadIdentifier):
        check_legal_id("10100000011")


@pytest.mark.parametrize("place", range(2, 26))
def test_any_wrong_digit_spoils_a_sheba(place: int) -> None:
    wrong = SHEBA[:place] + str((int(SHEBA[place]) + 1) % 10) + SHEBA[place + 1 :]
    with pytest.raises(BadIdentifier):
        check_sheba(wrong)


@pytest.mark.parametrize("written", [SHEBA, SHEBA[2:], "ir88 0700 0000 0000 0001 2345 67", "IR۸۸۰۷۰۰۰۰۰۰۰۰۰۰۰۰۰۱۲۳۴۵۶۷"])
def test_a_sheba_is_read_however_it_is_written(written: str) -> None:
    assert check_sheba(written) == SHEBA


def test_the_bank_of_a_sheba_and_of_a_card_is_known_by_its_code() -> None:
    assert banks.bank_of_sheba(SHEBA) == "resalat"
    assert banks.bank_of_card("5041720000000000") == "resalat"
    assert banks.bank_of_card("0000000000000000") is None


@given(some.from_regex(r"[1-9][0-9]{14}", fullmatch=True))
def test_a_card_is_taken_with_its_check_digit_and_with_no_other(first_fifteen: str) -> None:
    card = luhn(first_fifteen)
    assert check_card(card) == card
    with pytest.raises(BadIdentifier):
        check_card(card[:15] + str((int(card[15]) + 1) % 10))


@pytest.mark.parametrize(
    "written",
    ["09123456789", "۰۹۱۲۳۴۵۶۷۸۹", "9123456789", "+989123456789", "00989123456789", "989123456789", "0912 345 67 89", "+98 (912) 345-6789", "٠٩١٢٣٤٥٦٧٨٩"],
)
def test_a_mobile_is_one_number_however_it_is_written(written: str) -> None:
    assert read_mobile(written) == "+989123456789"


@pytest.mark.parametrize(
    ("written", "code"),
    [("0912345678", "length"), ("091234567890", "length"), ("02188776655", "impossible"), ("+4915112345678", "foreign"), ("سلام", "not_digits"), ("", "not_digits")],
)
def test_what_is_no_iranian_mobile_is_refused_with_its_reason(written: str, code: str) -> None:
    with pytest.raises(BadIdentifier) as no:
        read_mobile(written)
    assert no.value.code == code


@pytest.mark.parametrize("check", CHECKS)
@given(text=some.text())
def test_garbage_is_refused_and_nothing_else_happens(check: object, text: str) -> None:
    try:
        assert check(text)  # type: ignore[operator]  # one of CHECKS
    except BadIdentifier as no:
        assert no.code in ("not_digits", "length", "impossible", "foreign")


@given(some.text(alphabet="0123456789", max_size=30), some.sampled_from(["national_id", "sheba", "card", "mobile"]))
def test_a_mask_shows_at_most_the_last_four(value: str, kind: str) -> None:
    shown = masked(kind, value)
    assert len(shown.replace("*", "")) <= 4
    assert "*" in shown
    assert value.endswith(shown.replace("*", ""))


def test_a_masked_sheba_still_says_that_it_is_one() -> None:
    assert masked("sheba", SHEBA) == "****4567"
