"""حرف‌های دیگر - nonsense at a question, and a person to speak to instead of it: the question stands as it was.   Siblings: promises.py taps.py"""

from __future__ import annotations

from bot.engine.asking import _example
from bot.engine.reading import matching
from bot.gateways.base import Incoming
from domain.kernel.persian.dates import day_in_tehran
from handlers.kit import Contact, Media, Place, Said
from tests.walk.answers import FILE, VOICE, reads
from tests.walk.crawler import Act
from tests.walk.promises import Trial
from tests.walk.standing import Stand

GARBAGE = (
    Said("قلمبه شلغم فرفره"),
    Said("🤷🎈🎈"),
    Said(media=Media("sticker", "web:sticker-1")),
    Said("'; DROP TABLE member; -- <b>&amp;{0}</b> %s \\"),
    Said(media=VOICE),
    Said("غ" * 4096),
    Said("\u202e\u200b\u200d\u2066٪٪\u0000\u200c"),
    Said(place=Place(91.0, 181.0)),
    Said(media=FILE),
    Said(contact=Contact("+14155550100", False, "X")),
    Said("12,3-4/٥٦۷ kg"),
)


async def garbage(trial: Trial) -> None:
    """A kind answer, the question again; after two an example, after three a person."""
    stand, question = trial.stand, trial.stand.question
    if stand.owner != "bot" or trial.captures:
        return
    wrong = trial.by_turns([one for one in GARBAGE if not _is_an_answer(trial, one)], 3)
    await trial.start()
    facts = await trial.world.facts()
    for misses, one in enumerate(wrong, 1):
        now = await trial.does(Act("text", f"says {one}", said=one))
        if question is None:
            trial.expects(now.owner == "bot" and now.text, f"{one} is not answered")
        else:
            trial.expects((now.flow, now.name, now.answers) == (stand.flow, stand.name, stand.answers), f"{one} leads to {now.where} {now.answers}")
            example = _example(question, trial.texts)
            trial.expects(misses < 2 or example in now.text, f"no example after {misses} misunderstandings: {now.text!r}")
        trial.expects(misses < 3 or trial.texts.say("engine.offer_rahyar") in now.text, f"no rahyar is offered after {misses}: {now.text!r}")
        trial.expects(now.text != stand.text, f"{one} is passed over in silence")
    await _edits(trial)
    trial.expects(await trial.world.facts() == facts, "nonsense changed what is kept")


async def _edits(trial: Trial) -> None:
    """A message that was answered already is changed."""
    before = await trial.look()
    person = trial.node.person
    await trial.world.send(person, Incoming(person.at, str(next(trial.world.town.updates)), person.key, "edited", Said("چیز دیگری"), message="1"))
    trial.hear("an edit")
    now = await trial.look()
    trial.expects((now.flow, now.name, now.answers) == (before.flow, before.name, before.answers), f"an edit leads to {now.where}")


def _is_an_answer(trial: Trial, said: Said) -> bool:
    question = trial.stand.question
    if question is None:
        return False
    if question.kind == "read":
        return reads(question, said, day_in_tehran(trial.world.town.now))
    return question.kind != "confirm" and bool(matching(said.text, [(o.label, o) for o in question.options]))


async def a_person_instead(trial: Trial) -> None:
    """A rahyar is called, by button and by word; the bot says once that it keeps what is written; afterwards the same question stands with its answers."""
    stand = trial.stand
    if stand.owner != "bot" or stand.ref("rahyar") is None:
        return
    ways = ["", "/rahyar"] if trial.captures else ["", trial.texts.plain("engine.words.rahyar").split("\n")[0], "/rahyar"]
    for way in trial.by_turns(ways):
        await trial.start()
        called = await (trial.says(way) if way else trial.taps(stand, "rahyar"))
        if called is None or not trial.expects(called.owner == "queue", f"called by {way or 'button'}, the conversation is with {called.owner if called else ''}"):
            continue
        seen = len(trial.node.person.chat)
        await trial.says("یک سؤال دارم")
        told = len(trial.node.person.chat)
        waiting = await trial.says("و یکی دیگر")
        silent = told <= seen + 1 and len(trial.node.person.chat) == told
        trial.expects(waiting.owner == "queue" and silent, f"the bot speaks meanwhile: {waiting.text!r}")
        if waiting.run is not None and stand.run is not None:
            trial.expects(waiting.run.journal.keys() == stand.run.journal.keys(), "what was said to a person became an answer")
        back = await trial.taps(waiting, "bot")
        if back is not None:
            _same_question(trial, back)


def _same_question(trial: Trial, now: Stand) -> None:
    if trial.stand.question is not None:
        then = trial.stand
        trial.expects((now.owner, now.flow, now.name, now.answers) == ("bot", then.flow, then.name, then.answers), f"after a rahyar, {now.where} {now.answers}")
    else:
        trial.expects(now.owner == "bot", f"after a rahyar the conversation is with {now.owner}")
