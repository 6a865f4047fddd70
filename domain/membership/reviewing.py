"""بررسی - a poshtiban looks at what the registry could not settle (decision 26).   Filing: joining.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.identifiers import masked
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.membership.events import ApplicationSettled, MemberThawed
from domain.membership.joining import Joining
from domain.membership.model import Application, Cause, Kind, Member, SignerAnswer, SignerRole, Stage, State
from domain.membership.papers import Item, LegalForm
from domain.membership.places import Province
from domain.membership.rules import check_reason


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What a poshtiban sees of an application; identifiers are masked. `until`: before it, a claimed member may still object."""

    number: str
    kind: Kind
    stage: Stage
    cause: Cause | None
    name: str
    birth: date | None
    identifier: str
    mobile: str
    province: Province
    city: str
    filed: datetime
    reason: str
    until: datetime | None
    mine: bool
    wants: tuple[Item, ...]
    paper: bool  # a photo is there to be looked at
    legal_form: LegalForm | None
    registration: str


@dataclass(frozen=True, slots=True)
class SignatureView:
    """What a signatory sees of an organisation's application."""

    number: str
    name: str
    role: SignerRole
    answer: SignerAnswer
    stage: Stage
    by: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is to be told about an application: to the account it came from, or to whoever brought it."""

    number: str
    stage: Stage
    person: str
    by: MemberId | None
    reason: str
    name: str
    kind: Kind
    version: int
    cause: Cause | None
    claimed: MemberId | None  # the member whose identifier it repeats
    member: MemberId | None  # whom it made or brought back
    code: str  # of that member
    wants: tuple[Item, ...]
    birth: date | None
    identifier: str
    paper: str
    moved: datetime


class Reviewing(Joining):
    """Verbs of poshtibans, and of a member who is claimed by somebody else."""

    @query(Role.POSHTIBAN, Role.ADMIN)
    async def review(self, actor: Actor, application: int) -> ReviewView:
        """Raises Refusal(membership.no_application)."""
        found = await self._application(application)
        form = found.form
        until = await self._objection_until(found) if found.stage is Stage.IN_REVIEW else None
        return ReviewView(
            found.number, form.kind, found.stage, found.cause, form.name, form.birth, masked("identifier", form.identifier), masked("mobile", form.mobile),
            form.home.province, form.home.city, found.filed, found.reason, until, self._is_own(found, actor), found.wants, bool(form.paper),
            form.legal_form, form.registration,
        )  # fmt: skip

    @query(Role.POSHTIBAN, Role.ADMIN)
    async def waiting_reviews(self, actor: Actor) -> list[tuple[int, str, str]]:
        """Id, number and name of what waits, oldest first."""
        return [(a.id, a.number, a.form.name) for a in await self.ports.applications.in_review()]

    @query(Role.SYSTEM)
    async def reviewers(self, actor: Actor) -> list[MemberId]:
        """Who gets the card: poshtibans, or the admins where there is none."""
        return await self.ports.hats.wearers(Role.POSHTIBAN) or await self.ports.hats.wearers(Role.ADMIN)

    @query(Role.SYSTEM)
    async def is_trial(self, actor: Actor) -> bool:
        """Whether the registry only plays its part (the local twin), so that nobody's identity was really checked."""
        return self.ports.registry.trial

    @query(Role.SYSTEM)
    async def outcome(self, actor: Actor, application: int) -> Outcome:
        """Raises Refusal(membership.no_application)."""
        found = await self._application(application)
        member = await self.ports.members.find(found.member) if found.stage is Stage.APPROVED and found.member else None
        claimed = found.member if found.cause is Cause.DUPLICATE else None
        return Outcome(
            found.number, found.stage, found.person, found.by, found.reason, found.form.name, found.form.kind, found.version, found.cause,
            claimed, member.id if member else None, member.code if member else "", found.wants, found.form.birth, found.form.identifier, found.form.paper,
            found.moved,
        )  # fmt: skip

    @command(Role.POSHTIBAN, Role.ADMIN)
    async def approve(self, actor: Actor, application: int) -> None:
        """Accept the identity. Where a member has this identifier already, the account and number of the applicant become that member's,
        and all others are signed out: the way back for who lost both phone and SIM.

        Raises Refusal: membership.no_application, own_application, cannot_move, too_early (until), changed_meanwhile.
        """
        found = await self._under_review(actor, application)
        self.about(f"membership:application:{application}", cause=found.cause)
        if found.cause is not Cause.DUPLICATE or found.member is None:
            await self._identified(found)
            return
        until = await self._objection_until(found)
        if until is not None and self.unit.now < until:
            raise Refusal("membership.too_early", until=until)
        await self._hand_over(found, await self._member(found.member))

    async def _hand_over(self, application: Application, member: Member) -> None:
        if member.kind is not application.form.kind or member.state is State.SUSPENDED:
            raise Refusal("membership.not_active", state=member.state)
        await self._unlink_all(member.id)
        old, mobile = member.mobile, application.form.mobile
        owner = await self.ports.members.owner_of(mobile)
        owns = member.owns_mobile and owner in (None, member)
        guardian = application.by if member.kind in (Kind.MINOR, Kind.LEGAL) else None
        fresh = {"mobile": mobile, "owns_mobile": owns, "sms_trusted": True, "guardian": guardian}
        if member.state is State.ACTIVE:
            member = await self._save(member, **fresh)
        else:
            member = await self._become(member, State.ACTIVE, **fresh, leaves=None)
            self.unit.record(MemberThawed(member.id))
        await self._follow_mobile(member, old)
        await self._link(application.person, member.id)
        await self._bring_wards(member.id, application.person)
        await self._move(application, Stage.APPROVED)
        self.unit.record(ApplicationSettled(application.id))

    @command(Role.POSHTIBAN, Role.ADMIN)
    async def reject(self, actor: Actor, application: int, reason: str) -> None:
        """Say no, with a reason the applicant reads. Raises Refusal: membership.bad_reason, no_application, own_application, cannot_move."""
        check_reason(reason)
        found = await self._move(await self._under_review(actor, application), Stage.REJECTED, reason=reason.strip())
        self.about(f"membership:application:{application}", cause=found.cause)
        self.unit.record(ApplicationSettled(application))

    @command(Role.MEMBER)
    async def object_claim(self, actor: Actor, application: int) -> None:
        """ "That is not me": ends an application that claims the actor's own identifier. Raises Refusal: membership.no_application, already_decided."""
        found = await self.ports.applications.find(application)
        if found is None or found.cause is not Cause.DUPLICATE or found.member != actor.member_id:
            raise Refusal("membership.no_application")
        if found.stage is not Stage.IN_REVIEW:
            raise Refusal("membership.already_decided")
        await self._move(found, Stage.REJECTED)
        self.about(f"membership:application:{application}")
        self.unit.record(ApplicationSettled(application))

    @query(Role.SYSTEM)
    async def signers_awaited(self, actor: Actor, application: int) -> list[MemberId]:
        """Who has not said yes or no yet."""
        return [s.member for s in await self.ports.applications.signers(application) if s.answer is SignerAnswer.WAITING]

    @query(Role.MEMBER)
    async def signature(self, actor: Actor, application: int) -> SignatureView:
        """An organisation's application, for one of its signatories. Raises Refusal(membership.no_application)."""
        found = await self.ports.applications.find(application)
        signers = await self.ports.applications.signers(application)
        mine = next((s for s in signers if s.member == actor.member_id), None)
        if found is None or mine is None:
            raise Refusal("membership.no_application")
        by = await self.ports.members.find(found.by) if found.by else None
        return SignatureView(found.number, found.form.name, mine.role, mine.answer, found.stage, by.name if by else "")

    async def _application(self, application: int) -> Application:
        found = await self.ports.applications.find(application)
        if found is None:
            raise Refusal("membership.no_application")
        return found

    async def _under_review(self, actor: Actor, application: int) -> Application:
        found = await self._application(application)
        if self._is_own(found, actor):
            raise Refusal("membership.own_application")
        if found.stage is not Stage.IN_REVIEW:
            raise Refusal("membership.already_decided")
        return found

    def _is_own(self, application: Application, actor: Actor) -> bool:
        """Nobody decides about themselves, their child, or who shares their phone (shared:G9)."""
        own = actor.member is not None and actor.member in (application.by, application.member)
        return own or (bool(actor.person) and actor.person == application.person)

    async def _objection_until(self, application: Application) -> datetime | None:
        """Until when the claimed member may object; None where nobody is signed in who could."""
        if application.cause is not Cause.DUPLICATE or application.member is None:
            return None
        reached = await self.ports.accounts.accounts_of(application.member)
        return application.moved + self._policy.takeover_wait if reached else None
