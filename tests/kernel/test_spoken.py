"""آزمون زبان گفتار - spoken words become written ones, and what is written stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.kernel.persian.letters import match_key
from domain.kernel.persian.spoken import WORDS, written


@pytest.mark.parametrize(
    ("spoken", "meant"),
    [
        ("سلام، می‌خوام عضو بشم", "عضو شوم"),
        ("می خوام عضو شم", "عضو شوم"),
        ("کانونمو عوض کنین", "کانونم را عوض کنید"),
        ("شو برو", "شو برو"),
        ("یه برنامه بذارم", "یک برنامه بگذارم"),
        ("می‌خواهم کانونم را عوض کنم", "کانونم را عوض کنم"),
        ("", ""),
        ("سلام", ""),
    ],
)
def test_what_is_spoken_becomes_what_is_written(spoken: str, meant: str) -> None:
    assert written(spoken) == match_key(meant)


def test_every_word_of_the_table_is_folded_and_is_not_turned_again() -> None:
    for spoken, meant in WORDS.items():
        assert match_key(spoken) == spoken and match_key(meant) == meant
        assert written(meant) == meant, f"{spoken} -> {meant} -> {written(meant)}"


@given(some.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    assert written(written(text)) == written(written(written(text)))
