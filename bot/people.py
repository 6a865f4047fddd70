"""آدم‌های پشت گفت‌وگو - how the engine asks for a rahyar and passes words on.   Rules: domain/moshavereh; dialogs: handlers/moshavereh.py"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.talk import Talk
from domain.kernel.people import Actor, MemberId
from handlers.kit.said import Said

if TYPE_CHECKING:
    from bot.scene import Scene


class PeopleInTheLoop:
    """Fulfils bot.engine.turn.Handover over the moshavereh service, in the transaction of the member's message."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    async def call(self, actor: Actor, talk: Talk, flow: str, question: str) -> str:
        """Open a case and put the conversation into the queue; returns the case number."""
        case = await self._scene.services["moshavereh"].ask_for_rahyar(actor, talk.id, flow, question)
        return str(case)

    async def relay(self, actor: Actor, talk: Talk, said: Said) -> None:
        """Pass the member's words to the case. Raises `moshavereh.nothing_said` for what has neither words nor a file."""
        words, texts = said.text, self._scene.house.texts
        if said.place is not None:
            words = texts.plain("moshavereh.place", place=f"{said.place.latitude:.5f}, {said.place.longitude:.5f}")
        elif said.contact is not None:
            words = texts.plain("moshavereh.contact", name=said.contact.name, mobile=said.contact.mobile)
        await self._scene.services["moshavereh"].write(actor, talk.case, words, said.media.ref if said.media else "", said.media.kind if said.media else "")

    async def gone(self, actor: Actor, talk: Talk) -> None:
        """The member shut the chat."""
        await self._scene.services["moshavereh"].shut(actor, talk.case)

    async def leave(self, actor: Actor, talk: Talk) -> None:
        """The member ends it."""
        await self._scene.services["moshavereh"].leave(actor, talk.case)


class TalkOwners:
    """Fulfils domain.moshavereh.ports.Talks: who owns a conversation, changed under its version."""

    def __init__(self, scene: Scene | None) -> None:
        self._scene = scene

    async def hand_to(self, talk_id: int, owner: str, rahyar: MemberId | None, case: str) -> None:
        """Give a conversation to `bot`, `queue` or `rahyar`. Raises LookupError when there is no such conversation."""
        talk = None if self._scene is None else await self._scene.find_talk(talk_id)
        if talk is None:
            raise LookupError(f"conversation {talk_id}")
        talk.owner, talk.rahyar, talk.case = owner, rahyar, case  # type: ignore[assignment]  # one of three words, held by a constraint as well
