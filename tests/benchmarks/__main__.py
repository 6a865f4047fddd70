"""سنجش - `python -m tests.benchmarks [--quick] [--small] [--relay] [--market]` prints updates per CPU second.   Scenes: scenes.py; what it means: docs/performance.md"""

from __future__ import annotations

import argparse
import asyncio
import sys

from tests.benchmarks import market, report, small
from tests.benchmarks.contest import Told
from tests.benchmarks.relay import lines, meet, relays
from tests.benchmarks.scenes import play, scenes


async def _market() -> None:
    async for found in market.measured():
        print("\n".join(market.lines(found)), flush=True)


def main(arguments: list[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="One dialog, told by the house and by its peers.")
    parser.add_argument("--quick", action="store_true", help="smaller crowds, fewer rounds: under two minutes")
    parser.add_argument("--small", action="store_true", help="only the small ones: replays, decoding, statements")
    parser.add_argument("--relay", action="store_true", help="only members who write to rahyars")
    parser.add_argument("--market", action="store_true", help="only searches over 200,000 goods")
    given = parser.parse_args(arguments)
    if given.market:
        asyncio.run(_market())
        return
    if given.relay:
        for one in relays(quick=given.quick):
            print("\n".join(lines(one, asyncio.run(meet(one)))), flush=True)
        return
    for line in asyncio.run(small.lines()):
        print(line, flush=True)
    if given.small:
        return

    def show(scene: str, told: dict[str, list[Told]]) -> None:
        print("\n".join(report.scene_lines(scene, told)), flush=True)

    results = asyncio.run(play(scenes(quick=given.quick), lambda where: print(where, file=sys.stderr, flush=True), show))
    print("\n".join(report.last_lines(results)))


if __name__ == "__main__":
    main(sys.argv[1:])
