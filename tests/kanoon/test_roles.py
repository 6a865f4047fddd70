"""آزمون راهبر و همیار - offers, hand-overs, and the dabir's way when somebody is missing (kanoon:K12).   Product: domain/kanoon/roles.py"""

from __future__ import annotations

from datetime import timedelta

from domain.kanoon import events
from domain.kernel.people import Role
from tests.kanoon.village import Village


async def test_the_rahbar_replaces_the_hamyar_who_stays_a_member(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.join("maryam", kanoon)
    await village.do("zahra", "propose_hamyar", kanoon, village.id("maryam"), instead_of=village.id("hassan"))
    assert (await village.do("hassan", "mine")).is_hamyar
    await village.do("maryam", "accept_offer", await village.last_offer(kanoon))
    assert village.heard(events.RoleChanged) == [events.RoleChanged(kanoon, Role.HAMYAR, village.id("maryam"), village.id("hassan"))]
    assert (await village.do("maryam", "mine")).is_hamyar
    old = await village.do("hassan", "mine")
    assert not old.is_hamyar and old.card is not None
    request = await village.ask("reza", kanoon)
    async with village.unchanged("kanoon.request_not_found"):
        await village.do("hassan", "approve", request)


async def test_only_a_member_who_leads_nothing_is_offered_a_role_and_only_once(village: Village) -> None:
    kanoon = await village.kanoon()
    for who, code in (("reza", "not_a_member"), ("zahra", "is_rahbar"), ("hassan", "is_hamyar")):
        async with village.unchanged(f"kanoon.{code}"):
            await village.do("zahra", "propose_hamyar", kanoon, village.id(who))
    await village.join("maryam", kanoon)
    async with village.unchanged("kanoon.not_a_hamyar"):
        await village.do("zahra", "propose_hamyar", kanoon, village.id("maryam"), instead_of=village.id("reza"))
    await village.do("zahra", "propose_hamyar", kanoon, village.id("maryam"))
    async with village.unchanged("kanoon.offer_is_open"):
        await village.do("zahra", "propose_hamyar", kanoon, village.id("maryam"))


async def test_a_kanoon_has_at_most_three_hamyars(village: Village) -> None:
    kanoon = await village.kanoon()
    for who in ("leila", "maryam"):
        await village.second_hamyar(kanoon, who)
    await village.join("reza", kanoon)
    async with village.unchanged("kanoon.hamyars_enough"):
        await village.do("zahra", "propose_hamyar", kanoon, village.id("reza"))


async def test_a_hand_over_needs_the_successor_and_the_hamyar(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.join("maryam", kanoon)
    await village.do("zahra", "propose_rahbar", kanoon, village.id("maryam"))
    offer = await village.last_offer(kanoon)
    async with village.unchanged("kanoon.offer_over"):
        await village.do("hassan", "confirm_hand_over", offer)
    await village.do("maryam", "accept_offer", offer)
    assert len(village.heard(events.HandOverAccepted)) == 1 and (await village.do("zahra", "mine")).is_rahbar
    assert (await village.do("hassan", "find_offer", offer)).may == {"confirm", "decline"}
    await village.do("hassan", "confirm_hand_over", offer)
    assert (await village.do("maryam", "mine")).is_rahbar and not (await village.do("zahra", "mine")).is_rahbar
    async with village.unchanged("kernel.not_allowed"):
        await village.do("zahra", "remove_member", village.id("maryam"), "دیگر راهبر نیستم")


async def test_a_hamyar_may_decline_a_hand_over(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.join("maryam", kanoon)
    await village.do("zahra", "propose_rahbar", kanoon, village.id("maryam"))
    offer = await village.last_offer(kanoon)
    await village.do("maryam", "accept_offer", offer)
    await village.do("hassan", "decline_hand_over", offer, "هنوز زود است")
    assert len(village.heard(events.OfferRefused)) == 1 and (await village.do("zahra", "mine")).is_rahbar
    async with village.unchanged("kanoon.offer_over"):
        await village.do("hassan", "confirm_hand_over", offer)


async def test_the_only_hamyar_does_not_become_the_rahbar(village: Village) -> None:
    kanoon = await village.kanoon()
    async with village.unchanged("kanoon.hamyar_first"):
        await village.do("zahra", "propose_rahbar", kanoon, village.id("hassan"))
    await village.second_hamyar(kanoon)
    await village.do("zahra", "propose_rahbar", kanoon, village.id("hassan"))
    offer = await village.last_offer(kanoon)
    await village.do("zahra", "release_hamyar", kanoon, village.id("leila"))
    async with village.unchanged("kanoon.hamyar_first"):
        await village.do("hassan", "accept_offer", offer)


async def test_an_offer_does_not_outlive_the_right_of_who_made_it(village: Village) -> None:
    kanoon = await village.kanoon()
    for who in ("maryam", "reza"):
        await village.join(who, kanoon)
    await village.do("zahra", "propose_hamyar", kanoon, village.id("reza"))
    hamyar_offer = await village.last_offer(kanoon)
    await village.do("zahra", "propose_rahbar", kanoon, village.id("maryam"))
    hand_over = await village.last_offer(kanoon)
    await village.do("maryam", "accept_offer", hand_over)
    await village.do("hassan", "confirm_hand_over", hand_over)
    async with village.unchanged("kanoon.offer_no_longer_holds"):
        await village.do("reza", "accept_offer", hamyar_offer)


async def test_an_offer_to_somebody_who_left_meanwhile_does_nothing(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.join("maryam", kanoon)
    await village.do("zahra", "propose_hamyar", kanoon, village.id("maryam"))
    offer = await village.last_offer(kanoon)
    await village.do("maryam", "leave")
    async with village.unchanged("kanoon.not_a_member"):
        await village.do("maryam", "accept_offer", offer)


async def test_an_offer_is_answered_by_the_one_it_was_made_to_and_withdrawn_by_its_maker(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.join("maryam", kanoon)
    await village.do("zahra", "propose_hamyar", kanoon, village.id("maryam"))
    offer = await village.last_offer(kanoon)
    for who, verb in (("reza", "accept_offer"), ("reza", "refuse_offer"), ("maryam", "withdraw_offer")):
        async with village.unchanged("kanoon.offer_not_found"):
            await village.do(who, verb, offer)
    assert [o.id for o in await village.do("zahra", "open_offers")] == [offer]
    await village.do("zahra", "withdraw_offer", offer)
    async with village.unchanged("kanoon.offer_over"):
        await village.do("maryam", "accept_offer", offer)


async def test_an_offer_expires_but_not_after_it_moved(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.join("maryam", kanoon)
    await village.do("zahra", "propose_rahbar", kanoon, village.id("maryam"))
    offer, version = await village.last_offer(kanoon), village.heard(events.RahbarOffered)[0].version
    village.now += timedelta(days=13)
    await village.do("maryam", "accept_offer", offer)
    village.now += timedelta(days=1)
    assert await village.do("system", "expire_offer", offer, version) is False
    village.now += timedelta(days=13)
    assert await village.do("system", "expire_offer", offer, version + 1) is True


async def test_the_dabir_finds_a_successor_for_a_missing_rahbar_and_a_missing_hamyar(village: Village) -> None:
    kanoon = await village.kanoon()
    for who in ("maryam", "reza"):
        await village.join(who, kanoon)
    await village.give("dabir", Role.DABIR, "area:گلستان")
    async with village.unchanged("kanoon.reason_length"):
        await village.do("dabir", "propose_rahbar", kanoon, village.id("maryam"))
    village.cards.gone.add(village.id("zahra"))
    await village.do("system", "farewell", village.id("zahra"))
    assert village.heard(events.RoleVacant) == [events.RoleVacant(kanoon, Role.RAHBAR, village.id("zahra"))]
    await village.do("dabir", "propose_rahbar", kanoon, village.id("maryam"), "راهبر کانون درگذشته‌اند")
    await village.do("maryam", "accept_offer", await village.last_offer(kanoon))
    assert (await village.do("maryam", "mine")).is_rahbar
    await village.do("system", "farewell", village.id("hassan"))
    assert village.heard(events.RoleVacant)[0].role is Role.HAMYAR
    await village.do("dabir", "propose_hamyar", kanoon, village.id("reza"), reason="همیار کانون در دسترس نیست")
    await village.do("reza", "accept_offer", await village.last_offer(kanoon))
    assert (await village.do("reza", "mine")).is_hamyar


async def test_a_dabir_of_another_province_reaches_nothing_here(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.join("maryam", kanoon)
    await village.give("dabir", Role.DABIR, "area:یزد")
    assert await village.do("dabir", "kanoons_in_reach") == []
    for verb, args in (("propose_rahbar", (village.id("maryam"), "راهبر نیست")), ("suspend", ("شکایت رسیده است",)), ("close", ("شکایت رسیده است",))):
        async with village.unchanged("kanoon.not_found"):
            await village.do("dabir", verb, kanoon, *args)


async def test_the_last_hamyar_is_not_released(village: Village) -> None:
    kanoon = await village.kanoon()
    for who in ("zahra", "hassan"):
        async with village.unchanged("kanoon.last_hamyar"):
            await village.do(who, "release_hamyar", kanoon, village.id("hassan"))
    await village.second_hamyar(kanoon)
    await village.do("hassan", "release_hamyar", kanoon, village.id("hassan"))
    assert village.heard(events.RoleChanged)[0].instead_of == village.id("hassan")
