"""آزمون پر کردن برای دیگری - an answer given for a member: read as theirs, marked, never beyond what takes effect.   Product: bot/engine/looking.py bot/filling.py"""

from __future__ import annotations

import asyncio

import pytest

from bot.filling import DialogsOfMembers
from bot.scene import open_scene
from domain.kernel.people import MemberId
from domain.kernel.refusal import Refusal
from domain.moshavereh.filling_model import Given, Step
from tests.engine import shop
from tests.engine.shop import make_member
from tests.kit.talk import Person, Town

SARA = MemberId(9)
KEY = "member:5"


async def zahra_at(town: Town, flow: str) -> Person:
    """A member who stands at the first question of a dialog."""
    zahra = town.person("zahra")
    await zahra.opens()
    await make_member(town.house, "web:zahra", 5)
    await zahra.opens(flow.replace(".", "_", 1))
    return zahra


async def step(town: Town) -> Step | None:
    async with open_scene(town.house, town.now) as scene:
        talk = await scene.find_talk_by_key(KEY)
        assert talk is not None
        return await DialogsOfMembers(scene).step(talk)


async def fill(town: Town, asked: str, **given: object) -> str:
    """What a rahyar is answered: "" for a yes, else the code of the no."""
    try:
        async with open_scene(town.house, town.now) as scene:
            talk = await scene.find_talk_by_key(KEY)
            assert talk is not None
            await DialogsOfMembers(scene).fill(talk, asked, Given(**given), SARA)  # type: ignore[arg-type]  # fields by name
            await scene.settle()
    except Refusal as no:
        return no.code
    return ""


async def stands(town: Town) -> tuple[str, tuple[tuple[str, bool], ...]]:
    """The question, and the answers with their marks."""
    found = await step(town)
    assert found is not None
    return found.asked, tuple((shown.strip("\u2068\u2069"), by) for _, shown, by in found.answers)


async def test_what_is_filled_in_is_read_like_the_members_own_and_marked(town: Town) -> None:
    await zahra_at(town, "shop.pick")
    found = await step(town)
    assert found is not None and (found.asked, found.kind, len(found.options)) == ("one", "one", 30)
    assert await fill(town, "one", picked=("7",)) == ""
    assert await fill(town, "many", picked=("0", "2")) == ""
    asked, answers = await stands(town)
    assert asked == "note" and [by for _, by in answers] == [True, True] and "thing 07" in answers[0][0]


async def test_the_reader_of_the_question_says_no_and_nothing_is_kept(town: Town) -> None:
    await zahra_at(town, "shop.buy")
    assert await fill(town, "what", words="x") == "moshavereh.not_taken"
    assert await stands(town) == ("what", ())
    await zahra_at(town, "shop.pick")
    assert await fill(town, "one", picked=("77",)) == "moshavereh.not_taken"
    assert await stands(town) == ("one", ())


async def test_an_answer_that_something_would_follow_from_is_left_to_the_member(town: Town) -> None:
    zahra = await zahra_at(town, "shop.buy")
    assert await fill(town, "what", words="bread") == "moshavereh.theirs_alone"  # a hold on the stock comes next
    assert await fill(town, "count", words="3") == "moshavereh.question_moved"
    assert shop.SOLD == []
    await zahra.says("bread")
    assert await fill(town, "count", words="3") == ""
    assert await fill(town, "paint", picked=('"blue"',)) == ""
    assert await fill(town, "sure") == "moshavereh.theirs_alone"
    assert shop.SOLD == ["hold bread"]
    await zahra.opens("shop_buy")
    assert zahra.last.text.count("پرشده به دست رهیار") == 2 and "shop.buy.sure" in zahra.last.text
    await zahra.taps("بله، درست است")
    assert shop.SOLD == ["hold bread", "bread"]


async def test_the_last_answer_of_a_dialog_is_the_members(town: Town) -> None:
    await zahra_at(town, "shop.plain")
    assert await fill(town, "count", words="3") == "moshavereh.theirs_alone"
    assert shop.SOLD == [] and await stands(town) == ("count", ())


async def test_a_correction_of_the_member_takes_the_mark_off(town: Town) -> None:
    zahra = await zahra_at(town, "shop.buy")
    await zahra.says("bread")
    assert await fill(town, "count", words="3") == ""
    await zahra.opens("shop_buy")
    await zahra.taps("بازگشت")
    await zahra.says("4")
    assert await stands(town) == ("paint", (("bread", False), ("۴", False)))


async def test_the_member_who_answers_in_the_same_moment_is_not_overwritten(town: Town) -> None:
    zahra = await zahra_at(town, "shop.pick")
    both = await asyncio.gather(fill(town, "one", picked=("7",)), zahra.taps("thing 03"), return_exceptions=True)
    asked, answers = await stands(town)
    assert asked == "many" and answers in ((("thing 07", True),), (("thing 03", False),)), both


@pytest.mark.parametrize("flow", ["shop.secret", "shop.unknown"])
async def test_nobody_is_sent_where_they_may_not_go(town: Town, flow: str) -> None:
    await zahra_at(town, "shop.pick")
    with pytest.raises(Refusal) as no:
        async with open_scene(town.house, town.now) as scene:
            talk = await scene.find_talk_by_key(KEY)
            assert talk is not None
            await DialogsOfMembers(scene).begin(talk, flow)
    assert no.value.code == "moshavereh.no_such_flow" and (await stands(town))[0] == "one"


async def test_who_is_sent_into_a_dialog_begins_it_themselves(town: Town) -> None:
    zahra = await zahra_at(town, "shop.pick")
    async with open_scene(town.house, town.now) as scene:
        talk = await scene.find_talk_by_key(KEY)
        assert talk is not None
        assert "shop.buy" in await DialogsOfMembers(scene).flows(talk) and "shop.secret" not in await DialogsOfMembers(scene).flows(talk)
        await DialogsOfMembers(scene).begin(talk, "shop.buy")
        await scene.settle()
    await zahra.says("bread")
    assert (await stands(town))[0] == "count"


async def test_a_rahyar_sees_the_end_of_a_long_number_only(town: Town) -> None:
    zahra = await zahra_at(town, "shop.buy")
    await zahra.says("0012345678")
    assert await stands(town) == ("count", (("****۵۶۷۸", False),))
