"""بردن داده‌ها - what every subsystem keeps of a member is on their page, and nothing of anybody else.   Product: bot/services.py `OtherSubsystems.data_of`"""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.services import Services
from domain.kanoon.acting import Plan
from domain.kanoon.groups import ActivityKind
from domain.kanoon.model import Affinity
from domain.kanoon.registering import Form
from domain.kernel.people import Actor, Hat, Role
from domain.kernel.persian.dates import day_in_tehran
from domain.kernel.refusal import Refusal
from handlers.membership import leaving
from tests.membership.neighbours import CAST
from tests.membership.townsfolk import Folk


async def actor(folk: Folk, who: str) -> Actor:
    member = await folk.member(who)
    async with folk.town.house.units.open(folk.town.now) as unit:
        return Actor(member.id, await unit.hats.worn_by(member.id) | {Hat(Role.MEMBER)}, f"telegram:{who}")


async def page_of(folk: Folk, who: str) -> str:
    """The file that somebody gets of their data."""
    person = await folk.begins(who, "my_data")
    await folk.plays(who, "«در یک پرونده بده»")
    (*_, given) = [m for m in person.chat if m.media is not None]
    assert given.media is not None
    return given.media.ref.partition(":")[2]


async def a_life(folk: Folk) -> None:
    """Hassan leads a kanoon with Maryam as hamyar; Zahra asks to join, is asked, answers, and speaks to Reza, a rahyar."""
    await folk.join("hassan", "maryam", "zahra", "reza")
    await folk.give("reza", Role.RAHYAR_ONLINE)
    hassan, maryam, zahra = [await actor(folk, who) for who in ("hassan", "maryam", "zahra")]
    async with folk.scene() as scene:
        kanoon = scene.services["kanoon"]
        form = Form("روستای قورچای", Affinity.VILLAGE, "همیاری در آبیاری", "گرگان")
        await kanoon.register(hassan, form, CAST["maryam"][1], CAST["maryam"][5])
        for offer in await kanoon.open_offers(hassan):
            await kanoon.accept_offer(maryam, offer.id)
        home = (await kanoon.mine(hassan)).card.id
    hassan, maryam = [await actor(folk, who) for who in ("hassan", "maryam")]
    async with folk.scene() as scene:
        kanoon = scene.services["kanoon"]
        await kanoon.ask_applicants(hassan, ["از کدام خانواده‌اید؟"])
        await kanoon.ask_to_join(zahra, home, "نوه‌ی حاج کریم هستم", consent=True, token="", replies=["خانواده‌ی کریمی"])
    async with folk.scene() as scene:
        kanoon = scene.services["kanoon"]
        request = (await kanoon.mine(zahra)).pending_id
        await kanoon.ask_more(maryam, request, "خانه‌تان کجاست؟")
        await kanoon.answer(zahra, request, "کنار آسیاب")
    await folk.plays("zahra", lambda p: p.says("/menu"), "«گفت‌وگو با رهیار»", "رازی دارم که فقط به رهیار می‌گویم")
    await folk.plays("reza", "«برمی‌دارم»", "«پاسخ می‌دهم»", "من در کنار شما هستم")
    await folk.plays("zahra", "/menu")


async def test_the_file_holds_what_was_said_and_told_in_every_subsystem(folk: Folk) -> None:
    await a_life(folk)
    page = await page_of(folk, "zahra")
    for words in (
        "درخواست پیوستن به کانون «", "روستای قورچای", "نوه‌ی حاج کریم هستم", "از کدام خانواده‌اید؟", "خانواده‌ی کریمی", "خانه‌تان کجاست؟", "کنار آسیاب",
        "گفت‌وگو با رهیار، پرونده‌ی", "رازی دارم که فقط به رهیار می‌گویم", "من در کنار شما هستم",
    ):  # fmt: skip
        assert words in page, words


async def test_nobody_else_is_in_it(folk: Folk) -> None:
    await a_life(folk)
    page = await page_of(folk, "zahra")
    for who in ("hassan", "maryam", "reza"):
        _, identifier, given, family, _, mobile = CAST[who]
        for words in (family, given, identifier, mobile, (await folk.member(who)).code):
            assert words not in page, words
    others = await page_of(folk, "maryam")
    for words in ("نوه‌ی حاج کریم", "کنار آسیاب", "رازی دارم", "کریمی"):
        assert words not in others, words
    assert "عضویت در کانون «" in others


async def test_who_leads_takes_along_what_they_said_and_planned(folk: Folk) -> None:
    await a_life(folk)
    hassan = await actor(folk, "hassan")
    async with folk.scene() as scene:
        kanoon = scene.services["kanoon"]
        await kanoon.declare_tags(hassan, "جوشکاری", "یک تراکتور")
        await kanoon.send_message(hassan, "فردا سر جوی جمع شویم")
        planned = await kanoon.plan_activity(hassan, Plan(ActivityKind.BUILDING, "سنگ‌فرش کوچه", day_in_tehran(folk.town.now) + timedelta(days=3)))
        await kanoon.attend(hassan, planned.id, True)
    page = await page_of(folk, "hassan")
    for words in ("ثبت کانون در کانون «", "جوشکاری", "یک تراکتور", "فردا سر جوی جمع شویم", "پیشنهاد دادید", "سنگ‌فرش کوچه", "گفتید می‌آیید: بله"):
        assert words in page, words


async def test_each_subsystem_gives_it_to_the_member_alone(folk: Folk) -> None:
    await a_life(folk)
    zahra, hassan = await actor(folk, "zahra"), await actor(folk, "hassan")
    async with folk.town.house.units.open(folk.town.now) as unit:
        for word in ("kanoon", "moshavereh"):
            with pytest.raises(Refusal):
                await Services(unit)[word].data_of(hassan, zahra.member_id)


async def test_a_page_that_is_full_says_how_much_is_left_out(folk: Folk, monkeypatch: pytest.MonkeyPatch) -> None:
    await a_life(folk)
    monkeypatch.setattr(leaving, "WRITTEN", 2)
    page = await page_of(folk, "zahra")
    assert "مورد قدیمی‌تر در این برگه جا نشد" in page and "رازی دارم" not in page
