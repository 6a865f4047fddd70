"""خط فرمان - `python -m bot run | chat | check | migrate | rotate | audit | where <subsystem> | texts check|compile`.   Program: bot/wiring.py"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

from bot.audit import run_audit
from bot.check import run_check
from bot.log import set_up_log
from bot.opening import CannotOpen, prepare
from bot.rotation import run_rotation
from bot.settings import Settings, WrongSetting
from bot.texts import check_command
from bot.where import run_where
from domain.kernel.persian.identifiers import BadIdentifier, read_mobile
from storage import migrations
from storage.kit.database import close_database
from storage.kit.house import WrongHouse

ROOT = Path(__file__).parent.parent


def main(args: list[str]) -> int:
    """The exit code: 0 well, 1 something was found, 2 it could not begin."""
    chosen = command_parser().parse_args(args)
    try:
        if chosen.command == "where":
            return run_where(chosen.word, ROOT)
        if chosen.command == "texts":
            return check_command([chosen.what])
        settings = Settings.read(os.environ, ROOT / ".env", ROOT / "var")
        set_up_log(settings)
        return _run(chosen, settings)
    except (WrongSetting, WrongHouse, CannotOpen) as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except BrokenPipeError:  # `python -m bot where kanoon | head`: whoever read has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _run(chosen: argparse.Namespace, settings: Settings) -> int:
    # imported here: `where` and `texts` need none of it, and it takes a second
    from bot import wiring

    async def run() -> int:
        engine = await prepare(settings)
        try:
            await (await wiring.build(settings, engine)).run()
        finally:
            await close_database(engine)
        return 0

    async def chat() -> int:
        engine = await prepare(settings)
        return await wiring.talk_in_terminal(settings, engine, sys.stdin, sys.stdout, mobile=chosen.mobile or "")

    async def migrate() -> int:
        engine = await prepare(settings)
        print(f"{settings.database_shown} is at revision {await migrations.current(engine)}")
        await close_database(engine)
        return 0

    async def check() -> int:
        return await wiring.check(settings, run_check)

    works = {
        "run": run,
        "chat": chat,
        "migrate": migrate,
        "check": check,
        "rotate": lambda: run_rotation(settings, wiring.clock),
        "audit": lambda: run_audit(settings, wiring.clock(), expect=chosen.expect),
    }
    before = os.umask(0o077)  # the books, their lock, the key of the demo, files: nobody else on this machine reads them
    try:
        with asyncio.Runner(loop_factory=_loop()) as runner:
            return runner.run(works[chosen.command]())
    finally:
        os.umask(before)


def _loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop


def _mobile(text: str) -> str:
    """A mobile in E.164. Raises argparse's error, which names the argument."""
    try:
        return read_mobile(text)
    except BadIdentifier:
        raise argparse.ArgumentTypeError("is no Iranian mobile number") from None


def command_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="EmResalat Bot")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="serve: the chat page, Telegram, Bale, timers and sending")
    chat = commands.add_parser("chat", help="talk in this terminal")
    chat.add_argument("--mobile", type=_mobile, help="the number that 0 shares as yours, for example 09123456789")
    commands.add_parser("check", help="what is configured and whether it answers")
    commands.add_parser("migrate", help="bring the database to the newest schema")
    commands.add_parser("rotate", help="turn everything over to the first key of EMRESALAT_SECRET_KEY")
    audit = commands.add_parser("audit", help="verify the audit chain and every invariant")
    audit.add_argument("--expect", default="", help="a head of the chain noted earlier")
    where = commands.add_parser("where", help="the files of a subsystem")
    where.add_argument("word")
    texts = commands.add_parser("texts", help="check or compile the catalogues")
    texts.add_argument("what", choices=["check", "compile"])
    return parser
