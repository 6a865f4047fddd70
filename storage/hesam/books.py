"""دفترها - entries, holds and balances, written in the statements that check them.   Tables: tables.py   Port: domain/hesam/ports.py `Books`   Lists: reading.py"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import and_, insert, or_, select, update

from domain.hesam.model import Account, Balance, Entry, EntryId, Hold, HoldId, HoldState, Money, Posting, Side, Why
from domain.kernel.money import Rial
from domain.kernel.refusal import Refusal
from storage.hesam.reading import BookReading
from storage.hesam.tables import hesam_account, hesam_entry, hesam_hold, hesam_posting
from storage.kit.database import insert_into

a, e, h = hesam_account.c, hesam_entry.c, hesam_hold.c
Change = tuple[int, int]  # rials on the balance, rials held


class BookRows(BookReading):
    """Accounts are changed in the order of their rows, whoever writes: two entries never wait for each other in a circle."""

    async def write(self, entry: Entry, digest: str) -> EntryId:
        """Everything or nothing, in a savepoint: a refusal leaves no trace, whatever the caller does with it."""
        async with self._unit.savepoint():
            row = insert_into(self._conn, hesam_entry).values(
                key=entry.key, digest=digest, why=entry.why.value, about=entry.about, at=entry.at, reverses=entry.reverses, hold=entry.hold
            )
            number = (await self._conn.execute(row.on_conflict_do_nothing().returning(e.id))).scalar()
            if number is None:
                return await self._written_already(entry, digest)
            ids = await self._accounts(name for p in entry.postings for name in (p.source, p.target))
            rows = [{"entry": number, "source": ids[p.source], "target": ids[p.target], "amount": p.amount} for p in entry.postings]
            await self._conn.execute(insert(hesam_posting), rows)
            moved = Counter[Account]()
            for p in entry.postings:
                moved[p.source] -= p.amount
                moved[p.target] += p.amount
            await self._change(ids, {name: (rials, 0) for name, rials in moved.items()})
            return EntryId(number)

    async def _written_already(self, entry: Entry, digest: str) -> EntryId:
        found = (await self._conn.execute(select(e.id, e.digest).where(e.key == entry.key))).one_or_none()
        if found is None:  # another unique index stands in the way
            raise Refusal("hesam.reversed_already")
        if found.digest != digest:
            raise Refusal("hesam.other_under_key")
        return EntryId(found.id)

    async def set_aside(self, hold: Hold, digest: str) -> Hold:
        async with self._unit.savepoint():
            ids = await self._accounts((hold.posting.source, hold.posting.target))
            row = insert_into(self._conn, hesam_hold).values(
                key=hold.key, digest=digest, source=ids[hold.posting.source], target=ids[hold.posting.target], amount=hold.posting.amount, why=hold.why.value,
                about=hold.about, until=hold.until, at=hold.at, state=hold.state.value, version=1,
            )  # fmt: skip
            number = (await self._conn.execute(row.on_conflict_do_nothing().returning(h.id))).scalar()
            if number is not None:
                await self._change(ids, {hold.posting.source: (0, hold.posting.amount)})
        found = await self.hold_of_key(hold.key)
        if found is None:
            raise LookupError(f"a hold that was just made is not there: {hold.key}")
        if number is None and (await self._conn.execute(select(h.digest).where(h.key == hold.key))).scalar_one() != digest:
            raise Refusal("hesam.other_under_key")
        return found

    async def release(self, hold: Hold) -> None:
        values = {"state": hold.state.value, "version": hold.version + 1}
        pending = and_(h.id == hold.id, h.version == hold.version, h.state == HoldState.PENDING.value)
        if (await self._conn.execute(update(hesam_hold).where(pending).values(values))).rowcount != 1:
            raise Refusal("hesam.changed_meanwhile")
        await self._change(await self._accounts([hold.posting.source]), {hold.posting.source: (0, -hold.posting.amount)})

    async def entry(self, number: EntryId) -> Entry | None:
        return await self._entry(e.id == number)

    async def entry_of_key(self, key: str) -> Entry | None:
        return await self._entry(e.key == key)

    async def _entry(self, where: object) -> Entry | None:
        row = (await self._conn.execute(select(hesam_entry).where(where))).one_or_none()  # type: ignore[arg-type]  # a comparison of columns
        if row is None:
            return None
        p = hesam_posting.c
        lines = (await self._conn.execute(select(hesam_posting).where(p.entry == row.id).order_by(p.id))).all()
        names = await self._names({i for line in lines for i in (line.source, line.target)})
        postings = tuple(Posting(names[line.source], names[line.target], Rial(line.amount)) for line in lines)
        hold = None if row.hold is None else HoldId(row.hold)
        return Entry(row.key, Why(row.why), postings, row.about, row.at, None if row.reverses is None else EntryId(row.reverses), hold, EntryId(row.id))

    async def hold_of_key(self, key: str) -> Hold | None:
        row = (await self._conn.execute(select(hesam_hold).where(h.key == key))).one_or_none()
        if row is None:
            return None
        names = await self._names({row.source, row.target})
        posting = Posting(names[row.source], names[row.target], Rial(row.amount))
        return Hold(row.key, posting, Why(row.why), row.about, row.until, row.at, HoldState(row.state), HoldId(row.id), row.version)

    async def balance(self, account: Account) -> Balance:
        where = and_(a.owner == account.owner, a.money == account.money.value, a.bound == account.bound)
        row = (await self._conn.execute(select(a.balance, a.held).where(where))).one_or_none()
        return Balance(account, Rial(0), Rial(0)) if row is None else Balance(account, Rial(row.balance), Rial(row.held))

    async def _accounts(self, names: Iterable[Account]) -> dict[Account, int]:
        """The rows of some accounts, made when they are first used."""
        wanted = sorted(set(names))
        for name in wanted:
            new = {"money": name.money.value, "owner": name.owner, "bound": name.bound, "side": name.side.value, "balance": 0, "held": 0}
            await self._conn.execute(insert_into(self._conn, hesam_account).values(new).on_conflict_do_nothing())
        same = or_(*(and_(a.owner == n.owner, a.money == n.money.value, a.bound == n.bound) for n in wanted))
        rows = await self._conn.execute(select(a.id, a.owner, a.money, a.bound).where(same))
        return {Account(Money(row.money), row.owner, row.bound): row.id for row in rows}

    async def _change(self, ids: Mapping[Account, int], changes: Mapping[Account, Change]) -> None:
        """Raises Refusal: `hesam.not_enough`, `hesam.owed_less`."""
        for name in sorted(changes, key=lambda n: ids[n]):
            rials, held = changes[name]
            fits = {Side.HAS: a.balance + rials >= a.held + held, Side.OWES: a.balance + rials <= 0, Side.ANY: a.id > 0}[name.side]
            done = await self._conn.execute(update(hesam_account).where(a.id == ids[name], fits).values(balance=a.balance + rials, held=a.held + held))
            if done.rowcount != 1:
                raise Refusal("hesam.owed_less" if name.side is Side.OWES else "hesam.not_enough")
