"""آزمون حروف - one spelling at the edge, one key for search, and safe to show (reliability.md I1-I5)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.kernel.persian.letters import match_key, normalise, shown_name, shown_text, uniqueness_key

ODD = "يىكکیآأةۀهٔ\u0653\u0654\u0655\u064b\u0651\u0640\u200c\u200d\u200f\u202e\u2066\u0301\u0302\ufe0f۱٢3 \n\tﷲﻻ﷼…½👨👩🏽a\ud800\x00،."


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("كتابي", "کتابی"),
        ("۱۲٣4", "1234"),
        ("کتـــاب", "کتاب"),
        ("مُحَمَّد", "محمد"),
        ("\ufedf\ufe8e", "لا"),
        ("سلام\u202eدنیا\u2066", "سلامدنیا"),
        ("می\u200c\u200cروم", "می\u200cروم"),
        ("سلام \u200c دنیا\u200c", "سلام دنیا"),
        ("الف\x00ب\ud800ج", "الفبج"),
        ("یک\r\nدو\n\n\n\nسه", "یک\nدو\n\nسه"),
        ("  یک \t  دو ", "یک دو"),
        ("ا\u0653ب", "آب"),
        ("تا…", "تا…"),
        ("👨\u200d👩", "👨\u200d👩"),
        ("۵ ﷼", "5 ریال"),
    ],
)
def test_what_is_typed_is_kept_in_one_spelling(typed: str, kept: str) -> None:
    assert normalise(typed) == kept


@given(some.text(alphabet=ODD) | some.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(some.text(alphabet=ODD), some.integers(1, 12))
def test_a_cut_text_stays_cut_and_normal(text: str, limit: int) -> None:
    once = normalise(text, limit)
    assert len(once) <= limit
    assert normalise(once, limit) == once


def test_a_text_of_megabytes_is_cut_at_once() -> None:
    assert normalise("م" * 4_000_000) == "م" * 4096


def test_a_combining_storm_leaves_two_marks() -> None:
    assert len(normalise("Z" + "\u0335\u0322\u0301" * 50)) <= 3


@pytest.mark.parametrize("one", ["می\u200cروم", "مي روم", "می‌روم!", "«مي\u200cروم»", "مـی رَوم"])
def test_spellings_of_one_word_have_one_key(one: str) -> None:
    assert match_key(one) == "می روم"
    assert uniqueness_key(one) == uniqueness_key("میروم")


def test_a_key_holds_no_wildcards_of_a_search() -> None:
    assert match_key("100%_' OR 1=1 --\x00") == "100 or 1 1"


@given(some.text(alphabet=ODD) | some.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert match_key(match_key(text)) == match_key(text)


def test_a_name_with_a_trap_is_shown_without_it() -> None:
    assert shown_name("رضا\u202e‮\u2066\nکریمی") == "رضا کریمی"


def test_digits_in_a_name_are_persian_but_an_address_of_mail_stays() -> None:
    assert shown_name("کانون 12") == "کانون ۱۲"
    assert shown_name("zahra12") == "zahra12"
    assert shown_name("روستای ده‌زیار (KN10017)") == "روستای ده‌زیار (KN۱۰۰۱۷)"
    assert shown_name("https://x.ir/KN10017") == "https://x.ir/KN10017"


@given(some.text(alphabet=ODD) | some.text(), some.integers(2, 30))
def test_whatever_is_shown_is_short_and_has_nothing_invisible(text: str, limit: int) -> None:
    shown = shown_text(text, limit)
    assert len(shown) <= limit
    assert not [char for char in shown if unicodedata.category(char) in ("Cc", "Cs", "Cf") and char not in "\n\u200c\u200d" and unicodedata.bidirectional(char) != "AN"]
    assert "\n" not in shown_name(text, limit)
