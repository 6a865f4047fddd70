"""ستون‌های مهرشده‌ی جعبه - which columns of the kit's own tables depend on the master key.   What the lists mean: storage/kit/sealed.py

Codes on their way (web_code) and counted knocks live for minutes and are not moved: whoever waits for a code during a rotation asks for another.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from storage.kit.inbox import parked
from storage.kit.outbox import outbox
from storage.kit.sealed import Blind, Sealed
from storage.kit.talks import conversation
from storage.kit.timers import timer
from storage.kit.webchat import web_chat, web_media, web_message


def _web(row: Row[Any]) -> bytes:
    return f"web:{row.chat}".encode()


SEALED = [
    Sealed(conversation, "state", lambda row: b"talk:%d" % row.id),
    Sealed(outbox, "payload", lambda row: b"out:%d" % row.id),
    Sealed(parked, "raw", lambda row: row.reference.encode()),
    Sealed(timer, "value", lambda _row: b"resume"),
    Sealed(web_chat, "mobile", _web),
    Sealed(web_media, "name", lambda row: f"web:{row.ref}".encode()),
    Sealed(web_message, "body", lambda row: f"web:{row.chat}:{row.number}".encode()),
]

BLIND = [Blind(web_chat, "mobile_index", "web.mobile", "mobile", None, about=_web)]
