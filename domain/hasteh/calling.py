"""دعوت به کار - a rahyar invites somebody to grow their work or to begin one; whom to ask first.   Moves: work_call.py   Rules: hasteh:H4"""

from __future__ import annotations

from domain.hasteh import events
from domain.hasteh.applying import Applying
from domain.hasteh.base import DESK, OF_PLACE
from domain.hasteh.model import STANDS, Field, HastehForm, HastehId
from domain.hasteh.ports import Person
from domain.hasteh.talent import Means, Suggestion, Talent, suggested
from domain.hasteh.views import Candidate, WorkCallView
from domain.hasteh.work_call import WorkAim, WorkCall, WorkCallId, WorkCallState
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class Calling(Applying):
    """Nobody has to; who asks for an id has taken the invitation."""

    @command(Role.MEMBER)
    async def tell_talent(self, actor: Actor, done: tuple[Field, ...], likes: tuple[Field, ...], means: tuple[Means, ...]) -> None:
        """In place of what was answered before; the own rahyar sees it. Raises Refusal(`hasteh.not_now`)."""
        me = await self._me(actor)
        await self.talents.keep(Talent(me.id, done, likes, means, self.unit.now))
        self.about(f"hasteh:talent:{me.id}")

    @query(Role.MEMBER)
    async def suggestions(self, actor: Actor) -> tuple[Suggestion, ...]:
        """Fields that fit; none before the questions were answered. Raises Refusal(`hasteh.not_now`)."""
        me = await self._me(actor)
        told = await self.talents.of(me.id)
        if told is None:
            return ()
        neighbours: dict[Field, list[tuple[str, str]]] = {}
        for one in await self.hastehs.of_place(me.province, self.policy.looked_through):
            if one.leader != me.id:
                neighbours.setdefault(one.form.field, []).append((one.form.title, one.city))
        return suggested(told, neighbours, self.policy.suggested, self.policy.neighbours)

    @query(*DESK)
    async def candidates(self, actor: Actor) -> list[Candidate]:
        """Who answered the questions, leads no hasteh and is not invited, of those one goes along with; who has done such work before comes first."""
        found = list[tuple[Candidate, MemberId]]()
        for told in await self.talents.latest(self.policy.looked_through):
            person = await self.people.known(told.member)
            if person is not None and await self._goes_along(actor, person) and not await self._is_busy(told.member):
                found.append((Candidate(person.code, "", told.done, told.likes, told.at), told.member))
        names = await self.people.short_names_of([m for _, m in found])
        ranked = sorted(found, key=lambda pair: (not pair[0].done, -pair[0].at.timestamp()))
        return [Candidate(c.code, names.get(m, ""), c.done, c.likes, c.at) for c, m in ranked[: self.policy.shown]]

    async def _goes_along(self, actor: Actor, person: Person) -> bool:
        """Their rahyar, or who looks after their place; never oneself."""
        if actor.member is None or actor.member == person.id:
            return False
        if actor.has(Role.ADMIN) or actor.has(*OF_PLACE, scope=f"area:{person.province}"):
            return True
        return await self.people.rahyar_of(person.id) == actor.member

    async def _is_busy(self, member: MemberId) -> bool:
        """Leads one already, or is invited."""
        if any(h.state in STANDS for h in await self.hastehs.led_by(member, self.policy.shown)):
            return True
        return await self.calls.open_of(member) is not None

    @command(*DESK)
    async def call_to_work(self, actor: Actor, code: str, aim: WorkAim, words: str) -> WorkCallId:
        """Raises Refusal: `hasteh.nobody_with_code` (also who one does not go along with), `hasteh.leads_or_called`, `hasteh.bad_words`."""
        person = await self.people.by_code(code)
        if person is None or not await self._goes_along(actor, person):
            raise Refusal("hasteh.nobody_with_code")
        if await self._is_busy(person.id):
            raise Refusal("hasteh.leads_or_called")
        beside, now = self._words(words, (0, self.policy.words[1])), self.unit.now
        made = await self.calls.add_alone(WorkCall(WorkCallId(0), person.id, actor.member_id, aim, beside, WorkCallState.SENT, now, now))
        if made is None:
            raise Refusal("hasteh.leads_or_called")
        self._tell_call(made)
        return made.id

    @command(Role.MEMBER)
    async def decline_call(self, actor: Actor, call: WorkCallId) -> None:
        """Without a reason. Raises Refusal: `hasteh.no_such_call`, `hasteh.cannot_move`."""
        found = await self.calls.find(call, lock=True)
        if found is None or found.member != actor.member:
            raise Refusal("hasteh.no_such_call")
        self._tell_call(await self.calls.save(found.to(WorkCallState.DECLINED, self.unit.now)))

    @command(Role.MEMBER)
    async def ask(self, actor: Actor, form: HastehForm) -> HastehId:
        """As in applying.py; an invitation that was open is taken with it."""
        number = await super().ask(actor, form)
        if (found := await self.calls.open_of(actor.member_id)) is not None:
            self._tell_call(await self.calls.save(found.to(WorkCallState.TAKEN, self.unit.now)))
        return number

    def _tell_call(self, one: WorkCall) -> None:
        self.about(one.about, state=one.state)
        self.unit.record(events.WorkCallMoved(one.id, one.member, one.by, one.state))

    @query(Role.MEMBER, *DESK)
    async def work_call(self, actor: Actor, call: WorkCallId) -> WorkCallView:
        """For the two of it. Raises Refusal(`hasteh.no_such_call`)."""
        found = await self.calls.find(call)
        if found is None or actor.member not in (found.member, found.by):
            raise Refusal("hasteh.no_such_call")
        return await self._call_view(found)

    async def _call_view(self, found: WorkCall) -> WorkCallView:
        names = await self.people.short_names_of([found.member, found.by])
        return WorkCallView(found.id, names.get(found.member, ""), names.get(found.by, ""), found.aim, found.words, found.state, found.at)

    @query(Role.SYSTEM)
    async def work_call_now(self, actor: Actor, call: WorkCallId) -> WorkCallView | None:
        """For notices."""
        found = await self.calls.find(call)
        return None if found is None else await self._call_view(found)
