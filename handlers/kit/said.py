"""گفته - what a person said to a question, free of any platform.   Made by bot/gateways/, read by handlers/kit/readers.py"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Media:
    """A file somebody sent. `kind`: photo, voice, file, video, sticker. `ref` lets the gateway fetch or repeat it: `<platform>:<file id>`."""

    kind: str
    ref: str
    name: str = ""
    mime: str = ""
    size: int = 0  # bytes; 0 = not told
    album: str = ""  # the same for all parts of an album


@dataclass(frozen=True, slots=True)
class Place:
    """A location, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Contact:
    """A shared phone contact. `own`: the platform vouches that it is the sender's own number."""

    mobile: str
    own: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a person: its text (normalised at the edge, at most 4,096 characters) and at most one attachment.

    `source` names the message (`<platform>:<chat>:<id>`), where the platform tells; `edited`: it was read before, and says this now.
    """

    text: str = ""
    media: Media | None = None
    contact: Contact | None = None
    place: Place | None = None
    source: str = ""
    edited: bool = False
