"""ردیف‌های کد و تغییر - codes as keyed digests, counts of tries, and wished changes.   Ports: domain/membership/ports.py `Challenges`, `Changes`, `Secrets`"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Row, and_, delete, func, insert, or_, select, update

from domain.kernel.people import MemberId
from domain.kernel.refusal import Refusal
from domain.membership.model import Challenge, Change, ChangeStage, Purpose, Topic
from storage.kit.unit import UnitOfWork
from storage.membership.members import owner_of_key
from storage.membership.tables import challenge, change, hit

LETTERS = "ACDEFHJKLMNPRTUVWXY"
"""No letter that looks like another or like a digit (O Q, I, Z, S, B, G); and no digits, which people type and read in three scripts."""


class Chance:
    """The port Secrets."""

    def digits(self, length: int) -> str:
        return "".join(secrets.choice("0123456789") for _ in range(length))

    def member_code(self) -> str:
        return "".join(secrets.choice(LETTERS) for _ in range(8))


class ChallengeRows:
    """The codes of one unit of work."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._now, self._conn, self._vault = unit.now, unit.conn, unit.vault

    async def add(self, purpose: Purpose, person: str, member: MemberId | None, code: str, until: datetime) -> Challenge:
        c = challenge.c
        same = c.member == member if purpose is Purpose.LINK else c.person == person
        await self._conn.execute(delete(challenge).where(c.purpose == purpose.value, or_(same, c.until <= self._now)))
        index = self._vault.index(_kind(purpose), f"{person} {code}")
        row = insert(challenge).values(purpose=purpose.value, person=person, member=member, code_index=index, until=until, wrong=0)
        id = (await self._conn.execute(row.returning(c.id))).scalar_one()
        return Challenge(id, purpose, person, member, until, 0)

    async def of(self, purpose: Purpose, person: str) -> Challenge | None:
        return await self._one(and_(challenge.c.purpose == purpose.value, challenge.c.person == person))

    async def by_code(self, purpose: Purpose, code: str) -> Challenge | None:
        indexes = self._vault.indexes(_kind(purpose), f" {code}")
        return await self._one(and_(challenge.c.purpose == purpose.value, challenge.c.code_index.in_(indexes)))

    async def fits(self, one: Challenge, code: str) -> bool:
        kept = (await self._conn.execute(select(challenge.c.code_index).where(challenge.c.id == one.id))).scalar()
        indexes = self._vault.indexes(_kind(one.purpose), f"{one.person} {code}")
        return kept is not None and any(hmac.compare_digest(kept, index) for index in indexes)

    async def missed(self, one: Challenge) -> None:
        await self._conn.execute(update(challenge).where(challenge.c.id == one.id).values(wrong=challenge.c.wrong + 1))

    async def drop(self, one: Challenge) -> None:
        """Raises Refusal(membership.code_over): somebody else used it at the same moment."""
        if (await self._conn.execute(delete(challenge).where(challenge.c.id == one.id))).rowcount == 0:
            raise Refusal("membership.code_over")

    async def count(self, what: str, who: str, since: datetime) -> int:
        h = hit.c
        return (await self._conn.execute(select(func.count()).where(h.what == what, h.who == who, h.at > since))).scalar_one()

    async def hit(self, what: str, who: str, now: datetime) -> None:
        await self._conn.execute(insert(hit).values(what=what, who=who, at=now))

    async def unhit(self, what: str, who: str) -> None:
        h = hit.c
        newest = select(func.max(h.id)).where(h.what == what, h.who == who).scalar_subquery()
        await self._conn.execute(delete(hit).where(h.id == newest))

    async def keep_sms(self, id: int, member: MemberId, code: str) -> None:
        sealed = await self._vault.seal(owner_of_key(member), code)
        await self._conn.execute(update(challenge).where(challenge.c.id == id).values(sms_sealed=sealed))

    async def take_sms(self, id: int) -> tuple[MemberId, str] | None:
        c = challenge.c
        row = (await self._conn.execute(select(c.member, c.sms_sealed).where(c.id == id, c.sms_sealed.is_not(None)))).one_or_none()
        if row is None:
            return None
        await self._conn.execute(update(challenge).where(c.id == id).values(sms_sealed=None))
        return MemberId(row.member), await self._vault.open_text(owner_of_key(row.member), row.sms_sealed)

    async def forget(self, member: MemberId) -> None:
        await self._conn.execute(delete(challenge).where(challenge.c.member == member))
        await self._conn.execute(delete(hit).where(or_(hit.c.who == f"member:{member}", hit.c.who.startswith(f"member:{member}:"))))

    async def _one(self, where: Any) -> Challenge | None:
        row = (await self._conn.execute(select(challenge).where(where))).one_or_none()
        if row is None:
            return None
        return Challenge(row.id, Purpose(row.purpose), row.person, None if row.member is None else MemberId(row.member), row.until, row.wrong)


def _kind(purpose: Purpose) -> str:
    return f"code {purpose.value}"


class ChangeRows:
    """The wished changes of one unit of work."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._conn, self._vault = unit.conn, unit.vault

    async def add(self, member: MemberId, topic: Topic, given: str, value: str, now: datetime) -> Change:
        sealed = await self._vault.seal(owner_of_key(member), msgspec.json.encode([given, value]))
        row = insert(change).values(member=member, topic=topic.value, stage=ChangeStage.WAITING.value, wish_sealed=sealed, asked=0, at=now)
        id = (await self._conn.execute(row.returning(change.c.id))).scalar_one()
        return Change(id, member, topic, ChangeStage.WAITING, given, value, 0, now)

    async def save(self, before: Change, after: Change) -> None:
        where = (change.c.id == before.id, change.c.stage == before.stage.value, change.c.asked == before.asked)
        done = await self._conn.execute(update(change).where(*where).values(stage=after.stage.value, asked=after.asked, at=after.at))
        if done.rowcount == 0:
            raise Refusal("membership.changed_meanwhile")

    async def find(self, id: int) -> Change | None:
        row = (await self._conn.execute(select(change).where(change.c.id == id))).one_or_none()
        return await self._read(row) if row else None

    async def all_of(self, member: MemberId) -> list[Change]:
        rows = select(change).where(change.c.member == member).order_by(change.c.at.desc(), change.c.id.desc())
        return [await self._read(r) for r in (await self._conn.execute(rows)).all()]

    async def forget(self, member: MemberId) -> None:
        await self._conn.execute(delete(change).where(change.c.member == member))

    async def _read(self, row: Row[Any]) -> Change:
        wish = await self._vault.open(owner_of_key(row.member), row.wish_sealed)
        given, value = msgspec.json.decode(wish, type=tuple[str, str])
        return Change(row.id, MemberId(row.member), Topic(row.topic), ChangeStage(row.stage), given, value, row.asked, row.at)
