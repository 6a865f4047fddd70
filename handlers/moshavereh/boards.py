"""تابلو - how the desk stands, in one message that is edited in place for a few hours after it was asked for.   Dialog: supervising.py"""

from __future__ import annotations

from domain.moshavereh.desk_events import BoardOpened
from domain.moshavereh.policy import answering_on
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Card, Post, TimeUp, at_time, card, hears
from handlers.moshavereh.shifts import figures

BOARD = "moshavereh.board_now"


@card("moshavereh.board_now")
async def draw_board(card: Card, moshavereh: MoshaverehService) -> None:
    """Waiting, longest wait, first reply, in time, satisfaction; whose board it is decides how far it reaches."""
    now = await moshavereh.board(card.viewer)
    card.show("now", waiting=now.waiting, ringing=now.ringing, in_hand=now.in_hand, snoozed=now.snoozed)
    card.line("wait" if now.longest_wait else "no_wait", longest=now.longest_wait, late=now.late)
    card.line("people", online=now.online, on_break=now.on_break, away=now.away)
    today = figures(now.today)
    card.line("today", **today)
    if today["score"] is not None:
        card.line("satisfaction", **today)
    card.action("anew", "moshavereh.board")
    card.action("look_closer", "moshavereh.watch")


@hears(BoardOpened)
async def show_the_board(event: BoardOpened, post: Post) -> None:
    policy = answering_on(post.now.date())
    await post.card(BOARD, event.by, event.by)
    await post.at(post.now + policy.board_step, BOARD, event.by, policy.board // policy.board_step)


@at_time("moshavereh.board_now")
async def keep_the_board_true(time_up: TimeUp, post: Post) -> None:
    """`version` counts down how often it is drawn yet: a board that nobody asks for again comes to rest."""
    await post.refresh(BOARD, int(time_up.subject))
    if time_up.version > 1:
        await post.at(post.now + answering_on(post.now.date()).board_step, BOARD, time_up.subject, time_up.version - 1)
