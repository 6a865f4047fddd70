"""پیوندهای ساختگی - deep links that somebody made up: every flow, with tokens that nobody was given, opened by somebody who may use the flow."""

from __future__ import annotations

from collections.abc import Sequence

from bot.leaving import Leaving
from bot.scene import Scene
from handlers.kit.registry import Flow
from tests.kit.talk import Person
from tests.walk.crawler import Act, Crawler, Fault
from tests.walk.standing import stand_of

TOKENS = ("abc", "", "999999", "1", "-1", "99999999999999999999999999", "x" * 40, "1:2", "0", "x" * 3000, "۱", "nul\x00l", "1 OR 1=1")
"""A link holds at most forty letters, digits, `_` and `-`; but a person may type anything behind /start."""


async def forged_links(crawler: Crawler, tokens: Sequence[str] = TOKENS) -> int:
    """Opens every flow with every token; how many were opened. What comes of it is a kind word or a question, never an error."""
    world = crawler.world
    base, opened = await world.keep(), 0
    for flow in world.house.registry.flows.values():
        allowed = await _allowed(crawler, flow)
        for n, token in enumerate(tokens):
            person = allowed[n % len(allowed)]
            await world.go_back(base)
            await Act("start", f"link {flow.name}-{token}", payload=f"{flow.name.replace('.', '_', 1)}-{token}").by(world, person)
            opened += 1
            says = f"{person.key} opens {flow.name}-{token[:40]}"
            crawler.faults += [Fault("forged links", f"{says}: {error}") for error in world.errors.take()]
            if not (await stand_of(world, person)).text:
                crawler.faults.append(Fault("forged links", f"{says} and sees nothing"))
    return opened


async def _allowed(crawler: Crawler, flow: Flow) -> list[Person]:
    """Who may begin it; everybody where nobody may."""
    world = crawler.world
    async with world.house.units.look(world.town.now) as unit:
        scene = Scene(world.house, unit, Leaving(unit.now), reading=True)
        people = {p.key: p for p in world.people.values()}
        actors = {key: await scene.actor_at(f"{p.platform}:{key}", await scene.accounts.find(f"{p.platform}:{key}")) for key, p in people.items()}
    return [people[key] for key, actor in actors.items() if actor.has(*flow.roles)] or list(people.values())
