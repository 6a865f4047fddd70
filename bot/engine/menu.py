"""فهرست اصلی - the menu, built from the registered flows by role and grouped into families.   Flows: handlers/<subsystem>"""

from __future__ import annotations

from collections.abc import Iterable

from bot.engine.screens import Press, Screen, Words, rows_of
from bot.engine.talk import Run
from domain.kernel.people import Actor, Role
from handlers.kit.registry import Flow, Registry

FAMILIES = ("door", "kanoon", "bank", "market", "sending", "help", "desk", "account", "house")
"""The families in the order of the menu; their names: `engine.family.<name>`."""
FEW = 7  # as many flows are shown without grouping


def offered(registry: Registry, actor: Actor) -> list[Flow]:
    """The flows in the menu of somebody, in its order."""
    flows = [f for f in registry.flows.values() if f.family and actor.has(*f.roles)]
    return sorted(flows, key=lambda f: (FAMILIES.index(f.family), f.order, f.name))


def home(registry: Registry, actor: Actor, words: Words, *, note: str = "", drafts: Iterable[Press] = ()) -> Screen:
    """The main menu: whatever lies half-finished first, then the families (or the flows themselves when they are few)."""
    flows = offered(registry, actor)
    greeting = words.say("engine.welcome" if actor.has(Role.NEWCOMER) else "engine.home")
    presses = [_flow(f, words) for f in flows]
    if len(flows) > FEW:
        presses = [Press(words.plain(f"engine.family.{name}"), ["family", name]) for name in FAMILIES if any(f.family == name for f in flows)]
    rows = rows_of(list(drafts)) + rows_of(presses, 2 if len(flows) > FEW else 1)
    rows.append([Press(words.plain("engine.button.rahyar"), ["rahyar"])])
    return Screen(f"{note}\n\n{greeting}" if note else greeting, rows)


def family(registry: Registry, actor: Actor, words: Words, name: str) -> Screen:
    """One family of the menu."""
    rows = rows_of([_flow(f, words) for f in offered(registry, actor) if f.family == name])
    return Screen(words.say("engine.family_title", name=words.plain(f"engine.family.{name}")), [*rows, [Press(words.plain("engine.button.menu"), ["menu"])]])


def beside(registry: Registry, actor: Actor, words: Words, run: Run) -> list[list[Press]]:
    """What may be begun beside a dialog that captures typing, about the same."""
    flows = (registry.flows[name] for name in registry.flows[run.flow].beside if name in registry.flows)
    return rows_of([Press(words.plain(f"{f.name}.title"), ["flow", f.name, run.subject]) for f in flows if actor.has(*f.roles)], 3)


def _flow(flow: Flow, words: Words) -> Press:
    return Press(words.plain(f"{flow.name}.title"), ["flow", flow.name, None])
