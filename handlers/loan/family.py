"""وام ازدواج و فرزند - the code of the central bank, the papers, a reviewer's look; then it goes on as every loan.   Rules: domain/loan/matching.py"""

from __future__ import annotations

from typing import Any

from domain.kernel.people import Role
from domain.loan import LoanService
from domain.loan.base import CLERKS
from domain.loan.family import CODE_DIGITS, FileId, FileState
from domain.loan.policy import policy_on
from domain.loan.terms import FAMILY
from domain.loan.views import FileView
from handlers.kit import Chat, Media, Option, flow
from handlers.kit.readers import code, jalali_day, photo, text

OPEN = (FileState.PAPERS, FileState.WAITING)


@flow("loan.family", offers=Role.MEMBER, family="bank", order=24)
async def family(chat: Chat, loan: LoanService) -> None:
    """Whoever has a file goes on with it."""
    there = [one for one in await loan.my_files(chat.member) if one.state in OPEN]
    track = await chat.choose("which_family", [Option(t, f"loan.track.{t.value}") for t in FAMILY])
    mine = next((one for one in there if one.track is track), None)
    if mine is not None:
        await _file_there(chat, loan, mine)
        return
    number = await chat.ask("bank_code", code(CODE_DIGITS))
    texted = await chat.ask("texted", jalali_day())
    await chat.confirm("sure_to_open_file", track=track, texted=texted)
    file = await loan.open_file(chat.member, track, number, texted)
    await chat.start("loan.papers", int(file))


async def _file_there(chat: Chat, loan: LoanService, mine: FileView) -> None:
    if mine.why:
        await chat.write("sent_back", why=mine.why)
    await chat.say("file_is", **file_fields(mine))
    deeds = (["papers"] if mine.state is FileState.PAPERS else []) + ["end", "leave"]
    deed = await chat.choose("deed_of_file", [Option(d, f"file_{d}") for d in deeds])
    if deed == "papers":
        await chat.start("loan.papers", int(mine.id))
    if deed == "end":
        await chat.confirm("sure_to_end_file", number=mine.number)
        await loan.withdraw_file(chat.member, mine.id)
        await chat.stop("file_ended", number=mine.number)
    await chat.stop("any_time")


@flow("loan.papers", offers=Role.MEMBER, own=("first_paper", "second_paper"))
async def papers(chat: Chat, loan: LoanService) -> None:
    """Two photos; the subject is the file."""
    file = FileId(int(chat.subject or 0))
    mine = next((one for one in await loan.my_files(chat.member) if one.id == file and one.state is FileState.PAPERS), None)
    if mine is None:
        await chat.stop("no_papers_now")
        return
    first = await chat.ask("first_paper", photo(), track=mine.track, until=mine.until)
    second = await chat.ask("second_paper", photo(), track=mine.track)
    await chat.confirm("sure_to_send")
    await loan.send_papers(chat.member, file, (_ref(first), _ref(second)))
    await chat.say("papers_are_sent")


@flow("loan.match", offers=CLERKS)
async def match(chat: Chat, loan: LoanService) -> None:
    """Do the papers fit; the subject is the file."""
    file = FileId(int(chat.subject or 0))
    seen = await loan.file_to_match(chat.member, file)
    if not seen.may:
        await chat.stop("loan.relieve.decided_already")
    verdict = await chat.choose("they_are", [Option(d, f"papers_{d}") for d in ("look", "fit", "wrong")], **file_fields(seen))
    if verdict == "look":
        await loan.look_at_papers(chat.member, file)
        await chat.stop("they_come")
    if verdict == "fit":
        await chat.confirm("sure_they_fit", name=seen.name)
        await loan.match(chat.member, file)
    else:
        why = await chat.ask("why_wrong", text(*policy_on(chat.today).words), name=seen.name)
        await chat.confirm("sure_they_are_wrong", name=seen.name)
        await loan.return_papers(chat.member, file, why)
    await chat.say("loan.is_told", name=seen.name)


def _ref(media: Media) -> str:
    return f"{media.kind}|{media.ref}"


def file_fields(seen: FileView) -> dict[str, Any]:
    """Fields of everything that tells of papers that are matched."""
    return {
        "number": seen.number, "name": seen.name, "track": seen.track, "code": seen.code, "texted": seen.texted, "until": seen.until, "state": seen.state,
        "moved": seen.moved, "why": seen.why or None,
    }  # fmt: skip
