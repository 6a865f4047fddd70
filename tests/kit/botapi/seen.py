"""آنچه دیده می‌شود - a message as a person sees it, and a tap as they wait for it.   Sibling: people.py"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.kit.botapi.world import PATIENCE, Message, Query, World


@dataclass(frozen=True, slots=True)
class Shown:
    """A button of a message. `ref` is its callback data."""

    label: str
    ref: str = ""
    url: str = ""
    copy: str = ""
    style: str = ""
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A message at one moment. `text` is what is shown (caption included), `raw` what was sent, `by` the sender's name."""

    id: int
    text: str
    raw: str
    by: str
    kind: str
    rows: tuple[tuple[Shown, ...], ...]
    edited: bool
    reply_to: int
    entities: tuple[dict[str, Any], ...]
    message: Message = field(repr=False, compare=False)

    @property
    def labels(self) -> list[str]:
        """All button labels, in reading order."""
        return [button.label for row in self.rows for button in row]

    def button(self, part: str) -> Shown:
        """The first button whose label holds `part`. Raises LookupError."""
        for row in self.rows:
            for button in row:
                if part in button.label:
                    return button
        raise LookupError(f"no button with {part!r} in\n{self.dump()}")

    def holds(self, part: str) -> bool:
        """Whether the text or a label contains `part`."""
        return part in self.text or any(part in label for label in self.labels)

    def marked(self, kind: str) -> list[str]:
        """The pieces of text with an entity of this kind (bold, italic, code, text_link...)."""
        units = self.text.encode("utf-16-le")
        return [units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le") for e in self.entities if e["type"] == kind]

    def dump(self) -> str:
        """One message as text, for failure messages."""
        head = f"   #{self.id} {self.by}{' (edited)' if self.edited else ''}{'' if self.kind == 'text' else f' <{self.kind}>'}: {self.text}"
        return "\n".join([head, *("      " + " ".join(f"[{b.label}]" for b in row) for row in self.rows)])


def seen(message: Message) -> Seen:
    """What a message looks like now."""
    return Seen(
        message.id,
        message.rich.text,
        message.raw,
        message.by.name,
        message.kind,
        tuple(tuple(_shown(button) for button in row) for row in message.buttons),
        bool(message.edited),
        message.reply_to,
        message.rich.entities,
        message,
    )


def _shown(button: dict[str, Any]) -> Shown:
    copy = button.get("copy_text") or {}
    return Shown(button["text"], button.get("callback_data", ""), button.get("url", ""), copy.get("text", ""), button.get("style", ""), bool(button.get("disabled")))


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap that was made. `id` is the callback query's, `update` the update_id that carries it."""

    world: World
    query: Query
    update: int

    @property
    def id(self) -> str:
        """The callback query's id."""
        return self.query.id

    @property
    def ack(self) -> dict[str, Any] | None:
        """The acknowledgement, if it came: text, show_alert, seen (the person's app showed it), at."""
        return self.query.ack

    async def acked(self, patience: float = PATIENCE) -> dict[str, Any]:
        """Wait for the acknowledgement. Raises SimulatorMisuse if it never comes."""
        return await self.world.changes.until(lambda: self.query.ack, lambda: f"the tap {self.query.data!r} of {self.query.by.name} was never acknowledged", patience)
