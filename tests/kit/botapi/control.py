"""فرمان از راه دور - what people do, over HTTP: POST /sim/<what> with JSON.   Used by __main__.py; called by remote.py"""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from typing import Any

from tests.kit.botapi.calls import Call
from tests.kit.botapi.crowd import run_crowd
from tests.kit.botapi.errors import SimulatorMisuse
from tests.kit.botapi.people import Group, Presence
from tests.kit.botapi.relay import run_relay
from tests.kit.botapi.seen import Seen, Tap
from tests.kit.botapi.server import BotApi
from tests.kit.botapi.world import Message

Act = Callable[..., Awaitable[Any]]


class Control:
    """Does by name what a test in the same process does by calling. `shift` seconds are added to the simulator's clock."""

    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.shift = 0.0
        self.groups: dict[int, Group] = {}
        clock = api.clock
        api.clock = lambda: clock() + self.shift
        self._acts: dict[str, Act] = {
            "person": self.person,
            "group": self.group,
            "does": self.does,
            "sees": self.sees,
            "sees_soon": self.sees_soon,
            "acked": self.acked,
            "fault": self.fault,
            "poison": self.poison,
            "redeliver": self.redeliver,
            "settled": self.settled,
            "calls": self.calls,
            "forward": self.forward,
            "dump": self.dump,
            "crowd": self.crowd,
            "relay": self.relay,
        }

    async def do(self, what: str, fields: dict[str, Any]) -> tuple[int, Any]:
        """(status, JSON): 404 for an unknown act, 400 with the reason for one that cannot be done."""
        act = self._acts.get(what)
        if act is None:
            return 404, {"error": f"no act {what!r}: {', '.join(self._acts)}"}
        try:
            return 200, await act(**fields)
        except (SimulatorMisuse, LookupError, TypeError, ValueError) as e:
            return 400, {"error": f"{type(e).__name__}: {e}"}

    def _presence(self, who: int, at: int | None = None) -> Presence:
        person = self.api.people[who]
        return person if at is None else person.at(self.groups[at])

    async def person(self, name: str, id: int | None = None, **more: Any) -> Any:
        """A new person; {"id"}."""
        return {"id": self.api.person(name, id, **more).id}

    async def group(self, title: str, people: list[int], **more: Any) -> Any:
        """A new group; {"id"}."""
        group = self.api.group(title, *(self.api.people[id] for id in people), **more)
        self.groups[group.id] = group
        return {"id": group.id}

    async def does(self, who: int, act: str, at: int | None = None, **more: Any) -> Any:
        """Any act of people.py by its name (says, taps, starts, sends_photo, blocks...). Bytes come as base64 in `content`."""
        if act.startswith("_") or act.partition("_")[0] not in ("says", "starts", "taps", "shares", "sends", "edits", "deletes", "blocks", "unblocks"):
            raise ValueError(f"nobody does {act!r}")
        if isinstance(more.get("content"), str):
            more["content"] = base64.b64decode(more["content"])
        done = await getattr(self._presence(who, at), act)(**more)
        if isinstance(done, Tap):
            return {"tap": done.id, "update": done.update}
        return {"message": done.id, "update": done.update} if isinstance(done, Message) else {"update": done}

    async def sees(self, who: int, at: int | None = None) -> Any:
        """What a person sees, oldest first."""
        return [_seen(m) for m in self._presence(who, at).sees()]

    async def sees_soon(self, who: int, part: str, at: int | None = None, **more: Any) -> Any:
        """Wait for a message that holds `part`."""
        return _seen(await self._presence(who, at).sees_soon(part, **more))

    async def acked(self, tap: str) -> Any:
        """Wait for the acknowledgement of a tap."""
        query = self.api.world.queries[tap]
        return await Tap(self.api.world, query, 0).acked()

    async def fault(self, **more: Any) -> Any:
        """Set a fault; `kind="none"` removes all."""
        if more.get("kind") == "none":
            for fault in self.api.faults.set:
                fault.release()
            self.api.faults.set.clear()
            return {}
        self.api.fault(**more)
        return {}

    async def poison(self, raw: dict[str, Any], chat: int = 0) -> Any:
        """Queue a malformed update."""
        return {"update": self.api.poison_update(raw, chat)}

    async def redeliver(self, update: int) -> Any:
        """Give an update again."""
        self.api.redeliver(update)
        return {}

    async def settled(self) -> Any:
        """Wait until every update was taken."""
        await self.api.settled()
        return {}

    async def calls(self, methods: list[str] | None = None) -> Any:
        """The calls so far, of some methods or all."""
        calls = self.api.calls.of(*methods) if methods else self.api.calls
        return [_call(call) for call in calls]

    async def forward(self, seconds: float) -> Any:
        """Move the simulator's clock."""
        self.shift += seconds
        return {"now": self.api.clock()}

    async def dump(self) -> Any:
        """The state as text."""
        return {"dump": self.api.state_dump()}

    async def crowd(self, **more: Any) -> Any:
        """Many people at once; see crowd.py."""
        return await run_crowd(self.api, **more)

    async def relay(self, pairs: list[list[int]], **more: Any) -> Any:
        """Many people who write to many others through the bot; see relay.py."""
        return await run_relay(self.api, [(by, to) for by, to in pairs], **more)


def _seen(seen: Seen) -> dict[str, Any]:
    rows = [[{"label": b.label, "ref": b.ref, "url": b.url} for b in row] for row in seen.rows]
    return {"id": seen.id, "text": seen.text, "raw": seen.raw, "by": seen.by, "kind": seen.kind, "rows": rows, "edited": seen.edited, "reply_to": seen.reply_to}


def _call(call: Call) -> dict[str, Any]:
    params = {k: v if isinstance(v, str | int | float | bool | list | dict | None) else repr(v) for k, v in call.params.items()}
    return {"method": call.method, "params": params, "status": call.status, "error": call.error, "via": call.via, "at": call.at, "done": call.done, "fault": call.fault}
