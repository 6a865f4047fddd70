"""اصلاح - only what was wrong is sent again.   The cast: neighbours.py   In chat: test_doubts.py"""

from __future__ import annotations

from datetime import date

import pytest

from domain.kernel.people import Role
from domain.membership.correcting import Correction
from domain.membership.model import Stage
from domain.membership.papers import Item
from domain.membership.ports import Finding
from tests.membership.neighbours import CAST, Neighbours, form_of, national_id, refused


async def doubtful_zahra(n: Neighbours) -> None:
    """Hassan is a poshtiban; the registry does not agree with Zahra's application, the second one."""
    await n.join("hassan")
    await n.give("hassan", Role.POSHTIBAN)
    n.clerk.says[CAST["zahra"][1]] = Finding.MISMATCH
    await n.join("zahra")


async def test_only_what_was_asked_for_is_taken(n: Neighbours) -> None:
    await doubtful_zahra(n)
    await n.do("hassan", "ask_again", 2, (Item.NAME,), "نام خانوادگی را کامل بنویسید")
    n.clerk.says.clear()
    await n.do("zahra", "correct", Correction(given="زهرا", family="کریمی نیا", identifier=national_id(7), birth=date(1999, 1, 1)))
    await n.tick()
    zahra = await n.member("zahra")
    assert (zahra.family, zahra.birth) == ("کریمی نیا", CAST["zahra"][4])


async def test_what_was_asked_for_must_be_there(n: Neighbours) -> None:
    await doubtful_zahra(n)
    await n.do("hassan", "ask_again", 2, (Item.PAPER, Item.BIRTH), "عکس کارت را بفرستید")
    for lacking in (Correction(), Correction(birth=date(1999, 1, 1)), Correction(paper="photo|x")):
        with refused("membership.still_missing"):
            await n.do("zahra", "correct", lacking)
    assert await n.stage(2) is Stage.NEEDS_CORRECTION


@pytest.mark.parametrize("items", [(), (Item.MOBILE,)])
async def test_nothing_is_asked_for_that_a_child_does_not_have(n: Neighbours, items: tuple[Item, ...]) -> None:
    await n.join("zahra", "hassan")
    await n.give("hassan", Role.POSHTIBAN)
    n.clerk.says[CAST["nika"][1]] = Finding.UNKNOWN
    await n.do("zahra", "file", form_of("nika"))
    await n.tick()
    with refused("membership.nothing_wanted"):
        await n.do("hassan", "ask_again", 3, items, "یک دلیل کافی")
    assert await n.stage(3) is Stage.IN_REVIEW
