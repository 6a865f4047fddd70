"""نظم - what must be true wherever the walk comes: nothing parked, everything sent, texts whole and Persian, at most one live screen, the audit."""

from __future__ import annotations

import re

from bot.audit import audit
from storage.kit.keyring import Keyring
from tests.kit.units import SECRET
from tests.walk.promises import Trial
from tests.walk.world import PENDING

SPARED = re.compile(r"<code>.*?</code>|https?://\S+|/\?start=\S+|/start \S+|</?[bi]>|&(?:amp|lt|gt);|\b[A-Z]{2}[۰-۹]{5,}\b|\b[A-HJ-NP-Z2-9]{8}\b", re.DOTALL)
"""Where a text may have Latin letters: codes, links, markup, numbers like KN۱۰۰۱۷, and member codes as somebody typed them."""
LATIN = re.compile(r"[A-Za-z]{2,}")
UNFILLED = re.compile(r"\{[a-z_]+(?::[a-z]+)?\}")
"""A field of a text; blanks of a ready answer have Persian names."""


async def in_order(trial: Trial) -> None:
    await trial.start()
    now = trial.world.town.now.strftime("%Y-%m-%d %H:%M:%S.%f")
    rows = trial.world.rows
    trial.expects(not await rows.count("parked", "1 = 1"), "an event was parked")
    trial.expects(not await rows.count("outbox", f"{PENDING} AND due <= '{now}'"), "something due was not sent")
    trial.expects(not await rows.count("outbox", "state = 'dead'"), "something could not be sent")
    texts(trial)
    await one_live_screen(trial)
    if trial.crawler.thorough or trial.crawler.turn % 25 == 0:
        said: list[str] = []
        holds = await audit(trial.world.house.units.engine, Keyring([SECRET]), out=said.append)
        trial.expects(holds == 0, "; ".join(line for line in said if not line.startswith("ok")))


def texts(trial: Trial) -> None:
    """Every text is read once."""
    for person in trial.world.people.values():
        for message in person.chat:
            for text in (message.text, *(b.label for b in message.buttons)):
                if text in trial.crawler.read:
                    continue
                trial.crawler.read.add(text)
                trial.expects(len(text) <= 4096, f"a text of {len(text)} characters: {text[:60]!r}")
                plain = SPARED.sub("", text)
                trial.expects(not LATIN.search(plain), f"Latin letters: {text!r}")
                trial.expects(not UNFILLED.search(plain), f"a field was not filled: {text!r}")
                trial.expects(text.strip(), "an empty text")
                trial.expects(trial.texts.say("common.missing") not in text, f"a text is missing: {text!r}")
            for button in message.buttons:
                trial.expects(len(button.ref.encode()) <= 64, f"a reference of {len(button.ref.encode())} bytes")


async def one_live_screen(trial: Trial) -> None:
    """Buttons that can be pressed are of the live screen, all on one message, or of a card or notice."""
    person, live = trial.node.person, trial.stand.live
    armed = {m.id for m in person.chat if any(b.ref in live for b in m.buttons)}
    trial.expects(len(armed) <= 1, f"{len(armed)} messages have live buttons")
    others = [b.ref for m in person.chat for b in m.buttons if b.ref and b.ref not in live]  # without one: what copies or opens
    known = await trial.crawler.what_they_do(others)
    dead = [b.label for m in person.chat for b in m.buttons if b.ref and b.ref not in live and b.ref not in known and b.ref not in trial.stand.left]
    trial.expects(not dead, f"buttons that do nothing: {dead}")
