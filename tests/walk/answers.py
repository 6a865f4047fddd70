"""پاسخ‌ها - what a person would answer to a question, by its reader's kind and the catalogue's own examples.   What an example cannot know: NEEDS"""

from __future__ import annotations

import itertools
import re
import secrets
from collections.abc import Awaitable, Callable
from datetime import date

from bot.engine.questions import Question
from bot.engine.screens import Words
from domain.kernel.codes import public_code
from domain.kernel.persian.letters import normalise
from domain.sat.model import LETTERS as SAT_LETTERS
from domain.sat.product import LETTERS as PRODUCT_LETTERS
from handlers.kit import Contact, Media, Place, Said, Unreadable
from tests.walk.town import Neighbours, valid_id

PHOTO = Media("photo", "web:photo-1", mime="image/jpeg", size=1000)
FILE = Media("file", "web:file-1", "letter.pdf", "application/pdf", 1000)
VIDEO = Media("video", "web:video-1", mime="video/mp4", size=1000)
VOICE = Media("voice", "web:voice-1", mime="audio/ogg", size=1000)

SENT: dict[str, tuple[Said, ...]] = {
    "photo": (Said(media=PHOTO),),
    "file": (Said(media=FILE),),
    "video": (Said(media=VIDEO),),
    "voice": (Said(media=VOICE),),
    "message": (Said("سلام، همراه شما هستم."), Said(media=PHOTO)),
    "contact": (Said(contact=Contact("+989357654321", True)),),
    "location": (Said(place=Place(35.7, 51.4)),),
}
"""By the kind of a reader that takes no words."""
TYPED: dict[str, tuple[str, ...]] = {
    "text": ("کمک به همسایه‌ها",),
    "national_id": (valid_id("005999001"),),
    "amount": ("۵ میلیون تومان",),
    "number": ("۱۲", "۱۵۰"),
    "hundredths": ("۳٫۵", "۰٫۹"),
    "date": ("فردا", "۱۳۶۵/۳/۱", "۱۳۹۵/۳/۱"),
    "time": ("۱۴:۳۰",),
}
"""By the kind of a reader, beside the examples of the catalogue."""

Need = Callable[[Neighbours, str], Awaitable[str]]


def _of_member(what: str, who: str) -> Need:
    async def told(town: Neighbours, me: str) -> str:
        return str(getattr(town, what)(who))

    return told


async def _someones_code(town: Neighbours, me: str) -> str:
    return await town.code("hamyar4" if me != "hamyar4" else "free1")


async def _bankers_code(town: Neighbours, me: str) -> str:
    """Of somebody with an account."""
    return await town.code("rahbar5" if me != "rahbar5" else "rahyar3")


async def _own_id(town: Neighbours, me: str) -> str:
    return town.national_id({"second": "rahyar2"}.get(me, me)) if me in town.told or me == "second" else valid_id("004300021")


async def _of_a_product(town: Neighbours, me: str) -> str:
    return public_code(PRODUCT_LETTERS, 1)


WATCHED = itertools.cycle((public_code(PRODUCT_LETTERS, 1), public_code(SAT_LETTERS, 2)))
"""Goods that are shown, and a booth that is not suspended (booths.py)."""


async def _of_something_watched(town: Neighbours, me: str) -> str:
    return public_code(SAT_LETTERS, 4) if me == "admin1" else next(WATCHED)


async def _a_new_name(town: Neighbours, me: str) -> str:
    """Every booth has another one."""
    return f"گلیم {secrets.choice('آبپتجچدرزسشفکگلمنه')}{secrets.choice('اوی')}{secrets.choice('بدرسفکلمن')}{secrets.choice('اوی')}ن"


async def _unknown_code(town: Neighbours, me: str) -> str:
    return "۱۲۳۴۵"


NEEDS: dict[str, Need] = {
    "membership.member_code": _someones_code,
    "membership.signatory": _someones_code,
    "membership.which_member": _someones_code,
    "rahyar.assign/member_code": _someones_code,
    "hesam.to_whom": _someones_code,
    "aghsat.give_bon/to_whom": _someones_code,
    "pishkhan.block_account.whose_account": _bankers_code,
    "sat.watch/which_code": _of_something_watched,
    "bazaar.by_code/which_code": _of_a_product,
    "mts.track/which_code": _unknown_code,
    "mts.scan/which_code": _unknown_code,
    "mts.send/receiver_code": _someones_code,
    "sat.sat_name": _a_new_name,
    "hasteh.invite/whom_to_invite": _someones_code,
    "cheque.to_whom": _bankers_code,
    "cheque.pass_to_whom": _bankers_code,
    "hami.ask/hami_code": _someones_code,
    "hami.give/their_mobile": _of_member("mobile", "free1"),
    "hami.give/their_id": _of_member("national_id", "free1"),
    "icap.new_note/guarantor_code": _someones_code,
    "merat.permit/who_may_look": _someones_code,
    "merat.improver/who_improves": _someones_code,
    "membership.own_identifier": _own_id,
    "membership.sign_in/national_id": _of_member("national_id", "free1"),
    "membership.registered_mobile": _of_member("mobile", "free1"),
    "kanoon.hamyar_national_id": _of_member("national_id", "asker2-1"),
    "kanoon.hamyar_mobile": _of_member("mobile", "asker2-1"),
    "kanoon.join.find": _of_member("place", "روستا"),
}
"""What only this town can know: by text key, or by flow/question. Codes that were sent or shown are read off the chats."""


async def answers(question: Question, flow: str, me: str, town: Neighbours, words: Words, today: date) -> list[Said]:
    """What the reader of a question takes, likeliest first."""
    reader = question.reader
    assert reader is not None
    typed: list[str] = []
    key = question.name.partition("#")[0]
    need = NEEDS.get(f"{flow}/{key}") or NEEDS.get(question.text_key)
    if need is not None:
        typed.append(await need(town, me))
    if reader.kind == "code" and need is None:  # a code that is nobody's counts as a guess (rel:O1): no more of them than the one of the example
        typed += codes_in_chats(town)
    for example in (f"{question.text_key}.example", f"common.example.{reader.kind}"):
        if words.has(example):
            typed += _examples(words.plain(example))
    typed += TYPED.get(reader.kind, ())
    said = [*SENT.get(reader.kind, ()), *(Said(text) for text in dict.fromkeys(typed))]
    return [one for one in said if reads(question, one, today)]


def reads(question: Question, said: Said, today: date) -> bool:
    """Whether the reader takes it."""
    assert question.reader is not None
    try:
        question.reader.check(question.reader.read(said, today), today)
    except Unreadable:
        return False
    return True


def _examples(text: str) -> list[str]:
    return re.findall(r"«(.+?)»", text) or [text]


def codes_in_chats(town: Neighbours) -> list[str]:
    """Every code that stands in some chat or went out by SMS, the newest first."""
    found: list[tuple[int, str]] = []
    for gateway in town.world.town.gateways.values():
        for chat in gateway.chats.values():
            for message in chat:
                found += [(int(message.id), normalise(code)) for code in re.findall(r"<code>(.*?)</code>", message.text)]
    sms = [code for _, code in reversed(town.world.outside.sms.sent.values())]  # type: ignore[attr-defined]  # the twin keeps what it sent
    return [*sms, *(code for _, code in sorted(found, reverse=True))]
