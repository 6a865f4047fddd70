"""دست‌های دیگران - stale, forged and borrowed taps at a screen: the same short answer to all of them, and nothing happens (rel:B1-B7)."""

from __future__ import annotations

import itertools

from bot.gateways.base import Incoming
from tests.kit.talk import Person
from tests.walk.crawler import Act
from tests.walk.promises import Trial
from tests.walk.standing import doors

FORGED = ("", "A" * 22, "‮٪«\xff" * 16, "../../etc/passwd", "' OR 1=1 --", "0")
THIEVES = ("stranger", "free1", "rahyar1")


async def foreign_taps(trial: Trial) -> None:
    """Everything that is not a button of this screen finds nothing to act on."""
    await trial.start()
    person, stand = trial.node.person, trial.stand
    facts, sights = await trial.world.facts(), stand.screen
    for what, ref in _foreign(trial):
        denied = await trial.world.rows.count("audit_note", "verb = 'tap.denied'")
        now = await trial.does(Act("tap", f"a {what} tap", ref, stand.message))
        trial.expects(person.toast == trial.texts.plain("engine.stale_button"), f"a {what} tap is answered {person.toast!r}")
        at_the_menu = not stand.live and now.question is None and not now.flow  # nothing was on the screen: whoever taps an old button is shown where they are
        trial.expects(now.screen == sights or at_the_menu, f"a {what} tap leads to {now.screen}")
        trial.expects(await trial.world.rows.count("audit_note", "verb = 'tap.denied'") == denied + 1, f"a {what} tap is not noted")
    thief = next((p for p in map(trial.world.people.get, THIEVES) if p is not None and p is not person), None)
    if thief is not None and stand.live and trial.by_turns((True, False, False))[0]:
        await _steals(trial, thief, next(iter(stand.live)))
    trial.expects(await trial.world.facts() == facts, "foreign taps changed what is kept")


def _foreign(trial: Trial) -> list[tuple[str, str]]:
    """References that are not of this screen, by what they are."""
    node, world = trial.node, trial.world
    found = [("stale", ref) for ref in (node.before.live if node.before else {}) if ref not in node.stand.live][:1]
    mine = {b.ref for m in node.person.chat for b in m.buttons}
    found = [(what, ref) for what, ref in found if ref not in mine]
    live = next(iter(node.stand.live), "")
    if live:
        found += [("changed", live[:-1] + ("A" if live[-1] != "A" else "B")), ("cut", live[:-3])]
    found += [("forged", ref) for ref in FORGED]
    others = [p for p in world.people.values() if p is not node.person]
    borrowed = [("borrowed", button.ref) for other in others for _, button in itertools.islice(doors(other, {}), 2)]
    return list(trial.by_turns([*found, *borrowed[:12]], 2))


async def _steals(trial: Trial, thief: Person, ref: str) -> None:
    """Somebody else presses the live button, from their chat and in a group."""
    chat = len(thief.chat)
    await Act("tap", "a stolen tap", ref, trial.stand.message).by(trial.world, thief)
    trial.hear("a stolen tap")
    trial.expects(thief.toast == trial.texts.plain("engine.stale_button"), f"a stolen tap is answered {thief.toast!r}")
    trial.expects(len(thief.chat) <= chat + 1, "a stolen tap shows more than the thief's own screen")
    person = trial.node.person
    in_group = Incoming(type(person.at)(person.platform, person.at.bot, "a-group"), str(next(trial.world.town.updates)), person.key, "tap", ref=ref, tap="t", group=True)
    await trial.world.send(person, in_group)
    trial.expects(person.toast == trial.texts.plain("engine.group_tap"), f"a tap in a group is answered {person.toast!r}")
    trial.same(await trial.look(), trial.stand, "after stolen taps")
