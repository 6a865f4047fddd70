"""خدمت مشاوره - ask for a rahyar, take a case, answer, give back, close.   Source: seed 003, handoff.md; decisions 24, 28"""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.kernel.moves import move
from domain.kernel.people import RAHYARS, Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.requests import RequestLine, Status
from domain.kernel.verbs import Service, Unit, command, query
from domain.moshavereh.events import CaseClosed, CaseMoved, CaseOpened, MemberShut, MemberWrote, RahyarWrote
from domain.moshavereh.model import MOVES, Case, CaseId, CaseState, Line
from domain.moshavereh.policy import answering_on
from domain.moshavereh.ports import Cases, Names, Talks

ANYBODY = (Role.NEWCOMER, Role.MEMBER, Role.RAHYAR_ONLINE, Role.ADMIN)
LAST_LINES = 5  # of a case, on its card
EXCERPT = 200  # letters of each of them


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as a rahyar sees it: names in words, the last lines of it and of the talk before it, and whether it is theirs."""

    case: Case
    name: str
    rahyar_name: str
    lines: tuple[Line, ...]
    earlier: tuple[Line, ...]
    mine: bool


class MoshaverehService(Service):
    """The verbs of cases. A conversation's owner changes in the same transaction as its case."""

    def __init__(self, unit: Unit, cases: Cases, talks: Talks, names: Names) -> None:
        super().__init__(unit)
        self._cases, self._talks, self._names = cases, talks, names

    @command(*ANYBODY)
    async def ask_for_rahyar(self, actor: Actor, talk: int, flow: str, question: str) -> str:
        """Open a case for this conversation and put it into the queue; returns its number. A second call while one is open returns that one."""
        if (known := await self._cases.open_in(talk)) is not None:
            self.about(f"moshavereh:case:{known.id}", again=True)
            return known.number
        new = Case(CaseId(0), "", talk, actor.person, actor.member, f"{flow}/{question}" if flow else "", CaseState.WAITING, None, self.unit.now, self.unit.now, 0)
        case = await self._cases.add(new)
        await self._talks.hand_to(talk, "queue", None, case.number)
        self.about(f"moshavereh:case:{case.id}")
        self.unit.record(CaseOpened(case.id))
        return case.number

    @command(*ANYBODY, fence=False)
    async def write(self, actor: Actor, number: str, words: str, media: str, kind: str) -> None:
        """Words of the person of the case. Raises `moshavereh.no_such_case` for somebody else's, an unknown or a closed one, `moshavereh.nothing_said`."""
        case = await self._case_of(actor, number)
        if not words and not media:
            raise Refusal("moshavereh.nothing_said")
        line = Line("member", words, f"{kind}|{media}" if media else "", self.unit.now)
        await self._cases.write(case, line)
        self.about(f"moshavereh:case:{case.id}")
        self.unit.record(MemberWrote(case.id, case.number, case.member, case.rahyar, words, line.media))

    @command(*ANYBODY, fence=False)
    async def shut(self, actor: Actor, number: str) -> None:
        """The person of the case shut the chat; who answers is told. Raises `moshavereh.no_such_case`."""
        case = await self._case_of(actor, number)
        self.about(f"moshavereh:case:{case.id}")
        self.unit.record(MemberShut(case.id, case.number, case.rahyar))

    @command(*ANYBODY)
    async def leave(self, actor: Actor, number: str) -> None:
        """The person goes back to the bot; the case is closed. Raises `moshavereh.no_such_case`."""
        await self._close(await self._case_of(actor, number), by_member=True)

    @command(Role.RAHYAR_ONLINE)
    async def take(self, actor: Actor, case_id: int) -> None:
        """Speak with the person of a waiting case. Raises `moshavereh.taken` (with who took it), `moshavereh.own_case`, `moshavereh.cannot_move`."""
        case = await self._get(CaseId(case_id))
        if case.member == actor.member:
            raise Refusal("moshavereh.own_case")
        await self._check_free(case)
        try:
            taken = await self._moved(case, CaseState.TAKEN, actor.member_id)
        except Refusal:
            await self._check_free(await self._get(case.id))  # somebody was quicker: say who
            raise
        await self._talks.hand_to(case.talk, "rahyar", actor.member_id, case.number)
        self.unit.record(CaseMoved(taken.id, case.talk))

    @command(Role.RAHYAR_ONLINE)
    async def reply(self, actor: Actor, case_id: int, words: str, media: str = "") -> None:
        """Answer the person; `media` is `<kind>|<ref>` of a file. What was sent is sent: a fence.

        Raises `moshavereh.not_yours`: it was closed, given back or taken by another meanwhile.
        """
        case = await self._mine(actor, case_id)
        await self._cases.write(case, Line("rahyar", words, media, self.unit.now))
        self.about(f"moshavereh:case:{case.id}")
        self.unit.record(RahyarWrote(case.id, case.person, case.member, actor.member_id, words, media))

    @command(Role.RAHYAR_ONLINE)
    async def give_back(self, actor: Actor, case_id: int) -> None:
        """Put it back into the queue for another rahyar. Raises `moshavereh.not_yours`."""
        await self._give_back(await self._mine(actor, case_id))

    @command(Role.SYSTEM)
    async def give_back_all(self, actor: Actor, rahyar: MemberId) -> None:
        """Somebody is no rahyar any more: whoever they spoke with waits for another."""
        for case in await self._cases.taken_by(rahyar):
            await self._give_back(case)
        self.about(f"moshavereh:rahyar:{rahyar}")

    @command(Role.RAHYAR_ONLINE)
    async def close(self, actor: Actor, case_id: int) -> None:
        """The answer is given: the bot goes on where it stood. Raises `moshavereh.not_yours`."""
        await self._close(await self._mine(actor, case_id), by_member=False)

    @query(Role.RAHYAR_ONLINE)
    async def view(self, actor: Actor, case_id: int) -> CaseView:
        """A case for the desk. Raises `moshavereh.no_such_case`."""
        case = await self._get(CaseId(case_id))
        before = await self._cases.closed_before(case, case.opened - answering_on(case.opened.date()).reopen)
        earlier = await self._lines(before) if before is not None else ()
        name = await self._name(case.member) if case.member is not None else ""
        rahyar = await self._name(case.rahyar) if case.rahyar is not None else ""
        return CaseView(case, name, rahyar, await self._lines(case), earlier, case.rahyar == actor.member and actor.member is not None)

    @query(Role.RAHYAR_ONLINE)
    async def at_desk(self, actor: Actor) -> list[Case]:
        """The cases a rahyar may act on: their own, then those that wait, oldest first."""
        return [*await self._cases.taken_by(actor.member_id), *await self._cases.waiting()]

    @query(Role.MEMBER, *RAHYARS, Role.SYSTEM)
    async def requests_of(self, actor: Actor, member: MemberId) -> list[RequestLine]:
        """The cases of a member, for «درخواست‌های من»; a member sees their own only. Raises `moshavereh.no_such_case`."""
        if actor.member != member and not actor.has(*RAHYARS, Role.SYSTEM):
            raise Refusal("moshavereh.no_such_case")
        cases = await self._cases.of_member(member)
        return [RequestLine(c.number, "moshavereh.request", Status.ENDED if c.state is CaseState.CLOSED else Status.WAITING, c.moved) for c in cases]

    @command(Role.SYSTEM)
    async def forget(self, actor: Actor, member: MemberId) -> None:
        """A member is erased: nobody waits for them and nobody speaks with them any more."""
        for case in await self._cases.of_member(member):
            if case.state is not CaseState.CLOSED:
                await self._close(case, by_member=True)
        self.about(f"moshavereh:member:{member}")

    @query(Role.SYSTEM)
    async def is_waiting(self, actor: Actor, case_id: int) -> bool:
        """Whether nobody has taken it yet."""
        case = await self._cases.find(CaseId(case_id))
        return case is not None and case.state is CaseState.WAITING

    @query(Role.SYSTEM)
    async def name_of(self, actor: Actor, member: MemberId) -> str:
        """How a rahyar is called before members."""
        return await self._name(member)

    async def _check_free(self, case: Case) -> None:
        if case.state is CaseState.TAKEN and case.rahyar is not None:
            raise Refusal("moshavereh.taken", name=await self._name(case.rahyar))

    async def _give_back(self, case: Case) -> None:
        back = await self._moved(case, CaseState.WAITING, None)
        await self._talks.hand_to(case.talk, "queue", None, case.number)
        self.unit.record(CaseMoved(back.id, case.talk))
        self.unit.record(CaseOpened(back.id))

    async def _lines(self, case: Case) -> tuple[Line, ...]:
        lines = await self._cases.lines(case, LAST_LINES)
        return tuple(replace(line, words=line.words if len(line.words) <= EXCERPT else f"{line.words[:EXCERPT]}…") for line in lines)

    async def _close(self, case: Case, *, by_member: bool) -> None:
        closed = await self._moved(case, CaseState.CLOSED, case.rahyar)
        await self._talks.hand_to(case.talk, "bot", None, "")
        self.unit.record(CaseClosed(closed.id, case.number, case.talk, case.person, case.member, case.rahyar, by_member))

    async def _moved(self, case: Case, to: CaseState, rahyar: MemberId | None) -> Case:
        state = move(MOVES, case.state, to, subsystem="moshavereh")
        self.about(f"moshavereh:case:{case.id}", to=to.value)
        return await self._cases.save(replace(case, state=state, rahyar=rahyar, moved=self.unit.now))

    async def _get(self, case_id: CaseId) -> Case:
        case = await self._cases.find(case_id)
        if case is None:
            raise Refusal("moshavereh.no_such_case")
        return case

    async def _mine(self, actor: Actor, case_id: int) -> Case:
        case = await self._cases.find(CaseId(case_id))
        if case is None or case.state is not CaseState.TAKEN or case.rahyar != actor.member:
            raise Refusal("moshavereh.not_yours")
        return case

    async def _case_of(self, actor: Actor, number: str) -> Case:
        case = await self._cases.find_by_number(number)
        theirs = case is not None and (case.person == actor.person or (actor.member is not None and case.member == actor.member))
        if case is None or not theirs or case.state is CaseState.CLOSED:
            raise Refusal("moshavereh.no_such_case")
        return case

    async def _name(self, member: MemberId) -> str:
        return (await self._names.names_of([member])).get(member, "")
