"""کلید و متن - keys said are keys written, every text is said somewhere, and fields fit their places.   Extraction: keys.py   Texts: locales/"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import Enum

from bot.texts.catalogue import Entry
from handlers.kit import readers
from tests.architecture.house import Source, called, calls_of, catalogue, expect_none, functions, sources, subsystem_of, words_in
from tests.architecture.keys import VARIANTS, Said, declared, in_menu, names_of, options_in, placeholders, resolved, said_in, written

SAMPLES = {"code": (5,)}  # readers that need to be told something
SHOWN = {"photo", "file", "voice", "location", "contact"}  # answers that are not typed
OF_FLOWS = (".title", ".words", ".draft", ".command")


def _handlers(word: str) -> list[Source]:
    return [source for source in sources("handlers") if subsystem_of(source) == word]


def _said(word: str) -> Iterator[Said]:
    own = _handlers(word)
    flows, cards = names_of(own, "flow"), names_of(own, "card")
    for source in own:
        yield from said_in(source, flows, cards)
        yield from options_in(source, flows)


def missing(said: Iterable[Said], keys: Collection[str]) -> list[str]:
    """Texts that are said and not written."""
    return [s.fault(f"no text for {s.how}({s.pattern})") for s in said if not s.found(keys)]


def unfilled(said: Iterable[Said], texts: Mapping[str, Entry]) -> list[str]:
    """Texts with a place for a field that is not given."""
    faults = []
    for s in said:
        found = s.found(texts) if s.fields is not None and s.how != "again" else []
        lacking = set.intersection(*(placeholders(texts[key]) - (s.fields or set()) for key in found)) if found else set()
        faults += [s.fault(f"{found[0]} shows {{{field}}}, which is not given") for field in sorted(lacking)]
    return faults


def never_said(word: str, keys: Iterable[str], strings: Collection[str], names: Collection[str], values: Collection[str]) -> list[str]:
    """Texts that no string of the code can mean. `names`: flows and cards; `values`: the keys of enum values."""
    exact = {s for s in strings if "*" not in s}
    patterns = [re.compile(".+".join(re.escape(part) for part in s.split("*"))) for s in strings if "*" in s]
    faults = []
    for key in keys:
        base = next((key.removesuffix(v) for v in VARIANTS if key.endswith(v)), key)
        tails = {base, key} | {k.removeprefix(f"{name}.") for name in (word, *names) for k in (base, key)}
        by_flow = any(key == f"{name}{ending}" for name in names for ending in OF_FLOWS)
        if key.startswith(f"{word}.refusal.") or by_flow or key in values or tails & exact:
            continue
        if not any(p.fullmatch(tail) for p in patterns for tail in tails):
            faults.append(f"{key} is never said")
    return faults


def enum_keys(word: str) -> set[str]:
    """Keys of the values of every Enum of the domain, as a catalogue may hold them."""
    found = set()
    for source in sources("domain", "handlers"):
        for value in vars(importlib.import_module(source.module)).values():
            if isinstance(value, type) and issubclass(value, Enum):
                snake = re.sub(r"(?<!^)(?=[A-Z])", "_", value.__name__).lower()
                found |= {f"{word}.{snake}.{item.value}" for item in value}
    return found


def reader_kinds() -> dict[str, tuple[str, bool]]:
    """What each reader reads, and whether it is personal."""
    made = {name: getattr(readers, name)(*SAMPLES.get(name, ())) for name in readers.__all__ if name.islower()}
    return {name: (reader.kind, reader.personal) for name, reader in made.items()}


def unexplained(source: Source, flows: Collection[str], keys: Collection[str]) -> list[str]:
    """Questions for something personal or for money without `.why`, and typed ones without an example (decision 14)."""
    faults, kinds = [], reader_kinds()
    for function in functions(source):
        prefixes = [declared(function).get("flow", ""), subsystem_of(source), "common", *flows]
        for method, call in calls_of(function, "chat"):
            if method != "ask" or len(call.args) < 2 or not isinstance(call.args[0], ast.Constant):
                continue
            key = str(call.args[0].value)
            kind, personal = next((kinds[called(r)] for r in resolved(call.args[1], function) if isinstance(r, ast.Call) and called(r) in kinds), ("", False))
            own = [p for p in (*(f"{prefix}.{key}" for prefix in prefixes if prefix), key) if p in keys][:1]
            if (personal or kind == "amount") and not any(f"{k}.why" in keys for k in own):
                faults.append(source.at(call, f"{key} asks for something personal or for money and has no .why"))
            if kind and kind not in SHOWN and f"common.example.{kind}" not in keys and not any(f"{k}.example" in keys for k in own):
                faults.append(source.at(call, f"{key} is typed and has no .example"))
    return faults


def test_every_text_that_is_said_is_written() -> None:
    expect_none(fault for word in words_in("handlers") for fault in missing(_said(word), catalogue()))


def test_every_field_that_a_text_shows_is_given() -> None:
    expect_none(fault for word in words_in("handlers") for fault in unfilled(_said(word), catalogue()))
    expect_none(unfillable(names_of(sources("handlers"), "flow"), catalogue()))


def unfillable(flows: Iterable[str], texts: Mapping[str, Entry]) -> list[str]:
    """Texts with fields that the engine says by itself: it has nothing to give."""
    own = {f"{name}{ending}" for name in flows for ending in OF_FLOWS}
    by_engine = {key for key in texts if key in own or (key.rpartition(".")[0] in texts and key.endswith((".why", ".example", ".line")))}
    return [f"{key} cannot be given fields: the engine says it" for key in sorted(by_engine) if placeholders(texts[key])]


def test_a_field_that_nobody_can_give_is_found() -> None:
    def entry(key: str, text: str) -> Entry:
        return Entry(key, (text,), False, (), False, "loan.po:1")

    texts = {key: entry(key, text) for key, text in (("loan.ask.title", "وام {n}"), ("loan.sure", "{n}"), ("loan.sure.why", "{n}"), ("loan.filed", "{n}"))}
    assert [fault.partition(" ")[0] for fault in unfillable(["loan.ask"], texts)] == ["loan.ask.title", "loan.sure.why"]


def test_every_text_is_said_somewhere() -> None:
    bot, faults = sources("bot"), []
    for word in words_in("handlers"):
        own = _handlers(word)
        strings = written([*own, *bot, *(s for s in sources("domain") if subsystem_of(s) == word)])
        keys = [key for key in catalogue() if key.startswith(f"{word}.")]
        faults += never_said(word, keys, strings, names_of(own, "flow") + names_of(own, "card"), enum_keys(word))
    everywhere = written(sources("bot", "domain", "handlers", "storage"))
    for word in ("common", "engine", "kernel"):
        faults += never_said(word, [key for key in catalogue() if key.startswith(f"{word}.")], everywhere, [], enum_keys(word))
    expect_none(faults)


def taken_keys(source: Source) -> list[str]:
    """Questions of a flow called like the flow's own texts: `kanoon.join.words` is what people say to begin it."""
    faults = []
    for function in functions(source):
        for method, call in calls_of(function, "chat") if "flow" in declared(function) else ():
            if call.args and isinstance(call.args[0], ast.Constant) and f".{call.args[0].value}" in OF_FLOWS:
                faults.append(source.at(call, f"chat.{method}({call.args[0].value!r}) has the name of a text of its flow"))
    return faults


def test_no_question_has_the_name_of_a_text_of_its_flow() -> None:
    expect_none(fault for source in sources("handlers") for fault in taken_keys(source))
    assert taken_keys(Source.of("handlers/loan.py", "@flow('loan.ask')\nasync def f(chat):\n    await chat.ask('words', text())"))


def test_every_flow_has_its_title_and_the_words_that_lead_to_it() -> None:
    assert names_of(sources("handlers"), "flow") and in_menu(sources("handlers"))
    expect_none(unreachable(sources("handlers"), catalogue()))


def unreachable(code: Iterable[Source], keys: Collection[str]) -> list[str]:
    """Flows without a title, and flows of the menu that no sentence leads to."""
    code = list(code)
    untitled = [f"{name} has no title" for name in names_of(code, "flow") if f"{name}.title" not in keys]
    return [*untitled, *(f"{name} is in the menu and has no words" for name in in_menu(code) if f"{name}.words" not in keys)]


def test_a_flow_that_nobody_finds_is_found() -> None:
    code = [Source.of("handlers/loan.py", "@flow('loan.ask', family='bank')\nasync def f(chat): ...\n@flow('loan.pay')\nasync def g(chat): ...\n")]
    assert unreachable(code, {"loan.ask.title"}) == ["loan.pay has no title", "loan.ask is in the menu and has no words"]


def test_a_label_without_a_text_is_found() -> None:
    source = Source.of(
        "handlers/loan.py", "@flow('loan.ask')\nasync def f(chat):\n    await chat.choose('n', [Option(1, 'one_option'), Option(2, label='two_option')])\n"
    )
    assert [said.pattern for said in options_in(source, ["loan.ask"])] == ["one_option", "two_option"]
    assert len(missing(options_in(source, ["loan.ask"]), {"loan.one_option"})) == 1


def test_personal_questions_say_why_and_typed_ones_give_an_example() -> None:
    expect_none(fault for source in sources("handlers") for fault in unexplained(source, names_of(_handlers(subsystem_of(source)), "flow"), catalogue()))


def test_a_key_without_a_text_and_a_text_without_a_key_are_found() -> None:
    body = "    await chat.ask('amount', national_id(), ceiling=1)\n    await chat.say(f'did_{x}')\n"
    source = Source.of("handlers/loan.py", f"@flow('loan.ask', family='bank')\nasync def ask(chat):\n{body}")

    def entry(key: str, text: str = "سلام") -> Entry:
        return Entry(key, (text,), False, (), False, "loan.po:1")

    texts = {key: entry(key) for key in ("loan.did_pay", "loan.ask.title", "loan.lost")}
    said = list(said_in(source, ["loan.ask"], []))
    assert missing(said, texts) == ["handlers/loan.py:3: no text for ask(amount)"]
    assert unfilled(said, {"loan.ask.amount": entry("loan.ask.amount", "{ceiling} {months}")}) == [
        "handlers/loan.py:3: loan.ask.amount shows {months}, which is not given"
    ]
    assert never_said("loan", texts, written([source]), ["loan.ask"], []) == ["loan.lost is never said"]
    assert len(unexplained(source, ["loan.ask"], {"loan.ask.amount"})) == 2
    assert in_menu([source]) == ["loan.ask"]
