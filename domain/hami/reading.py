"""دیدن حمایت‌ها - what I give, who helps me, what I asked, and what waits for me.   Views: views.py"""

from __future__ import annotations

from collections import Counter

from domain.hami import events
from domain.hami.giving import Giving
from domain.hami.model import RESERVED, USABLE, Ask, AskId, AskState, SpentOn, Support, SupportId, SupportState
from domain.hami.views import AskView, SupportView, Usable
from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.requests import DataLine, RequestLine, Status
from domain.kernel.verbs import command, query

KEPT = 100  # things that «داده‌های من» tells
STATUS = {AskState.OPEN: Status.WAITING, AskState.COVERED: Status.APPROVED}


class Reading(Giving):
    """Only the two of a support see it, and only who was asked sees a request."""

    @query(Role.MEMBER)
    async def my_supports(self, actor: Actor) -> list[SupportView]:
        """حمایت‌های من: given, newest first."""
        return [await self._view(s, actor.member_id) for s in await self.supports.given_by(actor.member_id, self.policy.shown)]

    @query(Role.MEMBER)
    async def my_hamis(self, actor: Actor) -> list[SupportView]:
        """حامیان من: received, newest first."""
        return [await self._view(s, actor.member_id) for s in await self.supports.given_to(actor.member_id, self.policy.shown)]

    @query(Role.MEMBER)
    async def support(self, actor: Actor, support: SupportId) -> SupportView:
        """Raises Refusal(`hami.no_such_support`): absent and another's answer alike."""
        found = await self.supports.find(support)
        if found is None or actor.member not in (found.hami, found.member):
            raise Refusal("hami.no_such_support")
        return await self._view(found, actor.member_id)

    @query(Role.SYSTEM)
    async def support_for(self, actor: Actor, support: SupportId, viewer: MemberId) -> SupportView | None:
        """As one of the two sees it, for notices."""
        found = await self.supports.find(support)
        return None if found is None else await self._view(found, viewer)

    @query(Role.SYSTEM)
    async def usable_for(self, actor: Actor, member: MemberId, spent_on: SpentOn) -> list[Usable]:
        """Supports that may be used for it now, those that end first before the others."""
        found = [s for s in await self.supports.given_to(member, KEPT) if s.state in USABLE and s.spent_on is spent_on and self.unit.now < s.until]
        return [Usable(s.id, s.hami, s.left) for s in sorted(found, key=lambda s: (s.until, s.id))]

    @query(Role.SYSTEM)
    async def given_now(self, actor: Actor, member: MemberId) -> Rial:
        """How much of their own points somebody lends to others."""
        return await self.supports.reserved(member)

    @command(Role.SYSTEM)
    async def hold_still(self, actor: Actor, member: MemberId) -> None:
        """Until the end of this unit nobody lends points of this member, nor do they: for who weighs their own."""
        self.about(f"hami:profile:{(await self._profile(member)).id}")

    @query(Role.SYSTEM)
    async def hami_of(self, actor: Actor, support: SupportId) -> MemberId | None:
        """Who gave it."""
        found = await self.supports.find(support)
        return found.hami if found is not None else None

    @query(Role.SYSTEM)
    async def two_of(self, actor: Actor, support: SupportId) -> tuple[MemberId, MemberId] | None:
        """Hami and member of a support of which something is left; None of every other."""
        found = await self.supports.find(support)
        return (found.hami, found.member) if found is not None and found.state in USABLE else None

    async def _view(self, s: Support, viewer: MemberId) -> SupportView:
        mine = s.hami == viewer
        other = s.member if mine else s.hami
        name = (await self._names(other)).get(other, "")
        return SupportView(s.id, s.number, name, mine, s.amount, s.used, s.left, s.spent_on, s.state, s.given, s.until, s.thanks)

    @query(Role.MEMBER)
    async def my_asks(self, actor: Actor) -> list[AskView]:
        """Newest first."""
        return [await self._ask_view(a, actor.member_id) for a in await self.asks.of_member(actor.member_id, self.policy.shown)]

    @query(Role.MEMBER)
    async def asks_for_me(self, actor: Actor) -> list[AskView]:
        """What waits for me as a hami, oldest first."""
        return [await self._ask_view(a, actor.member_id) for a in await self.asks.waiting_for(actor.member_id, self.policy.shown)]

    @query(Role.MEMBER)
    async def ask_seen(self, actor: Actor, ask: AskId) -> AskView:
        """Raises Refusal(`hami.no_such_ask`): for who was neither asking nor asked."""
        found = await self._ask(ask)
        view = await self._ask_view(found, actor.member_id)
        if not view.mine and view.my_answer is None:
            raise Refusal("hami.no_such_ask")
        return view

    @query(Role.SYSTEM)
    async def ask_now(self, actor: Actor, ask: AskId) -> AskView | None:
        found = await self.asks.find(ask)
        return None if found is None else await self._ask_view(found, found.member)

    @query(Role.SYSTEM)
    async def code_and_name(self, actor: Actor, member: MemberId) -> tuple[str, str]:
        """For notices; both "" for who is gone."""
        found = await self.people.known(member)
        return (found.code, found.short_name) if found is not None else ("", "")

    @query(Role.MEMBER)
    async def code_of_asker(self, actor: Actor, ask: AskId) -> str:
        """To whom a support for a request goes. Raises Refusal: `hami.no_such_ask`, `hami.no_such_member`."""
        await self.ask_seen(actor, ask)
        found = await self.people.known((await self._ask(ask)).member)
        if found is None:
            raise Refusal("hami.no_such_member")
        return found.code

    async def _ask_view(self, a: Ask, viewer: MemberId) -> AskView:
        asked = await self.asks.approached(a.id)
        answers = dict(Counter(one.answer for one in asked))
        mine = next((one.answer for one in asked if one.hami == viewer), None)
        name = (await self._names(a.member)).get(a.member, "")
        covered = await self.supports.covered(a.id)
        return AskView(
            a.id, a.number, name, a.kind, a.amount, covered, a.spent_on, a.story, a.state, a.asked, a.until, answers, a.member == viewer, mine
        )  # fmt: skip

    @query(Role.MEMBER)
    async def requests_of(self, actor: Actor, member: MemberId) -> list[RequestLine]:
        """Requests for support, newest first. Raises `hami.not_yours` for another's."""
        self._check_self(actor, member)
        found = await self.asks.of_member(member, self.policy.shown)
        return [RequestLine(a.number, "hami.request.ask", STATUS.get(a.state, Status.ENDED), a.moved) for a in found]

    @query(Role.MEMBER)
    async def data_of(self, actor: Actor, member: MemberId) -> list[DataLine]:
        """For «داده‌های من». Raises `hami.not_yours` for another's."""
        self._check_self(actor, member)
        lines = [DataLine("hami.data.ask", {"at": a.asked, "story": a.story, "state": a.state}) for a in await self.asks.of_member(member, KEPT)]
        for key, found in (("given", await self.supports.given_by(member, KEPT)), ("received", await self.supports.given_to(member, KEPT))):
            lines += [DataLine(f"hami.data.{key}", {"at": s.given, "amount": s.amount, "used": s.used, "state": s.state}) for s in found]
        return lines

    @query(Role.SYSTEM)
    async def ties_of(self, actor: Actor, member: MemberId) -> list[str]:
        """A support that was used binds both until it is paid back; what is unused does not."""
        found = [*await self.supports.given_by(member, KEPT), *await self.supports.given_to(member, KEPT)]
        return ["hami.tie.support"] if any(s.state in RESERVED and s.used for s in found) else []

    @command(Role.SYSTEM)
    async def forget(self, actor: Actor, member: MemberId) -> None:
        """Somebody is erased: what they lent is over, and whoever had it is told; what they were lent goes back."""
        self.about(f"hami:member:{member}")
        for s in [*await self.supports.given_by(member, KEPT), *await self.supports.given_to(member, KEPT)]:
            if s.state is SupportState.ACTIVE:
                await self._ends(await self._support(s.id), SupportState.CANCELLED)
                if s.hami == member:
                    self.unit.record(events.HamiErased(s.member, s.number, s.left))
        await self.forgetting.forget(member)

    def _check_self(self, actor: Actor, member: MemberId) -> None:
        if actor.member != member:
            raise Refusal("hami.not_yours")
