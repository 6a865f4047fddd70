"""درخواست سنجش - a member declares, pays, and the people who know them are asked.   Rules: policy.py   What follows: evaluating.py"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.merat import events
from domain.merat.base import READERS, MeratBase
from domain.merat.model import Asked, Check, CheckId, CheckState, Declaration, Opinion, Witness, WitnessId
from domain.merat.ports import Leaders
from domain.merat.scorecard import Household
from domain.merat.views import Before, WitnessView

MOST_DEPENDANTS = 20


class Asking(MeratBase):
    """The fee is held when it is asked for and taken with the result; whoever withdraws before has it back."""

    @query(Role.MEMBER)
    async def before(self, actor: Actor) -> Before:
        """What a member should know before they declare anything."""
        me, table = actor.member_id, await self._table()
        made = await self.checks.of_member(me, 1)
        days = (table.days("merat.sla_min").days, table.days("merat.sla_max").days)
        kanoon = (await self.kanoons.leaders_of(me)).kanoon
        trial = self.bureau.ready and self.bureau.trial
        return Before(table.rial("merat.fee"), await self.money.free(me), kanoon, made[0].home if made else None, days, trial)

    @command(Role.MEMBER)
    async def ask(self, actor: Actor, said: Declaration) -> CheckId:
        """Raises Refusal: `merat.not_now`, `merat.bad_household`, `merat.fee_short` (fee, free), `merat.one_at_a_time` (number)."""
        me, table = await self._me(actor), await self._table()
        _check_household(said.home)
        fee = table.rial("merat.fee")
        if (free := await self.money.free(me.id)) < fee:
            raise Refusal("merat.fee_short", fee=fee, free=free)
        fresh = Check(CheckId(0), me.id, said.home, said.payslip, CheckState.GATHERING, self.unit.now, table.day, table.version, self.unit.now)
        check = await self.checks.add_alone(fresh)
        if check is None:
            open_one = await self.checks.gathering_of(me.id)
            raise Refusal("merat.one_at_a_time", number=open_one.number if open_one else "")
        self.about(check.about, fee=fee)
        if fee:
            await self.money.hold(me.id, check.key, fee, check.about)
        asked = [await self.witnesses.add(Witness(WitnessId(0), check.id, kind)) for kind in self._whom(me.id, await self.kanoons.leaders_of(me.id), said)]
        until = self.unit.now + (table.days("merat.sla_min") if asked else timedelta(0))
        self.unit.record(events.WitnessesAsked(check.id, me.id, tuple(w.id for w in asked), until))
        self.unit.record(events.CheckDue(check.id, until))
        return check.id

    def _whom(self, me: MemberId, led_by: Leaders, said: Declaration) -> list[Asked]:
        """Nobody is asked about themselves, and nobody twice."""
        found = [Asked.HAMYAR] if set(led_by.hamyars) - {me, led_by.rahbar} else []
        if led_by.rahbar not in (None, me):
            found.append(Asked.RAHBAR)
        return [*found, Asked.PAYSLIP] if said.payslip else found

    @command(Role.MEMBER)
    async def withdraw(self, actor: Actor, check: CheckId) -> None:
        """Before there is a result. Raises Refusal: `merat.no_such_check` (absent and another's answer alike), `merat.cannot_move`."""
        found = await self.checks.find(check, lock=True)
        if found is None or found.member != actor.member:
            raise Refusal("merat.no_such_check")
        await self._give_up(found)

    async def _give_up(self, found: Check) -> None:
        self.about(found.about)
        over = await self.checks.save(found.to(CheckState.WITHDRAWN, self.unit.now))
        await self._free_fee(over)
        self.unit.record(events.CheckOver(over.id, over.member, expired=False))
        for witness in await self.witnesses.of_check(over.id):
            self.unit.record(events.WitnessAnswered(witness.id))

    async def _free_fee(self, check: Check) -> None:
        if (await self.rates.table(check.day, check.rates)).rial("merat.fee"):
            await self.money.void(check.key)

    @command(Role.MEMBER, *READERS)
    async def answer(self, actor: Actor, witness: WitnessId, word: Opinion) -> None:
        """The first answer counts. Raises Refusal: `merat.no_such_question`, `merat.answered_already` (name), `merat.too_late`."""
        found = await self.witnesses.find(witness, lock=True)
        if found is None or not await self._may_answer(actor, found):
            raise Refusal("merat.no_such_question")
        check = await self._check(found.check)
        self.about(f"merat:witness:{witness}", kind=found.kind)  # not what was said: the trail is read by others
        if found.word is not None:
            raise Refusal("merat.answered_already", name=(await self._names(found.by)).get(found.by, "") if found.by else "")
        if check.state is not CheckState.GATHERING:
            raise Refusal("merat.too_late")
        await self.witnesses.save(replace(found, word=word, by=actor.member_id, at=self.unit.now))
        self.unit.record(events.WitnessAnswered(found.id))
        if all(w.word is not None for w in await self.witnesses.of_check(check.id)):
            self.unit.record(events.CheckDue(check.id, self.unit.now))

    async def _may_answer(self, actor: Actor, witness: Witness) -> bool:
        """Who leads the kanoon now, or reads documents; nobody about themselves."""
        member = (await self._check(witness.check)).member
        return actor.member != member and actor.member_id in await self._audience(witness, member, actor)

    async def _audience(self, witness: Witness, member: MemberId, actor: Actor) -> set[MemberId]:
        if witness.kind is Asked.PAYSLIP:
            return {actor.member_id} if actor.has(*READERS) else set()
        led_by = await self.kanoons.leaders_of(member)
        return set(led_by.hamyars) - {led_by.rahbar} if witness.kind is Asked.HAMYAR else {m for m in (led_by.rahbar,) if m is not None}

    @command(*READERS)
    async def look_at_payslip(self, actor: Actor, witness: WitnessId) -> None:
        """Let the photo come to the own chat; who looked is noted. Raises Refusal(`merat.no_such_question`)."""
        seen = await self.question(actor, witness)
        if not seen.payslip:
            raise Refusal("merat.no_such_question")
        self.about(f"merat:witness:{witness}")
        self.unit.record(events.PayslipWanted(witness, actor.member_id, seen.payslip, seen.name, seen.number, seen.income))

    @query(Role.SYSTEM)
    async def leaders_to_ask(self, actor: Actor, witness: WitnessId) -> list[MemberId]:
        """Who gets the card of a question to leaders; of an income document nobody here: whoever wears the role does."""
        found = await self.witnesses.find(witness)
        if found is None or found.kind is Asked.PAYSLIP:
            return []
        member = (await self._check(found.check)).member
        return sorted(await self._audience(found, member, actor) - {member})

    @query(Role.SYSTEM)
    async def is_about_payslip(self, actor: Actor, witness: WitnessId) -> bool:
        found = await self.witnesses.find(witness)
        return found is not None and found.kind is Asked.PAYSLIP

    @query(Role.MEMBER, *READERS)
    async def question(self, actor: Actor, witness: WitnessId) -> WitnessView:
        """For whoever may answer it. Raises Refusal(`merat.no_such_question`)."""
        found = await self.witnesses.find(witness)
        if found is None or not await self._may_answer(actor, found):
            raise Refusal("merat.no_such_question")
        check = await self._check(found.check)
        ids = [check.member, *([found.by] if found.by else [])]
        names = await self._names(*ids)
        is_open, reads = found.word is None and check.state is CheckState.GATHERING, found.kind is Asked.PAYSLIP
        return WitnessView(
            found.id, found.kind, names.get(check.member, ""), check.number, found.word, names.get(found.by, "") if found.by else "", is_open,
            check.home.income if reads else Rial(0), check.payslip if reads and is_open else "",
        )  # fmt: skip


def _check_household(home: Household) -> None:
    """Raises Refusal(`merat.bad_household`): what a dialog would not have let pass."""
    amounts = (home.income, home.instalments, home.can_pay)
    if min(amounts) < 0 or home.income == 0 or home.can_pay == 0 or not 0 <= home.dependants <= MOST_DEPENDANTS:
        raise Refusal("merat.bad_household")
