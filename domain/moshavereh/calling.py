"""تماس تلفنی - a call back at a moment the member chose, and the list of those who call (مشاوره تلفنی).   Source: seed 002   Siblings: asking.py seeing.py"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.kernel.moves import move
from domain.kernel.people import RAHYARS, Actor, MemberId, Role
from domain.kernel.persian.dates import in_tehran
from domain.kernel.persian.identifiers import masked
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.moshavereh import desk_events
from domain.moshavereh.base import MoshaverehBase
from domain.moshavereh.beside_model import Reveal
from domain.moshavereh.model import CALL_MOVES, IN_THE_QUEUE, CallBack, CallBackState, Case, CaseId, CaseState, Channel, Outcome, What
from domain.moshavereh.policy import Calendar, calendar_of

PHONE = "phone"
OFFERED = 8  # moments to choose from
NOT_BEFORE = timedelta(minutes=30)  # somebody has to see it


class Calling(MoshaverehBase):
    """Promised calls."""

    @query(Role.MEMBER)
    async def call_times(self, actor: Actor, day: date | None = None) -> list[datetime]:
        """The next full hours at which somebody telephones; with `day`, those of that day in Tehran."""
        if day is not None:
            return [hour for hour in self._full_hours() if hour.date() == day]
        return self._full_hours()[:OFFERED]

    @query(Role.MEMBER)
    async def call_days(self, actor: Actor) -> list[date]:
        """The days on which there is such an hour."""
        return list(dict.fromkeys(hour.date() for hour in self._full_hours()))

    @query(Role.MEMBER)
    async def my_number(self, actor: Actor) -> str:
        """The number one is called at, masked; "" when none is known."""
        return masked("mobile", (await self.known.identifiers_of(actor.member_id)).get("mobile", ""))

    @query(Role.MEMBER)
    async def my_call(self, actor: Actor) -> CallBack | None:
        """The call I was promised, None for none."""
        return await self.store.promises.call_of(actor.person, actor.member)

    @command(Role.MEMBER)
    async def ask_call_back(self, actor: Actor, due: datetime, number: str = "") -> str:
        """Be called at a moment; a case of mine that waits in the queue ends thereby, and without one there is one from now on. Returns its number.

        Raises `moshavereh.call_waits` (due), `moshavereh.bad_moment`, `moshavereh.not_staffed`, `moshavereh.no_such_case`, `moshavereh.blocked`.
        """
        if (waits := await self.my_call(actor)) is not None:
            raise Refusal("moshavereh.call_waits", due=waits.due)
        if not self.now < due <= self.now + self.policy.call_ahead + timedelta(hours=1):
            raise Refusal("moshavereh.bad_moment")
        if not self._hours.is_open(due):
            raise Refusal("moshavereh.not_staffed")
        case = await self._case_to_call_about(actor, number)
        call = CallBack(0, case.id, actor.person, actor.member, due, CallBackState.WAITING, self.now, rahyar=case.kept_for)
        kept = await self.store.promises.add_call(call)
        self.about(f"moshavereh:call:{kept.id}", case=case.id)
        self.unit.record(desk_events.CallPromised(kept.id, case.id, due, kept.version))
        return case.number

    @command(Role.MEMBER)
    async def cancel_call(self, actor: Actor) -> None:
        """I need no call any more. Raises `moshavereh.no_such_call`."""
        call = await self.my_call(actor)
        if call is None:
            raise Refusal("moshavereh.no_such_call")
        await self._end(call, CallBackState.CANCELLED, "")

    @query(*RAHYARS)
    async def call_list(self, actor: Actor) -> list[tuple[CallBack, str]]:
        """The promised calls that are nobody's or mine, by their moment, with the name of whom to call; not of my own family."""
        found = []
        for call in await self.store.promises.calls_waiting():
            if call.rahyar in (None, actor.member) and not await self._is_close(call, actor.member_id):
                found.append((call, await self._name(call.member)))
        return found

    @command(*RAHYARS)
    async def take_call(self, actor: Actor, call: int) -> None:
        """I will call. Raises `moshavereh.no_such_call`, `moshavereh.own_family`, `moshavereh.taken` (name)."""
        found = await self._call(call)
        if found.rahyar not in (None, actor.member):
            raise Refusal("moshavereh.taken", name=await self._name(found.rahyar))
        if await self._is_close(found, actor.member_id):
            raise Refusal("moshavereh.own_family")
        await self.store.promises.save_call(replace(found, rahyar=actor.member_id))
        self.about(f"moshavereh:call:{call}")

    @command(*RAHYARS)
    async def number_to_call(self, actor: Actor, call: int) -> str:
        """The mobile of whom I am to call; kept as a look at an identifier. Raises `moshavereh.no_such_call`, `moshavereh.nothing_known`."""
        found = await self._my_call(actor, call)
        mobile = "" if found.member is None else (await self.known.identifiers_of(found.member)).get("mobile", "")
        if not mobile:
            raise Refusal("moshavereh.nothing_known")
        case = await self._get(found.case)
        await self.store.aids.reveal(case, Reveal(case.id, actor.member_id, "mobile", f"call:{call}", self.now))
        self.about(f"moshavereh:call:{call}")
        return mobile

    @command(*RAHYARS)
    async def call_done(self, actor: Actor, call: int, words: str) -> None:
        """We spoke; `words` say what came of it. Raises `moshavereh.no_such_call`, `moshavereh.reason_length`."""
        await self._end(await self._my_call(actor, call), CallBackState.DONE, self._checked(words))

    @command(*RAHYARS)
    async def call_missed(self, actor: Actor, call: int) -> datetime | None:
        """Nobody answered: it is tried again later, up to the policy's number of tries. Returns when, None when that was the last.

        Raises `moshavereh.no_such_call`.
        """
        found = await self._my_call(actor, call)
        tries = found.tries + 1
        again = self._hours.opens(self.now + self.policy.call_again)
        if tries >= self.policy.calls or again is None:
            await self._end(replace(found, tries=tries), CallBackState.MISSED, "")
            return None
        kept = await self.store.promises.save_call(replace(found, tries=tries, due=again))
        self.about(f"moshavereh:call:{call}", tries=tries)
        self.unit.record(desk_events.CallPromised(kept.id, kept.case, again, kept.version))
        return again

    @query(Role.SYSTEM)
    async def call_due(self, actor: Actor, call: int) -> CallBack | None:
        """The call whose moment has come; None when it moved on, or is not due yet."""
        found = await self.store.promises.call(call)
        return found if found is not None and found.state is CallBackState.WAITING and found.due <= self.now else None

    @property
    def _hours(self) -> Calendar:
        return calendar_of(PHONE, self.now.date())

    def _full_hours(self) -> list[datetime]:
        """In the time of Tehran, within the days of the policy."""
        local = in_tehran(self.now + NOT_BEFORE)
        first = local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        hours = (first + timedelta(hours=n) for n in range(self.policy.call_ahead // timedelta(hours=1)))
        return [hour for hour in hours if self._hours.is_open(hour)]

    async def _case_to_call_about(self, actor: Actor, number: str) -> Case:
        if number:
            case = await self._any_case_of(actor, number)
            if case.state in IN_THE_QUEUE:
                case = await self._close(replace(case, channel=Channel.PHONE), Outcome.CALL_BACK, by_member=False)
            return case
        for block in await self.store.promises.blocks_of(actor.person, actor.member, self.now):
            if block.by is not None:
                raise Refusal("moshavereh.blocked", until=block.until, reason=block.reason)
        talk = await self.talks.of_member(actor.member_id)
        case = Case(
            CaseId(0), "", talk, actor.person, actor.member, "", CaseState.CLOSED, None, self.now, self.now, 0, topic=PHONE,
            scopes=await self.known.scopes_of(actor.member_id), channel=Channel.PHONE, step=1, outcome=Outcome.CALL_BACK,
        )  # fmt: skip
        case = await self.store.cases.add(case)
        await self._put(case, What.OPENED)
        await self._put(case, What.CLOSED)
        return case

    async def _call(self, call: int) -> CallBack:
        found = await self.store.promises.call(call)
        if found is None or found.state is not CallBackState.WAITING:
            raise Refusal("moshavereh.no_such_call")
        return found

    async def _my_call(self, actor: Actor, call: int) -> CallBack:
        found = await self._call(call)
        if found.rahyar != actor.member:
            raise Refusal("moshavereh.no_such_call")
        return found

    async def _end(self, call: CallBack, to: CallBackState, words: str) -> None:
        move(CALL_MOVES, call.state, to, subsystem="moshavereh")
        await self.store.promises.save_call(replace(call, state=to, words=words))
        self.about(f"moshavereh:call:{call.id}", to=to)
        done, cancelled = to is CallBackState.DONE, to is CallBackState.CANCELLED
        self.unit.record(desk_events.CallEnded(call.id, call.case, call.person, call.member, done, cancelled))

    async def _is_close(self, call: CallBack, rahyar: MemberId) -> bool:
        return call.member is not None and (call.member == rahyar or rahyar in await self.known.kin_of(call.member))
