"""تنظیم‌ها - one frozen settings object, the only reader of the environment (decisions 20-22).   Siblings: settings_read.py settings_outside.py; list: .env.example"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

from bot import settings_read as read
from bot.settings_outside import Bank, Bureau, Payment, Registry, Sms, read_bank, read_bureau, read_payment, read_registry, read_sms
from bot.settings_read import WrongSetting
from storage.kit.keyring import Keyring

__all__ = ["Bank", "Messenger", "Payment", "Registry", "Settings", "Sms", "WrongSetting"]

NAMES = (
    *("EMRESALAT_DATABASE_URL", "EMRESALAT_REDIS_URL", "EMRESALAT_SECRET_KEY", "EMRESALAT_MEDIA_DIR"),
    *("EMRESALAT_DEMO", "EMRESALAT_ROLES", "EMRESALAT_ADMINS", "EMRESALAT_LOG_LEVEL"),
    *("EMRESALAT_WEB_HOST", "EMRESALAT_WEB_PORT", "EMRESALAT_WEB_URL", "EMRESALAT_TRUSTED_PROXIES"),
    *("EMRESALAT_TELEGRAM_TOKEN", "EMRESALAT_TELEGRAM_API_BASE", "EMRESALAT_TELEGRAM_WEBHOOK_URL", "EMRESALAT_TELEGRAM_WEBHOOK_SECRET"),
    *("EMRESALAT_BALE_TOKEN", "EMRESALAT_BALE_API_BASE", "EMRESALAT_BALE_WEBHOOK_URL", "EMRESALAT_BALE_PROVIDER_TOKEN"),
    *("EMRESALAT_SMS", "EMRESALAT_SMS_URL", "EMRESALAT_SMS_KEY", "EMRESALAT_SMS_SENDER"),
    "EMRESALAT_DESK_CHAT",
    *("EMRESALAT_REGISTRY", "EMRESALAT_REGISTRY_URL", "EMRESALAT_REGISTRY_KEY"),
    *("EMRESALAT_PAYMENT", "EMRESALAT_PAYMENT_BASE", "EMRESALAT_PAYMENT_MERCHANT"),
    *("EMRESALAT_BANK", "EMRESALAT_BANK_URL", "EMRESALAT_BANK_KEY"),
    *("EMRESALAT_BUREAU", "EMRESALAT_BUREAU_URL", "EMRESALAT_BUREAU_KEY"),
)
"""Every setting there is; a name close to one of them but not among them is refused as a slip of the pen."""

PARTS = frozenset({"web", "receive", "jobs", "send"})
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
PLATFORMS = ("telegram", "bale", "web")
API_BASES = {"telegram": "https://api.telegram.org", "bale": "https://tapi.bale.ai"}
PROVIDER = re.compile(r"[A-Za-z0-9_-]{8,80}")
BALE_PATH = 16  # characters: Bale sends no secret header, so the path itself is the secret (decision 21)


@dataclass(frozen=True, slots=True)
class Messenger:
    """How to reach one platform. `webhook_url` "" means: poll. `secret` is what Telegram sends with every update; Bale has none."""

    name: str
    token: str = field(repr=False)
    api_base: str  # an origin, without /bot
    webhook_url: str = field(default="", repr=False)  # Bale's path is a secret
    secret: str = field(default="", repr=False)
    provider_token: str = field(default="", repr=False)  # of Bale: who is paid there

    @property
    def bot(self) -> str:
        """The numeric id of the bot: what stands before the colon of its token."""
        return self.token.partition(":")[0]

    @property
    def webhook_path(self) -> str:
        """The path that is served, exactly; "" when the bot polls."""
        return urlsplit(self.webhook_url).path


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between two installations. Secrets do not show in its repr."""

    demo: bool
    database_url: str = field(repr=False)  # may hold a password; `database_shown` does not
    secret_keys: tuple[str, ...] = field(repr=False)  # the first encrypts, all decrypt
    media_dir: Path
    redis_url: str = field(default="", repr=False)
    telegram: Messenger | None = None
    bale: Messenger | None = None
    sms: Sms = field(default_factory=Sms)
    registry: Registry = field(default_factory=Registry)
    payment: Payment = field(default_factory=Payment)
    bank: Bank = field(default_factory=Bank)
    bureau: Bureau = field(default_factory=Bureau)
    admins: tuple[str, ...] = ()  # <platform>:<id>
    parts: frozenset[str] = PARTS
    web_host: str = "127.0.0.1"
    web_port: int = 8080
    web_url: str = "http://127.0.0.1:8080"  # the public origin of the chat page
    desk_chat: str = ""  # the number of the rahyars' group on Telegram; "" without one
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    log_level: str = "INFO"

    @property
    def database_shown(self) -> str:
        """The database's address without its password."""
        return read.without_password(self.database_url)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every text that must never be seen in a log or an error."""
        platforms = [m for m in (self.telegram, self.bale) if m]
        told = [
            *self.secret_keys,
            *(m.token for m in platforms),
            *(m.secret for m in platforms),
            *(m.provider_token for m in platforms),
            self.sms.key,
            self.registry.key,
            self.payment.merchant,
            self.bank.key,
            self.bureau.key,
        ]
        told += [read.password(self.database_url), read.password(self.redis_url), self.bale.webhook_path.strip("/") if self.bale else ""]
        return tuple(dict.fromkeys(s for s in told if s))

    def keyring(self) -> Keyring:
        return Keyring(self.secret_keys)

    @classmethod
    def read(cls, environ: Mapping[str, str], dotenv: Path | None = None, var: Path = Path("var")) -> Settings:
        """The settings of an environment, completed by a `.env` file (the environment wins). What it keeps by itself lies under `var`.

        Raises WrongSetting with one line that names what is missing or wrong.
        """
        given = _given(environ, dotenv)
        demo = read.flag("EMRESALAT_DEMO", given, not any(given.get(f"EMRESALAT_{n}") for n in ("TELEGRAM_TOKEN", "BALE_TOKEN", "DATABASE_URL")))
        home = var / "demo" if demo else var
        keys = _secret_keys(given, home / "secret.key" if demo else None)
        host = given.get("EMRESALAT_WEB_HOST", "127.0.0.1")
        if demo and not read.is_loopback(host):
            raise WrongSetting("EMRESALAT_WEB_HOST", "the demo serves this machine only (127.0.0.1); for other hosts set EMRESALAT_DEMO=0")
        port = read.number("EMRESALAT_WEB_PORT", given, 8080, 1, 65535)
        telegram, bale = _messenger("telegram", given, keys), _messenger("bale", given, keys)
        if telegram and bale and telegram.webhook_path and telegram.webhook_path == bale.webhook_path:
            raise WrongSetting("EMRESALAT_BALE_WEBHOOK_URL", "has the same path as EMRESALAT_TELEGRAM_WEBHOOK_URL")
        shown_host = f"[{host}]" if ":" in host else host
        return cls(
            demo=demo,
            database_url=read.database("EMRESALAT_DATABASE_URL", given, f"sqlite+aiosqlite:///{home / 'emresalat.db'}"),
            secret_keys=keys,
            media_dir=Path(given.get("EMRESALAT_MEDIA_DIR") or home / "media"),
            redis_url=read.redis("EMRESALAT_REDIS_URL", given),
            telegram=telegram,
            bale=bale,
            sms=read_sms(given, demo),
            registry=read_registry(given),
            payment=read_payment(given, demo),
            bank=read_bank(given, demo),
            bureau=read_bureau(given, demo),
            admins=_admins(given),
            parts=frozenset(read.words("EMRESALAT_ROLES", given, PARTS)) or PARTS,
            web_host=host,
            web_port=port,
            web_url=read.origin("EMRESALAT_WEB_URL", given, f"http://{shown_host}:{port}"),
            desk_chat=_desk_chat(given, telegram),
            trusted_proxies=read.networks("EMRESALAT_TRUSTED_PROXIES", given),
            log_level=read.one_of("EMRESALAT_LOG_LEVEL", given, LEVELS, "INFO", fold=str.upper),
        )


def _given(environ: Mapping[str, str], dotenv: Path | None) -> dict[str, str]:
    """What is set and not empty; the file first, the environment over it."""
    told: dict[str, str | None] = {}
    if dotenv is not None and dotenv.is_file():
        try:
            told.update(dotenv_values(dotenv, interpolate=False))
        except (OSError, UnicodeDecodeError) as error:
            raise WrongSetting(str(dotenv), f"cannot be read: {type(error).__name__}") from None
    told.update(environ)
    given = {name: value.strip() for name, value in told.items() if name.startswith("EMRESALAT_") and value and value.strip()}
    read.check_names(given, NAMES)
    return given


def _secret_keys(given: Mapping[str, str], own: Path | None) -> tuple[str, ...]:
    """The keys of the setting; the demo keeps one of its own in a file that only its owner can read."""
    keys = tuple(k for k in (part.strip() for part in given.get("EMRESALAT_SECRET_KEY", "").split(",")) if k)
    if not keys and own is not None:
        try:
            keys = (_own_key(own),)
        except OSError as error:
            raise WrongSetting("EMRESALAT_SECRET_KEY", f"is not given, and the demo cannot keep one in {own}: {error.strerror}") from None
    if not keys:
        raise WrongSetting("EMRESALAT_SECRET_KEY", "is required outside the demo: at least 16 characters that nobody can guess")
    if any(len(k) < 16 for k in keys):
        raise WrongSetting("EMRESALAT_SECRET_KEY", "holds a key shorter than 16 characters")
    if len(set(keys)) < len(keys):
        raise WrongSetting("EMRESALAT_SECRET_KEY", "names the same key twice")
    return keys


def _own_key(path: Path) -> str:
    """The key in the file; made there, whole or not at all, when it is missing."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(32))
        with suppress(FileExistsError):  # another process of the demo was quicker: its key counts
            os.link(draft, path)
        draft.unlink()
    path.chmod(0o600)
    return path.read_text("ascii").strip()


def _messenger(name: str, given: Mapping[str, str], keys: tuple[str, ...]) -> Messenger | None:
    big = f"EMRESALAT_{name.upper()}"
    token, url = given.get(f"{big}_TOKEN", ""), read.public_url(f"{big}_WEBHOOK_URL", given)
    if not token:
        if url:
            raise WrongSetting(f"{big}_TOKEN", f"is missing, though {big}_WEBHOOK_URL is set")
        return None
    if not read.TOKEN.fullmatch(token):
        raise WrongSetting(f"{big}_TOKEN", "does not look like a token (digits, a colon, letters)")
    if name == "bale" and url and len(urlsplit(url).path.strip("/")) < BALE_PATH:
        raise WrongSetting(f"{big}_WEBHOOK_URL", f"needs a path of at least {BALE_PATH} characters that nobody can guess")
    secret = ""
    if name == "telegram":
        secret = given.get(f"{big}_WEBHOOK_SECRET") or Keyring(keys).token("telegram.webhook", token.partition(":")[0])
        if not read.HEADER_SECRET.fullmatch(secret):
            raise WrongSetting(f"{big}_WEBHOOK_SECRET", "may hold 16 to 256 characters of A-Z a-z 0-9 _ -")
    return Messenger(name, token, read.origin(f"{big}_API_BASE", given, API_BASES[name]), url, secret, _provider_token(name, given))


def _provider_token(name: str, given: Mapping[str, str]) -> str:
    """What Bale's @botfather gives whoever may be paid there; "" where nothing is."""
    token = given.get("EMRESALAT_BALE_PROVIDER_TOKEN", "") if name == "bale" else ""
    if token and not PROVIDER.fullmatch(token):
        raise WrongSetting("EMRESALAT_BALE_PROVIDER_TOKEN", "does not look like a provider token (letters, digits and dashes)")
    return token


def _desk_chat(given: Mapping[str, str], telegram: Messenger | None) -> str:
    """The group that hears who waits for a rahyar."""
    chat = read.group("EMRESALAT_DESK_CHAT", given)
    if chat and telegram is None:
        raise WrongSetting("EMRESALAT_DESK_CHAT", "is set, though EMRESALAT_TELEGRAM_TOKEN is not: the group is one of Telegram")
    return chat


def _admins(given: Mapping[str, str]) -> tuple[str, ...]:
    """`platform:id`, comma-separated. The first admin; everything else is granted in chat (decision 22)."""
    admins = tuple(dict.fromkeys(a for a in (part.strip() for part in given.get("EMRESALAT_ADMINS", "").split(",")) if a))
    for admin in admins:
        platform, _, person = admin.partition(":")
        if platform not in PLATFORMS or not person or (platform != "web" and not (person.isascii() and person.isdigit())):
            raise WrongSetting("EMRESALAT_ADMINS", "is a list of platform:id, for example telegram:123456789")
    return admins
