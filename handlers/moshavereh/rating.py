"""امتیاز - the question after a talk: one to five, a word if they like, and the way back to the rahyar.   Rules: domain/moshavereh/asking.py   Asked by: hearing.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Card, Chat, card, flow
from handlers.kit.readers import text

SCORES = (5, 4, 3, 2, 1)
WORD = (2, 300)  # characters


@card("moshavereh.rating")
async def draw_rating(card: Card, moshavereh: MoshaverehService) -> None:
    """How was it? Another tap changes the answer, until the time for it is over."""
    own = next((c for c in await moshavereh.my_cases(card.viewer) if c.id == card.subject), None)
    if own is None:
        raise Refusal("moshavereh.no_such_case")
    if own.score is None:
        card.show("how_was_it" if own.may_rate else "not_rated", number=own.number, name=own.rahyar)
    else:
        card.show("rated", number=own.number, score=own.score)
    for score in SCORES if own.may_rate else ():
        card.action(f"score_{score}", "", moshavereh.rate, own.number, score)
    if own.may_rate and own.score is not None:
        card.action("word", "moshavereh.rate_in_words")
    if own.may_reopen:
        card.action("reopen", "", moshavereh.reopen, own.number)


@flow("moshavereh.rate_in_words", offers=Role.MEMBER, drafts=False)
async def rate_in_words(chat: Chat, moshavereh: MoshaverehService) -> None:
    """A word beside the score; the subject is the case."""
    own = next((c for c in await moshavereh.my_cases(chat.member) if c.id == chat.subject), None)
    if own is None or own.score is None or not own.may_rate:
        await chat.stop("too_late_for_words")
        return
    words = await chat.ask("opinion", text(*WORD), number=own.number)
    await moshavereh.rate(chat.member, own.number, own.score, words)
    await chat.say("thanks")
