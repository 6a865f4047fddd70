"""گرفتن گواهی - for who is known; renewed before its end, revoked at once.   Moves: certificate.py"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from domain.icap import events
from domain.icap.base import IcapBase
from domain.icap.certificate import Certificate, CertificateId, CertificateState, RevokeCause
from domain.icap.views import BeforeCertificate, CertificateView
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.dates import day_begins, months_after
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query

TO_CERTIFY = "icap:certificate"
"""What a code before a new certificate is for."""


class Certifying(IcapBase):
    """One valid certificate of a member; the private key is used here and shown to nobody."""

    @query(Role.MEMBER)
    async def before_certificate(self, actor: Actor) -> BeforeCertificate:
        """Raises Refusal(`icap.not_now`)."""
        me, table = await self._me(actor), await self.rates.table(self.today)
        found = await self.certificates.valid_of(me.id)
        now = await self._certificate_view(found, me.name) if found is not None and found.holds(self.today) else None
        return BeforeCertificate(await self.proofs.identified(me.id), table.months("cert.validity"), now)

    @command(Role.MEMBER)
    async def certify(self, actor: Actor) -> CertificateId:
        """A new key; one that ends soon is replaced. Raises Refusal: `icap.not_now`, `icap.identity_first`, `icap.code_first`, `icap.certificate_already` (until)."""
        me = await self._me(actor)
        if not await self.proofs.identified(me.id):
            raise Refusal("icap.identity_first")
        await self._check_step(me.id, TO_CERTIFY)
        table = await self.rates.table(self.today)
        old = await self.certificates.valid_of(me.id, lock=True)
        if old is not None and old.holds(self.today) and not await self._soon(old):
            raise Refusal("icap.certificate_already", until=old.until)
        if old is not None:
            await self._ends(old, CertificateState.RENEWED if old.holds(self.today) else CertificateState.EXPIRED)
        now, until = self.unit.now, months_after(self.today, table.months("cert.validity"))
        fresh = Certificate(CertificateId(0), me.id, self.signing.new_keys(), CertificateState.VALID, now, until, now)
        made = await self.certificates.add_alone(fresh)
        if made is None:
            raise Refusal("icap.changed_meanwhile")
        self.about(made.about)
        expires = day_begins(until)
        self.unit.record(events.CertificateIssued(made.id, made.member, expires - table.days("cert.remind_before"), expires))
        return made.id

    async def _soon(self, one: Certificate) -> bool:
        """Whether its last days have begun."""
        return self.today >= one.until - (await self.rates.table(self.today)).days("cert.remind_before")

    async def _ends(self, one: Certificate, state: CertificateState, cause: RevokeCause | None = None) -> None:
        over = await self.certificates.save(replace(one.to(state, self.unit.now), cause=cause))
        self.about(over.about, state=state)
        self.unit.record(events.CertificateOver(over.id, over.member, state))

    @command(Role.MEMBER)
    async def revoke(self, actor: Actor, cause: RevokeCause) -> None:
        """At once, without a code: whoever lost their phone must not wait for one. Raises Refusal(`icap.no_certificate`)."""
        await self._ends(await self._my_certificate(actor.member_id), CertificateState.REVOKED, cause)

    @command(Role.SYSTEM)
    async def expire_certificate(self, actor: Actor, certificate: CertificateId) -> None:
        """Its day has come."""
        self.about(f"icap:certificate:{certificate}")
        found = await self.certificates.find(certificate, lock=True)
        if found is not None and found.state is CertificateState.VALID and not found.holds(self.today):
            await self._ends(found, CertificateState.EXPIRED)

    @query(Role.SYSTEM)
    async def certificate_now(self, actor: Actor, certificate: CertificateId) -> tuple[MemberId, CertificateView] | None:
        """For notices: whose, and how it stands."""
        found = await self.certificates.find(certificate)
        return None if found is None else (found.member, await self._certificate_view(found, ""))

    async def _certificate_view(self, one: Certificate, name: str) -> CertificateView:
        print_of = hashlib.sha256(one.keys.public).hexdigest()[:16]
        soon = one.holds(self.today) and await self._soon(one)
        return CertificateView(one.id, one.serial, name, one.state, one.issued, one.until, print_of, one.cause, soon)
