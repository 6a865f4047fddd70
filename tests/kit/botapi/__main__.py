"""شبیه‌ساز در پروسه‌ای جدا - `python -m tests.kit.botapi --port 0` prints its port and runs until it is told to stop.   Siblings: control.py remote.py"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

if sys.platform != "win32":
    import uvloop

from tests.kit.botapi.control import Control
from tests.kit.botapi.server import BotApi


def read_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.kit.botapi", description="A strict simulator of the Bot API of Telegram or Bale.")
    parser.add_argument("--dialect", choices=["telegram", "bale"], default="telegram")
    parser.add_argument("--port", type=int, default=0, help="0: any free one; it is printed")
    parser.add_argument("--token", default="123456:TEST-a-token-of-nobody-at-all-00000")
    parser.add_argument("--poll-cap", type=float, default=1.0, help="the longest that getUpdates waits, in seconds")
    parser.add_argument("--quick", action="store_true", help="no strict checks, no recording, a lean HTTP server: for benchmarks")
    parser.add_argument("--until-eof", action="store_true", help="stop when the standard input is closed, so that it never outlives who started it")
    return parser.parse_args(arguments)


async def serve(given: argparse.Namespace) -> None:
    """Run until SIGTERM, SIGINT or (on request) the end of the standard input."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if given.until_eof:
        reader = asyncio.StreamReader()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        watching = asyncio.create_task(reader.read())
        watching.add_done_callback(lambda _: stop.set())
    async with BotApi(given.dialect, given.token, port=given.port, poll_cap=given.poll_cap, quick=given.quick) as api:
        api.control = Control(api).do
        print(api.port, flush=True)
        await stop.wait()


def main() -> None:
    """Start; on uvloop where there is one."""
    given = read_arguments()
    if sys.platform == "win32":
        asyncio.run(serve(given))
    else:
        uvloop.run(serve(given))


if __name__ == "__main__":
    main()
