"""دیدن پرونده - what a rahyar sees of a case and of the desk; identifiers are masked.   Views: views.py   Looking at one in full: guarding.py"""

from __future__ import annotations

from dataclasses import replace

from domain.kernel.people import RAHYARS, Actor, MemberId, Role
from domain.kernel.persian.identifiers import masked
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.moshavereh.base import DESK
from domain.moshavereh.beside import Beside
from domain.moshavereh.beside_model import ProposalState
from domain.moshavereh.model import Case, CaseId, CaseState, Line, Version
from domain.moshavereh.transferring import Transferring
from domain.moshavereh.views import CaseView, ContextCard, DeskView, Earlier, InHand

ON_CARD, EXCERPT = 5, 200  # lines of a case on its card, and letters of each of them
IN_CONTEXT, CASES = 10, 3  # lines and earlier cases beside a conversation


class Seeing(Beside, Transferring):
    """Queries of the desk."""

    @query(*DESK)
    async def view(self, actor: Actor, case_id: int) -> CaseView:
        """A case for its card; without its words for who may not open it. Raises `moshavereh.no_such_case`."""
        case = await self._get(case_id)
        return await self._view(actor, case, ON_CARD, opened=await self._may_open(actor, case))

    @query(*DESK)
    async def at_desk(self, actor: Actor) -> list[Case]:
        """The cases a rahyar may act on: their own, then those that wait, oldest first."""
        return [*await self.store.cases.taken_by(actor.member_id), *await self.store.cases.waiting()]

    @query(*DESK)
    async def desk_of(self, actor: Actor) -> DeskView:
        """All that concerns me now: what rings here, what I have, what is offered to me, what waits. My own family's is left out."""
        me = actor.member_id
        duty = await self.store.duties.find(me)
        scopes = {h.scope for h in actor.hats if h.role in (*RAHYARS, Role.POSHTIBAN) and h.scope}
        scopes |= {f"topic:{skill}" for skill in (duty.skills if duty is not None else ())}
        queue = [c for c in await self.store.cases.waiting() if c.member != me and me not in await self._kin(c)]
        offered = [c for c in await self.store.cases.offered_to(me, scopes) if c.rahyar != me]
        return DeskView(
            duty, tuple(c for c in queue if c.rung == me), tuple(await self.store.cases.taken_by(me)), tuple(offered),
            tuple(c for c in queue if c.state is CaseState.WAITING),
        )  # fmt: skip

    @query(*DESK)
    async def in_hand(self, actor: Actor, limit: int = 20) -> list[InHand]:
        """What I have, with the last lines of each: for whoever serves many at once."""
        cases = await self.store.cases.taken_by(actor.member_id)
        names = await self.known.names_of({c.member for c in cases if c.member is not None})
        return [InHand(c, names.get(c.member, "") if c.member else "", tuple(await self.store.lines.lines(c, limit))) for c in cases]

    @query(*DESK)
    async def context(self, actor: Actor, case_id: int) -> ContextCard:
        """Everything beside a conversation: who, in the middle of what with which answers, the last lines, the last cases, notes. Raises `moshavereh.no_such_case`.

        Whoever shows it says so by `look_at`.
        """
        case = await self._seen(actor, case_id)
        view = await self._view(actor, case, IN_CONTEXT)
        kanoon, known = "", dict[str, str]()
        if case.member is not None:
            kanoon, known = (await self.known.kanoon_of(case.member))[0], await self.known.identifiers_of(case.member)
        notes = await self.store.aids.notes(case)
        names = await self.known.names_of({n.by for n in notes})
        proposals = [p for p in await self.store.aids.proposals(case) if p.state is ProposalState.WAITING]
        return ContextCard(
            view, kanoon, case.scopes, await self.talks.step_of(case.talk), tuple((kind, masked(kind, value)) for kind, value in sorted(known.items())),
            await self._earlier(case), tuple((names.get(n.by, ""), n) for n in notes), tuple(proposals) if case.rahyar == actor.member else (),
            await self.store.promises.call_of(case.person, case.member),
        )  # fmt: skip

    @command(*DESK, fence=False)
    async def look_at(self, actor: Actor, case_id: int) -> None:
        """Keep that somebody looked at the full card of a case (desk:H23). Raises `moshavereh.no_such_case`."""
        case = await self._seen(actor, case_id)
        self.about(f"moshavereh:case:{case.id}")

    @query(*DESK)
    async def transcript(self, actor: Actor, case_id: int, limit: int = 100) -> list[Line]:
        """What was said, oldest first, with what is known of each arrival. Raises `moshavereh.no_such_case`."""
        return await self.store.lines.lines(await self._seen(actor, case_id), limit)

    @query(*DESK)
    async def versions_of(self, actor: Actor, case_id: int, line: int) -> list[Version]:
        """What a line said before it was edited. Raises `moshavereh.no_such_case`, `moshavereh.no_such_line`."""
        case = await self._seen(actor, case_id)
        found = await self.store.lines.find(case, line)  # type: ignore[arg-type]  # a row number, checked by the store
        if found is None:
            raise Refusal("moshavereh.no_such_line")
        return await self.store.lines.versions(case, found.id)

    @query(Role.SYSTEM)
    async def case(self, actor: Actor, case_id: int) -> Case | None:
        """For listeners."""
        return await self.store.cases.find(CaseId(case_id))

    @query(Role.SYSTEM)
    async def name_of(self, actor: Actor, member: MemberId) -> str:
        """How a rahyar is called before members."""
        return await self._name(member)

    async def _view(self, actor: Actor, case: Case, limit: int, *, opened: bool = True) -> CaseView:
        before = await self.store.cases.closed_before(case, case.opened - self.policy.reopen) if opened else None
        earlier = await self._excerpt(before, ON_CARD) if before is not None else ()
        mine = case.rahyar is not None and case.rahyar == actor.member
        ringing = case.state is CaseState.RINGING
        offered = case.state is CaseState.TRANSFERRING
        here = offered and not mine and await self._may_accept(actor, case)
        shown_by = case.rung if ringing else case.rahyar
        return CaseView(
            case, await self._name(case.member), await self._name(shown_by), await self._excerpt(case, limit) if opened else (), earlier, mine,
            ringing and case.rung == actor.member, here, await self._name(case.rahyar) if offered else "",
        )  # fmt: skip

    async def _excerpt(self, case: Case, limit: int) -> tuple[Line, ...]:
        lines = [line for line in await self.store.lines.lines(case, limit) if line.gone is None]
        return tuple(replace(line, words=line.words if len(line.words) <= EXCERPT else f"{line.words[:EXCERPT]}…") for line in lines)

    async def _earlier(self, case: Case) -> tuple[Earlier, ...]:
        if case.member is None:
            return ()
        cases = [c for c in await self.store.cases.of_member(case.member, limit=CASES + 1) if c.id != case.id][:CASES]
        ratings = await self.store.promises.ratings(cases)
        names = await self.known.names_of({c.kept_for for c in cases if c.kept_for is not None})
        scores = {c.id: ratings[c.id].score if c.id in ratings else None for c in cases}
        return tuple(Earlier(c.number, c.opened, names.get(c.kept_for, "") if c.kept_for else "", c.label, scores[c.id]) for c in cases)
