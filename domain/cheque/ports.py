"""درگاه‌ها - what cheques need from others.   Rows: storage/cheque/   House, till: bot/cheque_ports.py   Bank: bot/outside/cheques.py"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.cheque.book import BookId, ChequeBook
from domain.cheque.cheque import Cheque, ChequeId, ChequeState, Step
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.kernel.rates import Rates


class Books(Protocol):
    """Rows of books."""

    async def add_alone(self, thing: ChequeBook) -> ChequeBook | None:
        """None while the member waits for one."""

    async def save(self, thing: ChequeBook) -> ChequeBook:
        """Raises Refusal(`cheque.changed_meanwhile`)."""

    async def find(self, number: BookId, *, lock: bool = False) -> ChequeBook | None: ...
    async def of_member(self, member: MemberId, limit: int) -> list[ChequeBook]:
        """Newest first."""

    async def forget(self, member: MemberId) -> None:
        """Books and leaves of somebody who is erased, with what was done with them."""


class Cheques(Protocol):
    """Rows of leaves, and of what was done with them."""

    async def add_leaves(self, book: ChequeBook, serials: Sequence[str]) -> None:
        """Blank ones."""

    async def save(self, thing: Cheque) -> Cheque:
        """Raises Refusal(`cheque.changed_meanwhile`)."""

    async def find(self, number: ChequeId, *, lock: bool = False) -> Cheque | None: ...
    async def blank_of(self, member: MemberId) -> Cheque | None:
        """The first that is blank, held to the end of the unit."""

    async def count(self, member: MemberId, states: Sequence[ChequeState]) -> int:
        """Of the leaves that a member may draw on or drew."""

    async def held(self, member: MemberId, states: Sequence[ChequeState]) -> int:
        """How many are in somebody's hand, or offered to them."""

    async def of_member(self, member: MemberId, limit: int) -> list[Cheque]:
        """Drawn, held or once held, or offered; without blank ones, newest move first."""

    async def add_step(self, cheque: Cheque, thing: Step) -> None: ...
    async def steps(self, cheque: Cheque) -> list[Step]:
        """In their order."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person who may act now."""

    id: MemberId
    code: str
    name: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Leaves:
    """The bank's word: number of the حساب جاری and the serials of the leaves; nothing of both where it refused."""

    account: str = ""
    serials: tuple[str, ...] = ()


class Bank(Protocol):
    """The bank that gives leaves. Asked between two transactions (`key`); for one `request` it makes one book, however often it is asked.

    `ready`: whether this house has one. `trial`: what it gives is invented, and members are told.
    """

    @property
    def ready(self) -> bool: ...

    @property
    def trial(self) -> bool: ...

    async def leaves(self, key: str, request: str, identifier: str, name: str, count: int) -> Leaves | None:
        """None: no answer."""


class House(Protocol):
    """What other subsystems know of a member, and how they sign. Refusals of theirs come through."""

    async def known(self, member: MemberId) -> Person | None: ...
    async def by_code(self, code: str) -> Person | None: ...
    async def identity_of(self, member: MemberId) -> tuple[str, str]:
        """Identifier and name, whether the member may act now or not; "" for who is gone."""

    async def short_names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]: ...
    async def has_account(self, member: MemberId) -> bool: ...
    async def has_certificate(self, member: MemberId) -> bool: ...
    async def stepped_up(self, member: MemberId, about: str) -> bool: ...
    async def sign(self, member: MemberId, digest: str) -> tuple[int, bytes]:
        """The certificate and the signature. Raises Refusal(`icap.no_certificate`)."""

    async def fits(self, certificate: int, digest: str, value: bytes) -> tuple[str, bool]:
        """The serial of the certificate, and whether the signature fits."""


class Till(Protocol):
    """Money: own of the drawer to own of the holder."""

    async def free(self, member: MemberId) -> Rial: ...
    async def pay(self, cheque: Cheque, to: MemberId) -> None:
        """Once for each leaf. Raises Refusal(`hesam.not_enough`), and then nothing is written."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything the service needs."""

    books: Books
    cheques: Cheques
    house: House
    till: Till
    bank: Bank
    rates: Rates
