"""کار رهیار - the work list and its order, cards, groups, invitations and skills.   Rules: domain/rahyar/working.py inviting.py mastering.py"""

from __future__ import annotations

from datetime import timedelta

from domain.kernel.people import Role
from domain.rahyar import rules
from domain.rahyar.events import InvitedJoined
from domain.rahyar.model import FollowUpKind, InvitationState, Skill
from domain.rahyar.policy import policy_on
from domain.rahyar.ports import Applicant
from domain.rahyar.rules import Reason, Tier
from tests.kit.people import refused
from tests.kit.units import START
from tests.rahyar.society import KERMAN, ZARAND, Society


async def test_active_members_come_first_then_applicants_inactive_ones_and_invited(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    society.known.seen[society.id("hassan")] = START - timedelta(days=91)
    del society.known.seen[society.id("maryam")]
    society.known.asking = [Applicant("MB10017", "پری نیک", ZARAND, START), Applicant("MB10025", "دور دست", ("golestan", "گرگان"), START)]
    await society.do("rahyar", "invite", "همسایه‌ی ما")
    work = await society.do("rahyar", "work_list")
    assert [(w.tier, w.name, w.reason) for w in work.lines] == [
        (Tier.ACTIVE, "زهرا کریمی", Reason.AREA),
        (Tier.ACTIVE, "نرگس صالحی", Reason.AREA),
        (Tier.APPLICANT, "پری نیک", Reason.APPLIED),
        (Tier.INACTIVE, "حسن مرادی", Reason.AREA),
        (Tier.INACTIVE, "مریم سادات حسینی", Reason.AREA),
        (Tier.INVITED, "همسایه‌ی ما", Reason.INVITED),
    ]
    assert not work.more


def test_ninety_days_without_an_act_make_somebody_inactive() -> None:
    policy = policy_on(START.date())
    assert rules.tier_of(START, START + timedelta(days=90) - timedelta(seconds=1), policy) is Tier.ACTIVE
    assert rules.tier_of(START, START + timedelta(days=90), policy) is Tier.INACTIVE
    assert rules.tier_of(None, START, policy) is Tier.INACTIVE


async def test_within_a_tier_who_has_the_next_follow_up_comes_first(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    day = (START + timedelta(days=2)).date()
    await society.do("rahyar", "follow_up", rules.person(society.id("narges")), FollowUpKind.PURSUIT, "درخواست وام", day)
    lines = (await society.do("rahyar", "work_list")).lines
    assert (lines[0].name, lines[0].due) == ("نرگس صالحی", day)


async def test_who_is_rahyar_of_nobody_has_an_empty_list(society: Society) -> None:
    society.known.asking = [Applicant("MB10017", "پری نیک", KERMAN, START)]
    assert (await society.do("rahyar", "work_list")).lines == ()


async def test_a_look_at_a_card_is_kept_and_shows_masked_identifiers(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    society.kanoon(people=("zahra",))
    before = await society.notes()
    card = await society.do("rahyar", "look_at", society.id("zahra"))
    assert (card.name, card.town, card.kanoon, card.identifier) == ("زهرا کریمی", "کرمان", "کانون قنات", "******۱۲۳۴")
    assert await society.notes() == before + 1


async def test_the_card_of_a_member_is_shown_to_their_own_rahyar_only(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    for who, whom, code in (("bahram", "zahra", "rahyar.not_yours"), ("rahyar", "reza", "rahyar.not_yours"), ("zahra", "hassan", "kernel.not_allowed")):
        async with society.unchanged(code):
            await society.do(who, "look_at", society.id(whom))
    society.known.gone.add(society.id("zahra"))
    async with society.unchanged("rahyar.not_yours"):
        await society.do("rahyar", "look_at", society.id("zahra"))


async def test_kanoons_of_my_area_and_those_i_was_named_for_are_mine(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    await society.assign("area:kerman/زرند", "bahram")
    society.kanoon(1)
    society.kanoon(2, rahyar="leila")
    society.kanoon(3, home=ZARAND)
    society.kanoon(4, rahyar="rahyar", home=("golestan", "گرگان"))
    mine = {who: [g.id for g in await society.do(who, "my_groups", "kanoon")] for who in ("rahyar", "bahram", "leila")}
    assert mine == {"rahyar": [1, 4], "bahram": [3], "leila": [2]}
    assert await society.do("rahyar", "my_groups", "hasteh") == []


async def test_an_invitation_is_followed_and_its_rahyar_sees_who_joined(society: Society) -> None:
    made = await society.do("rahyar", "invite", "  همسایه‌ی ما ")
    assert await society.do("stranger", "open_invitation", made.token) == "سارا نوری"
    assert [i.state for i in await society.do("rahyar", "my_invitations")] == [InvitationState.OPENED]
    with refused("rahyar.invitation_over"):
        await society.do("stranger-2", "open_invitation", made.token)  # one link for one person
    await society.do("system", "welcome", society.id("zahra"), "test:stranger")
    assert society.heard(InvitedJoined) == [InvitedJoined(made.id, society.id("rahyar"), society.id("zahra"))]
    (line,) = await society.do("rahyar", "my_invitations")
    assert (line.whom, line.state, line.name) == ("همسایه‌ی ما", InvitationState.JOINED, "زهرا کریمی")
    assert (await society.do("rahyar", "work_list")).lines == ()


async def test_an_invitation_taken_back_or_old_opens_nothing(society: Society) -> None:
    back, old = await society.do("rahyar", "invite", "یکی"), await society.do("rahyar", "invite", "دیگری")
    async with society.unchanged("rahyar.no_such_invitation"):
        await society.do("bahram", "take_invitation_back", back.id)
    await society.do("rahyar", "take_invitation_back", back.id)
    society.later(days=30)
    for token in (back.token, old.token, "unknown"):
        async with society.unchanged("rahyar.invitation_over"):
            await society.do("stranger", "open_invitation", token)
    assert {i.state for i in await society.do("rahyar", "my_invitations")} == {InvitationState.OVER}
    await society.do("system", "welcome", society.id("zahra"), "test:stranger")
    assert society.events == []


async def test_a_rahyar_has_so_many_open_invitations_and_no_more(society: Society) -> None:
    for n in range(50):
        await society.do("rahyar", "invite", f"همسایه‌ی شماره‌ی {n}")
    async with society.unchanged("rahyar.too_many_invitations"):
        await society.do("rahyar", "invite", "یکی دیگر")
    async with society.unchanged("rahyar.whom_length"):
        await society.do("bahram", "invite", "ی")


async def test_a_dabir_marks_skills_and_the_rahyar_sees_them(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    assert [p.name for p in await society.do("dabir", "rahyars_to_mark")] == ["سارا نوری"]
    await society.do("dabir", "mark_skills", society.id("rahyar"), [Skill.LOAN, Skill.SAT])
    mine = await society.do("rahyar", "my_skills")
    assert [line.skill for line in mine if line.has] == [Skill.LOAN, Skill.SAT]
    assert {line.by for line in mine} == {"علی اکبری"} and len(mine) == len(Skill)
    await society.do("dabir", "mark_skills", society.id("rahyar"), [Skill.SAT])
    assert [line.skill for line in await society.do("rahyar", "my_skills") if line.has] == [Skill.SAT]


async def test_skills_are_marked_by_a_dabir_in_whose_reach_the_rahyar_is(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    await society.give("narges", Role.DABIR, "area:golestan")
    for who, code in (("narges", "rahyar.not_in_reach"), ("omid", "kernel.not_allowed"), ("rahyar", "kernel.not_allowed")):
        async with society.unchanged(code):
            await society.do(who, "mark_skills", society.id("rahyar"), [Skill.LOAN])
    await society.give("dabir", Role.RAHYAR_ONLINE)
    await society.do("omid", "assign", "area:kerman/زرند", society.id("dabir"))
    async with society.unchanged("rahyar.not_in_reach"):
        await society.do("dabir", "mark_skills", society.id("dabir"), [Skill.LOAN])  # not one's own
