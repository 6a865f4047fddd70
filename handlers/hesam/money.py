"""پول من - balances by kind, the statement with spans, pages and search, and transfers.   Rules: domain/hesam/reading.py"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from domain.hesam import HesamService
from domain.hesam.transfer import TransferId
from domain.hesam.views import LineView, Sheet
from domain.kernel.people import Role
from domain.kernel.persian.dates import day_begins
from handlers.hesam.showing import balance_fields, transfer_fields, transfer_words
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import jalali_day, text

DEEDS = ("pay_in", "send", "withdraw", "statement", "transfers", "payments", "payouts", "give")
PAGES = 50
BACK = timedelta(days=3 * 366)  # how far back one may look for a day


@flow("hesam.money", offers=Role.MEMBER, family="bank", order=10, drafts=False)
async def money(chat: Chat, hesam: HesamService) -> None:
    """How much there is of each kind of money, what of it is held, and what one may do."""
    for seen in await hesam.balances(chat.member):
        await chat.write(f"balance_{seen.money.value}", **balance_fields(seen))
        if seen.held:
            await chat.write("held", held=seen.held)
    await chat.say("my_money", now=chat.now)
    deed = await chat.choose("deed", [*(Option(d, f"hesam.{d}.title") for d in DEEDS), Option("leave", "all_for_now")])
    if deed == "leave":
        await chat.stop("any_time")
    await chat.start(f"hesam.{deed}")


@flow("hesam.statement", offers=Role.MEMBER, drafts=False)
async def statement(chat: Chat, hesam: HesamService) -> None:
    """Lines of a span, or those that fit some words, page by page, newest first."""
    span = await chat.choose("span", [Option(s, f"span_{s}") for s in ("month", "all", "days", "search")])
    since, until, words = None, None, ""
    if span == "month":
        since = _begins(chat.today - timedelta(days=30))
    if span == "days":
        first = await chat.ask("from_day", jalali_day(chat.today - BACK, chat.today))
        last = await chat.ask("to_day", jalali_day(first, chat.today))
        since, until = _begins(first), _begins(last + timedelta(days=1))
    if span == "search":
        words = await chat.ask("search", text(2, 60, lines=False))
    older = 0
    for n in range(PAGES):
        page = await hesam.statement(chat.member, since, until, words, older)
        if not page.lines:
            await chat.stop("nothing_found")
        for line in page.lines:
            await _write(chat, line)
        if n == 0 and span in ("month", "days"):
            await chat.write("sums", opening=page.opening, closing=page.closing)
        await chat.say("lines", n=n)
        older = page.older
        deeds = [*(["older"] if older else []), *(["file"] if span != "search" else []), "enough"]
        deed = await chat.choose("more", [Option(d, d) for d in deeds], n=n, said_as="more" if older else "and_now")
        if deed == "file":
            await _give_sheet(chat, await hesam.sheet(chat.member, since, until))
        if deed != "older":
            break
    await chat.stop("that_was_it")


async def _give_sheet(chat: Chat, sheet: Sheet) -> None:
    """The same on paper, oldest first, with what was left after each line."""
    await chat.write("sheet_sums", opening=sheet.opening, closing=sheet.closing)
    if sheet.cut:
        await chat.write("sheet_cut", n=len(sheet.lines))
    await chat.write("sheet_head")
    for one in sheet.lines:
        line = one.line
        fields = {"at": line.at, "why": line.why, "money": line.money, "other": line.other or None, "amount": abs(line.amount), "left": one.left}
        await chat.write("sheet_came" if line.amount > 0 else "sheet_went", **fields)
    await chat.hand("sheet", name="sheet_name")


def _begins(day: date) -> datetime:
    return day_begins(day)


async def _write(chat: Chat, line: LineView) -> None:
    key = "came" if line.amount > 0 else "went"
    fields = {"amount": abs(line.amount), "why": line.why, "money": line.money, "at": line.at}
    await chat.write(f"{key}_with" if line.other else key, **fields, other=line.other or None)


@flow("hesam.transfers", offers=Role.MEMBER, drafts=False)
async def transfers(chat: Chat, hesam: HesamService) -> None:
    """What I sent and got; one of them is looked at."""
    found = await hesam.transfers_of(chat.member)
    options = [Option(int(t.id), "line_sent" if t.mine else "line_received", transfer_fields(t)) for t in found]
    picked = await chat.choose("which", options, search=True)
    await chat.start("hesam.transfer", picked)


@flow("hesam.transfer", offers=Role.MEMBER, drafts=False)
async def transfer(chat: Chat, hesam: HesamService) -> None:
    """One transfer and what may be done about it; the subject is its number."""
    seen = await hesam.find_transfer(chat.member, TransferId(chat.subject)) if isinstance(chat.subject, int) else None
    if seen is None:
        await chat.stop("not_found")
        return
    deeds = [d for d in ("ask_back", "let_be", "give_back", "keep") if d in seen.may]
    options = [Option(d, f"do_{d}") for d in (*deeds, "leave")]
    deed = await chat.choose("page", options, said_as=transfer_words(seen), **transfer_fields(seen))
    if deed == "leave":
        await chat.stop("any_time")
    await chat.start(f"hesam.{deed}", int(seen.id))
