"""دیدن - kanoons, requests and offers as each viewer may see them (kanoon:K8-K9; shared:G9, G11-G12).   Siblings: seeking.py views.py"""

from __future__ import annotations

from datetime import datetime

from domain.kanoon import rules
from domain.kanoon.base import ANYBODY, KanoonBase
from domain.kanoon.model import JoinId, JoinRequest, JoinState, Kanoon, KanoonId, KanoonState, Offer, OfferId, OfferKind, OfferState
from domain.kanoon.views import Circle, KanoonCard, Mine, OfferView, Person, RequestView
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.letters import match_key
from domain.kernel.refusal import Refusal
from domain.kernel.requests import RequestLine
from domain.kernel.verbs import query

LINES = 30  # newest requests of a member that are listed


class Finding(KanoonBase):
    """Questions only: nothing here changes anything."""

    @query(*ANYBODY)
    async def card_of(self, actor: Actor, kanoon: KanoonId) -> KanoonCard:
        """A kanoon as this viewer may see it: full names for its own people only. Raises Refusal(`kanoon.not_found`)."""
        found = await self._kanoon(kanoon)
        home = await self.store.belongings.active_of(actor.member) if actor.member is not None else None
        inside = home is not None and home.kanoon == kanoon
        if found.state in (KanoonState.DRAFT, KanoonState.AWAITING_HAMYAR) and actor.member != found.rahbar:
            raise Refusal("kanoon.not_found")
        return await self._card(found, full=inside or actor.member == found.rahyar or self._is_dabir(actor, found, Role.DABIR, Role.DASTYAR))

    @query(Role.MEMBER)
    async def mine(self, actor: Actor) -> Mine:
        """My kanoon, what I am in it, and my open request (kanoon:K9)."""
        me = actor.member_id
        home, asked = await self.store.belongings.active_of(me), await self.store.joins.open_of(me)
        pending, pending_id = (rules.join_number(asked.id), asked.id) if asked else ("", None)
        if home is None:
            return Mine(None, pending=pending, pending_id=pending_id)
        kanoon = await self._kanoon(home.kanoon)
        away = [a.until for a in await self.store.absences.of(kanoon.id) if a.hamyar == me and a.until > self.unit.now]
        return Mine(
            await self._card(kanoon, full=True), kanoon.rahbar == me, me in await self._hamyars(kanoon), me in await self._deputies(kanoon),
            me in await self.store.messages.muted(kanoon.id), pending, pending_id, away[0] if away else None,
        )  # fmt: skip

    @query(Role.MEMBER)
    async def people_of(self, actor: Actor, kanoon: KanoonId) -> list[Person]:
        """Who belongs, by full name, for its rahbar, hamyars, rahyar and dabir. Raises Refusal(`kanoon.not_found`)."""
        found = await self._kanoon(kanoon)
        if not (await self._holds_role(found, actor.member_id) or found.rahyar == actor.member or self._is_dabir(actor, found)):
            raise Refusal("kanoon.not_found")
        names = await self.members.names_of(await self.store.belongings.members_of(kanoon))
        return sorted((Person(m, n) for m, n in names.items()), key=lambda p: match_key(p.name))

    @query(Role.MEMBER)
    async def hamyars_of(self, actor: Actor, kanoon: KanoonId) -> list[Person]:
        """The hamyars by full name. Raises Refusal as `people_of`."""
        hamyars = await self._hamyars(await self._kanoon(kanoon))
        return [p for p in await self.people_of(actor, kanoon) if p.id in hamyars]

    @query(Role.MEMBER)
    async def requests_to_decide(self, actor: Actor) -> list[RequestView]:
        """Several at a glance, oldest first, and those that may still be undone; for hamyars and their deputies."""
        kanoon = await self._my_kanoon(actor)
        if actor.member not in await self._deciders(kanoon):
            return []
        undoable = await self.store.joins.decided_in(kanoon.id, self.unit.now - self.policy.undo_within)
        rows = [*await self.store.joins.waiting_in(kanoon.id), *(r for r in undoable if r.decided_by == actor.member)]
        views = [await self._request_view(actor, r, kanoon) for r in rows if r.member != actor.member]
        return [v for v in views if v.may]

    @query(Role.MEMBER)
    async def find_request(self, actor: Actor, request: JoinId) -> RequestView | None:
        """The request as this viewer may see it: applicant, hamyars and deputies, rahbar, rahyar; None to everybody else (kanoon:K8)."""
        asked = await self.store.joins.find(request)
        if asked is None:
            return None
        kanoon = await self._kanoon(asked.kanoon)
        watchers = (await self._circle(kanoon)).watchers
        if actor.member != asked.member and actor.member not in watchers:
            return None
        return await self._request_view(actor, asked, kanoon)

    @query(Role.MEMBER)
    async def find_offer(self, actor: Actor, offer: OfferId) -> OfferView | None:
        """The offer as this viewer may see it: who made it, who is offered, and the kanoon's hamyars and rahbar; None to everybody else."""
        made = await self.store.offers.find(offer)
        if made is None:
            return None
        kanoon = await self._kanoon(made.kanoon)
        hamyars = await self._hamyars(kanoon)
        if actor.member not in (made.member, made.by, kanoon.rahbar, *hamyars):
            return None
        names = await self.members.names_of([m for m in (made.member, made.by, made.instead_of) if m is not None])
        return OfferView(
            made.id, rules.offer_number(made.id), made.kind, kanoon.id, kanoon.title, kanoon.affinity, kanoon.goal,
            names.get(made.member, ""), names.get(made.by, ""), made.by_dabir,
            "" if made.instead_of is None else names.get(made.instead_of, ""), made.state, made.since, made.reason,
            _offer_rights(actor.member_id, made, hamyars), made.version,
        )  # fmt: skip

    @query(Role.MEMBER)
    async def open_offers(self, actor: Actor) -> list[OfferView]:
        """Roles that this member offered and nobody answered yet."""
        views = [await self.find_offer(actor, o.id) for o in await self.store.offers.all_by(actor.member_id, LINES) if o.is_open]
        return [v for v in views if v is not None]

    @query(Role.MEMBER)
    async def requests_of(self, actor: Actor, member: MemberId) -> list[RequestLine]:
        """For «درخواست‌های من»: what this member asked of kanoons, newest first. Raises Refusal(`kernel.not_allowed`) for another's."""
        if actor.member != member:
            raise Refusal("kernel.not_allowed")
        joins = [RequestLine(rules.join_number(j.id), "kanoon.line.join", rules.join_status(j), j.since) for j in await self.store.joins.all_of(member, LINES)]
        offers = [
            RequestLine(rules.offer_number(o.id), f"kanoon.line.{o.kind.value}", rules.offer_status(o), o.since) for o in await self.store.offers.all_by(member, LINES)
        ]
        return sorted([*joins, *offers], key=lambda line: line.at, reverse=True)

    @query(Role.SYSTEM)
    async def circle(self, actor: Actor, kanoon: KanoonId) -> Circle:
        """Who is to hear of what happens in a kanoon."""
        return await self._circle(await self._kanoon(kanoon))

    @query(Role.SYSTEM)
    async def name_for_leaders(self, actor: Actor, member: MemberId) -> str:
        """The full name, for notices to those who lead a kanoon; "" when the member is gone."""
        return await self._name(member)

    @query(Role.SYSTEM)
    async def request_now(self, actor: Actor, request: JoinId) -> JoinRequest | None:
        """The request as it stands, for the clock."""
        return await self.store.joins.find(request)

    @query(Role.SYSTEM)
    async def again_from(self, actor: Actor, request: JoinId) -> datetime | None:
        """From when an applicant may ask again after a no; None when never, or when there was no no."""
        asked = await self.store.joins.find(request)
        return None if asked is None else await self._again_from(asked)

    @query(Role.SYSTEM)
    async def offer_now(self, actor: Actor, offer: OfferId) -> Offer | None:
        """The offer as it stands, for the clock."""
        return await self.store.offers.find(offer)

    @query(Role.SYSTEM)
    async def open_requests_in(self, actor: Actor, kanoon: KanoonId) -> list[JoinId]:
        return [j.id for j in await self.store.joins.waiting_in(kanoon)]

    async def _circle(self, kanoon: Kanoon) -> Circle:
        hamyars, deciders = await self._hamyars(kanoon), await self._deciders(kanoon)
        dabirs = await self._dabirs(kanoon)
        return Circle(
            kanoon.id, kanoon.title, rules.kanoon_code(kanoon.id), kanoon.rahbar, tuple(hamyars), tuple(deciders), kanoon.rahyar, tuple(dabirs)
        )  # fmt: skip

    async def _request_view(self, actor: Actor, asked: JoinRequest, kanoon: Kanoon) -> RequestView:
        names = await self.members.names_of([m for m in (asked.member, asked.decided_by, asked.invited_by) if m is not None])
        place = await self.members.place_of(asked.member)
        left = None if asked.moved_from is None else await self._kanoon(asked.moved_from)
        questions, answers = [w.text for w in asked.talk if w.by_hamyar], [w.text for w in asked.talk if not w.by_hamyar]
        return RequestView(
            asked.id, rules.join_number(asked.id), kanoon.id, kanoon.title, asked.member, names.get(asked.member, ""),
            place.city if place else "", asked.note, _name(names, asked.invited_by), asked.state, asked.filed, asked.since,
            _name(names, asked.decided_by), asked.reason, questions[-1] if questions else "", answers[-1] if answers else "",
            left.title if left else "", await self._rights(actor, asked, kanoon), rules.may_undo_until(asked, self.policy), asked.version,
            asked.replies, asked.why, asked.since + self.policy.expires_after if asked.is_open else None, await self._again_from(asked),
        )  # fmt: skip

    async def _again_from(self, asked: JoinRequest) -> datetime | None:
        """From when the same may be asked again after a no (shared:G7)."""
        if asked.state is not JoinState.REJECTED:
            return None
        return rules.again_from(await self.store.joins.rejected_at(asked.kanoon, asked.member), self.policy)

    async def _rights(self, actor: Actor, asked: JoinRequest, kanoon: Kanoon) -> frozenset[str]:
        may: set[str] = set()
        if actor.member == asked.member:
            may |= {"cancel"} if asked.is_open else set()
            may |= {"answer"} if asked.state is JoinState.NEEDS_ANSWER else set()
            return frozenset(may)
        if actor.member not in await self._deciders(kanoon):
            return frozenset()
        if await self._too_close(kanoon, actor.member_id, asked.member):
            return frozenset()
        if asked.is_open:
            may |= {"approve", "reject"} if kanoon.state is KanoonState.ACTIVE else {"reject"}
        if asked.state is JoinState.WAITING and sum(w.by_hamyar for w in asked.talk) < self.policy.questions:
            may.add("ask")
        until = rules.may_undo_until(asked, self.policy)
        if until is not None and self.unit.now <= until and asked.decided_by == actor.member:
            may.add("undo")
        return frozenset(may)


def _name(names: dict[MemberId, str], member: MemberId | None) -> str:
    return "" if member is None else names.get(member, "")


def _offer_rights(me: MemberId, made: Offer, hamyars: list[MemberId]) -> frozenset[str]:
    may: set[str] = set()
    if made.state is OfferState.WAITING and me == made.member:
        may |= {"accept", "refuse"}
    if made.state is OfferState.ACCEPTED and made.kind is OfferKind.RAHBAR and me in hamyars and me != made.member:
        may |= {"confirm", "decline"}
    if made.is_open and me == made.by:
        may.add("withdraw")
    return frozenset(may)
