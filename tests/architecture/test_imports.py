"""آزمون واردکردن - nothing is built at import (style.md 13), and the contracts between the layers are seen to break.   Contracts: pyproject.toml"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture.house import CODE, ROOT, sources

LOOK = """
import importlib, socket, sys, threading
sys.path[:0] = sys.argv[1].split(":")
built = []
def refuse(event, args):
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+") or event in ("socket.connect", "socket.bind", "subprocess.Popen"):
        built.append(f"{event} {args[0]}")
sys.addaudithook(refuse)
for name in sys.argv[2:]:
    threads = threading.active_count()
    importlib.import_module(name)
    if threading.active_count() > threads:
        built.append("a thread")
    for what in built:
        print(f"{name}: {what}")
    built.clear()
"""
"""Imports each module and tells what it wrote, connected or started meanwhile."""


def modules() -> list[str]:
    """Everything but the revisions, whose file names are no names of modules."""
    return [source.module.removesuffix(".__init__") for source in sources(*CODE) if "/versions/" not in source.path and not source.path.endswith("__main__.py")]


def built_by(path: str, names: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    """In an empty environment, in a folder where nothing may appear."""
    command = [sys.executable, "-B", "-c", LOOK, path, *names]
    return subprocess.run(command, cwd=home, env={}, capture_output=True, text=True, check=False)


def test_every_module_is_imported_in_an_empty_environment_and_builds_nothing(tmp_path: Path) -> None:
    told = built_by(str(ROOT), modules(), tmp_path)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_what_is_built_at_import_is_found(tmp_path: Path) -> None:
    (tmp_path / "writes.py").write_text("open('kept.txt', 'w').close()\n")
    (tmp_path / "starts.py").write_text("import threading, time\nthreading.Thread(target=time.sleep, args=(2,), daemon=True).start()\n")
    (tmp_path / "needs.py").write_text("import os\nos.environ['EMRESALAT_TELEGRAM_TOKEN']\n")
    told = built_by(str(tmp_path), ["writes", "starts"], tmp_path)
    assert [line.partition(":")[0] for line in told.stdout.splitlines()] == ["writes", "starts"]
    assert built_by(str(tmp_path), ["needs"], tmp_path).returncode == 1


PLANTED = {
    "domain/loan/rules.py": "import aiogram\nfrom domain.kanoon import model\n",
    "domain/kanoon/model.py": "from storage.loan import rows\n",
    "handlers/loan.py": "from storage.loan import rows\n",
    "storage/loan/rows.py": "import aiogram\nfrom storage.kanoon import tables\n",
    "storage/kanoon/tables.py": "",
    "bot/post.py": "from telegram import Bot\n",
}


def test_every_contract_between_the_layers_is_seen_to_break(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, text in PLANTED.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        for folder in [file.parent, *file.parent.parents]:
            if folder.is_relative_to(tmp_path) and folder != tmp_path:
                (folder / "__init__.py").touch()
        file.write_text(text)
    linter = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([linter, "--no-cache"], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert told.returncode == 1, told.stdout
    contracts = (ROOT / "pyproject.toml").read_text("utf-8").count("[[tool.importlinter.contracts]]")
    assert f"Contracts: 0 kept, {contracts} broken." in told.stdout, told.stdout
