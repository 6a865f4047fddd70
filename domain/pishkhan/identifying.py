"""احراز هویت - evidence comes, a poshtiban looks and decides; one fee pays for all tries.   Moves: identity.py"""

from __future__ import annotations

import re
from dataclasses import replace

from domain.kernel.money import Rial
from domain.kernel.people import Actor, Role
from domain.kernel.persian import identifiers
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.pishkhan import events
from domain.pishkhan.base import CLERKS, PishkhanBase, may_decide
from domain.pishkhan.identity import Evidence, Flaw, Identity, IdentityId, IdentityState
from domain.pishkhan.views import BeforeIdentity, EvidenceView, IdentityView

SERIAL = re.compile(r"[0-9A-Z]+")


class Identifying(PishkhanBase):
    """While there is no service that compares faces, people do: the digits that are read aloud show that the video was made for this."""

    @query(Role.MEMBER)
    async def before_identity(self, actor: Actor) -> BeforeIdentity:
        """Raises Refusal: `pishkhan.not_now`, `pishkhan.not_by_chat`."""
        me, table = await self._me(actor), await self.rates.table(self.today)
        last = await self.identities.latest_of(me.id)
        view = await self._identity_view(last) if last is not None else None
        again = last is not None and last.state is IdentityState.AGAIN
        fee = Rial(0) if again else table.rial("kyc.fee")
        passed = last is not None and last.state is IdentityState.PASSED
        return BeforeIdentity(fee, await self.fees.free(me.id), table.count("kyc.attempts"), view, passed)

    @command(Role.MEMBER, fence=False)
    async def digits_to_read(self, actor: Actor) -> str:
        """Fresh ones, for the video."""
        return self.secrets.digits(self.policy.digits)

    @command(Role.MEMBER)
    async def send_evidence(self, actor: Actor, evidence: Evidence) -> IdentityId:
        """The first try holds the fee; a later one goes on with the same check.

        Raises Refusal: `pishkhan.not_now`, `pishkhan.not_by_chat`, `pishkhan.bad_serial` (least, most), `pishkhan.fee_short` (fee, free),
        `pishkhan.identified_already`, `pishkhan.identity_waits` (number).
        """
        me = await self._me(actor)
        self._check_serial(evidence.serial)
        last = await self.identities.latest_of(me.id, lock=True)
        if last is not None and last.state is IdentityState.AGAIN:
            sent = await self.identities.save(replace(last.to(IdentityState.WAITING, self.unit.now), evidence=evidence, tries=last.tries + 1))
        else:
            sent = await self._first(actor, evidence, last)
        self.about(sent.about, tries=sent.tries)
        self.unit.record(events.EvidenceSent(sent.id, sent.member))
        return sent.id

    async def _first(self, actor: Actor, evidence: Evidence, last: Identity | None) -> Identity:
        table = await self.rates.table(self.today)
        if last is not None and last.state is IdentityState.PASSED:
            raise Refusal("pishkhan.identified_already")
        fee, free = table.rial("kyc.fee"), await self.fees.free(actor.member_id)
        if free < fee:
            raise Refusal("pishkhan.fee_short", fee=fee, free=free)
        now = self.unit.now
        fresh = Identity(IdentityId(0), actor.member_id, IdentityState.WAITING, evidence, now, now, table.day, table.version)
        made = await self.identities.add_alone(fresh)
        if made is None:
            open_one = await self.identities.latest_of(actor.member_id)
            raise Refusal("pishkhan.identity_waits", number=open_one.number if open_one else "")
        if fee:
            await self.fees.hold(made.member, made.key, fee, made.about)
        return made

    def _check_serial(self, serial: str) -> None:
        least, most = self.policy.serial
        if not (least <= len(serial) <= most and SERIAL.fullmatch(serial)):
            raise Refusal("pishkhan.bad_serial", least=least, most=most)

    @command(Role.MEMBER)
    async def withdraw_identity(self, actor: Actor) -> None:
        """Before the first answer the fee is free again. Raises Refusal: `pishkhan.no_such_identity`, `pishkhan.cannot_move`."""
        found = await self.identities.latest_of(actor.member_id, lock=True)
        if found is None:
            raise Refusal("pishkhan.no_such_identity")
        over = await self.identities.save(replace(found.to(IdentityState.WITHDRAWN, self.unit.now), evidence=NONE))
        self.about(over.about)
        if found.tries == 1 and found.flaw is None and await self._fee_of(found):
            await self.fees.void(found.key)
        self.unit.record(events.IdentityDecided(over.id, over.member, over.state))

    async def _fee_of(self, one: Identity) -> Rial:
        return (await self.rates.table(one.day, one.rates)).rial("kyc.fee")

    @query(*CLERKS)
    async def evidence_of(self, actor: Actor, identity: IdentityId) -> EvidenceView:
        """Raises Refusal(`pishkhan.no_such_identity`)."""
        found = await self._identity(identity)
        customer = await self.people.known(found.member)
        may = found.state is IdentityState.WAITING and may_decide(actor, found.member)
        e, masked = found.evidence, identifiers.masked("national_id", customer.identifier) if customer is not None else ""
        return EvidenceView(found.id, found.number, await self._name(found.member), masked, e.serial, e.spoken, found.tries, found.state, found.moved, may)

    async def _identity(self, identity: IdentityId, *, lock: bool = False) -> Identity:
        """Raises Refusal(`pishkhan.no_such_identity`)."""
        found = await self.identities.find(identity, lock=lock)
        if found is None:
            raise Refusal("pishkhan.no_such_identity")
        return found

    async def _to_decide(self, actor: Actor, identity: IdentityId, *, lock: bool = False) -> Identity:
        """Raises Refusal: `pishkhan.no_such_identity` (also of oneself), `pishkhan.decided_already`."""
        found = await self._identity(identity, lock=lock)
        if actor.member == found.member:
            raise Refusal("pishkhan.no_such_identity")
        if found.state is not IdentityState.WAITING:
            raise Refusal("pishkhan.decided_already")
        return found

    @command(*CLERKS)
    async def look_at_evidence(self, actor: Actor, identity: IdentityId) -> None:
        """Let it come to the own chat; who looked is noted. Raises Refusal: `pishkhan.no_such_identity`, `pishkhan.decided_already`."""
        found = await self._to_decide(actor, identity)
        self.about(found.about)
        e = found.evidence
        self.unit.record(events.EvidenceWanted(found.id, actor.member_id, (e.card, e.face, e.video)))

    @command(*CLERKS)
    async def decide_identity(self, actor: Actor, identity: IdentityId, flaw: Flaw | None) -> IdentityState:
        """`flaw`: why it did not show enough, None when it did. The fee is taken with the first answer; what was sent is kept only as long as it is needed.

        Raises Refusal: `pishkhan.no_such_identity`, `pishkhan.decided_already`.
        """
        found = await self._to_decide(actor, identity, lock=True)
        table = await self.rates.table(found.day, found.rates)
        missed = IdentityState.AGAIN if found.tries < table.count("kyc.attempts") else IdentityState.FAILED
        state = IdentityState.PASSED if flaw is None else missed
        over = await self.identities.save(replace(found.to(state, self.unit.now), flaw=flaw, by=actor.member_id, evidence=NONE))
        self.about(over.about, state=state, flaw=flaw)
        if found.tries == 1 and table.rial("kyc.fee"):
            await self.fees.settle(found.key)
        self.unit.record(events.IdentityDecided(over.id, over.member, state))
        return state

    async def _identity_view(self, one: Identity) -> IdentityView:
        tries = (await self.rates.table(one.day, one.rates)).count("kyc.attempts")
        return IdentityView(one.id, one.number, one.state, one.flaw, max(0, tries - one.tries), one.moved)


NONE = Evidence("", "", "", "", "")
"""What is left of evidence once somebody decided: pictures of a card and a face are not kept."""
