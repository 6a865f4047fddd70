"""تابلوی راه - every step follows from what really happened; the rahyar ticks what is outside and writes; the leader does without.   Rules: domain/hasteh/board.py"""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from bot.house import LOCALES
from bot.pictures import draw
from bot.pictures.journey import middle
from bot.texts import Texts
from domain.bazaar.order import OrderState
from domain.hasteh.board import AFTER, MAY_SKIP, OUTSIDE, StepState, StepView, WayMark, WayStep, standing
from domain.hasteh.model import HastehId
from domain.kernel.people import MemberId
from domain.sat.sections import Section
from handlers.hasteh.boarding import drawing_of
from tests.bazaar.conftest import KHORJIN, code_of, open_paying, ordered, settles
from tests.bazaar.conftest import do as trades
from tests.bazaar.test_orders import lent
from tests.membership.townsfolk import CONFIRM, Folk
from tests.sat.conftest import do, on_sale, told, workshop

FIRST, SECOND = HastehId(1), HastehId(2)


async def states(folk: Folk, who: str = "maryam", number: HastehId = SECOND) -> dict[WayStep, StepState]:
    return {s.step: s.state for s in await do(folk, who, "board", number, service="hasteh")}


async def test_the_board_follows_a_hasteh_from_its_booth_to_its_first_sale(sqlite_url: str) -> None:
    async with open_paying(sqlite_url) as folk:
        await workshop(folk, "maryam")
        home = (await do(folk, "zahra", "mine")).id
        assert (await states(folk))[WayStep.BUY] is StepState.NOT_YET and (await states(folk))[WayStep.SAT] is StepState.NOT_STARTED
        yarn = int(await on_sale(folk, home, section=Section.YARN, title="نخ پشم کله‌ای", price=6_000_000))
        await trades(folk, "maryam", "keep", yarn)
        assert (await states(folk))[WayStep.SUPPLIER] is StepState.DONE
        await lent(folk, "maryam", 6_000_000)
        order = await ordered(folk, product=yarn, loan="loan:7")
        assert (await states(folk))[WayStep.BUY] is StepState.WAITING_OTHER
        await trades(folk, "maryam", "pay", order)
        for verb in ("accept", "ready"):
            await trades(folk, "zahra", verb, order)
        assert (await states(folk))[WayStep.BUY] is StepState.DONE and (await states(folk))[WayStep.CARRIED] is StepState.WAITING_OTHER
        await trades(folk, "zahra", "hand_over", order, await code_of(folk, order))
        assert (await states(folk))[WayStep.CARRIED] is StepState.DONE
        assert (await states(folk, "zahra", FIRST))[WayStep.SALE] is StepState.WAITING_OTHER
        await trades(folk, "maryam", "all_is_well", order)
        await settles(folk)
        seen = await states(folk, "zahra", FIRST)
        assert seen[WayStep.SALE] is StepState.DONE and seen[WayStep.SAT] is StepState.DONE
        assert (await trades(folk, "maryam", "order_seen", order)).state is OrderState.SETTLED


async def test_a_rejected_order_is_no_step(sqlite_url: str) -> None:
    async with open_paying(sqlite_url) as folk:
        await workshop(folk, "maryam")
        order = await ordered(folk, product=KHORJIN)
        await trades(folk, "maryam", "pay", order)
        assert (await states(folk))[WayStep.SUPPLIER] is StepState.DONE
        await trades(folk, "zahra", "reject", order, "پشم تمام شد")
        assert (await states(folk))[WayStep.SUPPLIER] is StepState.NOT_STARTED


async def test_who_goes_along_ticks_what_is_outside_and_writes_and_nobody_else(sqlite_url: str) -> None:
    async with open_paying(sqlite_url) as folk:
        for step in WayStep:
            said = await told(folk, "hassan", "tick", FIRST, step, service="hasteh")
            assert said == ("done" if step in OUTSIDE else "hasteh.not_outside")
        await do(folk, "hassan", "comment", FIRST, WayStep.SKILL, "این هفته با هم برویم", service="hasteh")
        (skill,) = [s for s in await do(folk, "zahra", "board", FIRST, service="hasteh") if s.step is WayStep.SKILL]
        assert (skill.state, skill.words) == (StepState.DONE, "این هفته با هم برویم") and "چیزی نوشت" in folk["zahra"].last.text
        assert await told(folk, "maryam", "board", FIRST, service="hasteh") == "hasteh.no_such_hasteh"
        assert await told(folk, "zahra", "tick", FIRST, WayStep.SKILL, service="hasteh") == "kernel.not_allowed"
        assert [h.id for h in await do(folk, "hassan", "accompanied", service="hasteh")] == [FIRST]


async def test_a_leader_does_without_a_step_and_changes_their_mind(sqlite_url: str) -> None:
    async with open_paying(sqlite_url) as folk:
        for step in WayStep:
            assert await told(folk, "zahra", "skip", FIRST, step, True, service="hasteh") == ("done" if step in MAY_SKIP else "hasteh.cannot_skip")
        seen = await states(folk, "zahra", FIRST)
        assert seen[WayStep.LOAN] is StepState.SKIPPED and seen[WayStep.SAT] is StepState.DONE
        await do(folk, "zahra", "skip", FIRST, WayStep.MERAT, False, service="hasteh")
        assert (await states(folk, "zahra", FIRST))[WayStep.MERAT] is StepState.NOT_STARTED
        assert await told(folk, "maryam", "skip", FIRST, WayStep.LOAN, True, service="hasteh") == "hasteh.no_such_hasteh"


async def test_the_talk_of_a_leader_and_of_who_goes_along(sqlite_url: str) -> None:
    async with open_paying(sqlite_url) as folk:
        await folk["zahra"].begins("hasteh.board")
        assert "ده گام" in folk["zahra"].text and any(m.media is not None for m in folk["zahra"].chat[-4:])
        await folk.plays("zahra", "«حامی وام»", "«لازم ندارم»")
        assert "لازم نیست" in folk["zahra"].text
        await folk.plays("zahra", "«شناسه و سات»", "«برویم»")
        assert "سات ⁨گلیم ده‌زیار⁩" in folk["zahra"].text
        await folk["hassan"].begins("hasteh.along")
        await folk.plays("hassan", "«کارگاه گلیم»", "«بیمه»", "«حرفی بنویسم»", "این هفته با هم به دفتر بیمه برویم.")
        await folk.plays("hassan", "«بیمه»", "«انجام شده است»", CONFIRM)
        await folk["zahra"].begins("hasteh.board")
        assert "این هفته با هم به دفتر بیمه برویم." in folk["zahra"].text and "✅ ۸. بیمه" in folk["zahra"].text


def test_a_tick_counts_and_a_wish_to_do_without_counts_only_where_nothing_happened() -> None:
    mark = WayMark(FIRST, WayStep.LOAN, False, True, "", MemberId(1), None)  # type: ignore[arg-type]  # the moment does not matter
    assert standing(WayStep.LOAN, {}, mark) is StepState.SKIPPED
    assert standing(WayStep.LOAN, {WayStep.LOAN: StepState.IN_PROGRESS}, mark) is StepState.IN_PROGRESS
    assert standing(WayStep.LOAN, {WayStep.LOAN: StepState.DONE}, mark) is StepState.DONE
    assert set(AFTER) <= set(MAY_SKIP)


def test_the_picture_shows_ten_steps() -> None:
    steps = [StepView(step, list(StepState)[n % len(StepState)], "") for n, step in enumerate(WayStep)]
    with Image.open(BytesIO(draw(drawing_of("کارگاه گلیم", steps), Texts.load(LOCALES, strict=True)))) as seen:
        assert seen.format == "PNG" and seen.size == (1080, middle(len(steps)) + 24)
