"""دفتر کل زیر هر ترتیبی - random deeds against a model in plain Python (rel:M3): never below zero, always nothing in sum.   Rules: domain/hesam/ledger.py"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from domain.hesam.model import BANK, Posting, Why
from domain.kernel.money import Rial
from domain.kernel.refusal import Refusal
from storage.kit.database import close_database, open_database
from storage.kit.keyring import Keyring
from storage.kit.tables import metadata
from storage.kit.unit import Units
from tests.hesam.till import Till
from tests.kit.units import SECRET, import_all_tables

PEOPLE = ("zahra", "hassan", "leila")
WHO, RIALS = st.sampled_from(PEOPLE), st.integers(1, 50)


class Deeds(RuleBasedStateMachine):
    """The model: what everybody has, what of it is held, and what was done under which key."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.engine = open_database(f"sqlite+aiosqlite:///{Path(self.folder.name) / 'till.db'}")
        self.till = Till(Units(self.engine, Keyring([SECRET])))
        self.has, self.held = dict.fromkeys(PEOPLE, 0), dict.fromkeys(PEOPLE, 0)
        self.open = dict[str, tuple[str, str, int]]()
        self.over = dict[str, str]()
        self.entries = dict[int, tuple[str, str, int]]()  # not reversed yet
        self.count = 0

    @initialize()
    def begin(self) -> None:
        import_all_tables()

        async def make() -> None:
            async with self.engine.begin() as conn:
                await conn.run_sync(metadata.create_all)

        self.loop.run_until_complete(make())

    def do(self, verb: str, *args: object) -> tuple[str, object]:
        try:
            return "", self.loop.run_until_complete(self.till.do("system", verb, *args))
        except Refusal as no:
            return no.code.removeprefix("hesam."), None

    def key(self) -> str:
        self.count += 1
        return f"k{self.count}"

    @rule(who=WHO, rials=RIALS, twice=st.booleans())
    def deposit(self, who: str, rials: int, twice: bool) -> None:
        key, posting = self.key(), Posting(BANK, self.till.own(who), Rial(rials))
        said = self.do("post", key, Why.PAID_IN, (posting,), "test:thing:1")
        if twice:
            assert self.do("post", key, Why.PAID_IN, (posting,), "test:thing:1") == said
        self.has[who] += rials

    @rule(who=WHO, to=WHO, rials=RIALS)
    def send(self, who: str, to: str, rials: int) -> None:
        if who == to:
            return
        said, entry = self.do("post", self.key(), Why.SENT, (Posting(self.till.own(who), self.till.own(to), Rial(rials)),), "test:thing:1")
        enough = self.has[who] - self.held[who] >= rials
        assert said == ("" if enough else "not_enough")
        if enough:
            self.has[who], self.has[to] = self.has[who] - rials, self.has[to] + rials
            self.entries[int(str(entry))] = (who, to, rials)

    @rule(who=WHO, to=WHO, rials=RIALS)
    def hold(self, who: str, to: str, rials: int) -> None:
        if who == to:
            return
        key = self.key()
        until = self.till.now.replace(year=2027)
        said, _ = self.do("hold", key, Why.SENT, self.till.own(who), self.till.own(to), Rial(rials), "test:thing:1", until)
        enough = self.has[who] - self.held[who] >= rials
        assert said == ("" if enough else "not_enough")
        if enough:
            self.held[who] += rials
            self.open[key] = (who, to, rials)

    @rule(which=st.integers(0, 9), verb=st.sampled_from(["settle", "void", "expire"]))
    def end_a_hold(self, which: int, verb: str) -> None:
        if not self.open:
            return
        key = sorted(self.open)[which % len(self.open)]
        who, to, rials = self.open[key]
        said, done = self.do(verb, key)
        assert said == ""
        if verb == "expire":
            assert done is False  # its time is not up
            return
        del self.open[key]
        self.over[key] = verb
        self.held[who] -= rials
        if verb == "settle":
            self.has[who], self.has[to] = self.has[who] - rials, self.has[to] + rials

    @rule(which=st.integers(0, 9), verb=st.sampled_from(["settle", "void"]))
    def touch_one_that_is_over(self, which: int, verb: str) -> None:
        if self.over:
            key = sorted(self.over)[which % len(self.over)]
            assert self.do(verb, key)[0] == ("" if self.over[key] == verb else "cannot_move")

    @rule(which=st.integers(0, 9))
    def reverse(self, which: int) -> None:
        if not self.entries:
            return
        entry = sorted(self.entries)[which % len(self.entries)]
        who, to, rials = self.entries[entry]
        said, _ = self.do("reverse", self.key(), entry, "test:thing:1")
        enough = self.has[to] - self.held[to] >= rials
        assert said == ("" if enough else "not_enough")
        if enough:
            self.has[who], self.has[to] = self.has[who] + rials, self.has[to] - rials
            del self.entries[entry]
            assert self.do("reverse", self.key(), entry, "test:thing:1")[0] == "reversed_already"

    @invariant()
    def books_say_what_the_model_says(self) -> None:
        if self.count:
            for who in PEOPLE:
                found = self.loop.run_until_complete(self.till.balance(who))
                assert (found.balance, found.held) == (self.has[who], self.held[who])
                assert found.free >= 0

    def teardown(self) -> None:
        if self.count:
            self.loop.run_until_complete(self.till.sound())
        self.loop.run_until_complete(close_database(self.engine))
        self.loop.close()
        self.folder.cleanup()


def test_whatever_is_done_in_whatever_order() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # hypothesis types no such function
        Deeds, settings=settings(max_examples=12, stateful_step_count=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    )
