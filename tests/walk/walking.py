"""گردش - a crawler with every promise to try; what was never reached and what did not hold.   Promises: promises.py taps.py aside.py order.py"""

from __future__ import annotations

from collections.abc import Iterable

from tests.architecture.house import Source, calls_of, functions, sources
from tests.architecture.keys import QUESTIONS, declared, patterns
from tests.walk.aside import a_person_instead, garbage
from tests.walk.authority import only_for_who_may
from tests.walk.crawler import Crawler, Node
from tests.walk.order import in_order
from tests.walk.promises import Promise, Trial, back_and_forth, correct, leave_and_return, restart_and_repeat, why
from tests.walk.taps import foreign_taps
from tests.walk.town import Neighbours
from tests.walk.world import World

ALWAYS: tuple[Promise, ...] = (in_order, restart_and_repeat, why, correct)
BY_TURNS: tuple[tuple[Promise, ...], ...] = ((back_and_forth, garbage), (leave_and_return, foreign_taps), (back_and_forth, a_person_instead))
"""A quick walk tries these at every third screen, a thorough one all of them at each."""


def walker(world: World, town: Neighbours, *, thorough: bool = False, promises: Iterable[Promise] = ()) -> Crawler:
    """A crawler that tries every promise at every new screen."""
    crawler = Crawler(world, town, times=2 if thorough else 1, patience=1_000 if thorough else 4, thorough=thorough)

    async def visit(node: Node) -> None:
        turn = BY_TURNS[crawler.turn % len(BY_TURNS)]
        tried = promises or (*ALWAYS, *(dict.fromkeys(p for some in BY_TURNS for p in some) if thorough else turn))
        for promise in tried:
            await promise(Trial(crawler, node, promise.__name__.replace("_", " ")))

    crawler.visits.append(visit)
    crawler.at_doors.append(only_for_who_may)
    return crawler


async def walk_all(crawler: Crawler) -> Crawler:
    """The whole walk. What the first to come to a dialog were not asked, and where they did not come, others may be."""
    await crawler.walk(lambda: {where.split(": ")[1].split(" ")[0] for where in never_shown(crawler)} | {where.split(":")[0] for where in never_reached(crawler)})
    return crawler


def questions_in(files: Iterable[Source]) -> dict[tuple[str, str], str]:
    """Every question of the dialogs in some files, as (flow, key) and where it is; flow is "" in a function that several flows share."""
    found: dict[tuple[str, str], str] = {}
    for source in files:
        for function in functions(source):
            flow = declared(function).get("flow", "")
            for method, call in calls_of(function, "chat"):
                if method in QUESTIONS and call.args:
                    for key in patterns(call.args[0], function):
                        found[flow, key] = source.at(call, f"{flow or function.name} asks {key}")
    return found


def never_reached(crawler: Crawler) -> list[str]:
    """Registered flows that nobody came to."""
    begun = {flow for flow, _ in crawler.world.seen}
    return sorted(f"{flow}: no way led to it from the people of the town" for flow in crawler.world.house.registry.flows if flow not in begun)


def never_shown(crawler: Crawler, files: Iterable[Source] | None = None) -> list[str]:
    """Questions in the source of the dialogs that nobody was asked."""
    asked = crawler.world.seen
    keys = {key for _, key in asked}
    wanted = questions_in(sources("handlers") if files is None else files)
    return sorted(where for (flow, key), where in wanted.items() if (key not in keys if not flow else (flow, key) not in asked))
