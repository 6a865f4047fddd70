"""کهنه‌شدنی‌ها - which rows of the kit's own tables grow old.   What the list means, and the numbers: storage/kit/retention.py"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ColumnElement, and_, exists, literal, or_

from storage.kit.cards import button, card_copy
from storage.kit.inbox import inbox, parked
from storage.kit.modules import declared
from storage.kit.outbox import PENDING, outbox
from storage.kit.retention import Keep
from storage.kit.talks import conversation
from storage.kit.webchat import web_media, web_message
from storage.kit.webdoor import web_code, web_knock, web_session

PAGE = "web"


def _sent_long_ago(bound: datetime) -> ColumnElement[bool]:
    """What has left or never will, unless a card or something on its way still changes it. Ids grow with time: the oldest are found by the primary key."""
    o, later = outbox.c, outbox.alias("later")
    shows_a_card = exists().where(card_copy.c.row == o.id)
    is_wanted = exists().where(later.c.target == o.id, later.c.state.in_(PENDING))
    return and_(o.id < int(bound.timestamp() * 1000) << 20, o.state.not_in(PENDING), ~shows_a_card, ~is_wanted)


def _never_a_member(bound: datetime) -> ColumnElement[bool]:
    """Half a form of somebody who went away. While a person is in it, it is theirs to close."""
    c = conversation.c
    return and_(c.key.startswith("chat:", autoescape=True), c.owner == "bot", c.at < bound)


def _not_looked_at(bound: datetime) -> ColumnElement[bool]:
    """Shown long ago, unless it is part of a record: a storage module names in `HOLDS_FILES` its columns of references (`web:<ref>`)."""
    ref = literal(f"{PAGE}:").concat(web_media.c.ref)
    held = [exists().where(column.contains(ref)) for column in declared("HOLDS_FILES", Column)]
    return and_(web_media.c.at < bound, *(~one for one in held))


RETENTION = [
    Keep("button", button, lambda p: p.notice, lambda bound: and_(button.c.copy.is_(None), button.c.at < bound)),
    Keep("conversation", conversation, lambda p: p.stranger, _never_a_member),
    Keep("inbox", inbox, lambda p: p.update, lambda bound: and_(inbox.c.platform != PAGE, inbox.c.at < bound)),
    Keep("inbox of the page", inbox, lambda p: p.page_update, lambda bound: and_(inbox.c.platform == PAGE, inbox.c.at < bound)),
    Keep("outbox", outbox, lambda p: p.message, _sent_long_ago),
    Keep("parked", parked, lambda p: p.parked, lambda bound: parked.c.at < bound),
    Keep("web_code", web_code, lambda p: p.code, lambda bound: and_(web_code.c.until < bound, or_(web_code.c.shut.is_(None), web_code.c.shut < bound))),
    Keep("web_knock", web_knock, lambda p: p.knock, lambda bound: web_knock.c.at < bound),
    Keep("web_media", web_media, lambda p: p.page_file, _not_looked_at),
    Keep("web_message", web_message, lambda p: p.page_message, lambda bound: web_message.c.at < bound),
    Keep("web_session", web_session, lambda p: p.session, lambda bound: web_session.c.until < bound),
]
