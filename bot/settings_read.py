"""خواندن تنظیم‌ها - reads one setting each, or says in one line what is wrong with it.   Which ones there are: bot/settings.py"""

from __future__ import annotations

import difflib
import ipaddress
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from urllib.parse import SplitResult, urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{10,}")
GROUP = re.compile(r"-[1-9][0-9]{4,17}")
HEADER_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
FLAGS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}

Given = Mapping[str, str]


class WrongSetting(Exception):
    """A setting is missing or cannot be used. Its text is one line that names it and never shows a value that may be a secret."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name} {why}")
        self.name = name


def check_names(given: Collection[str], names: Collection[str]) -> None:
    """Refuse a name that is nearly, but not quite, a setting: a slip that would otherwise be silently ignored."""
    rest = {name.removeprefix("EMRESALAT_"): name for name in sorted(names)}
    for name in sorted(set(given) - set(names)):
        if meant := difflib.get_close_matches(name.removeprefix("EMRESALAT_"), rest, 1, 0.8):
            raise WrongSetting(name, f"is no setting; {rest[meant[0]]} was probably meant")


def flag(name: str, given: Given, default: bool) -> bool:
    if name not in given:
        return default
    if given[name].lower() not in FLAGS:
        raise WrongSetting(name, "is 1 or 0")
    return FLAGS[given[name].lower()]


def number(name: str, given: Given, default: int, low: int, high: int) -> int:
    text = given.get(name, str(default))
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise WrongSetting(name, f"is a number from {low} to {high}")
    return int(text)


def one_of(name: str, given: Given, choices: Sequence[str], default: str, fold: Callable[[str], str] = str.lower) -> str:
    value = fold(given.get(name, default))
    if value not in choices:
        raise WrongSetting(name, f"is one of {', '.join(choices)}")
    return value


def words(name: str, given: Given, known: Collection[str]) -> list[str]:
    """A comma-separated list of known words; [] when it is not given."""
    told = [w for w in (part.strip().lower() for part in given.get(name, "").split(",")) if w]
    if unknown := sorted(set(told) - set(known)):
        raise WrongSetting(name, f"does not know {', '.join(unknown)}; it is a list of {', '.join(sorted(known))}")
    return told


def database(name: str, given: Given, default: str) -> str:
    """An address with the async driver of its database; `sqlite:///` and `postgresql://` are completed."""
    text = given.get(name, default)
    if text.startswith("postgres://"):
        text = text.replace("postgres://", "postgresql://", 1)
    try:
        url = make_url(text)
        driver = DRIVERS.get(url.get_backend_name())
    except (ArgumentError, ValueError):
        raise WrongSetting(name, "is not the address of a database") from None
    if driver is None or (url.drivername not in (driver, url.get_backend_name())):
        raise WrongSetting(name, "is an address of sqlite:/// or postgresql://")
    if not url.database or url.database == ":memory:":
        raise WrongSetting(name, "must name a database that stays when the bot stops")
    return url.set(drivername=driver).render_as_string(hide_password=False)


def redis(name: str, given: Given) -> str:
    text = given.get(name, "")
    if text and _split(name, text).scheme not in ("redis", "rediss", "unix"):
        raise WrongSetting(name, "is an address of redis://, rediss:// or unix://")
    return text


def origin(name: str, given: Given, default: str) -> str:
    """`https://host[:port]` and nothing more."""
    text = given.get(name, default).rstrip("/")
    parts = _split(name, text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query or parts.fragment or parts.username:
        raise WrongSetting(name, "is an origin such as https://example.org, without a path")
    return text


def public_url(name: str, given: Given) -> str:
    """A full https address; plain http only to this machine. "" when it is not given."""
    text = given.get(name, "")
    if not text:
        return ""
    parts = _split(name, text)
    if not parts.hostname or parts.fragment or not (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))):
        raise WrongSetting(name, "is a full https address")
    if not parts.path.strip("/"):
        raise WrongSetting(name, "needs a path")
    return text


def networks(name: str, given: Given) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    try:
        return tuple(ipaddress.ip_network(part.strip()) for part in given.get(name, "").split(",") if part.strip())
    except ValueError:
        raise WrongSetting(name, "is a list of addresses or networks such as 10.0.0.0/8") from None


def group(name: str, given: Given) -> str:
    """The number of a Telegram group; "" when it is not given."""
    text = given.get(name, "")
    if text and not GROUP.fullmatch(text):
        raise WrongSetting(name, "is the number of a Telegram group, for example -1001234567890")
    return text


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach it."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def password(url: str) -> str:
    """The password inside an address, as written there; "" without one."""
    return urlsplit(url).password or "" if url else ""


def without_password(url: str) -> str:
    return make_url(url).render_as_string(hide_password=True)


def _split(name: str, text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise WrongSetting(name, "is not an address") from None
    return parts
