"""درگاه‌های عضویت - what membership needs from the outside.   Rows: storage/membership/   Registry and SMS: bot/outside/"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.kernel.people import Actor, Hats, MemberId
from domain.kernel.requests import DataLine, RequestLine
from domain.membership.model import Application, Challenge, Change, Form, Grant, Kind, Member, Purpose, Signer, SignerAnswer, Stage, Topic


class Finding(StrEnum):
    """What the registry says of a claim."""

    MATCH = "match"
    MISMATCH = "mismatch"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Claim:
    """Identifier, birth day, name and number that are said to belong together. `key` makes asking twice harmless.

    `mobile` is "" where the number is another's: of a child or an organisation.
    """

    key: str
    kind: Kind
    identifier: str
    birth: date | None
    given: str
    family: str
    mobile: str


class Registry(Protocol):
    """Port: the civil registry, and whose name a SIM is in."""

    @property
    def trial(self) -> bool:
        """Whether its answers are only for trying things out: members are told so."""

    async def check(self, claim: Claim) -> Finding | None:
        """None when it did not answer: it is asked again later, with the same key."""


class Sms(Protocol):
    """Port: a code by text message. `carries`: whether somebody really takes them to phones."""

    @property
    def carries(self) -> bool: ...

    async def send_code(self, mobile: str, code: str, key: str) -> bool:
        """Whether the carrier took it. `mobile` is E.164; a repeated `key` is sent once."""


class Secrets(Protocol):
    """Port: chance, which the domain has none of."""

    def digits(self, length: int) -> str: ...

    def member_code(self) -> str:
        """Eight letters, none of which looks or sounds like another, and no digits: they would be of one script among letters of another."""


class SignedIn(Protocol):
    """What membership reads of a messenger account."""

    @property
    def person(self) -> str: ...
    @property
    def platform(self) -> str: ...
    @property
    def member(self) -> MemberId | None: ...
    @property
    def seen(self) -> datetime: ...
    @property
    def blocked(self) -> datetime | None: ...


class Accounts(Protocol):
    """Port: which messenger account speaks for whom. Fulfilled by storage/kit/accounts.py."""

    async def find(self, person: str) -> SignedIn | None: ...
    async def link(self, person: str, member: MemberId) -> None: ...
    async def unlink(self, person: str, member: MemberId) -> None: ...
    async def members_behind(self, person: str) -> list[MemberId]: ...
    async def accounts_of(self, member: MemberId) -> Sequence[SignedIn]: ...
    async def reach(self, member: MemberId) -> SignedIn | None: ...


class Elsewhere(Protocol):
    """Port: what the other subsystems know of a member."""

    async def requests_of(self, actor: Actor, member: MemberId) -> list[RequestLine]: ...

    async def data_of(self, actor: Actor, member: MemberId) -> list[DataLine]:
        """What they keep of a member, each its own part in order, newest first."""

    async def ties_of(self, member: MemberId) -> list[str]:
        """Text keys of what delays being forgotten: open debts, a kanoon still led."""


class Members(Protocol):
    """Rows of members. `save` obeys the version: Refusal(membership.changed_meanwhile)."""

    async def add(self, application: Application, code: str, *, owns_mobile: bool, now: datetime) -> Member | None:
        """None when somebody with this identifier is a member already."""

    async def save(self, member: Member) -> Member: ...
    async def find(self, member: MemberId) -> Member | None: ...
    async def by_code(self, code: str) -> Member | None:
        """By a code as people type it: in any case, with spaces or dashes."""

    async def by_identifier(self, identifier: str) -> Member | None: ...
    async def owner_of(self, mobile: str) -> Member | None:
        """The one member whose own number this is."""

    async def with_mobile(self, mobile: str) -> list[Member]:
        """Everybody who is not erased and has this number: of a family that shares one, and of a number that changed hands, there are several."""

    async def wards(self, guardian: MemberId) -> list[MemberId]:
        """Children and organisations that this member answers for."""

    async def erase(self, member: Member) -> None:
        """Destroy the key of everything personal, and what could find it; keep the bare row."""

    async def accept(self, member: MemberId, terms: int, now: datetime) -> None: ...
    async def behind_terms(self, version: int, after: MemberId, limit: int) -> list[MemberId]:
        """Active members who accepted an earlier version only, by id, from the one after `after` on."""

    async def told_of_terms(self) -> tuple[int, int, MemberId]:
        """The newest version of which everybody was told, the one that is being told, and who heard of that last."""

    async def tell_of_terms(self, version: int, last: MemberId | None) -> None:
        """Members up to `last` were told of a version; None: all of them."""

    async def accepted(self, member: MemberId) -> list[tuple[int, datetime]]: ...
    async def choices(self, member: MemberId) -> dict[str, bool]: ...
    async def choose(self, member: MemberId, category: str, *, on: bool) -> None: ...
    async def grants(self, member: MemberId | None) -> list[Grant]:
        """Of one member, or everybody's."""


class Applications(Protocol):
    """Rows of applications. `save` obeys the version: Refusal(membership.changed_meanwhile)."""

    async def add(self, form: Form, stage: Stage, person: str, by: MemberId | None, now: datetime) -> Application: ...
    async def save(self, application: Application) -> Application: ...
    async def find(self, application: int) -> Application | None: ...
    async def open_of(self, person: str, by: MemberId | None) -> Application | None:
        """Of an account without a member when `by` is None, else what this member brings; newest first."""

    async def all_of(self, person: str, member: MemberId | None) -> list[Application]:
        """What made this member or is brought by them; for None, what came from the account. Newest first."""

    async def in_review(self) -> list[Application]:
        """Oldest first."""

    async def rejections(self, identifier: str, person: str) -> list[datetime]:
        """When this account was rejected with this identifier, newest first."""

    async def forget(self, application: Application) -> None:
        """Destroy the key of what was declared; number, stage and days stay."""

    async def add_signers(self, application: int, signers: Collection[Signer]) -> None: ...
    async def signers(self, application: int) -> list[Signer]: ...
    async def sign(self, application: int, member: MemberId, answer: SignerAnswer) -> None: ...


class Challenges(Protocol):
    """Rows of codes, of which only a keyed digest is kept, and of wrong tries."""

    async def add(self, purpose: Purpose, person: str, member: MemberId | None, code: str, until: datetime) -> Challenge:
        """An earlier one of the same purpose, person and member is gone."""

    async def of(self, purpose: Purpose, person: str) -> Challenge | None: ...
    async def by_code(self, purpose: Purpose, code: str) -> Challenge | None: ...
    async def fits(self, challenge: Challenge, code: str) -> bool: ...
    async def missed(self, challenge: Challenge) -> None: ...
    async def drop(self, challenge: Challenge) -> None: ...

    async def count(self, what: str, who: str, since: datetime) -> int:
        """How often `hit` was called with these since then."""

    async def hit(self, what: str, who: str, now: datetime) -> None: ...
    async def unhit(self, what: str, who: str) -> None:
        """Take back the newest."""

    async def keep_sms(self, challenge: int, member: MemberId, code: str) -> None:
        """Seal a code until the SMS job took it."""

    async def take_sms(self, challenge: int) -> tuple[MemberId, str] | None: ...
    async def forget(self, member: MemberId) -> None:
        """Drop every code and count of a member."""


class Changes(Protocol):
    """Rows of wished changes. `save` obeys the stage: Refusal(membership.changed_meanwhile)."""

    async def add(self, member: MemberId, topic: Topic, given: str, value: str, now: datetime) -> Change: ...
    async def save(self, before: Change, after: Change) -> None: ...
    async def find(self, change: int) -> Change | None: ...
    async def all_of(self, member: MemberId) -> list[Change]:
        """Newest first."""

    async def forget(self, member: MemberId) -> None:
        """Drop what a member ever wished to change."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything membership needs."""

    members: Members
    applications: Applications
    challenges: Challenges
    changes: Changes
    accounts: Accounts
    hats: Hats
    registry: Registry
    sms: Sms
    secrets: Secrets
    elsewhere: Elsewhere
