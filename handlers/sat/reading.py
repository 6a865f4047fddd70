"""خواندن موجودی - how many there are, in how many days one leaves, what one weighs: one message.   Reading itself: domain/kernel/persian/stock_reading.py"""

from __future__ import annotations

from datetime import date

from domain.kernel.persian.stock_reading import GRAMS, Kept, NotStock, read_stock, stock_in_words
from handlers.kit import Reader, Said, Unreadable
from handlers.kit.readers.answer import Answer, words_of

LONGEST = 120  # characters


def stock_and_sending(*, weighs: bool, days: tuple[int, int], most: int, heaviest: int) -> Reader[Kept]:
    """`heaviest` in grams; a service (not `weighs`) has no weight."""

    def take(said: Said, _: date) -> Kept:
        try:
            return read_stock(words_of(said, LONGEST), weighs=weighs)
        except NotStock as no:
            raise Unreadable("sat.stock_and_sending.again") from no

    def fits(value: Kept, _: date) -> None:
        if not days[0] <= value.days <= days[1]:
            raise Unreadable("sat.stock_and_sending.again_days", least=days[0], most=days[1])
        if weighs and not 1 <= value.grams <= heaviest:
            raise Unreadable("sat.stock_and_sending.again_weight", most=heaviest // GRAMS)
        if value.stock > most:
            raise Unreadable("sat.stock_and_sending.again_stock", most=most)

    return Answer("stock", Kept, take, fits, stock_in_words)
