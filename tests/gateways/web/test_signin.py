"""ورود - a mobile, a code, a session; and everybody who should not get in."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.gateways.web.conftest import visiting
from tests.gateways.web.house import House
from tests.gateways.web.visitor import code_in


def everything_in(file: Path) -> bytes:
    return file.read_bytes() + file.with_name(f"{file.name}-wal").read_bytes()


ZAHRA = "۰۹۱۲ ۳۴۵ ۶۷۸۹"


async def test_zahra_signs_in_with_the_code_that_came_to_her_mobile(bank: House) -> None:
    async with visiting(bank) as zahra:
        assert (await zahra.post("/web/signin/code", {"mobile": ZAHRA}))[0] == 202
        mobile, text = bank.codes.sent[-1]
        assert mobile == "+989123456789" and code_in(bank.codes) in text
        status, body = await zahra.post("/web/signin", {"mobile": "+989123456789", "code": code_in(bank.codes)})
        assert status == 200 and len(body["open"]) == 1 and not body["demo"]
        zahra.chat = body["open"][0]
        await zahra.does("contact")
        contact = bank.bot.heard[-1].said.contact
        assert contact is not None and (contact.mobile, contact.own) == ("+989123456789", True)


async def test_the_same_mobile_finds_its_conversation_again_on_another_device(bank: House) -> None:
    async with visiting(bank) as phone, visiting(bank) as desk:
        first = await phone.signs_in("09123456789")
        bank.clock.later(minutes=2)
        assert await desk.signs_in("+98 912 345 6789") == first
        bank.clock.later(minutes=2)
        assert await desk.signs_in("09120000001") != first


async def test_nothing_of_the_sign_in_is_stored_in_clear(bank: House) -> None:
    async with visiting(bank) as zahra:
        await zahra.signs_in("09123456789")
        await zahra.does("said", text="رازی که نباید خوانده شود")
        token = next(c.value for c in zahra.session.cookie_jar)
    stored = everything_in(Path(str(bank.engine.url.database)))
    for secret in ("9123456789", token, "رازی که", code_in(bank.codes)):
        assert secret.encode() not in stored


async def test_a_wrong_an_old_and_a_missing_code_look_alike(bank: House) -> None:
    async with visiting(bank) as reza:
        await reza.post("/web/signin/code", {"mobile": "09123456789"})
        right = code_in(bank.codes)
        wrong = await reza.post("/web/signin", {"mobile": "09123456789", "code": f"{(int(right) + 1) % 1000000:06}"})
        missing = await reza.post("/web/signin", {"mobile": "09120000002", "code": "123456"})
        bank.clock.later(minutes=5, seconds=1)
        old = await reza.post("/web/signin", {"mobile": "09123456789", "code": right})
        assert wrong == missing == old and wrong[0] == 403
        assert (await reza.get("/web/me"))[1]["open"] == []


async def test_a_code_works_once(bank: House) -> None:
    async with visiting(bank) as zahra, visiting(bank) as thief:
        await zahra.signs_in("09123456789")
        assert (await thief.post("/web/signin", {"mobile": "09123456789", "code": code_in(bank.codes)}))[0] == 403


async def test_after_five_wrong_tries_even_the_right_code_waits_out_the_cool_down(bank: House) -> None:
    async with visiting(bank) as reza:
        await reza.post("/web/signin/code", {"mobile": "09123456789"})
        right = code_in(bank.codes)
        wrong = f"{(int(right) + 7) % 1000000:06}"
        tries = [await reza.post("/web/signin", {"mobile": "09123456789", "code": wrong}) for _ in range(5)]
        assert [status for status, _ in tries] == [403] * 4 + [429]
        assert tries[-1][1]["wait"] == 15 * 60
        assert (await reza.post("/web/signin", {"mobile": "09123456789", "code": right}))[0] == 429
        assert (await reza.post("/web/signin/code", {"mobile": "09123456789"}))[0] == 429
        bank.clock.later(minutes=15, seconds=1)
        assert (await reza.post("/web/signin", {"mobile": "09123456789", "code": right}))[0] == 403
        await reza.signs_in("09123456789")


async def test_guesses_at_the_same_moment_get_no_sixth_try(bank: House) -> None:
    async with visiting(bank) as reza:
        await reza.post("/web/signin/code", {"mobile": "09123456789"})
        right = code_in(bank.codes)
        guesses = [f"{(int(right) + i) % 1000000:06}" for i in range(1, 12)]
        await asyncio.gather(*(reza.post("/web/signin", {"mobile": "09123456789", "code": g}) for g in guesses))
        assert (await reza.post("/web/signin", {"mobile": "09123456789", "code": right}))[0] == 429


async def test_a_second_code_waits_and_the_number_of_codes_a_day_is_limited(bank: House) -> None:
    async with visiting(bank) as reza:
        ask = {"mobile": "09123456789"}
        assert (await reza.post("/web/signin/code", ask))[1] == {"wait": 90}
        bank.clock.later(seconds=30)
        status, body = await reza.post("/web/signin/code", ask)
        assert (status, body["wait"]) == (429, 60)
        for _ in range(7):
            bank.clock.later(minutes=16)
            assert (await reza.post("/web/signin/code", ask))[0] == 202
        bank.clock.later(minutes=16)
        status, body = await reza.post("/web/signin/code", ask)
        assert (status, body["why"]) == (429, "code_many") and len(bank.codes.sent) == 8
        bank.clock.later(seconds=body["wait"])
        assert (await reza.post("/web/signin/code", ask))[0] == 202, "the page had said when"


async def test_one_mobile_gets_five_codes_an_hour_and_asking_on_does_not_put_off_the_next(bank: House) -> None:
    async with visiting(bank) as reza:
        ask = {"mobile": "09123456789"}
        for _ in range(5):
            assert (await reza.post("/web/signin/code", ask))[0] == 202
            bank.clock.later(minutes=6)
        waits = []
        for _ in range(3):
            status, body = await reza.post("/web/signin/code", ask)
            assert (status, body["why"]) == (429, "code_many")
            waits.append(body["wait"])
            bank.clock.later(minutes=1)
        assert waits == [30 * 60, 29 * 60, 28 * 60] and len(bank.codes.sent) == 5
        bank.clock.later(minutes=27)
        assert (await reza.post("/web/signin/code", ask))[0] == 202


async def test_one_address_cannot_send_codes_to_a_whole_town(bank: House) -> None:
    async with visiting(bank) as reza:
        answers = [(await reza.post("/web/signin/code", {"mobile": f"091200000{i:02}"}))[0] for i in range(21)]
        assert answers == [202] * 20 + [429]


async def test_what_is_no_mobile_or_no_code_is_said_kindly(bank: House) -> None:
    async with visiting(bank) as reza:
        for mobile in ("", "12", "02122334455", "+14155550100", "' OR 1=1"):
            status, body = await reza.post("/web/signin/code", {"mobile": mobile})
            assert (status, body["why"]) == (422, "mobile")
        assert (await reza.post("/web/signin", {"mobile": "09123456789", "code": "12345"}))[1]["why"] == "code_shape"
        assert bank.codes.sent.maxlen and not bank.codes.sent


async def test_a_carrier_that_does_not_take_the_message_is_reported(bank: House) -> None:
    class Silent:
        async def send(self, mobile: str, text: str) -> None:
            raise ConnectionError("no carrier")

    bank.gateway.hall.signin._send = Silent()  # type: ignore[union-attr]  # the carrier of this house
    async with visiting(bank) as reza:
        status, body = await reza.post("/web/signin/code", {"mobile": "09123456789"})
        assert (status, body["why"]) == (503, "code_not_gone")


async def test_signing_out_ends_the_session_in_the_house_too(bank: House) -> None:
    async with visiting(bank) as zahra, visiting(bank) as thief:
        chat = await zahra.signs_in("09123456789")
        thief.session.cookie_jar.update_cookies({c.key: c.value for c in zahra.session.cookie_jar})
        assert (await zahra.post("/web/signout", {}))[0] == 204
        assert (await thief.get("/web/me"))[1]["open"] == []
        assert (await thief.post(f"/web/chats/{chat}/said", {"id": "x", "text": "سلام"}))[0] == 401


async def test_a_session_ends_after_thirty_days(bank: House) -> None:
    async with visiting(bank) as zahra:
        await zahra.signs_in("09123456789")
        bank.clock.later(days=29)
        assert len((await zahra.get("/web/me"))[1]["open"]) == 1
        bank.clock.later(days=1, seconds=1)
        assert (await zahra.get("/web/me"))[1]["open"] == []


async def test_signing_in_again_makes_a_new_session_and_ends_the_old_one(bank: House) -> None:
    async with visiting(bank) as zahra, visiting(bank) as planted:
        await zahra.signs_in("09123456789")
        old = {c.key: c.value for c in zahra.session.cookie_jar}
        planted.session.cookie_jar.update_cookies(old)
        await zahra.signs_in("09120000003")
        assert {c.key: c.value for c in zahra.session.cookie_jar} != old
        assert (await planted.get("/web/me"))[1]["open"] == []


async def test_the_demo_has_no_sign_in_and_the_bank_has_no_town(bank: House, town: House) -> None:
    async with visiting(town) as reza:
        assert (await reza.post("/web/signin/code", {"mobile": "09123456789"}))[0] == 404
    async with visiting(bank) as reza:
        assert (await reza.post("/web/demo/new", {}))[0] == 404


async def test_a_house_without_a_carrier_has_no_sign_in_and_says_so(bank: House) -> None:
    async with visiting(bank) as reza:
        assert (await reza.get("/web/me"))[1]["signin"] is True
        bank.gateway.hall.signin = None
        assert (await reza.get("/web/me"))[1]["signin"] is False
        assert (await reza.post("/web/signin/code", {"mobile": "09123456789"}))[0] == 404
        assert (await reza.post("/web/signin", {"mobile": "09123456789", "code": "123456"}))[0] == 404


async def test_whoever_has_a_number_next_does_not_open_the_page_of_who_had_it_before(bank: House) -> None:
    async with visiting(bank) as zahra, visiting(bank) as reza, visiting(bank) as again:
        hers = await zahra.signs_in("09123456789")
        await zahra.does("said", text="رازی که نباید خوانده شود")

        async def belongs(chat: str, mobile: str) -> bool:
            return (chat, mobile) != (hers, "+989123456789")

        bank.gateway.hall.belongs = belongs
        bank.clock.later(minutes=2)
        his = await reza.signs_in("09123456789")
        assert his != hers and "رازی" not in str(await reza.messages())
        assert (await reza.get(f"/web/chats/{hers}/before/99"))[0] == 404
        bank.clock.later(minutes=2)
        assert await again.signs_in("09123456789") == his
        assert (await zahra.get("/web/me"))[1]["open"] == [hers], "her own session goes on"
        assert (await zahra.get("/web/me"))[1]["mine"][0]["mobile"] == "", "but the number is hers no more"


async def test_a_page_let_go_is_found_by_its_number_no_more(bank: House) -> None:
    async with visiting(bank) as zahra:
        hers = await zahra.signs_in("09123456789")
        await bank.gateway.sign_out(hers, for_good=True)
        bank.clock.later(minutes=2)
        assert (await zahra.get("/web/me"))[1]["open"] == []
        assert await zahra.signs_in("09123456789") != hers
