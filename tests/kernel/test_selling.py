"""خرید و فروش امتیاز - what is caught, and what never may be.   Product: domain/kernel/persian/selling.py"""

from __future__ import annotations

import pytest

from domain.kernel.persian.selling import deals_in_points


@pytest.mark.parametrize(
    "text",
    [
        "امتیازم را می‌فروشم",
        "امتیاز شما را می خرم، پیام بدهید",
        "خرید و فروش امتیاز رسالت",
        "فروش امتیاز",
        "خریدار امتیازم هستم، خریدار امتیاز وام",
        "امتیاز فروشی دارم",
        "هر امتیاز ۲۰۰ هزار تومان",
    ],
)
def test_points_for_money_are_seen(text: str) -> None:
    assert deals_in_points(text)


@pytest.mark.parametrize(
    "text",
    [
        "امتیاز می‌خواهم برای خرید دار قالی",
        "می‌خواهم با این امتیاز دستگاه جوجه‌کشی بخرم و تخم‌مرغ بفروشم",
        "برای فروش پنیر محلی یک یخچال لازم دارم و امتیازم کم است",
        "گوسفند می‌فروشم و قسط را می‌دهم",
        "امتیاز ندارم؛ مغازه‌ام را فروختم",
        "۵۰ میلیون تومان برای خرید نهال",
    ],
)
def test_who_wants_to_work_is_never_caught(text: str) -> None:
    assert not deals_in_points(text)
