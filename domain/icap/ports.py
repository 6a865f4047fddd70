"""درگاه‌های آیکاپ - what signatures and notes need from others.   Rows: storage/icap/   Keys: storage/icap/signing.py   People and proofs: bot/icap_ports.py"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from domain.icap.certificate import Certificate, CertificateId, KeyPair
from domain.icap.note import NoteId, PromissoryNote, Signature
from domain.kernel.fees import Fees
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.kernel.rates import Rates


@dataclass(frozen=True, slots=True)
class Signer:
    """A member who may act: their names and the number they are known by."""

    id: MemberId
    code: str
    name: str
    short_name: str
    identifier: str


class People(Protocol):
    """Members who may act now; of others, None."""

    async def known(self, member: MemberId) -> Signer | None: ...
    async def by_code(self, code: str) -> Signer | None: ...
    async def short_names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]: ...


class Proofs(Protocol):
    """What other parts of the house know of a member."""

    async def identified(self, member: MemberId) -> bool: ...
    async def has_account(self, member: MemberId) -> bool: ...
    async def guarantee(self, member: MemberId) -> Rial | None:
        """How much they may answer for in all, by a result that is valid and not disputed; None without one."""

    async def stepped_up(self, member: MemberId, about: str) -> bool:
        """Whether they proved just now that it is them who does this."""


class Signing(Protocol):
    """Keys and signatures of a well-known kind (Ed25519)."""

    def new_keys(self) -> KeyPair: ...
    def sign(self, private: bytes, message: bytes) -> bytes: ...
    def fits(self, public: bytes, message: bytes, signature: bytes) -> bool: ...
    def token(self) -> str:
        """What nobody can guess: letters and digits."""


class Certificates(Protocol):
    """Rows of certificates."""

    async def add_alone(self, thing: Certificate) -> Certificate | None:
        """None while the member has a valid one."""

    async def save(self, thing: Certificate) -> Certificate:
        """Raises Refusal(`icap.changed_meanwhile`)."""

    async def find(self, number: CertificateId, *, lock: bool = False) -> Certificate | None: ...
    async def valid_of(self, member: MemberId, *, lock: bool = False) -> Certificate | None: ...
    async def of_member(self, member: MemberId, limit: int) -> list[Certificate]:
        """Newest first."""


class Notes(Protocol):
    """Rows of notes and of their signatures."""

    async def add_alone(self, thing: PromissoryNote) -> PromissoryNote | None:
        """None while the member has one that is not signed by everybody."""

    async def save(self, thing: PromissoryNote) -> PromissoryNote:
        """Raises Refusal(`icap.changed_meanwhile`)."""

    async def find(self, number: NoteId, *, lock: bool = False) -> PromissoryNote | None: ...
    async def by_token(self, token: str) -> PromissoryNote | None: ...
    async def of_member(self, member: MemberId, limit: int) -> list[PromissoryNote]:
        """Issued or guaranteed, newest first."""

    async def guaranteed(self, member: MemberId, but: NoteId) -> Rial:
        """For how much somebody answers now, without one."""

    async def add_signature(self, thing: Signature) -> None: ...
    async def signatures(self, note: NoteId) -> list[Signature]:
        """In the order they were given."""


class Forgetting(Protocol):
    """Everything of somebody who is erased."""

    async def forget(self, member: MemberId) -> None: ...


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything the service needs."""

    certificates: Certificates
    notes: Notes
    forgetting: Forgetting
    people: People
    proofs: Proofs
    signing: Signing
    fees: Fees
    rates: Rates
