"""انتخاب گفت‌وگو - a case in one line, which of mine is meant, and the words for topics.   Used by the dialogs of the desk beside this file"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.moshavereh.model import Priority
from domain.moshavereh.service import MoshaverehService
from domain.moshavereh.views import Glance
from handlers.kit import Chat, Option

TOPICS = ("membership", "kanoon", "phone")
"""The skills that are told apart; whatever else somebody was in the middle of is `other`."""


def topic_key(topic: str) -> str:
    return f"moshavereh.topic.{topic if topic in TOPICS else 'other'}"


def glance_option(g: Glance, now: datetime) -> Option[int]:
    """«در صف · زهرا کریمی · همیاری و کانون · ۴ دقیقه»."""
    where = g.place if g.place in ("rings", "offered") else g.state.value
    urgent = "urgent_" if g.priority >= Priority.HIGH else ""
    label = ("line" if g.waits else "quiet") if g.name else ("newcomer" if g.waits else "newcomer_quiet")
    fields = {"where": f"moshavereh.where.{urgent}{where}", "name": g.name, "topic": topic_key(g.topic), "waited": now - g.waits if g.waits else None}
    return Option(int(g.id), f"glance_{label}", fields)


def glance_options(glances: Iterable[Glance], now: datetime) -> list[Option[int]]:
    return [glance_option(g, now) for g in glances]


async def my_case(chat: Chat, moshavereh: MoshaverehService) -> int:
    """The case that a dialog is about: the one spoken in, else one of mine."""
    if chat.subject is not None:
        return int(chat.subject)
    mine = [g for g in await moshavereh.glance(chat.member) if g.place == "mine"]
    return await chat.choose("my_case", glance_options(mine, chat.now))
