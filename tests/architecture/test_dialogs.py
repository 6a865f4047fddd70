"""نحو گفت‌وگو - what a dialog must not do, because it is called again from the top for every message.   Why: docs/dialogs.md"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.house import Source, calls_of, dialogs, expect_none, literals, sources

QUESTIONS = {"ask", "choose", "choose_many", "yes_no", "confirm", "pin", "wait"}
ONCE = QUESTIONS | {"say", "give", "hand"}  # kept in the journal under their key
MODULES = {"asyncio", "concurrent", "multiprocessing", "os", "random", "secrets", "socket", "subprocess", "threading", "time", "uuid"}
CLOCKS = {"now", "utcnow", "today"}
TASKS = {"create_task", "gather", "ensure_future", "TaskGroup", "to_thread", "run_in_executor", "sleep"}


def _is_any_exception(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or any(isinstance(n, ast.Name) and n.id in ("BaseException", "BaseExceptionGroup") for n in ast.walk(handler.type))


def _faults_of(node: ast.AST) -> str:
    match node:
        case ast.Try(finalbody=[_, *_]) | ast.TryStar(finalbody=[_, *_]):
            return "try/finally runs at every pause"
        case ast.Try(handlers=handlers) if any(_is_any_exception(h) for h in handlers):
            return "a bare except would swallow the pause"
        case ast.With() | ast.AsyncWith():
            return "with would close at every pause"
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in TASKS:
            return f"{name}: a dialog starts no task of its own"
        case ast.Call(func=ast.Attribute(attr=clock, value=ast.Name(id="datetime" | "date"))) if clock in CLOCKS:
            return f"{clock}(): the clock of a dialog is chat.now and chat.today"
        case ast.Global() | ast.Nonlocal():
            return "a dialog keeps nothing outside of the chat"
    return ""


def unsafe(source: Source) -> list[str]:
    """Constructs that do not survive being paused and replayed, in any function that talks."""
    return [source.at(node, fault) for dialog in dialogs(source) for node in ast.walk(dialog) if (fault := _faults_of(node))]


def own_world(source: Source) -> list[str]:
    """Modules of clock, chance, tasks and files imported in handlers/."""
    faults = []
    for node in ast.walk(source.tree):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        faults += [source.at(node, f"import {name}") for name in names if name.partition(".")[0] in MODULES]
    return faults


def computed_keys(source: Source) -> list[str]:
    """Keys of questions that are not literal, and texts said whose key cannot be told from the code."""
    faults = []
    for dialog in dialogs(source):
        for method, call in calls_of(dialog, "chat"):
            if not call.args:
                continue
            key = call.args[0]
            if method in QUESTIONS | {"again"} and not isinstance(key, ast.Constant):
                faults.append(source.at(call, f"the key of chat.{method} is not a literal"))
            elif method in ("say", "give", "write", "hand", "stop", "start") and not all(p.strip("*.") for p in literals(key) or [""]):
                faults.append(source.at(call, f"the key of chat.{method} cannot be told from the code"))
    return faults


def _asked(node: ast.AST, branch: tuple[tuple[int, str], ...] = (), looped: bool = False) -> Iterator[tuple[ast.Call, tuple[tuple[int, str], ...], bool]]:
    """Every call below a node, with the branches it lies in and whether it lies in a loop."""
    if isinstance(node, ast.Call):
        yield node, branch, looped
    for name, value in ast.iter_fields(node):
        inside = (*branch, (id(node), name)) if isinstance(node, ast.If | ast.IfExp | ast.Try) and name in ("body", "orelse", "handlers") else branch
        again = looped or (isinstance(node, ast.For | ast.While | ast.AsyncFor | ast.ListComp) and name != "iter")
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _asked(child, inside, again)


def _exclusive(one: tuple[tuple[int, str], ...], other: tuple[tuple[int, str], ...]) -> bool:
    """Whether two calls can never both happen in one run: the two branches of one `if`."""
    return any(one_part != dict(other)[where] for where, one_part in one if where in dict(other))


def doubled_keys(source: Source) -> list[str]:
    """The same key twice in one dialog, or a key in a loop, without `n=`."""
    faults = []
    for dialog in dialogs(source):
        seen: list[tuple[str, tuple[tuple[int, str], ...]]] = []
        for call, branch, looped in _asked(dialog):
            numbered = any(k.arg == "n" for k in call.keywords)
            is_ours = isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name) and call.func.value.id == "chat" and call.func.attr in ONCE
            if not is_ours or numbered or not call.args or not isinstance(call.args[0], ast.Constant):
                continue
            key = str(call.args[0].value)
            if looped:
                faults.append(source.at(call, f"{key} is asked in a loop without n="))
            faults += [source.at(call, f"{key} is asked twice without n=") for k, b in seen if k == key and not _exclusive(b, branch)]
            seen.append((key, branch))
    return faults


def test_dialogs_survive_being_called_again() -> None:
    every = sources("handlers")
    expect_none(fault for source in every for check in (unsafe, own_world, computed_keys, doubled_keys) for fault in check(source))


def test_everything_that_breaks_a_replay_is_found() -> None:
    def planted(body: str) -> Source:
        return Source.of("a.py", "async def talk(chat):\n" + "\n".join(f"    {line}" for line in body.split("\n")))

    assert unsafe(planted("try:\n    pass\nfinally:\n    pass"))
    assert unsafe(planted("try:\n    pass\nexcept:\n    pass"))
    assert unsafe(planted("try:\n    pass\nexcept BaseException:\n    pass"))
    assert unsafe(planted("async with x:\n    pass"))
    assert unsafe(planted("with x:\n    pass"))
    assert unsafe(planted("create_task(x)"))
    assert unsafe(planted("datetime.now()"))
    assert unsafe(planted("date.today()")) and unsafe(planted("await asyncio.sleep(1)"))
    assert unsafe(planted("global kept")) and unsafe(Source.of("a.py", "def f():\n    kept = 1\n    async def talk(chat):\n        nonlocal kept\n"))
    assert unsafe(planted("try:\n    pass\nexcept* ValueError:\n    pass\nfinally:\n    pass"))
    assert not unsafe(planted("try:\n    pass\nexcept Refusal:\n    pass"))
    assert own_world(Source.of("a.py", "import random")) and own_world(Source.of("a.py", "from time import sleep"))
    assert computed_keys(planted("await chat.ask(key, text())"))
    assert computed_keys(planted("await chat.ask(f'a_{x}', text())"))
    assert computed_keys(planted("await chat.say(words)")) and computed_keys(planted("await chat.start(f'{x}')"))
    assert not computed_keys(planted("await chat.say(f'did_{x}')"))


def test_a_key_asked_twice_or_in_a_loop_is_found() -> None:
    def planted(*lines: str) -> Source:
        return Source.of("a.py", "async def talk(chat):\n" + "\n".join(f"    {line}" for line in lines))

    assert doubled_keys(planted("await chat.ask('a', x)", "await chat.yes_no('a')"))
    assert doubled_keys(planted("for x in xs:", "    await chat.ask('a', x)"))
    assert not doubled_keys(planted("for x in xs:", "    await chat.ask('a', x, n=x)"))
    assert not doubled_keys(planted("if x:", "    await chat.ask('a', x)", "else:", "    await chat.ask('a', y)"))
