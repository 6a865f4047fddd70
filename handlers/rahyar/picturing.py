"""تابلوی تصویری - the board of the desk as a picture, beside the one in words.   Numbers: domain/moshavereh/supervising.py   Drawn by: bot/pictures/board.py"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from domain.moshavereh.base import SUPERVISORS
from domain.moshavereh.service import MoshaverehService
from domain.moshavereh.views import Board
from handlers.kit import Chat, flow


@flow("rahyar.board_picture", offers=SUPERVISORS, family="desk", order=16, drafts=False)
async def board_picture(chat: Chat, moshavereh: MoshaverehService) -> None:
    """Waiting, longest wait, first reply, in time, satisfaction, at a glance; the same numbers as on the board."""
    now = await moshavereh.board(chat.member)
    drawing = f"board:{json.dumps(numbers(now, chat.now))}"
    await chat.give("picture", drawing=drawing, at=chat.now)


def numbers(now: Board, at: datetime) -> dict[str, str | int | None]:
    """What the picture is drawn of; spans in seconds."""
    return {
        "at": at.isoformat(), "waiting": now.waiting, "late": now.late, "longest": _seconds(now.longest_wait), "in_hand": now.in_hand, "online": now.online,
        "away": now.on_break + now.away, "cases": now.today.cases, "first": _seconds(now.today.first_median), "in_time": now.today.in_time,
        "score": now.today.score_tenths, "ratings": now.today.ratings,
    }  # fmt: skip


def _seconds(span: timedelta | None) -> int | None:
    return None if span is None else int(span.total_seconds())
