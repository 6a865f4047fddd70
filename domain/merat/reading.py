"""دیدن نتیجه - where a member stands, what would change it, and what is told of it elsewhere.   Views: views.py"""

from __future__ import annotations

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.requests import DataLine, RequestLine, Status
from domain.kernel.verbs import query
from domain.merat.base import MeratBase
from domain.merat.model import Check, CheckId, CheckState
from domain.merat.scorecard import grade_of, score_of
from domain.merat.simulating import Change, changed, changes_for
from domain.merat.views import GatheringView, ResultView, Simulated, Standing

KEPT = 100  # evaluations that «داده‌های من» tells
OVER = (CheckState.VALID, CheckState.REPLACED, CheckState.EXPIRED, CheckState.DISPUTED)


class Reading(MeratBase):
    """For the member alone."""

    @query(Role.MEMBER)
    async def standing(self, actor: Actor) -> Standing:
        """The result in force and the evaluation on its way."""
        current, open_one = await self._in_force(actor.member_id), await self.checks.gathering_of(actor.member_id)
        return Standing(await self._view(current) if current else None, await self._gathering(open_one) if open_one else None)

    @query(Role.MEMBER)
    async def history(self, actor: Actor) -> list[ResultView]:
        """Every result, newest first."""
        found = await self.checks.of_member(actor.member_id, self.policy.shown)
        return [await self._view(c) for c in found if c.outcome is not None and c.state in OVER]

    @query(Role.MEMBER)
    async def changes(self, actor: Actor) -> list[Change]:
        """What one may try out on the own result. Raises Refusal(`merat.no_result`)."""
        view = await self._view(await self._current(actor))
        return changes_for(view.facts)

    @query(Role.MEMBER)
    async def simulate(self, actor: Actor, change: Change) -> Simulated:
        """Under the rates of today, with nothing else different. Raises Refusal(`merat.no_result`)."""
        facts, table = (await self._view(await self._current(actor))).facts, await self._table()
        now, then = score_of(facts, table), score_of(changed(facts, change), table)
        return Simulated(now, grade_of(now, table), then, grade_of(then, table))

    @query(Role.SYSTEM)
    async def result_of(self, actor: Actor, check: CheckId) -> ResultView | None:
        """For notices; None while there is none."""
        found = await self.checks.find(check)
        return await self._view(found) if found is not None and found.outcome is not None else None

    @query(Role.SYSTEM)
    async def result_for(self, actor: Actor, member: MemberId) -> ResultView | None:
        """What may be decided by: in force and not disputed."""
        found = await self._in_force(member)
        return await self._view(found) if found is not None and found.state is CheckState.VALID else None

    @query(Role.SYSTEM)
    async def whose(self, actor: Actor, check: CheckId) -> MemberId | None:
        """Whose result it is, while it is valid."""
        found = await self.checks.find(check)
        return found.member if found is not None and found.state in (CheckState.VALID, CheckState.DISPUTED) else None

    @query(Role.MEMBER)
    async def requests_of(self, actor: Actor, member: MemberId) -> list[RequestLine]:
        """Evaluations, newest first. Raises `merat.not_yours` for another's."""
        self._check_mine(actor, member)
        stands = {CheckState.GATHERING: Status.WAITING, CheckState.DISPUTED: Status.WAITING, CheckState.VALID: Status.APPROVED}
        found = await self.checks.of_member(member, self.policy.shown)
        return [RequestLine(c.number, "merat.request.check", stands.get(c.state, Status.ENDED), c.moved) for c in found if c.follows is None]

    @query(Role.MEMBER)
    async def data_of(self, actor: Actor, member: MemberId) -> list[DataLine]:
        """For «داده‌های من». Raises `merat.not_yours` for another's."""
        self._check_mine(actor, member)
        lines = [DataLine("merat.data.check", _told(c)) for c in await self.checks.of_member(member, KEPT)]
        lines += [DataLine("merat.data.permit", {"purpose": p.purpose, "until": p.until}) for p in await self.permits.of_member(member, KEPT)]
        lines += [DataLine("merat.data.look", {"purpose": look.purpose, "at": look.at}) for look in await self.permits.looks_at(member, KEPT)]
        return [*lines, *(DataLine("merat.data.improver", {"state": i.state, "at": i.asked}) for i in await self.improvers.of_member(member, KEPT))]

    async def _gathering(self, check: Check) -> GatheringView:
        table = await self.rates.table(check.day, check.rates)
        waits = tuple(w.kind for w in await self.witnesses.of_check(check.id) if w.word is None)
        days = "merat.sla_min" if waits else "merat.sla_max"
        return GatheringView(check.id, check.number, check.asked, check.asked + table.days(days), waits, table.rial("merat.fee"))


def _told(check: Check) -> dict[str, object]:
    home, made = check.home, check.outcome
    return {
        "at": check.asked, "state": check.state, "income": home.income, "instalments": home.instalments, "dependants": home.dependants, "can_pay": home.can_pay,
        "score": made.score if made else None, "grade": made.grade if made else None,
    }  # fmt: skip
