"""خواندن موجودی - as people write it, in any order; what is missing or said twice is asked again.   Tested: domain/kernel/persian/stock_reading.py"""

from __future__ import annotations

import pytest

from domain.kernel.persian.letters import normalise
from domain.kernel.persian.stock_reading import Kept, NotStock, read_stock, stock_in_words

READ = {
    "۱۲ عدد، ۲ روز، ۵۰۰ گرم": Kept(12, 2, 500), "۵۰۰ گرم، ۱۲ تا، ۲ روزه": Kept(12, 2, 500), "دوازده تا\nسه روز\nیک کیلو و نیم": Kept(12, 3, 1500),
    "۳ تا، ۱ روز، یک و نیم کیلو": Kept(3, 1, 1500), "۳ تا، ۱ روز، ۱ کیلو و ۲۰۰ گرم": Kept(3, 1, 1200), "۵ عدد؛ ۴ روز؛ ۲ کیلوگرم": Kept(5, 4, 2000),
    "۳ تا، ۱ روز، نیم کیلو": Kept(3, 1, 500),
}  # fmt: skip


@pytest.mark.parametrize(("said", "kept"), READ.items())
def test_it_is_read_as_people_write_it(said: str, kept: Kept) -> None:
    assert read_stock(normalise(said), weighs=True) == kept


@pytest.mark.parametrize(
    "said", ["۱۲ عدد", "۱۲ عدد، ۲ روز", "۱۲ عدد، ۱۳ تا، ۲ روز، ۵۰۰ گرم", "زیاد، زود، سبک", "", "۱۲ عدد، ۲ روز، ۵۰۰ تومان", "۱۲، ۲، ۵۰۰", "۱٫۵ عدد، ۲ روز، ۵۰۰ گرم"]
)
def test_what_is_missing_or_said_twice_is_not_guessed(said: str) -> None:
    with pytest.raises(NotStock):
        read_stock(normalise(said), weighs=True)


def test_a_service_has_no_weight() -> None:
    assert read_stock("5 نفر، 2 روز", weighs=False) == Kept(5, 2, 0)
    with pytest.raises(NotStock):
        read_stock("5 نفر، 2 روز، 500 گرم", weighs=False)
    assert stock_in_words(Kept(12, 2, 500)) == "۱۲ عدد، ۲ روز، ۵۰۰ گرم" and stock_in_words(Kept(5, 2, 0)) == "۵ عدد، ۲ روز"
