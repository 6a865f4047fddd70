"""پیدا کردن کالا - by words however they are spelt, by section and place; only what is shown.   Tested: storage/sat/finding.py domain/kernel/persian/sounds.py"""

from __future__ import annotations

import pytest

from domain.hasteh.model import Field
from domain.kernel.persian.sounds import sounds, sounds_to_find
from domain.sat.model import Method
from domain.sat.sections import CATEGORY_OF, FOR_TRADES, SECTIONS, Category, Section, needed_for
from tests.membership.townsfolk import Folk
from tests.sat.conftest import do, on_sale, opened, workshop

TITLES = ("زعفران سرگل قائنات", "گل‌محمدی خشک کاشان", "صابون زیتون دست‌ساز", "گلیم‌های پشمی بزرگ", "مربای آلبالوی خانگی")
FOUND = {
    "زعفرون": 0, "ذعفران": 0, "سر گل": 0, "گلمحمدی": 1, "گل محمدی": 1, "گل محمّدی": 1, "سابون": 2, "صابون دست ساز": 2, "دستساز": 2, "گلیم": 3, "پشمی گلیم": 3,
    "مربا": 4, "مربای البالو": 4, "زعف": 0,
}  # fmt: skip


async def stocked(folk: Folk) -> list[int]:
    home = await opened(folk)
    return [int(await on_sale(folk, home, title=title, about="")) for title in TITLES]


async def found(folk: Folk, words: str, near: str = "") -> list[int]:
    return [int(p.id) for p in await do(folk, "maryam", "search", words, near, False, False)]


async def test_goods_are_found_however_they_are_spelt(folk: Folk) -> None:
    ids = await stocked(folk)
    for words, n in FOUND.items():
        assert await found(folk, words) == [ids[n]], words
    assert await found(folk, "موتورسیکلت") == [] and await found(folk, "و از") == [] and await found(folk, "'; DROP TABLE \" * :") == []


@pytest.mark.postgres
async def test_so_they_are_on_postgres(postgres_folk: Folk) -> None:
    ids = await stocked(postgres_folk)
    for words, n in FOUND.items():
        assert await found(postgres_folk, words) == [ids[n]], words
    assert await found(postgres_folk, "موتورسیکلت") == [] and await found(postgres_folk, "'; DROP TABLE \" * :") == []


async def test_only_what_is_shown_is_found_and_other_words_find_it_afterwards(folk: Folk) -> None:
    home = await opened(folk)
    number = await on_sale(folk, home, title="زعفران سرگل")
    assert await found(folk, "زعفران") == [int(number)]
    await do(folk, "zahra", "hide", number)
    assert await found(folk, "زعفران") == []
    await do(folk, "zahra", "show", number)
    for n in range(3):
        await on_sale(folk, home, title=f"گلیم شماره‌ی {n}")
    await do(folk, "zahra", "reword", number, "پسته‌ی اکبری", "")
    assert await found(folk, "زعفران") == [] and await found(folk, "پسته") == [int(number)]
    await do(folk, "zahra", "pause", home)
    assert await found(folk, "پسته") == [] and await do(folk, "maryam", "shelves") == dict.fromkeys(Category, 0)
    await do(folk, "zahra", "resume", home)
    assert await found(folk, "پسته") == [int(number)] and (await do(folk, "maryam", "shelves"))[Category.HANDICRAFT] == 4


async def test_near_ones_come_first_and_cheap_ones_where_that_is_asked(folk: Folk) -> None:
    home = await opened(folk)
    first, second = await on_sale(folk, home, price=9_000_000), await on_sale(folk, home, price=2_000_000)
    await workshop(folk, "maryam")
    other = await opened(folk, "maryam", name="گلیم مریم")
    async with folk.look() as (unit, _):
        await unit.conn.exec_driver_sql(f"UPDATE sat_sat SET province = 'kerman' WHERE id = {other}")
    third = await on_sale(folk, other, "maryam", price=5_000_000)
    seen = [p.id for p in await do(folk, "reza", "browse", Section.CARPET, "", "golestan", False, False)]
    assert seen == [second, first, third]
    assert [p.id for p in await do(folk, "reza", "browse", Section.CARPET, "", "", True, False)] == [second, third, first]
    assert [p.id for p in await do(folk, "reza", "browse", Section.CARPET, "kerman", "", False, False)] == [third]
    assert await do(folk, "reza", "browse", Section.CARPET, "", "", False, True) == [], "none of them by instalments"
    home = (await do(folk, "zahra", "mine")).id
    await do(folk, "zahra", "accept_methods", home, [Method.CASH, Method.INSTALMENTS])
    assert {p.id for p in await do(folk, "reza", "browse", Section.CARPET, "", "", False, True)} >= {first, second} - {third}
    assert [p.id for p in await do(folk, "reza", "goods_of", home)] == [second, first]
    assert [p.mine for p in await do(folk, "maryam", "goods_of", other)] == [True]


def test_every_section_is_in_one_category_and_every_trade_is_a_field() -> None:
    assert sorted(CATEGORY_OF) == sorted(Section) and sum(map(len, SECTIONS.values())) == len(Section)
    assert set(FOR_TRADES) == {f.value for f in Field}
    assert Section.YARN in needed_for("handicraft") and Section.CARPET not in needed_for("handicraft") and needed_for("") == frozenset()


def test_sounds_are_the_same_for_what_is_said_the_same() -> None:
    assert sounds("حوله‌های نخی") == sounds("هوله های نخی") and sounds("و از را") == []
    assert "گلمهمد" in sounds_to_find("گل محمدی") and sounds("۵۰۰ گرم") == sounds("500 گرم")
