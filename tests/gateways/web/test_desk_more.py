"""بیشتر در میز - filling in for a member, and what whoever supervises does, over HTTP and in a real Chromium. As in chat: the same verbs, the same limits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from domain.kernel.people import Role
from tests.gateways.web.browser import chromium, looking
from tests.gateways.web.desk_house import AtDesk, DeskHouse, serve_desk
from tests.gateways.web.desk_seat import at_desk
from tests.kanoon.village import Village

GO_ON = "از همان‌جا ادامه می‌دهم"
MARK = "(پرشده به دست رهیار)"


@pytest.fixture
async def house(sqlite_url: str, tmp_path: Path) -> AsyncIterator[DeskHouse]:
    """Reza leads a kanoon. After every test the audit finds nothing."""
    async with serve_desk(sqlite_url, tmp_path / "media") as served:
        await Village(served.desk.town.house.units).kanoon("reza", "hassan")
        yield served
        await served.desk.sound()


async def looks_for_a_kanoon(house: DeskHouse) -> AtDesk:
    """Zahra stands at the question for the name of a kanoon, and calls a rahyar; Sara takes the case."""
    zahra = await house.comes("zahra")
    await zahra.does("said", text="/start kanoon_join")
    await zahra.does("said", text="کد، نام یا جای کانون")
    await zahra.does("said", text="رهیار")
    await house.until_quiet()
    return zahra


async def has(house: DeskHouse) -> AtDesk:
    sara = await house.comes("rahyar")
    assert (await sara.act("take", 1))[0] == 200
    return sara


async def step(rahyar: AtDesk, case: int = 1) -> tuple[int, Any]:
    async with rahyar.session.get(f"{rahyar.url}/web/desk/{rahyar.chat}/cases/{case}/step") as answer:
        return answer.status, await answer.json()


async def last(visitor: AtDesk) -> str:
    return str((await visitor.messages())[-1].get("text", ""))


async def test_a_rahyar_answers_at_the_desk_as_far_as_the_consent(house: DeskHouse) -> None:
    zahra = await looks_for_a_kanoon(house)
    sara = await has(house)
    status, found = await step(sara)
    assert status == 200 and found["step"]["kind"] == "read" and "کانون" in found["step"]["text"] and not found["step"]["own"]
    assert {f["flow"]: f["name"] for f in found["flows"]}["kanoon.join"] == "پیوستن به کانون"
    asked = found["step"]["asked"]
    assert (await sara.act("answer", 1, asked=asked, words="قورچای"))[0] == 200
    _, found = await step(sara)
    (option,) = [o for o in found["step"]["options"] if "قورچای" in o["label"]]
    assert (await sara.act("answer", 1, asked=found["step"]["asked"], picked=[option["value"]]))[0] == 200
    _, found = await step(sara)
    assert found["step"]["own"]  # the consent
    status, no = await sara.act("answer", 1, asked=found["step"]["asked"], picked=["true"])
    assert (status, no["why"]) == (409, "moshavereh.theirs_alone")
    await house.until_quiet()
    assert (await sara.act("close", 1, outcome="solved"))[0] == 200
    await house.until_quiet()
    assert "از گام ۴؟" in await last(zahra) and (await last(zahra)).count(MARK) == 2


async def test_an_answer_to_another_question_is_not_taken_and_a_bad_one_says_why(house: DeskHouse) -> None:
    await looks_for_a_kanoon(house)
    sara = await has(house)
    status, no = await sara.act("answer", 1, asked="how", picked=['"words"'])
    assert (status, no["why"]) == (409, "moshavereh.question_moved")
    status, no = await sara.act("answer", 1, asked="find", words="")
    assert (status, no["why"]) == (409, "moshavereh.not_taken") and no["text"]


async def test_a_rahyar_sends_a_member_into_a_dialog_that_is_theirs(house: DeskHouse) -> None:
    zahra = await looks_for_a_kanoon(house)
    sara = await has(house)
    assert (await sara.act("send", 1, flow="moshavereh.answer"))[1]["why"] == "moshavereh.no_such_flow"
    _, found = await step(sara)
    offered = next(f["flow"] for f in found["flows"] if f["flow"] not in ("kanoon.join",))
    assert (await sara.act("send", 1, flow=offered))[0] == 200
    assert (await sara.act("close", 1, outcome="solved"))[0] == 200
    await house.until_quiet()
    assert await last(zahra)


async def test_only_who_has_the_case_fills_in(house: DeskHouse) -> None:
    zahra = await looks_for_a_kanoon(house)
    bahram = await house.comes("bahram")
    await has(house)
    assert (await step(bahram))[1]["why"] == "moshavereh.not_yours"
    for act, body in (("answer", {"asked": "find", "words": "قورچای"}), ("send", {"flow": "kanoon.join"})):
        assert (await bahram.act(act, 1, **body))[1]["why"] == "moshavereh.not_yours"
    assert (await step(zahra))[0] == 403
    assert (await zahra.act("answer", 1, asked="find", words="قورچای"))[0] == 403


async def supervised(house: DeskHouse) -> tuple[AtDesk, AtDesk, AtDesk]:
    """Zahra speaks with Sara; Bahram is a dabir."""
    zahra = await looks_for_a_kanoon(house)
    sara = await has(house)
    await house.desk.give("bahram", Role.DABIR)
    return zahra, sara, await house.comes("bahram")


async def test_who_supervises_sees_listens_whispers_and_takes_over(house: DeskHouse) -> None:
    zahra, sara, bahram = await supervised(house)
    (row,) = (await bahram.sees())["watched"]
    assert (row["case"], row["with"]) == (1, "سارا نوری")
    assert (await bahram.sees(1))["case"]["head"]["hears"] is False
    assert (await bahram.act("listen", 1))[0] == 200
    assert (await bahram.sees(1))["case"]["head"]["hears"] is True
    assert (await bahram.act("unlisten", 1))[0] == 200
    assert (await bahram.act("whisper", 1, words="آرام‌تر بپرسید"))[0] == 200
    await house.until_quiet()
    assert [n["words"] for n in (await sara.sees(1))["case"]["notes"] if n["whisper"]] == ["آرام‌تر بپرسید"]
    assert (await bahram.act("takeover", 1, reason="عضو ناراحت است"))[0] == 200
    await house.until_quiet()
    assert (await bahram.sees())["mine"][0]["case"] == 1 and not (await bahram.sees())["watched"]
    assert not (await sara.sees())["mine"]
    everything = " ".join(str(m.get("text", "")) for m in await zahra.messages())
    assert "آرام‌تر بپرسید" not in everything and "عضو ناراحت است" not in everything


async def test_who_does_not_supervise_does_none_of_it(house: DeskHouse) -> None:
    zahra = await looks_for_a_kanoon(house)
    await has(house)
    bahram = await house.comes("bahram")
    assert (await bahram.sees())["watched"] == []
    for act, body in (("listen", {}), ("unlisten", {}), ("whisper", {"words": "سلام"}), ("takeover", {"reason": "می‌خواهم"})):
        status, no = await bahram.act(act, 1, **body)
        assert (status, no["why"]) == (409, "kernel.not_allowed")
        assert (await zahra.act(act, 1, **body))[0] == 403


async def test_a_dabir_of_another_field_sees_nothing_of_it(house: DeskHouse) -> None:
    await looks_for_a_kanoon(house)
    await has(house)
    await house.desk.give("bahram", Role.DABIR, "topic:bank")
    bahram = await house.comes("bahram")
    assert (await bahram.sees())["watched"] == []
    assert (await bahram.act("whisper", 1, words="سلام"))[1]["why"] == "moshavereh.no_such_case"


@pytest.mark.browser
async def test_in_the_browser_it_is_filled_in_by_keyboard_and_watched_by_a_dabir(house: DeskHouse) -> None:
    zahra, _, _ = await supervised(house)
    async with chromium() as browser:
        await _fills(browser, house)
        await _watches(browser, house)
    assert "در گوشی" not in " ".join(str(m.get("text", "")) for m in await zahra.messages())


async def _fills(browser: Browser, house: DeskHouse) -> None:
    async with looking(browser, at_desk(house)) as sara:
        await sara.locator('.case-row[data-key="1"]').click()
        await expect(sara.locator(".desk-talk h2")).to_have_text("زهرا کریمی")
        await sara.keyboard.press("Alt+j")
        await expect(sara.locator("dialog h2")).to_contain_text("پیوستن به کانون")
        await sara.keyboard.press("Enter")
        await sara.locator("dialog textarea").fill("قورچای")
        await sara.keyboard.press("Control+Enter")
        await expect(sara.locator("dialog .facts")).to_contain_text("قورچای")
        await sara.keyboard.press("Escape")


async def _watches(browser: Browser, house: DeskHouse) -> None:
    async with looking(browser, at_desk(house, "bahram")) as bahram:
        await expect(bahram.locator(".desk-list")).to_contain_text("در دست همکاران")
        await bahram.locator('.case-row[data-key="1"]').click()
        await expect(bahram.locator(".talk-bar")).to_contain_text("سارا نوری")
        await bahram.get_by_role("button", name="در گوش رهیار").click()
        await bahram.locator("dialog textarea").fill("در گوشی")
        await bahram.keyboard.press("Control+Enter")
        await expect(bahram.locator(".note-line .text")).to_have_text("در گوشی")
        await bahram.get_by_role("button", name="خودم برمی‌دارم").click()
        await bahram.locator("dialog textarea").fill("عضو ناراحت است")
        await bahram.keyboard.press("Control+Enter")
        await expect(bahram.locator(".desk-talk .composer textarea")).to_be_visible()
