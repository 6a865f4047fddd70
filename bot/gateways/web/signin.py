"""ورود با کد - the rules of signing in with a mobile and a six-digit code.   Kept by storage/kit/webdoor.py   Spoken by door.py"""

from __future__ import annotations

import hmac
import logging
import secrets
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Protocol

from domain.kernel.persian.letters import PERSIAN_DIGITS
from storage.kit.webdoor import WebDoor

log = logging.getLogger(__name__)


class SendCode(Protocol):
    """Port: a text message to a mobile (E.164). Raises whatever its carrier raises; the page then says that the code did not leave."""

    async def send(self, mobile: str, text: str) -> None: ...


class SignIn(Protocol):
    """Port: proves that somebody holds a mobile. The verbs of membership may stand behind it later."""

    async def ask(self, mobile: str, address: str) -> int:
        """Send a code; returns after how many seconds another may be asked for. Raises TooOften, NotGone."""

    async def prove(self, mobile: str, code: str, address: str) -> None:
        """Returns when the code is right, and spends it. Raises WrongCode, TooOften."""


class TooOften(Exception):
    """Wait `seconds` first. `why` names the sentence that says so: `web.problem.<why>`."""

    def __init__(self, seconds: float, why: str = "code_wait") -> None:
        super().__init__(f"{why}, {seconds:.0f} s")
        self.seconds, self.why = max(1, ceil(seconds)), why


class WrongCode(Exception):
    """Not the code, not any more, or none was asked for: all three look alike."""


class NotGone(Exception):
    """The carrier did not take the text message."""


@dataclass(frozen=True, slots=True)
class CodePolicy:
    """How careful we are, from a day on. [assumption] in the absence of a rule of the bank; five tries: decision 24."""

    since: date
    life: timedelta = timedelta(minutes=5)
    gap: timedelta = timedelta(seconds=90)  # between two codes for one mobile
    tries: int = 5
    cool_down: timedelta = timedelta(minutes=15)
    codes_an_hour: int = 5  # for one mobile; shared:G2
    codes_a_day: int = 8  # for one mobile
    address_codes_an_hour: int = 20
    address_guesses_an_hour: int = 40


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
POLICIES = (CodePolicy(since=date(2026, 11, 1)),)


def policy_on(day: date) -> CodePolicy:
    """The policy in force on a day; before the first one, the first."""
    return max((p for p in POLICIES if p.since <= day), key=lambda p: p.since, default=POLICIES[0])


class CodeSignIn:
    """Sign-in by a code over SMS. Answers never tell whether a mobile is known here: signing in is also how one becomes known."""

    def __init__(self, door: WebDoor, send: SendCode, words: Mapping[str, str], now: Callable[[], datetime], make_code: Callable[[], str] | None = None) -> None:
        self._door, self._send, self._words, self._now = door, send, words, now
        self._make_code = make_code or (lambda: f"{secrets.randbelow(1_000_000):06}")

    async def ask(self, mobile: str, address: str) -> int:
        now = self._now()
        rules = policy_on(now.date())
        out = await self._door.find_code(mobile)
        if out is not None and out.shut is not None and out.shut > now:
            raise TooOften((out.shut - now).total_seconds(), "code_tries")
        if out is not None and out.code_hash and (next_at := out.until - rules.life + rules.gap) > now:
            raise TooOften((next_at - now).total_seconds())
        await self._check("code.address", address, (HOUR, rules.address_codes_an_hour))
        await self._check("code.mobile", mobile, (HOUR, rules.codes_an_hour), (DAY, rules.codes_a_day))
        code = self._make_code()
        await self._door.put_code(mobile, code, now + rules.life)
        minutes = str(round(rules.life.total_seconds() / 60)).translate(PERSIAN_DIGITS)
        try:
            await self._send.send(mobile, self._words["signin.sms"].format(code=code, minutes=minutes))
        except Exception as why:
            log.warning("a sign-in code did not leave", exc_info=True)
            raise NotGone from why
        return round(rules.gap.total_seconds())

    async def prove(self, mobile: str, code: str, address: str) -> None:
        now = self._now()
        rules = policy_on(now.date())
        await self._check("guess.address", address, (HOUR, rules.address_guesses_an_hour), why="code_guesses")
        out = await self._door.try_code(mobile)
        if out is None:
            raise WrongCode
        if out.shut is not None and out.shut > now:
            raise TooOften((out.shut - now).total_seconds(), "code_tries")
        right = hmac.compare_digest(out.code_hash, self._door.code_hash(mobile, code))
        if right and out.until > now and out.tries <= rules.tries and await self._door.use_code(mobile, out.code_hash):
            return
        if out.code_hash and out.tries >= rules.tries:
            await self._door.shut(mobile, now + rules.cool_down)
            raise TooOften(rules.cool_down.total_seconds(), "code_tries")
        raise WrongCode

    async def _check(self, kind: str, who: str, *limits: tuple[timedelta, int], why: str = "code_many") -> None:
        """Count one more of a kind. Raises TooOften until there is room again by every limit: (in how long, how many)."""
        now = self._now()
        again = await self._door.knock(kind, who, now, limits)
        if again is not None:
            raise TooOften((again - now).total_seconds(), why)


class KeptCodes:
    """The local twin of the SMS carrier, for the demo alone: keeps the last messages, and writes them into the log."""

    def __init__(self, kept: int = 100) -> None:
        self.sent: deque[tuple[str, str]] = deque(maxlen=kept)

    async def send(self, mobile: str, text: str, key: str = "") -> None:
        self.sent.append((mobile, text))
        log.info("text message to %s: %s", mobile, text)
