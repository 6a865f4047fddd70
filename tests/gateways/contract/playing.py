"""بازی - plays the lines of a scene with actors of any platform.   Lines: script.py; actors: messengers.py page.py paper.py"""

from __future__ import annotations

import asyncio
import functools
import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.house import LOCALES, House
from bot.jobs import Jobs
from bot.texts.catalogue import KEY, read_catalogues
from tests.gateways.contract.script import Line, Scene

PATIENCE = 400  # looks of 50 milliseconds each: only a guard against hanging for ever
_INVISIBLE = dict.fromkeys((*range(0x2066, 0x206A), 0x200E, 0x200F))
_FIELD = re.compile(r"\{[^}]*\}|</?[a-z]+>|\n")
_LINK = re.compile(r"\S*start[= ]([A-Za-z0-9_-]+)(?=\s|\Z)")


@dataclass(frozen=True, slots=True)
class Note:
    """A message of the bot as a person sees it now. `at` grows with every message and every change; `keys`: its buttons, by label."""

    at: int
    text: str
    keys: dict[str, str] = field(default_factory=dict)
    kind: str = "text"
    id: str = ""

    def holds(self, part: str) -> bool:
        return part in bare(self.text) or any(part in label for label in self.keys)


@functools.cache
def _catalogue() -> dict[str, str]:
    return {entry.key: entry.forms[-1] for entry in read_catalogues(LOCALES)[0]}


def spoken(words: str, *, first: bool = False) -> str:
    """The words themselves; of a key in the catalogues the longest piece that is always said, or its `first` line. Raises KeyError for a key that is none."""
    if not KEY.fullmatch(words):
        return words
    if first:
        return _catalogue()[words].partition("\n")[0]
    return max((piece.strip() for piece in _FIELD.split(_catalogue()[words])), key=len)


def bare(text: str) -> str:
    """Without the marks that only direct the line."""
    return text.translate(_INVISIBLE)


class Actor(ABC):
    """Somebody on one platform. What they do returns when it has left their hands; `Stage.settle` waits until it has had its effect."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.told: list[str] = []  # the short words of the last tap
        self.mark = 0  # the newest change before their last act
        self.remembered: tuple[Note, str] | None = None

    @property
    @abstractmethod
    def account(self) -> tuple[str, str, str]:
        """Person (`<platform>:<id>`), bot, chat."""

    @abstractmethod
    async def looks(self) -> list[Note]:
        """What they see of the bot, oldest first."""

    @abstractmethod
    async def starts(self, payload: str = "") -> None: ...

    @abstractmethod
    async def says(self, text: str) -> None: ...

    @abstractmethod
    async def presses(self, note: Note, label: str, times: int = 1) -> None:
        """Press a button, also one that is not there any more."""

    @abstractmethod
    async def shares_contact(self, of: Actor | None) -> None:
        """The own number, or somebody else's."""

    async def sends(self, what: str) -> None:
        """A photo, a voice, a sticker, an album, a place, a dice."""
        raise NotImplementedError(what)

    async def rewrites(self, text: str) -> None:
        """Change the last own words."""
        raise NotImplementedError(text)

    async def in_group(self, act: str, words: str) -> list[Note]:
        """Say something in the group (act `says`), or look at it (`sees`)."""
        raise NotImplementedError(act)


class Stage(ABC):
    """One platform with a running program behind it. `can`: what lines may ask for in brackets; `link`: how its deep links begin."""

    can: frozenset[str] = frozenset()
    link = ""

    def __init__(self, house: House) -> None:
        self.house = house

    @abstractmethod
    async def enter(self, name: str, mobile: str) -> Actor:
        """Somebody comes to the platform for the first time."""

    async def settle(self) -> None:
        """Wait until everything that follows from what was done has happened."""
        jobs = Jobs(self.house)
        await self.house.outbox.drain()
        while await jobs.tick():
            await self.house.outbox.drain()


class Play:
    """A stage and who is on it."""

    def __init__(self, stage: Stage, actors: dict[str, Actor]) -> None:
        self.stage, self.actors = stage, actors

    async def scene(self, scene: Scene) -> None:
        """All its lines that fit the platform. Raises AssertionError with the line and what its actor sees."""
        for line in scene.lines:
            if line.fits(self.stage.can):
                await self.line(line)

    async def line(self, line: Line) -> None:
        actor = self.actors[line.who]
        line = replace(line, words=spoken(line.words, first=line.act == "says"))
        look, part = self._looks().get(line.act), line.words
        if look is not None:
            await self._sees(actor, line, lambda notes: look(actor, notes, part))
            return
        if "in the group" in line.act:
            await self._in_group(actor, line)
            return
        button = await self._button(actor, line) if line.act in ("taps", "taps twice", "remembers") else None
        actor.mark = max((note.at for note in await actor.looks()), default=0)
        await self._act(actor, line, button)
        await self.stage.settle()

    def _looks(self) -> dict[str, Callable[[Actor, list[Note], str], bool]]:
        return {
            "sees": lambda a, notes, part: any(n.holds(part) for n in notes if n.at > a.mark),
            "sees once": lambda a, notes, part: sum(n.holds(part) for n in notes if n.at > a.mark) == 1,
            "gets": lambda a, notes, part: any(n.kind == part for n in notes if n.at > a.mark),
            "has": lambda a, notes, part: any(part in label for n in notes for label in n.keys),
            "has no": lambda a, notes, part: not any(part in label for n in notes for label in n.keys),
            "is told": lambda a, notes, part: any(part in told for told in a.told) or any(n.holds(part) for n in notes if n.at > a.mark),  # late words are messages
        }

    async def _button(self, actor: Actor, line: Line) -> tuple[Note, str]:
        """The button a line is about; it may still be on its way."""
        for n in range(PATIENCE):
            if (button := found(line.words, await actor.looks())) is not None:
                return button
            await (asyncio.sleep(0.05) if n else self.stage.settle())
        raise AssertionError(f"line {line.number}: {line.who} sees no button «{line.words}»:\n{dump(await actor.looks(), actor.mark)}")

    async def _act(self, actor: Actor, line: Line, button: tuple[Note, str] | None) -> None:
        match line.act:
            case "starts":
                await actor.starts(line.words)
            case "says":
                await actor.says(line.words)
            case "taps" | "taps twice" if button is not None:
                await actor.presses(*button, 1 if line.act == "taps" else 2)
            case "remembers":
                actor.remembered = button
            case "taps the remembered":
                assert actor.remembered is not None, line
                await actor.presses(*actor.remembered)
            case "shares contact":
                await actor.shares_contact(self.actors[line.words] if line.words else None)
            case "sends":
                await actor.sends(line.words)
            case "rewrites":
                await actor.rewrites(line.words)
            case "opens the link of maryam":
                await self._opens_link(actor)
            case _:
                raise ValueError(f"line {line.number}: nobody knows how to {line.act!r}")

    async def _opens_link(self, actor: Actor) -> None:
        links = [m for n in await self.actors["maryam"].looks() for m in _LINK.finditer(bare(n.text))]
        assert links and links[-1][0].startswith(self.stage.link), [m[0] for m in links]
        await actor.starts(links[-1][1])

    async def _in_group(self, actor: Actor, line: Line) -> None:
        act = line.act.partition(" ")[0]
        if act != "sees":
            await actor.in_group("says", "/start" if act == "starts" else line.words)
            await self.stage.settle()
            return
        notes = await actor.in_group("sees", "")
        assert any(n.holds(line.words) for n in notes) if line.words else not notes, notes

    async def _sees(self, actor: Actor, line: Line, look: Callable[[list[Note]], bool]) -> None:
        for n in range(PATIENCE):
            notes = await actor.looks()
            if look(notes):
                return
            await (asyncio.sleep(0.05) if n else self.stage.settle())
        raise AssertionError(f"line {line.number}: {line.who} {line.act} «{line.words}», was told {actor.told}, and sees:\n{dump(notes, actor.mark)}")


def found(words: str, notes: list[Note]) -> tuple[Note, str] | None:
    """The newest button with this label, else one that holds these words."""
    for fits in (lambda label: label == words, lambda label: words in label):
        for note in reversed(notes):
            for label in note.keys:
                if fits(label):
                    return note, label
    return None


def dump(notes: list[Note], mark: int) -> str:
    return "\n".join(f"{'new ' if n.at > mark else '    '}<{n.kind}> {n.text}\n          {' | '.join(n.keys)}" for n in notes[-10:])
