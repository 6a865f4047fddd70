"""پیوستن - from a declaration to a membership: filing, the registry's word, signatures.   Doubts: reviewing.py   Corrections: correcting.py"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.membership.base import Base
from domain.membership.events import ApplicationSettled, IdentityAsked, IdentityDoubted, MemberJoined, SignaturesAsked
from domain.membership.model import OPEN_STAGES, Application, Cause, Form, Kind, Member, Purpose, Signer, SignerAnswer, Stage, State
from domain.membership.papers import Item
from domain.membership.ports import Claim, Finding
from domain.membership.rules import check_age, check_form

PERSONAL = frozenset({Kind.NATURAL, Kind.FOREIGN})


@dataclass(frozen=True, slots=True)
class Behind:
    """Who is behind two numbers: member code and short name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a declaration. `number` is "" when the applicant is a member already (`known`), proved by their own registered number."""

    number: str
    known: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How an application stands, for the one who made it. `reason` is what a poshtiban wrote, `wants` what is to be sent again.

    `awaited`: short names of the signatories who have not answered; `until`: when it ends if nobody acts.
    """

    number: str
    kind: Kind
    stage: Stage
    reason: str
    name: str
    filed: datetime
    wants: tuple[Item, ...]
    awaited: tuple[str, ...]
    until: datetime | None


class Joining(Base):
    """Verbs of people who join, and of those who bring a child or an organisation."""

    @query(Role.NEWCOMER, Role.MEMBER, Role.SYSTEM)
    async def terms(self, actor: Actor) -> int:
        """The version of the rules that is in force today."""
        return self._policy.terms

    @query(Role.NEWCOMER, Role.MEMBER)
    async def check_birth(self, actor: Actor, kind: Kind, birth: date) -> None:
        """Whether somebody born then may join as this kind, before the other questions. Raises the refusals of `check_age`."""
        check_age(kind, birth, self._today, self._policy)

    @query(Role.NEWCOMER, Role.MEMBER)
    async def my_application(self, actor: Actor) -> Progress | None:
        """What the actor has open: their own as a newcomer, what they bring as a member."""
        application = await self.ports.applications.open_of(actor.person, actor.member)
        return await self._progress(application) if application else None

    async def _progress(self, one: Application) -> Progress:
        signers = await self.ports.applications.signers(one.id) if one.stage is Stage.WAITING_SIGNATORIES else []
        waiting = [await self.ports.members.find(s.member) for s in signers if s.answer is SignerAnswer.WAITING]
        until = None if one.stage is Stage.WAITING_IDENTITY else one.moved + self._policy.expiry
        awaited = tuple(m.short_name for m in waiting if m is not None)
        return Progress(one.number, one.form.kind, one.stage, one.reason, one.form.name, one.filed, one.wants, awaited, until)

    @command(Role.MEMBER, fence=False)
    async def name_behind(self, actor: Actor, code: str) -> str | None:
        """The short name (shared:G12) behind a member code, so that a mistyped one is seen; None when no active person has it.

        Raises Refusal(membership.too_many_tries, until): codes are not to be guessed (rel:O1).
        """
        found = await self._behind(actor, await self.ports.members.by_code(code))
        return found.short_name if found is not None else None

    @command(Role.MEMBER, fence=False)
    async def person_behind(self, actor: Actor, mobile: str, identifier: str) -> Behind | None:
        """Who has this mobile and this number, both; None when they are not one active person's. Raises Refusal(membership.too_many_tries, until)."""
        one = await self.ports.members.by_identifier(identifier)
        found = await self._behind(actor, one if one is not None and one.mobile == mobile else None)
        return Behind(found.code, found.short_name) if found is not None else None

    async def _behind(self, actor: Actor, found: Member | None) -> Member | None:
        """An active person; who looks for nobody in particular is soon refused."""
        who = f"member:{actor.member_id}"
        since = self.unit.now - self._policy.window
        if await self.ports.challenges.count(Purpose.NAME.value, who, since) >= self._policy.code_misses:
            raise Refusal("membership.too_many_tries", until=self.unit.now + self._policy.window)
        if found is not None and found.state is State.ACTIVE and found.kind in PERSONAL:
            return found
        await self.ports.challenges.hit(Purpose.NAME.value, who, self.unit.now)
        return None

    @command(Role.NEWCOMER, Role.MEMBER)
    async def file(self, actor: Actor, form: Form) -> Filed:
        """Ask to become a member; a member files for a child, an organisation, or a relative who shares the phone.

        A number that is somebody's already, and one that is nobody's, get the same answer (rel:O1). The one exception is no outsider: who
        comes from the registered mobile with the registered birth day is told that they are a member.
        Raises Refusal: those of `check_form`; membership.already_open, guardian_needed, signatory_unknown, again_later, again_too_often, family_full,
        not_active.
        """
        me = await self._active(actor) if actor.member is not None else None
        by = me.id if me is not None else None
        if form.kind not in PERSONAL:
            if me is None or me.kind not in PERSONAL:
                raise Refusal("membership.guardian_needed", kind=form.kind)
            form = replace(form, mobile=me.mobile)
        check_form(form, self._today, self._policy)
        if await self.ports.applications.open_of(actor.person, by):
            raise Refusal("membership.already_open")
        await self._check_rejections(form.identifier, actor.person)
        await self._check_room(actor.person)
        if await self._is_same_person(form, by):
            return Filed("", known=True)
        signers = await self._signers(form, by)
        application = await self.ports.applications.add(form, Stage.WAITING_IDENTITY, actor.person, by, self.unit.now)
        await self.ports.applications.add_signers(application.id, signers)
        self.about(f"membership:application:{application.id}", kind=form.kind, terms=form.terms)
        self.unit.record(IdentityAsked(application.id, self.unit.now, application.version))
        return Filed(application.number)

    async def _check_rejections(self, identifier: str, person: str) -> None:
        rejected = await self.ports.applications.rejections(identifier, person)
        if len(rejected) >= self._policy.again_times:
            raise Refusal("membership.again_too_often", times=self._policy.again_times)
        if rejected and self.unit.now < (until := rejected[0] + self._policy.again_after):
            raise Refusal("membership.again_later", until=until)

    async def _is_same_person(self, form: Form, by: MemberId | None) -> bool:
        known = await self.ports.members.by_identifier(form.identifier)
        if known is None:
            return False
        return known.guardian == by if by is not None and form.kind is Kind.MINOR else known.mobile == form.mobile and known.birth == form.birth

    async def _signers(self, form: Form, by: MemberId | None) -> list[Signer]:
        signers: dict[MemberId, Signer] = {}
        for one in form.signatories if form.kind is Kind.LEGAL else ():
            found = await self.ports.members.by_code(one.code)
            if found is None or found.state is not State.ACTIVE or found.kind not in PERSONAL:
                raise Refusal("membership.signatory_unknown", code=one.code)
            answer = SignerAnswer.AGREED if found.id == by else SignerAnswer.WAITING
            signers[found.id] = Signer(found.id, one.role, answer)
        return list(signers.values())

    @command(Role.NEWCOMER, Role.MEMBER)
    async def withdraw(self, actor: Actor) -> None:
        """Take an open application back. Raises Refusal(membership.no_application)."""
        application = await self._move(await self._mine(actor), Stage.WITHDRAWN)
        self.about(f"membership:application:{application.id}")
        self.unit.record(ApplicationSettled(application.id))

    async def _mine(self, actor: Actor) -> Application:
        application = await self.ports.applications.open_of(actor.person, actor.member)
        if application is None:
            raise Refusal("membership.no_application")
        return application

    @command(Role.SYSTEM)
    async def check_identity(self, actor: Actor, application: int, version: int) -> None:
        """Ask the registry and act on its word; called by the timer that `IdentityAsked` sets, and harmless when it comes late or twice.

        The local twin answers within this unit. A registry behind a network is to be asked between two units with `Claim.key`.
        """
        found = await self.ports.applications.find(application)
        if found is None or found.stage is not Stage.WAITING_IDENTITY or found.version != version:
            return
        self.about(f"membership:application:{application}")
        form = found.form
        if known := await self.ports.members.by_identifier(form.identifier):
            await self._doubt(found, Cause.DUPLICATE, known)
            return
        finding = await self.ports.registry.check(_claim(found))
        if finding is None:
            await self._ask_later(found)
        elif finding is not Finding.MATCH:
            await self._doubt(found, Cause.MISMATCH if finding is Finding.MISMATCH else Cause.UNKNOWN)
        elif form.kind in PERSONAL and await self.ports.members.owner_of(form.mobile):
            await self._doubt(found, Cause.SHARED_MOBILE)
        else:
            await self._identified(found)

    async def _ask_later(self, application: Application) -> None:
        asked = application.asked + 1
        if asked >= self._policy.registry_tries:
            await self._doubt(replace(application, asked=asked), Cause.NO_ANSWER)
            return
        application = await self.ports.applications.save(replace(application, asked=asked))
        self.unit.record(IdentityAsked(application.id, self.unit.now + self._policy.registry_pause, application.version))

    async def _doubt(self, application: Application, cause: Cause, claimed: Member | None = None) -> None:
        application = await self._move(application, Stage.IN_REVIEW, cause=cause, member=claimed.id if claimed else None)
        self.unit.record(IdentityDoubted(application.id, application.version, application.member))

    async def _identified(self, application: Application) -> None:
        """Who they are is clear: an organisation still needs its signatories, everybody else is a member now."""
        waiting = [s.member for s in await self.ports.applications.signers(application.id) if s.answer is SignerAnswer.WAITING]
        if waiting:
            application = await self._move(application, Stage.WAITING_SIGNATORIES, cause=None, member=None)
            self.unit.record(SignaturesAsked(application.id, application.version, tuple(waiting)))
        else:
            await self._admit(application)

    async def _admit(self, application: Application) -> None:
        """One identifier, one member: the row decides, whoever came first."""
        form = application.form
        owns = form.kind in PERSONAL and await self.ports.members.owner_of(form.mobile) is None
        member = await self.ports.members.add(application, await self._free_code(), owns_mobile=owns, now=self.unit.now)
        if member is None:
            known = await self.ports.members.by_identifier(form.identifier)
            if application.stage is Stage.WAITING_IDENTITY:
                await self._doubt(application, Cause.DUPLICATE if known else Cause.SHARED_MOBILE, known)
                return
            raise Refusal("membership.changed_meanwhile")
        await self.ports.members.accept(member.id, form.terms, self.unit.now)
        await self.ports.hats.give(member.id, Role.MEMBER)
        await self._link(application.person, member.id)
        await self._move(application, Stage.APPROVED, member=member.id)
        self.unit.record(MemberJoined(member.id, application.person))
        self.unit.record(ApplicationSettled(application.id))

    async def _free_code(self) -> str:
        """Chance hits a code that is somebody's about once in two thousand times when ten million have one."""
        code = self.ports.secrets.member_code()
        while await self.ports.members.by_code(code) is not None:
            code = self.ports.secrets.member_code()
        return code

    @command(Role.MEMBER)
    async def sign(self, actor: Actor, application: int, agree: bool) -> None:
        """A signatory's yes or no to an organisation's application; the last yes makes it a member, the first no ends it.

        Raises Refusal: membership.no_application (also: not asked), membership.cannot_move, not_active.
        """
        me = await self._active(actor)
        found = await self.ports.applications.find(application)
        signers = {s.member: s for s in await self.ports.applications.signers(application)} if found else {}
        if found is None or me.id not in signers:
            raise Refusal("membership.no_application")
        if found.stage is not Stage.WAITING_SIGNATORIES or signers[me.id].answer is not SignerAnswer.WAITING:
            raise Refusal("membership.already_decided")
        self.about(f"membership:application:{application}", agree=agree)
        await self.ports.applications.sign(application, me.id, SignerAnswer.AGREED if agree else SignerAnswer.REFUSED)
        found = await self.ports.applications.save(found)  # its version decides between two who sign at once
        if not agree:
            await self._move(found, Stage.REJECTED)
            self.unit.record(ApplicationSettled(application))
        elif all(s.answer is SignerAnswer.AGREED for s in await self.ports.applications.signers(application)):
            await self._admit(found)

    @command(Role.SYSTEM)
    async def expire(self, actor: Actor, application: int) -> None:
        """Nobody acted for 14 days (shared:G8). A timer of an earlier stage does nothing."""
        found = await self.ports.applications.find(application)
        if found is None or found.stage not in OPEN_STAGES - {Stage.WAITING_IDENTITY} or self.unit.now < found.moved + self._policy.expiry:
            return
        await self._move(found, Stage.EXPIRED)
        self.about(f"membership:application:{application}")
        self.unit.record(ApplicationSettled(application))


def _claim(application: Application) -> Claim:
    form = application.form
    key = f"membership-{application.id}-{application.version - application.asked}"
    mobile = form.mobile if form.kind in PERSONAL else ""
    return Claim(key, form.kind, form.identifier, form.birth, form.given, form.family, mobile)
