"""شنیدن - who is told what when a rahyar is named, released, asked or answered, and what keeps all of it true.   Events: domain/rahyar/events.py   Timers: waking.py"""

from __future__ import annotations

from typing import Any

from domain.kanoon import KanoonService
from domain.kanoon.events import JoinApproved, KanoonClosed, MemberLeft, MemberMoved, MemberRemoved, RahyarAssigned, RahyarGone
from domain.kernel.people import RAHYARS, SYSTEM, MemberId
from domain.membership.events import HomeChanged, MemberErased, MemberJoined, RoleGranted, RoleRevoked
from domain.moshavereh.events import LetterLeft
from domain.moshavereh.service import MoshaverehService
from domain.rahyar import RahyarService, events
from domain.rahyar.model import AffiliationState
from handlers.kit import Post, hears
from handlers.rahyar.showing import told
from handlers.rahyar.waking import watch_follow_up, watch_org

Elsewhere = HomeChanged | JoinApproved | MemberMoved | MemberLeft | MemberRemoved
REQUESTS = "requests"


async def hand_on(rahyar: RahyarService, about: str) -> None:
    """Where there is nothing to do, nothing is written."""
    if await rahyar.is_awaited(SYSTEM, about):
        await rahyar.hand_on_about(SYSTEM, about)


@hears(events.RahyarNamed)
async def a_rahyar_was_named(event: events.RahyarNamed, post: Post, rahyar: RahyarService) -> None:
    """The rahyar hears of it; of a person, that person too. Work that nobody does is theirs."""
    whom = await rahyar.name_for_rahyars(SYSTEM, event.scope)
    how, fields = told(event.scope, whom)
    await post.tell(event.rahyar, f"rahyar.notice.named_{how}", buttons=("rahyar.work",), **fields)
    if event.scope.startswith("member:"):
        name = await rahyar.name_for_rahyars(SYSTEM, f"member:{event.rahyar}")
        await post.tell(MemberId(int(event.scope.partition(":")[2])), "rahyar.notice.yours", buttons=("rahyar.mine",), name=name)
    await rahyar.hand_on(SYSTEM, None)


@hears(events.RahyarReleased)
async def a_rahyar_was_released(event: events.RahyarReleased, post: Post, rahyar: RahyarService, kanoon: KanoonService, moshavereh: MoshaverehService) -> None:
    """Whoever comes after them goes on with their work; who is no rahyar at all any more gives everything back."""
    how, fields = told(event.scope, await rahyar.name_for_rahyars(SYSTEM, event.scope))
    await post.tell(event.rahyar, f"rahyar.notice.released_{how}", **fields)
    await rahyar.hand_on(SYSTEM, event.rahyar)
    if event.bare:
        await kanoon.let_rahyar_go(SYSTEM, event.rahyar)
        await moshavereh.give_back_all(SYSTEM, event.rahyar)


@hears(events.OrgDeclared)
async def somebody_belongs_to_an_organisation(event: events.OrgDeclared, post: Post) -> None:
    await watch_org(post, event.affiliation, event.version)
    for decider in event.deciders:
        await post.card("rahyar.affiliation", int(event.affiliation), decider)


@hears(events.OrgSettled)
async def an_organisation_was_settled(event: events.OrgSettled, post: Post, rahyar: RahyarService) -> None:
    """Every copy shows who decided; the member is told; their work goes to who is their rahyar now."""
    await post.refresh("rahyar.affiliation", int(event.affiliation))
    seen = await rahyar.affiliation_now(SYSTEM, event.affiliation)
    if seen is not None and seen.state is not AffiliationState.ENDED:
        key = f"rahyar.notice.org_{seen.state.value}"
        await post.tell(event.member, key, buttons=("rahyar.mine",), category=REQUESTS, number=seen.number, employer=seen.employer, reason=seen.reason or None)
    await hand_on(rahyar, f"member:{event.member}")


@hears(events.FollowUpSet)
async def a_follow_up_has_a_day(event: events.FollowUpSet, post: Post) -> None:
    await watch_follow_up(post, event)


@hears(events.FollowUpClosed)
async def a_follow_up_is_over(event: events.FollowUpClosed, post: Post, rahyar: RahyarService) -> None:
    """The member reads what came of it."""
    await post.off("rahyar.due", int(event.follow_up))
    if event.member is not None and event.done:
        name = await rahyar.name_for_rahyars(SYSTEM, f"member:{event.rahyar}")
        fields: dict[str, Any] = {"name": name, "topic": event.topic, "result": event.result}
        await post.tell(event.member, "rahyar.notice.followed_up", buttons=("rahyar.write",), category=REQUESTS, **fields)


@hears(events.InvitedJoined)
async def an_invited_person_joined(event: events.InvitedJoined, post: Post, rahyar: RahyarService) -> None:
    name = await rahyar.name_for_rahyars(SYSTEM, f"member:{event.member}")
    await post.tell(event.by, "rahyar.notice.invited_joined", buttons=("rahyar.invitations",), name=name)


@hears(events.SkillsMarked)
async def skills_were_marked(event: events.SkillsMarked, post: Post, rahyar: RahyarService) -> None:
    name = await rahyar.name_for_rahyars(SYSTEM, f"member:{event.by}")
    await post.tell(event.rahyar, "rahyar.notice.skills", buttons=("rahyar.skills",), name=name)


@hears(LetterLeft)
async def a_letter_was_left(event: LetterLeft, post: Post, rahyar: RahyarService) -> None:
    """It stands on the desk as a follow-up, too."""
    name = await rahyar.name_for_rahyars(SYSTEM, f"member:{event.member}")
    await post.tell(event.rahyar, "rahyar.notice.letter", start=("rahyar.letter", int(event.member)), name=name, number=event.number, words=event.words)


@hears(MemberJoined)
async def somebody_joined(event: MemberJoined, post: Post, rahyar: RahyarService) -> None:
    if await rahyar.came_by(SYSTEM, event.person):
        await rahyar.welcome(SYSTEM, event.member, event.person)


@hears(HomeChanged, JoinApproved, MemberMoved, MemberLeft, MemberRemoved)
async def somebody_belongs_elsewhere(event: Elsewhere, post: Post, rahyar: RahyarService) -> None:
    """Another area or another kanoon, another rahyar: what is to be done for them goes along."""
    await hand_on(rahyar, f"member:{event.member}")


@hears(RoleGranted)
async def a_hat_was_given(event: RoleGranted, post: Post, rahyar: RahyarService) -> None:
    if event.role in RAHYARS:
        await rahyar.adopt(SYSTEM, event.member, event.role, event.scope)


@hears(RoleRevoked)
async def a_hat_was_taken(event: RoleRevoked, post: Post, rahyar: RahyarService) -> None:
    if event.role in RAHYARS:
        await rahyar.release(SYSTEM, event.member, event.role, event.scope)


@hears(MemberErased)
async def somebody_is_forgotten(event: MemberErased, post: Post, rahyar: RahyarService) -> None:
    await rahyar.forget(SYSTEM, event.member)
    await rahyar.hand_on(SYSTEM, event.member)


@hears(RahyarAssigned, RahyarGone, KanoonClosed)
async def a_kanoon_has_another_rahyar(event: RahyarAssigned | RahyarGone | KanoonClosed, post: Post, rahyar: RahyarService) -> None:
    """What is to be done for a kanoon goes along with its rahyar."""
    await hand_on(rahyar, f"kanoon:{event.kanoon}")
