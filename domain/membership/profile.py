"""پروفایل - what a member sees and changes of themselves, their requests, and which notices reach them.   Siblings: linking.py leaving.py"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from domain.kernel.moves import move
from domain.kernel.people import RAHYARS, Actor, MemberId, Role
from domain.kernel.persian.identifiers import check_postal_code, masked, read_mobile
from domain.kernel.refusal import Refusal
from domain.kernel.requests import RequestLine, Status
from domain.kernel.verbs import command, query
from domain.membership.agreeing import Agreeing
from domain.membership.events import CameOfAge, ChangeAsked, ChangeDecided, HomeChanged
from domain.membership.model import CHANGE_MOVES, Change, ChangeStage, Kind, Member, Stage, State, Topic
from domain.membership.papers import LegalForm
from domain.membership.places import Home
from domain.membership.ports import Claim, Finding, SignedIn
from domain.membership.rules import AT_ONCE, FIDA_DIGITS, LOCKED, OFF_AT_FIRST, Category, after_the_night, age, check_names, check_written


@dataclass(frozen=True, slots=True)
class ProfileView:
    """A member's own page; identifiers are masked."""

    code: str
    name: str
    kind: Kind
    state: State
    identifier: str
    birth: date | None
    mobile: str
    home: Home
    joined: datetime
    terms: int
    leaves: datetime | None
    roles: tuple[tuple[Role, str], ...]  # with their scope
    speakers: int  # how many speak through this account
    grown: bool  # a child who has the years of an adult by now
    legal_form: LegalForm | None
    registration: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A kind of notice: whether it comes, and whether that is the member's choice."""

    category: Category
    on: bool
    locked: bool


STATUS = {
    Stage.WAITING_IDENTITY: Status.WAITING,
    Stage.IN_REVIEW: Status.WAITING,
    Stage.WAITING_SIGNATORIES: Status.WAITING,
    Stage.NEEDS_CORRECTION: Status.NEEDS_YOU,
    Stage.APPROVED: Status.APPROVED,
    Stage.REJECTED: Status.REJECTED,
    Stage.WITHDRAWN: Status.ENDED,
    Stage.EXPIRED: Status.ENDED,
}
CHANGE_STATUS = {ChangeStage.WAITING: Status.WAITING, ChangeStage.DONE: Status.APPROVED, ChangeStage.REFUSED: Status.REJECTED}


class Profile(Agreeing):
    """Verbs of a member about themselves."""

    @query(Role.MEMBER)
    async def profile(self, actor: Actor) -> ProfileView:
        """Raises Refusal(membership.no_such_member)."""
        m = await self._member(actor.member_id)
        identifier, mobile = masked("identifier", m.identifier), masked("mobile", m.mobile)
        roles = tuple((g.role, g.scope) for g in await self.ports.members.grants(m.id) if g.role is not Role.MEMBER)
        speakers = len(await self.ports.accounts.members_behind(actor.person))
        return ProfileView(
            m.code, m.name, m.kind, m.state, identifier, m.birth, mobile, m.home, m.joined, m.terms, m.leaves, roles, speakers, self._grown(m),
            m.legal_form, m.registration,
        )  # fmt: skip

    def _grown(self, member: Member) -> bool:
        return member.kind is Kind.MINOR and member.birth is not None and age(member.birth, self._today) >= self._policy.adult

    @command(Role.MEMBER)
    async def change_home(self, actor: Actor, home: Home) -> None:
        """Move house. Raises Refusal: membership.not_active, bad_place, bad_postal_code."""
        me = await self._active(actor)
        if not home.city.strip():
            raise Refusal("membership.bad_place")
        if home.postal_code:
            check_written(check_postal_code, home.postal_code, "bad_postal_code")
        await self._save(me, home=home)
        self.about(f"membership:member:{me.id}", province=home.province)
        self.unit.record(HomeChanged(me.id))

    @command(Role.MEMBER)
    async def change_names(self, actor: Actor, given: str, family: str) -> str:
        """Ask for another name; returns the number of the request. It holds when the registry agrees.

        Raises Refusal: membership.not_active, bad_name, change_open.
        """
        me = await self._active(actor)
        check_names(me.kind, given, family)
        return await self._ask_change(me, Topic.NAME, given.strip(), family.strip())

    @command(Role.MEMBER)
    async def change_mobile(self, actor: Actor, mobile: str) -> str:
        """A new number, shared as the own contact; returns the number of the request. It holds when the registry says that the SIM is the member's.

        A child who is grown by now becomes a member of their own with it. Raises Refusal: membership.not_active, not_own_mobile (of a child or an
        organisation), bad_mobile, same_mobile, change_open. A number that is another member's is refused later, and in the same words as a SIM in
        another name (rel:O1).
        """
        me = await self._active(actor)
        if me.kind not in (Kind.NATURAL, Kind.FOREIGN) and not self._grown(me):
            raise Refusal("membership.not_own_mobile")
        check_written(read_mobile, mobile, "bad_mobile")
        if mobile == me.mobile:
            raise Refusal("membership.same_mobile")
        return await self._ask_change(me, Topic.MOBILE, "", mobile)

    async def _ask_change(self, me: Member, topic: Topic, given: str, value: str) -> str:
        if any(c.topic is topic and c.stage is ChangeStage.WAITING for c in await self.ports.changes.all_of(me.id)):
            raise Refusal("membership.change_open", topic=topic)
        change = await self.ports.changes.add(me.id, topic, given, value, self.unit.now)
        self.about(f"membership:change:{change.id}", topic=topic)
        self.unit.record(ChangeAsked(change.id, me.id, self.unit.now))
        return change.number

    @command(Role.SYSTEM)
    async def check_change(self, actor: Actor, change: int) -> None:
        """Ask the registry about a change and act on its word; called by the timer of `ChangeAsked`. Late or twice, it does nothing."""
        found = await self.ports.changes.find(change)
        member = await self.ports.members.find(found.member) if found else None
        if found is None or member is None or member.state is State.ERASED or found.stage is not ChangeStage.WAITING:
            return
        self.about(f"membership:change:{change}", topic=found.topic)
        wished = self._with(member, found)
        finding = await self.ports.registry.check(_claim(wished, found))
        if finding is None and found.asked + 1 < self._policy.registry_tries:
            await self.ports.changes.save(found, replace(found, asked=found.asked + 1))
            self.unit.record(ChangeAsked(found.id, member.id, self.unit.now + self._policy.registry_pause))
            return
        taken = found.topic is Topic.MOBILE and await self.ports.members.owner_of(found.value) is not None
        done = finding is Finding.MATCH and not taken
        stage = move(CHANGE_MOVES, found.stage, ChangeStage.DONE if done else ChangeStage.REFUSED, subsystem="membership")
        await self.ports.changes.save(found, replace(found, stage=stage, at=self.unit.now))
        if done:
            await self._follow_mobile(await self.ports.members.save(wished), member.mobile)
            if wished.kind is not member.kind:
                self.unit.record(CameOfAge(member.id, member.guardian))
        self.unit.record(ChangeDecided(change, found.number, found.topic, member.id, done))

    def _with(self, member: Member, change: Change) -> Member:
        if change.topic is Topic.NAME:
            return replace(member, given=change.given, family=change.value)
        if self._grown(member):
            adult = Kind.FOREIGN if len(member.identifier) == FIDA_DIGITS else Kind.NATURAL
            member = replace(member, kind=adult, guardian=None)
        return replace(member, mobile=change.value, owns_mobile=True, sms_trusted=True)

    @query(Role.SYSTEM)
    async def guardian_of_grown(self, actor: Actor, member: MemberId) -> MemberId | None:
        """Who still answers for somebody who has the years of an adult; None for everybody else."""
        found = await self.ports.members.find(member)
        return found.guardian if found is not None and found.state is not State.ERASED and self._grown(found) else None

    @query(Role.MEMBER)
    async def my_requests(self, actor: Actor) -> list[RequestLine]:
        """Everything the member asked of any subsystem, last moved first (conv:D15)."""
        own = await self.requests_of(actor, actor.member_id)
        lines = own + await self.ports.elsewhere.requests_of(actor, actor.member_id)
        return sorted(lines, key=lambda line: line.at, reverse=True)

    @query(Role.MEMBER, *RAHYARS, Role.SYSTEM)
    async def requests_of(self, actor: Actor, member: MemberId) -> list[RequestLine]:
        """What a member asked of membership itself; a member sees their own only."""
        if actor.member != member and not actor.has(*RAHYARS, Role.SYSTEM):
            raise Refusal("membership.no_such_member")
        filed = await self.ports.applications.all_of("", member)
        changed = await self.ports.changes.all_of(member)
        lines = [RequestLine(a.number, f"membership.request.{a.form.kind.value}", STATUS[a.stage], a.moved, "my_application" if a.open else "") for a in filed]
        lines += [RequestLine(c.number, f"membership.request.{c.topic.value}", CHANGE_STATUS[c.stage], c.at) for c in changed]
        found = await self._member(member)
        if found.leaves is not None:
            lines.append(RequestLine("", "membership.request.leaving", Status.WAITING, found.leaves - self._policy.cooling, "stay"))
        if found.terms < self._policy.terms:
            since = datetime.combine(self._policy.since, time(), self.unit.now.tzinfo)
            lines.append(RequestLine("", "membership.request.terms", Status.NEEDS_YOU, since, "terms"))
        return lines

    @query(Role.MEMBER)
    async def notices(self, actor: Actor) -> list[Notice]:
        """Every kind of notice, as it is chosen now."""
        chosen = await self.ports.members.choices(actor.member_id)
        return [Notice(c, _is_on(c, chosen), c in LOCKED) for c in Category]

    @command(Role.MEMBER)
    async def choose_notice(self, actor: Actor, category: Category, on: bool) -> None:
        """Raises Refusal(membership.notice_locked): security, requests and money are always told."""
        if category in LOCKED:
            raise Refusal("membership.notice_locked")
        await self.ports.members.choose(actor.member_id, category.value, on=on)
        self.about(f"membership:member:{actor.member_id}", category=category, on=on)

    @query(Role.SYSTEM)
    async def when_to_tell(self, actor: Actor, member: MemberId, category: str) -> datetime | None:
        """When a notice of a category may leave: now, in the morning (22 to 8 is quiet, unless they were here just now), or None where it is not wanted.

        An answer to what the member does at this moment has no category and is not asked about here.
        """
        known = Category(category) if category in {c.value for c in Category} else Category.REMINDERS
        if not _is_on(known, await self.ports.members.choices(member)):
            return None
        return self.unit.now if known in AT_ONCE else self._waking(await self.ports.accounts.reach(member))

    @query(Role.SYSTEM)
    async def when_to_tell_account(self, actor: Actor, person: str) -> datetime:
        """The same for an account without a member, who has no choices yet: now, or in the morning."""
        return self._waking(await self.ports.accounts.find(person))

    def _waking(self, account: SignedIn | None) -> datetime:
        """Whoever was here a moment ago is awake."""
        awake = account is not None and self.unit.now - account.seen < self._policy.awake
        return self.unit.now if awake else after_the_night(self.unit.now, self._policy)

    @query(Role.MEMBER, *RAHYARS, Role.POSHTIBAN, Role.SYSTEM)
    async def names_of(self, actor: Actor, members: Collection[MemberId]) -> dict[MemberId, str]:
        """Names: whole for those who serve, first name and first letter for other members (shared:G12). Who is gone is left out."""
        whole = actor.has(*RAHYARS, Role.POSHTIBAN, Role.SYSTEM)
        found = [await self.ports.members.find(m) for m in members]
        return {m.id: m.name if whole else m.short_name for m in found if m is not None and m.state is not State.ERASED}


def _is_on(category: Category, chosen: dict[str, bool]) -> bool:
    return category in LOCKED or chosen.get(category.value, category not in OFF_AT_FIRST)


def _claim(member: Member, change: Change) -> Claim:
    mobile = member.mobile if member.owns_mobile else ""
    return Claim(f"membership-change-{change.id}", member.kind, member.identifier, member.birth, member.given, member.family, mobile)
