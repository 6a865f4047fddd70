"""دیدن - balances, statement and transfers of a member.   Views: views.py"""

from __future__ import annotations

from datetime import datetime

from domain.hesam.base import JUDGES, HesamBase
from domain.hesam.model import OF_MEMBERS, Line, own
from domain.hesam.transfer import Transfer, TransferId, TransferState
from domain.hesam.views import BalanceView, LineView, Sheet, SheetLine, Statement, TransferView
from domain.kernel.codes import public_code
from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.letters import match_key
from domain.kernel.refusal import Refusal
from domain.kernel.requests import DataLine, RequestLine, Status
from domain.kernel.verbs import query

LETTERS = "HV"  # حواله
READ = 500  # lines that a search looks through, and that one sheet of paper holds

STANDS = {TransferState.ASKED_BACK: Status.WAITING, TransferState.DISPUTED: Status.WAITING, TransferState.RETURNED: Status.APPROVED, TransferState.KEPT: Status.REJECTED}


def transfer_number(transfer: int) -> str:
    return public_code(LETTERS, transfer)


class Reading(HesamBase):
    """Everybody sees their own money and nobody else's."""

    @query(Role.MEMBER)
    async def balances(self, actor: Actor) -> list[BalanceView]:
        """By kind, the own money first (always there), then what was ever used."""
        found = {b.account: b for b in await self.books.balances_of(actor.member_id)}
        mine = found.pop(own(actor.member_id), None)
        first = BalanceView(own(actor.member_id).money, "", mine.free if mine else Rial(0), mine.held if mine else Rial(0))
        rest = sorted((b for b in found.values() if b.account.money in OF_MEMBERS), key=lambda b: (OF_MEMBERS.index(b.account.money), b.account.bound))
        return [first, *(BalanceView(b.account.money, b.account.bound, b.free, b.held) for b in rest)]

    @query(Role.MEMBER)
    async def statement(self, actor: Actor, since: datetime | None = None, until: datetime | None = None, search: str = "", older: int = 0) -> Statement:
        """A page of lines, newest first. `search`: part of a name at the other end, or an amount in toman; looks through the newest lines of the span only.

        Raises Refusal(`hesam.span_backwards`).
        """
        if since is not None and until is not None and since > until:
            raise Refusal("hesam.span_backwards")
        me, page = actor.member_id, self.policy.page
        lines = await self.books.lines_of(me, since=since, until=until, below=older, limit=READ if search else page + 1)
        names = await self._names(*{MemberId(line.other.owner) for line in lines if line.other.owner not in (0, me)})
        views = [self._line(line, names) for line in lines]
        if search:
            views = [v for v in views if _fits(v, search)]
        shown = tuple(views[:page])
        opening = await self.books.balance_at(own(me), since) if since is not None else Rial(0)
        closing = await self.books.balance_at(own(me), until or self.unit.now)
        return Statement(shown, shown[-1].number if len(views) > page else 0, opening, closing)

    @query(Role.MEMBER)
    async def sheet(self, actor: Actor, since: datetime | None = None, until: datetime | None = None) -> Sheet:
        """The lines of a span with what was left after each, for paper: the newest of them if there are very many. Raises Refusal(`hesam.span_backwards`)."""
        if since is not None and until is not None and since > until:
            raise Refusal("hesam.span_backwards")
        me = actor.member_id
        found = await self.books.lines_of(me, since=since, until=until, below=0, limit=READ + 1)
        names = await self._names(*{MemberId(line.other.owner) for line in found if line.other.owner not in (0, me)})
        closing = await self.books.balance_at(own(me), until or self.unit.now)
        left, lines = closing, list[SheetLine]()
        for line in found[:READ]:
            mine = line.account == own(me)
            lines.append(SheetLine(self._line(line, names), Rial(left) if mine else None))
            left = Rial(left - line.amount) if mine else left
        return Sheet(tuple(reversed(lines)), left, closing, len(found) > READ)

    @query(Role.MEMBER)
    async def transfers_of(self, actor: Actor) -> list[TransferView]:
        """Sent and received, newest first."""
        return [await self._view(actor, one) for one in await self.transfers.of_member(actor.member_id, self.policy.shown)]

    @query(Role.MEMBER, *JUDGES)
    async def find_transfer(self, actor: Actor, transfer: TransferId) -> TransferView | None:
        """For the two, and for a judge while they disagree or after it was decided; None for everybody else."""
        one = await self.transfers.find(transfer)
        if one is None:
            return None
        mine = actor.member in (one.sender, one.recipient)
        judged = actor.has(*JUDGES) and (one.state is TransferState.DISPUTED or one.ruling != "")
        return await self._view(actor, one) if mine or judged else None

    @query(*JUDGES)
    async def disputes(self, actor: Actor) -> list[TransferView]:
        """What waits for a decision, oldest first, without the judge's own affairs."""
        return [await self._view(actor, one) for one in await self.transfers.open_ones() if actor.member not in (one.sender, one.recipient)]

    @query(Role.SYSTEM)
    async def transfer_now(self, actor: Actor, transfer: TransferId) -> TransferView | None:
        """As it stands, with nothing that may be done."""
        one = await self.transfers.find(transfer)
        return None if one is None else await self._view(actor, one)

    @query(Role.MEMBER)
    async def requests_of(self, actor: Actor, member: MemberId) -> list[RequestLine]:
        """Transfers that this member asked back. Raises `hesam.not_yours` for another's."""
        self._check_mine(actor, member)
        found = [t for t in await self.transfers.of_member(member, self.policy.shown) if t.sender == member and t.asked and t.state in STANDS]
        return [RequestLine(transfer_number(t.id), "hesam.request.recall", STANDS[t.state], t.changed or t.sent) for t in found]

    @query(Role.MEMBER)
    async def data_of(self, actor: Actor, member: MemberId) -> list[DataLine]:
        """For «داده‌های من»: balances and transfers, without the names of others. Raises `hesam.not_yours`."""
        self._check_mine(actor, member)
        lines = [DataLine("hesam.data.balance", {"money": b.money, "amount": b.free + b.held}) for b in await self.balances(actor)]
        for t in await self.transfers.of_member(member, READ):
            lines.append(DataLine("hesam.data.sent" if t.sender == member else "hesam.data.received", {"amount": t.amount, "at": t.sent, "state": t.state}))
        lines += [DataLine("hesam.data.payment", {"amount": p.amount, "at": p.opened, "state": p.state}) for p in await self.payments.of_member(member, READ)]
        lines += [
            DataLine("hesam.data.payout", {"amount": p.amount, "at": p.asked, "tail": p.sheba[-4:], "state": p.state}) for p in await self.payouts.of_member(member, READ)
        ]
        return lines

    @query(Role.SYSTEM)
    async def ties_of(self, actor: Actor, member: MemberId) -> list[str]:
        """What keeps a member from being erased: money that is theirs, debts, open disagreements, and payments under way."""
        ties = []
        if any(b.balance != 0 for b in await self.books.balances_of(member)):
            ties.append("hesam.tie.money")
        if any(t.state in (TransferState.ASKED_BACK, TransferState.DISPUTED) for t in await self.transfers.of_member(member, READ)):
            ties.append("hesam.tie.transfer")
        if await self.payments.count_open(member):
            ties.append("hesam.tie.payment")
        return ties

    def _check_mine(self, actor: Actor, member: MemberId) -> None:
        if actor.member != member:
            raise Refusal("hesam.not_yours")

    def _line(self, line: Line, names: dict[MemberId, str]) -> LineView:
        return LineView(line.number, line.account.money, line.amount, line.why, names.get(MemberId(line.other.owner), ""), line.at)

    async def _view(self, actor: Actor, t: Transfer) -> TransferView:
        names, may = await self._names(t.sender, t.recipient), set[str]()
        if actor.member == t.sender and t.state is TransferState.SENT and self.unit.now <= t.sent + self.policy.recall and t.asked < self.policy.recalls:
            may.add("ask_back")
        if actor.member == t.sender and t.state is TransferState.ASKED_BACK:
            may.add("let_be")
        if actor.member == t.recipient and t.state in (TransferState.SENT, TransferState.ASKED_BACK):
            may.add("give_back")
        if actor.member == t.recipient and t.state is TransferState.ASKED_BACK:
            may.add("keep")
        if t.state is TransferState.DISPUTED and actor.has(*JUDGES) and actor.member not in (t.sender, t.recipient):
            may.add("decide")
        until = t.changed + self.policy.answer if t.changed is not None and t.state is TransferState.ASKED_BACK else None
        return TransferView(
            t.id, transfer_number(t.id), actor.member == t.sender, names.get(t.sender, ""), names.get(t.recipient, ""), t.amount, t.held, t.returned, t.words, t.gift,
            t.sent, t.state, t.why, t.answer, t.ruling, until, frozenset(may), t.version,
        )  # fmt: skip


def _fits(line: LineView, search: str) -> bool:
    """By part of a name, or by the amount in toman or rial."""
    wanted = match_key(search)
    return wanted in match_key(line.other) or (wanted.isdigit() and int(wanted) in (abs(line.amount), abs(line.amount) // 10))
