"""شکل کارها - what the desk may ask for: each act with its verb of domain/moshavereh and the shape of its body.   Carried out by acts.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from bot.gateways.web.shapes import ClientId
from domain.moshavereh.beside_model import Danger
from domain.moshavereh.model import Outcome, Priority

Words = Annotated[str, Meta(max_length=4096)]
Reason = Annotated[str, Meta(max_length=400)]
Short = Annotated[str, Meta(max_length=80)]
Number = Annotated[int, Meta(ge=0, le=2**53)]
Values = Annotated[dict[Annotated[str, Meta(max_length=40)], Annotated[str, Meta(max_length=400)]], Meta(max_length=20)]


class Deed(Struct, forbid_unknown_fields=True, kw_only=True):
    """The page makes an id for each act: however often it is sent, it is done once. The other fields are called as the parameters of the verb."""

    id: ClientId


class Said(Deed):
    words: Words


class Changed(Deed):
    line_id: Number
    words: Words


class OfLine(Deed):
    line_id: Number


class Versions(Deed):
    line: Number


class Until(Deed):
    until: Annotated[datetime, Meta(tz=True)]


class Closed(Deed):
    outcome: Outcome


class Labelled(Deed):
    label: Short


class Ranked(Deed):
    priority: Priority


class Topic(Deed):
    topic: Short


class Noted(Deed):
    words: Words
    mentioned: Annotated[tuple[Short, ...], Meta(max_length=10)] = ()


class Ready(Deed):
    answer: Number
    values: Values = {}


class Given(Deed):
    goal: Short
    reason: Reason


class Revealed(Deed):
    kind: Short
    reason: Reason


class Blocked(Deed):
    reason: Reason
    days: Number


class Alarmed(Deed):
    danger: Danger
    reason: Reason


class Told(Deed):
    question: Words
    answer: Words


class Came(Deed):
    skills: Annotated[tuple[Short, ...], Meta(max_length=40)] = ()
    capacity: Number = 0


class Kept(Deed):
    shortcut: Short
    words: Words
    answer: Number = 0


class Dropped(Deed):
    answer: Number


class Called(Deed):
    call: Number


class Spoken(Deed):
    call: Number
    words: Reason


class Proposed(Deed):
    proposal: Number
    words: Words = ""


class Declined(Deed):
    proposal: Number
    why: Reason


class Reasoned(Deed):
    reason: Reason


class Answered(Deed):
    """An answer for the member: words, or options picked (their values, as the step named them)."""

    asked: Short
    words: Words = ""
    picked: Annotated[tuple[Reason, ...], Meta(max_length=50)] = ()


class Into(Deed):
    flow: Short


@dataclass(frozen=True, slots=True)
class Act:
    """An act: its verb and the shape of its body. `asks`: it only reads."""

    verb: str
    shape: type[Deed] = Deed
    asks: bool = False


OF_CASE = {
    "take": Act("take"), "pass": Act("pass_on"), "accept": Act("accept_transfer"), "decline": Act("decline_transfer"), "keep": Act("call_transfer_back"),
    "reply": Act("reply", Said), "edit": Act("edit_reply", Changed), "unsay": Act("take_back", OfLine), "resend": Act("resend", OfLine),
    "versions": Act("versions_of", Versions, asks=True), "note": Act("write_note", Noted), "hold": Act("hold"), "snooze": Act("snooze", Until),
    "wake": Act("wake"), "return": Act("give_back"), "close": Act("close", Closed), "label": Act("put_label", Labelled), "topic": Act("put_topic", Topic),
    "priority": Act("put_priority", Ranked), "fill": Act("filled_answer", Ready, asks=True), "ready": Act("send_ready", Ready),
    "transfer": Act("transfer", Given), "reveal": Act("reveal", Revealed), "block": Act("block", Blocked), "alarm": Act("raise_alarm", Alarmed),
    "text": Act("propose_text", Told), "propose": Act("propose_answer", Said), "answer": Act("fill", Answered), "send": Act("send_into", Into),
    "listen": Act("listen"), "unlisten": Act("stop_listening"), "whisper": Act("whisper", Said), "takeover": Act("take_over", Reasoned),
}  # fmt: skip
"""Acts about a case: `POST /web/desk/<chat>/cases/<case>/<act>`."""

OF_DESK = {
    "come": Act("come_on_duty", Came), "go": Act("go_off_duty"), "rest": Act("take_break"), "busy": Act("be_busy"), "online": Act("be_online"),
    "here": Act("still_here"), "keep-ready": Act("keep_ready", Kept), "drop-ready": Act("drop_ready", Dropped), "call-take": Act("take_call", Called),
    "call-number": Act("number_to_call", Called), "call-done": Act("call_done", Spoken), "call-missed": Act("call_missed", Called),
    "send-proposal": Act("send_proposal", Proposed), "decline-proposal": Act("decline_proposal", Declined),
}  # fmt: skip
"""Acts about the shift, ready answers, calls and trainees: `POST /web/desk/<chat>/<act>`."""
