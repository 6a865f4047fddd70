"""صندوق - encrypts what is personal with a key of its owner; erasing the key erases the data (decision 17).   Master keys: storage/kit/keyring.py"""

from __future__ import annotations

import os
from collections import OrderedDict

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Column, LargeBinary, String, Table, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.kit.keyring import NONCE, CannotOpen, Keyring
from storage.kit.tables import metadata

vault_key = Table(
    "vault_key",
    metadata,
    Column("owner", String(80), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)

Opened = OrderedDict[str, AESGCM]


class Vault:
    """Seals and opens for one unit of work. Owners are `member:<id>` or `chat:<platform>:<bot>:<chat>`.

    Keys made in this unit are written at its end (`flush`), outside any savepoint, and shared with other units only after the commit (`share`).
    """

    KEPT = 20_000  # opened keys kept in the process; about 5 MB

    def __init__(self, conn: AsyncConnection, ring: Keyring, kept: Opened) -> None:
        self._conn, self.ring, self._kept = conn, ring, kept
        self._read: dict[str, AESGCM] = {}
        self._made: dict[str, bytes] = {}

    async def seal(self, owner: str, text: str | bytes) -> bytes:
        """Encrypt for an owner; a first secret makes their key."""
        key = await self._key(owner, make=True)
        nonce = os.urandom(NONCE)
        return nonce + key.encrypt(nonce, text.encode() if isinstance(text, str) else text, owner.encode())

    async def open(self, owner: str, blob: bytes) -> bytes:
        """Raises CannotOpen: another owner's, changed, or erased."""
        key = await self._key(owner, make=False)
        try:
            return key.decrypt(blob[:NONCE], blob[NONCE:], owner.encode())
        except InvalidTag:
            raise CannotOpen(owner) from None

    async def open_text(self, owner: str, blob: bytes | None) -> str:
        """Like `open`, as text; None is "". Raises CannotOpen."""
        return "" if blob is None else (await self.open(owner, blob)).decode()

    def index(self, kind: str, text: str) -> bytes:
        """The blind index to store beside a sealed value."""
        return self.ring.index(kind, text)

    def indexes(self, kind: str, text: str) -> list[bytes]:
        """The blind indexes to look for: `table.c.x.in_(vault.indexes(...))`."""
        return self.ring.indexes(kind, text)

    async def forget(self, owner: str) -> None:
        """Destroy an owner's key: whatever was sealed with it is gone for ever."""
        self._made.pop(owner, None)
        self._read.pop(owner, None)
        self._kept.pop(owner, None)
        await self._conn.execute(delete(vault_key).where(vault_key.c.owner == owner))

    async def flush(self) -> None:
        """Write the keys made here. Raises IntegrityError when somebody else made one meanwhile: the event is then tried again."""
        if self._made:
            rows = [{"owner": o, "wrapped": self.ring.seal(k, o.encode())} for o, k in self._made.items()]
            await self._conn.execute(insert(vault_key), rows)

    def share(self) -> None:
        """After commit: let other units use the keys opened here."""
        self._kept.update(self._read)
        while len(self._kept) > self.KEPT:
            self._kept.popitem(last=False)

    async def _key(self, owner: str, *, make: bool) -> AESGCM:
        if key := self._read.get(owner) or self._kept.get(owner):
            return key
        wrapped = (await self._conn.execute(select(vault_key.c.wrapped).where(vault_key.c.owner == owner))).scalar()
        if wrapped is None and not make:
            raise CannotOpen(owner)
        if wrapped is None:
            raw = self._made[owner] = AESGCM.generate_key(256)
        else:
            raw = self.ring.open(wrapped, owner.encode())
        key = self._read[owner] = AESGCM(raw)
        return key
