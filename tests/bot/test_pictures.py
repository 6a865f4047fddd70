"""تابلوی تصویری - the numbers drawn are those of the board, in Persian, shaped and in their places.   Product: bot/pictures/"""

from __future__ import annotations

import json
from datetime import timedelta

import msgspec
import pytest

from bot.house import LOCALES
from bot.pictures import draw
from bot.pictures.board import HEIGHT, WIDTH, Numbers, boxes, layout, tiles
from bot.pictures.canvas import CALM, WARM, Words
from bot.texts import Texts
from domain.kernel.persian.shaping import joined, visual
from domain.moshavereh.views import Board, Figures
from handlers.rahyar.picturing import numbers
from tests.kit.units import START

TEXTS = Texts.load(LOCALES, strict=True)
TODAY = Figures(184, 150, 4, timedelta(seconds=48), timedelta(seconds=170), timedelta(seconds=60), timedelta(minutes=9), 91, 63, 46)
BUSY = Board(7, 1, 12, 2, timedelta(minutes=12, seconds=34), 2, 9, 2, 1, TODAY)
EMPTY = Board(0, 0, 0, 0, None, 0, 0, 0, 0, Figures(0, 0, 0, None, None, None, None, None, 0, None))


def _of(board: Board) -> Numbers:
    return msgspec.json.decode(json.dumps(numbers(board, START)), type=Numbers)


def test_the_picture_says_what_the_board_says() -> None:
    shown = {t.name: (t.value, t.under) for t in tiles(_of(BUSY), TEXTS)}
    assert shown == {
        "در صف": ("۷ نفر", "۲ نفر بیش از حد منتظر"),
        "بیشترین انتظار": ("۱۲ دقیقه و ۳۴ ثانیه", "تا همین لحظه"),
        "در گفت‌وگو": ("۱۲ نفر", "امروز ۱۸۴ گفت‌وگو"),
        "نخستین پاسخ": ("۴۸ ثانیه", "میانه‌ی امروز"),
        "پاسخ به‌موقع": ("۹۱٪", "از گفت‌وگوهای امروز"),
        "رضایت": ("۴٫۶ از ۵", "از ۶۳ امتیاز"),
    }


def test_what_was_not_measured_is_said_so() -> None:
    shown = {t.name: t.value for t in tiles(_of(EMPTY), TEXTS)}
    assert [shown[name] for name in ("بیشترین انتظار", "نخستین پاسخ", "پاسخ به‌موقع", "رضایت")] == ["نامشخص"] * 4
    assert shown["در صف"] == "۰ نفر"


def test_somebody_who_waits_too_long_is_seen_by_the_colour() -> None:
    colours = {w.text: w.colour for w in layout(_of(BUSY), TEXTS) if w.bold}
    assert (colours["۷ نفر"], colours["۴۸ ثانیه"]) == (WARM, CALM)
    assert WARM not in {w.colour for w in layout(_of(EMPTY), TEXTS)}


def test_everything_has_its_place_and_nothing_lies_over_another() -> None:
    written = layout(_of(BUSY), TEXTS)
    assert len(written) == 3 + 3 * 6 and all(0 < w.top < HEIGHT and 0 < w.right <= WIDTH for w in written)
    assert len({(w.right, w.top) for w in written}) == len(written)
    first, second = boxes()[:2]
    assert second[2] < first[0], "the first is on the right"
    assert isinstance(written[0], Words) and written[0].text == "تابلوی میز رهیاران"


@pytest.mark.parametrize("board", [BUSY, EMPTY])
def test_it_is_a_png_of_its_size(board: Board) -> None:
    png = draw(f"board:{json.dumps(numbers(board, START))}", TEXTS)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert (int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")) == (WIDTH, HEIGHT)


def test_what_nobody_draws_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody draws"):
        draw("cat:{}", TEXTS)
    with pytest.raises(ValueError, match="missing required"):
        draw("board:{}", TEXTS)


def test_letters_take_the_form_that_their_neighbours_ask_for() -> None:
    assert joined("سلام") == "\ufeb3\ufefc\ufee1"
    assert joined("می‌روم") == "\ufee3\ufbfd\ufead\ufeed\ufee1"  # the half-space parts, and is not seen
    assert joined("ده") == "\ufea9\ufee9"
    assert joined("\u2068گل\u2069") == "\ufb94\ufede"


def test_words_run_from_right_to_left_and_numbers_do_not() -> None:
    assert visual("۱۲ نفر") == "\ufeae\ufed4\ufee7 ۱۲"
    assert visual("ساعت ۱۳:۰۵") == "۱۳:۰۵ \ufe96\ufecb\ufe8e\ufeb3"
    assert visual("(۴٫۶)") == "(۴٫۶)"
