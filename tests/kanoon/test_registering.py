"""آزمون ثبت کانون - the rahbar declares, the hamyar agrees, the code is issued (kanoon:K1-K4).   Product: domain/kanoon/registering.py"""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.kanoon import events
from domain.kanoon.model import Affinity, KanoonState
from domain.kernel.codes import BadCode, public_code, read_code
from domain.kernel.people import Role
from tests.kanoon.village import Village, a_form


async def test_the_code_is_issued_when_the_hamyar_accepts_without_anybody_elses_yes(village: Village) -> None:
    filed = await village.do("zahra", "register", a_form(), "id-hassan", "mobile-hassan")
    offer = await village.last_offer(filed.id)
    assert village.heard(events.HamyarOffered)[0].offer == offer
    assert (await village.do("hassan", "find_offer", offer)).may == {"accept", "refuse"}
    await village.do("hassan", "accept_offer", offer)
    assert village.heard(events.KanoonOpened) == [events.KanoonOpened(filed.id)]
    mine = await village.do("zahra", "mine")
    assert mine.is_rahbar and mine.card.code.startswith("KN") and mine.card.rahyar == ""
    assert (await village.do("hassan", "mine")).is_hamyar


async def test_the_declared_hamyar_is_a_member_another_person_and_free(village: Village) -> None:
    await village.kanoon("reza", "leila", "کانون مسجد جامع")
    for code, identity in (("hamyar_not_found", "nobody"), ("own_hamyar", "zahra"), ("hamyar_busy", "leila")):
        async with village.unchanged(f"kanoon.{code}"):
            await village.do("zahra", "register", a_form(), f"id-{identity}", f"mobile-{identity}")
    async with village.unchanged("kanoon.hamyar_not_found"):
        await village.do("zahra", "register", a_form(), "id-hassan", "mobile-reza")
    village.cards.gone.add(village.id("hassan"))
    async with village.unchanged("kanoon.hamyar_not_found"):
        await village.do("zahra", "register", a_form(), "id-hassan", "mobile-hassan")


@pytest.mark.parametrize(
    ("form", "code"), [({"title": "کا"}, "title_length"), ({"goal": ""}, "goal_length"), ({"place": "ب" * 81}, "place_length"), ({"capacity": 1}, "capacity_range")]
)
async def test_a_form_outside_its_limits_is_refused(village: Village, form: dict[str, object], code: str) -> None:
    async with village.unchanged(f"kanoon.{code}"):
        await village.do("zahra", "register", a_form(**form), "id-hassan", "mobile-hassan")  # type: ignore[arg-type]  # limits of several kinds


async def test_a_refused_hamyar_can_be_replaced_by_another(village: Village) -> None:
    filed = await village.do("zahra", "register", a_form(), "id-hassan", "mobile-hassan")
    async with village.unchanged("kanoon.registration_is_open"):
        await village.do("zahra", "register", a_form("کانون دیگر"), "id-reza", "mobile-reza")
    await village.do("hassan", "refuse_offer", await village.last_offer(filed.id), "فرصت ندارم")
    waiting = await village.do("zahra", "unfinished")
    assert (waiting.state, waiting.reason) == (KanoonState.DRAFT, "فرصت ندارم")
    async with village.unchanged("kanoon.not_found"):
        await village.do("omid", "name_another_hamyar", filed.id, "id-reza", "mobile-reza")
    await village.do("zahra", "name_another_hamyar", filed.id, "id-reza", "mobile-reza")
    await village.do("reza", "accept_offer", await village.last_offer(filed.id))
    assert (await village.do("reza", "mine")).is_hamyar


async def test_an_unanswered_registration_goes_back_after_fourteen_days(village: Village) -> None:
    filed = await village.do("zahra", "register", a_form(), "id-hassan", "mobile-hassan")
    offer, version = village.heard(events.HamyarOffered)[0].offer, village.heard(events.HamyarOffered)[0].version
    village.now += timedelta(days=14)
    assert await village.do("system", "expire_offer", offer, version) is True
    assert (await village.do("zahra", "unfinished")).state is KanoonState.DRAFT
    async with village.unchanged("kanoon.offer_over"):
        await village.do("hassan", "accept_offer", offer)
    await village.do("zahra", "drop_registration", filed.id)
    assert await village.do("zahra", "unfinished") is None


async def test_who_leads_one_kanoon_registers_no_other(village: Village) -> None:
    await village.kanoon()
    for leader in ("zahra", "hassan"):
        async with village.unchanged("kanoon.holds_role_elsewhere"):
            await village.do(leader, "register", a_form("کانون دیگر"), "id-reza", "mobile-reza")


async def test_a_plain_member_who_founds_a_kanoon_leaves_the_old_one(village: Village) -> None:
    old = await village.kanoon()
    await village.join("maryam", old)
    new = await village.kanoon("maryam", "reza", "کانون کاروان زیارت")
    assert (await village.do("maryam", "mine")).card.id == new
    async with village.open() as (_, kanoon):
        assert await kanoon.store.belongings.count(old) == 2


async def test_a_kanoon_is_found_by_code_name_place_and_affinity(village: Village) -> None:
    village_one = await village.kanoon(place="روستای قورچای، رامیان")
    mosque = await village.kanoon("reza", "leila", "کانون مسجد جامع", affinity=Affinity.MOSQUE)
    code = (await village.do("maryam", "card_of", village_one)).code

    async def found(text: str, affinity: Affinity | None = None) -> list[int]:
        return [line.id for line in await village.do("maryam", "search", text, affinity)]

    persian = code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    for text in (code, code[2:], f"KN {persian[2:]}", "قورچاي", "راميان"):
        assert await found(text) == [village_one], text
    assert await found("", Affinity.MOSQUE) == [mosque] == await found("مسجد", Affinity.MOSQUE)
    for odd in ("' OR 1=1", "مسجد%رامیان", "𝕊\ud800"):
        assert await found(odd) == []
    for nothing in ("%", "\x00", "_"):
        assert set(await found(nothing)) == {village_one, mosque}


async def test_a_slip_in_a_code_is_told_as_one(village: Village) -> None:
    kanoon = await village.kanoon()
    code = (await village.do("maryam", "card_of", kanoon)).code
    wrong_digit, swapped = f"{code[:-1]}{(int(code[-1]) + 1) % 10}", f"{code[:2]}{code[3]}{code[2]}{code[4:]}"
    for typed, refusal in ((wrong_digit, "code_typo"), (wrong_digit[2:], "code_typo"), (swapped, "code_typo"), ("KN99999", "code_typo"), ("KN99994", "no_such_code")):
        async with village.unchanged(f"kanoon.{refusal}"):
            await village.do("maryam", "search", typed)
    await village.give("dabir", Role.DABIR)
    await village.do("dabir", "suspend", kanoon, "شکایت اعضا در حال رسیدگی است")
    async with village.unchanged("kanoon.not_open"):
        await village.do("maryam", "search", code)


async def test_an_unfinished_kanoon_is_neither_found_nor_shown(village: Village) -> None:
    filed = await village.do("zahra", "register", a_form(), "id-hassan", "mobile-hassan")
    assert await village.do("maryam", "search", "قورچای") == []
    for verb, args in (("card_of", ()), ("ask_to_join", ("",))):
        async with village.unchanged("kanoon.not_found"):
            await village.do("maryam", verb, filed.id, *args, **({"consent": True} if args else {}))


async def test_strangers_see_first_names_only(village: Village) -> None:
    kanoon = await village.kanoon()
    assert (await village.do("maryam", "card_of", kanoon)).rahbar == "زهرا ک."
    assert (await village.do("hassan", "card_of", kanoon)).rahbar == "زهرا کریمی"


def test_a_mistyped_code_is_noticed() -> None:
    code = public_code("KN", 17)
    assert read_code("KN", code) == 17 == read_code("KN", f" {code[:3].lower()}-{code[3:]} ")
    for place in range(2, len(code)):
        for digit in "0123456789".replace(code[place], ""):
            with pytest.raises(BadCode):
                read_code("KN", code[:place] + digit + code[place + 1 :])


async def test_a_registration_needs_a_member(village: Village) -> None:
    await village.give("dabir", Role.DABIR, "topic:kanoon")
    async with village.unchanged("kernel.not_allowed"):
        await village.do("system", "register", a_form(), "id-hassan", "mobile-hassan")
