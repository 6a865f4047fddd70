"""آزمون تنظیم‌ها - what an installation may set, and how a mistake is told.   Tested: bot/settings.py, bot/settings_read.py"""

from __future__ import annotations

import stat
from ipaddress import ip_network
from pathlib import Path

import pytest

from bot.settings import NAMES, Settings, WrongSetting
from storage.kit.keyring import Keyring

KEY = "a-key-that-nobody-guesses"
OLD = "an-older-key-of-the-house"
TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOpp"
REAL = {"EMRESALAT_SECRET_KEY": KEY, "EMRESALAT_TELEGRAM_TOKEN": TOKEN}


def read(tmp_path: Path, **given: str) -> Settings:
    return Settings.read({f"EMRESALAT_{name}": value for name, value in given.items()}, None, tmp_path)


def test_with_nothing_set_the_demo_opens_on_this_machine_only(tmp_path: Path) -> None:
    settings = Settings.read({}, None, tmp_path)
    assert settings.demo
    assert settings.web_host == "127.0.0.1"
    assert settings.telegram is None and settings.bale is None
    assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path}/demo/emresalat.db"
    assert settings.parts == {"web", "receive", "jobs", "send"}


def test_the_demo_keeps_one_key_of_its_own_that_only_its_owner_reads(tmp_path: Path) -> None:
    first, again = Settings.read({}, None, tmp_path), Settings.read({}, None, tmp_path)
    assert first.secret_keys == again.secret_keys
    assert len(first.secret_keys[0]) >= 32
    assert stat.S_IMODE((tmp_path / "demo" / "secret.key").stat().st_mode) == 0o600
    assert [p.name for p in (tmp_path / "demo").iterdir()] == ["secret.key"]


@pytest.mark.parametrize("name", ["TELEGRAM_TOKEN", "BALE_TOKEN", "DATABASE_URL"])
def test_a_token_or_a_database_ends_the_demo_and_asks_for_a_key(tmp_path: Path, name: str) -> None:
    value = "postgresql://host/base" if name == "DATABASE_URL" else TOKEN
    with pytest.raises(WrongSetting, match=r"^EMRESALAT_SECRET_KEY is required"):
        read(tmp_path, **{name: value})
    assert not read(tmp_path, **{name: value}, SECRET_KEY=KEY).demo
    assert list(tmp_path.iterdir()) == []


def test_the_demo_may_be_asked_for_beside_a_database(tmp_path: Path) -> None:
    settings = read(tmp_path, DEMO="yes", DATABASE_URL="sqlite:///town.db")
    assert settings.demo and settings.database_url == "sqlite+aiosqlite:///town.db"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org"])
def test_the_demo_refuses_to_be_seen_by_others(tmp_path: Path, host: str) -> None:
    with pytest.raises(WrongSetting, match=r"^EMRESALAT_WEB_HOST"):
        read(tmp_path, WEB_HOST=host)
    assert read(tmp_path, WEB_HOST=host, DEMO="0", SECRET_KEY=KEY).web_host == host


@pytest.mark.parametrize("host", ["localhost", "127.0.0.9", "::1"])
def test_the_demo_serves_any_name_of_this_machine(tmp_path: Path, host: str) -> None:
    assert read(tmp_path, WEB_HOST=host).demo


def test_the_first_key_encrypts_and_all_decrypt(tmp_path: Path) -> None:
    settings = read(tmp_path, SECRET_KEY=f" {KEY} , {OLD},", DEMO="0")
    assert settings.secret_keys == (KEY, OLD)
    assert settings.keyring().open(Keyring([OLD]).seal(b"x")) == b"x"
    assert Keyring([KEY]).open(settings.keyring().seal(b"x")) == b"x"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"EMRESALAT_SECRET_KEY='{KEY}'\nEMRESALAT_DEMO=0\nEMRESALAT_WEB_PORT=9000\nOTHER=1\n", "utf-8")
    settings = Settings.read({"EMRESALAT_WEB_PORT": "9001", "PATH": "/bin"}, file, tmp_path)
    assert (settings.web_port, settings.secret_keys, settings.demo) == (9001, (KEY,), False)


def test_a_dollar_in_a_key_of_the_file_is_a_dollar(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("EMRESALAT_DEMO=0\nEMRESALAT_SECRET_KEY=abc${HOME}defghijklmnop\n", "utf-8")
    assert Settings.read({}, tmp_path / ".env", tmp_path).secret_keys == ("abc${HOME}defghijklmnop",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", f"{KEY},{KEY}"),
        ("DATABASE_URL", "mysql://host/base"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "postgresql+psycopg://host/base"),
        ("DATABASE_URL", "not an address"),
        ("REDIS_URL", "http://host"),
        ("REDIS_URL", "redis://host:port"),
        ("TELEGRAM_TOKEN", "no-colon-here"),
        ("TELEGRAM_API_BASE", "https://api.telegram.org/bot"),
        ("TELEGRAM_API_BASE", "ftp://api.telegram.org"),
        ("TELEGRAM_WEBHOOK_URL", "http://bot.example.org/telegram"),
        ("TELEGRAM_WEBHOOK_URL", "https://bot.example.org/"),
        ("TELEGRAM_WEBHOOK_SECRET", "has a space in it, no?"),
        ("BALE_WEBHOOK_URL", "https://bot.example.org/bale"),
        ("WEB_PORT", "80a"),
        ("WEB_PORT", "70000"),
        ("WEB_PORT", "۸۰۸۰"),
        ("WEB_URL", "https://bot.example.org/chat"),
        ("TRUSTED_PROXIES", "10.0.0.0/33"),
        ("LOG_LEVEL", "LOUD"),
        ("ROLES", "web,cook"),
        ("DEMO", "perhaps"),
        ("ADMINS", "zahra"),
        ("ADMINS", "telegram:zahra"),
        ("ADMINS", "irc:12"),
        ("DESK_CHAT", "1001234567890"),
        ("DESK_CHAT", "-100x"),
        ("DESK_CHAT", "@rahyars"),
        ("SMS", "pigeon"),
        ("SMS_URL", "http://sms.example.org/send"),
        ("REGISTRY", "gossip"),
        ("PAYMENT", "cash"),
        ("BANK", "vault"),
        ("BANK", "twin"),
        ("BANK_KEY", "k"),
        ("BANK_URL", "http://bank.example.org/v1"),
        ("BUREAU", "twin"),
        ("BUREAU_KEY", "k"),
        ("PAYMENT", "twin"),
        ("PAYMENT_BASE", "https://pay.example.org/pg"),
        ("PAYMENT_MERCHANT", "123"),
        ("REGISTRY_URL", "registry.example.org"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line_that_holds_no_secret(tmp_path: Path, name: str, value: str) -> None:
    given = {"SECRET_KEY": KEY, "TELEGRAM_TOKEN": TOKEN, "BALE_TOKEN": TOKEN, name: value}
    with pytest.raises(WrongSetting) as caught:
        read(tmp_path, **given)
    text = str(caught.value)
    assert text.startswith(f"EMRESALAT_{name} ")
    assert "\n" not in text
    assert KEY not in text and TOKEN not in text
    assert caught.value.__cause__ is None


def test_a_slip_of_the_pen_is_told_and_a_stranger_left_alone(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match="EMRESALAT_DATABSE_URL is no setting; EMRESALAT_DATABASE_URL was probably meant"):
        read(tmp_path, DATABSE_URL="sqlite:///x.db")
    assert read(tmp_path, NO_SKIPS="1").demo


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_setting_counts_as_not_set(tmp_path: Path, name: str) -> None:
    assert Settings.read({name: "  "}, None, tmp_path).demo


def test_a_webhook_without_its_token_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match=r"^EMRESALAT_BALE_TOKEN is missing"):
        read(tmp_path, SECRET_KEY=KEY, DEMO="0", BALE_WEBHOOK_URL="https://bot.example.org/a-long-unguessable-path")


def test_the_desk_group_is_one_of_telegram(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match=r"^EMRESALAT_DESK_CHAT is set, though EMRESALAT_TELEGRAM_TOKEN is not"):
        read(tmp_path, SECRET_KEY=KEY, DEMO="0", DESK_CHAT="-1001234567890")
    settings = read(tmp_path, SECRET_KEY=KEY, TELEGRAM_TOKEN=TOKEN, DESK_CHAT="-1001234567890")
    assert settings.desk_chat == "-1001234567890"


def test_telegram_gets_a_secret_that_follows_from_the_key(tmp_path: Path) -> None:
    one = read(tmp_path, SECRET_KEY=KEY, TELEGRAM_TOKEN=TOKEN, TELEGRAM_WEBHOOK_URL="https://bot.example.org/telegram").telegram
    two = read(tmp_path, SECRET_KEY=KEY, TELEGRAM_TOKEN=TOKEN).telegram
    other = read(tmp_path, SECRET_KEY=OLD, TELEGRAM_TOKEN=TOKEN).telegram
    own = read(tmp_path, SECRET_KEY=KEY, TELEGRAM_TOKEN=TOKEN, TELEGRAM_WEBHOOK_SECRET="a_secret_of_our_own").telegram
    assert one and two and other and own
    assert one.secret == two.secret != other.secret
    assert own.secret == "a_secret_of_our_own"
    assert (one.bot, one.webhook_path, two.webhook_path, one.api_base) == ("123456789", "/telegram", "", "https://api.telegram.org")


def test_two_messengers_cannot_share_one_path(tmp_path: Path) -> None:
    url = "https://bot.example.org/a-long-unguessable-path"
    with pytest.raises(WrongSetting, match=r"EMRESALAT_BALE_WEBHOOK_URL has the same path"):
        read(tmp_path, SECRET_KEY=KEY, TELEGRAM_TOKEN=TOKEN, BALE_TOKEN=TOKEN, TELEGRAM_WEBHOOK_URL=url, BALE_WEBHOOK_URL=url)


def test_lists_are_read_as_what_they_are(tmp_path: Path) -> None:
    settings = read(tmp_path, ROLES="web, receive", TRUSTED_PROXIES="10.0.0.0/8,::1", ADMINS="telegram:12, bale:7,telegram:12", LOG_LEVEL="debug")
    assert settings.parts == {"web", "receive"}
    assert settings.trusted_proxies == (ip_network("10.0.0.0/8"), ip_network("::1"))
    assert settings.admins == ("telegram:12", "bale:7")
    assert settings.log_level == "DEBUG"


def test_codes_need_a_provider_when_one_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match=r"^EMRESALAT_SMS_KEY is required when EMRESALAT_SMS is safir"):
        read(tmp_path, SMS="safir")
    with pytest.raises(WrongSetting, match=r"^EMRESALAT_SMS_URL is required when EMRESALAT_SMS is http"):
        read(tmp_path, SMS="http", SMS_KEY="k")
    assert read(tmp_path, SMS="http", SMS_KEY="k", SMS_URL="https://sms.example.org/send").sms.url == "https://sms.example.org/send"
    with pytest.raises(WrongSetting, match=r"^EMRESALAT_SMS_SENDER is the number"):
        read(tmp_path, SMS="safir", SMS_KEY="k", SMS_SENDER="zahra")
    assert read(tmp_path, SMS="safir", SMS_KEY="k", SMS_SENDER="42").sms.kind == "safir"


def test_only_the_demo_writes_codes_into_its_log(tmp_path: Path) -> None:
    assert read(tmp_path).sms.kind == "twin"
    assert read(tmp_path, DEMO="0", SECRET_KEY=KEY).sms.kind == "none"
    with pytest.raises(WrongSetting, match=r"^EMRESALAT_SMS may be twin in the demo only"):
        read(tmp_path, DEMO="0", SECRET_KEY=KEY, SMS="twin")


def test_a_registry_needs_its_address_and_its_key(tmp_path: Path) -> None:
    assert read(tmp_path).registry.kind == "twin"
    with pytest.raises(WrongSetting, match=r"^EMRESALAT_REGISTRY_URL is required when EMRESALAT_REGISTRY is http"):
        read(tmp_path, REGISTRY="http", REGISTRY_KEY="k")
    with pytest.raises(WrongSetting, match=r"^EMRESALAT_REGISTRY_KEY is required when EMRESALAT_REGISTRY is http"):
        read(tmp_path, REGISTRY="http", REGISTRY_URL="https://registry.example.org/v1")
    assert read(tmp_path, REGISTRY="http", REGISTRY_KEY="k", REGISTRY_URL="https://registry.example.org/v1").registry.url == "https://registry.example.org/v1"


def test_only_the_demo_believes_whoever_presses_the_button_of_the_twin(tmp_path: Path) -> None:
    assert read(tmp_path).payment.kind == "twin"
    assert read(tmp_path, DEMO="0", SECRET_KEY=KEY).payment.kind == "none"
    with pytest.raises(WrongSetting, match=r"^EMRESALAT_PAYMENT may be twin in the demo only"):
        read(tmp_path, DEMO="0", SECRET_KEY=KEY, PAYMENT="twin")
    with pytest.raises(WrongSetting, match=r"^EMRESALAT_PAYMENT_MERCHANT is required when EMRESALAT_PAYMENT is zarinpal"):
        read(tmp_path, PAYMENT="zarinpal")
    chosen = read(tmp_path, PAYMENT="zarinpal", PAYMENT_MERCHANT="m3rch4nt").payment
    assert (chosen.kind, chosen.base) == ("zarinpal", "https://payment.zarinpal.com") and "m3rch4nt" not in repr(chosen)


@pytest.mark.parametrize(("name", "value"), [("SMS_KEY", "k"), ("SMS_SENDER", "42"), ("REGISTRY_URL", "https://registry.example.org/v1"), ("REGISTRY_KEY", "k")])
def test_a_provider_that_is_described_and_not_chosen_is_a_mistake(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(WrongSetting, match=rf"^EMRESALAT_{name} is set, though EMRESALAT_"):
        read(tmp_path, **{name: value})


def test_a_file_that_cannot_be_read_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"EMRESALAT_DEMO=\xff\xfe\n")
    with pytest.raises(WrongSetting, match=r"\.env cannot be read: UnicodeDecodeError$"):
        Settings.read({}, tmp_path / ".env", tmp_path)


def test_a_demo_that_cannot_keep_its_key_says_so(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("a file where a folder should be")
    with pytest.raises(WrongSetting, match=r"^EMRESALAT_SECRET_KEY is not given, and the demo cannot keep one"):
        Settings.read({}, None, tmp_path)


def test_no_secret_shows_when_the_settings_are_printed(tmp_path: Path) -> None:
    bale_path = "a-long-unguessable-path"
    settings = read(
        tmp_path,
        SECRET_KEY=f"{KEY},{OLD}",
        TELEGRAM_TOKEN=TOKEN,
        BALE_TOKEN="42:" + "b" * 35,
        BALE_WEBHOOK_URL=f"https://bot.example.org/{bale_path}",
        DATABASE_URL="postgres://bot:p4ssw0rd@db/emresalat",
        REDIS_URL="redis://:r3d1s@cache",
        SMS="safir",
        SMS_KEY="s4f1r",
        SMS_SENDER="42",
        REGISTRY="http",
        REGISTRY_URL="https://registry.example.org/v1",
        REGISTRY_KEY="r3g1stry",
        PAYMENT="zarinpal",
        PAYMENT_MERCHANT="m3rch4nt",
        BANK="http",
        BANK_URL="https://bank.example.org/v1",
        BANK_KEY="b4nk",
        BUREAU="http",
        BUREAU_URL="https://bureau.example.org/v1",
        BUREAU_KEY="bur34u",
    )
    assert settings.database_url == "postgresql+asyncpg://bot:p4ssw0rd@db/emresalat"
    assert settings.database_shown == "postgresql+asyncpg://bot:***@db/emresalat"
    assert settings.telegram
    hidden = [KEY, OLD, TOKEN, "b" * 35, bale_path, "p4ssw0rd", "r3d1s", "s4f1r", "r3g1stry", "m3rch4nt", "b4nk", "bur34u", settings.telegram.secret]
    assert [text for text in hidden if text in repr(settings) + str(settings)] == []
    assert [text for text in hidden if not any(text in secret for secret in settings.secrets)] == []
