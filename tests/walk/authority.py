"""اختیار - what a card offers to one, its service refuses to everybody who may not: the button is never the permission.   Cards: bot/cards.py"""

from __future__ import annotations

from bot.engine.turn import Shown
from bot.inbox import talk_key
from bot.leaving import Leaving
from bot.scene import Scene
from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from storage.kit.accounts import AccountRows
from tests.kit.talk import Person
from tests.walk.crawler import Act, Crawler, Fault
from tests.walk.standing import incoming_of

PLAIN = (Role.NEWCOMER, Role.MEMBER)


class TakenBack(Exception):
    """Everything that was tried is undone."""


async def only_for_who_may(crawler: Crawler, person: Person, act: Act) -> None:
    """A newcomer and a member without any role try what a card or notice offers somebody else: the same verb, the same flow about the same."""
    world = crawler.world
    try:
        async with world.house.units.open(world.town.now) as unit:
            scene = Scene(world.house, unit, Leaving(unit.now))
            viewer = await _actor(scene, person)
            pressed = await scene.card_rows.pressed(act.ref, viewer.member) if viewer.member is not None else None
            for key, outsider in await _outsiders(crawler, scene, person) if pressed is not None else []:
                if await _succeeds(scene, viewer, pressed, outsider, world.people[key]):
                    crawler.faults.append(Fault("only for who may", f"{key} may do what {act.says} offers to {person.key}"))
            raise TakenBack
    except TakenBack:
        world.errors.take()


async def _succeeds(scene: Scene, viewer: Actor, pressed: tuple[int | None, list[object]], outsider: Actor, person: Person) -> bool:
    copy, what = pressed
    if copy is None:
        flow, subject = str(what[0]), what[1]
        return subject is not None and await _gets_in(scene, outsider, person, flow, subject)
    card = await scene.card_rows.copy_by_id(copy)
    assert card is not None
    if outsider.member in {c.member for c in await scene.card_rows.copies(card.card, card.subject)}:
        return False
    drawing = await scene.cards.draw(card.card, card.subject, viewer)
    action = next((a for a in drawing.actions if a.name == what[0]), None)
    if action is None:
        return False
    if action.verb is None:
        return await _gets_in(scene, outsider, person, action.flow, drawing.subject)
    try:
        async with scene.unit.savepoint():
            await action.verb(outsider, *action.args)
    except Refusal:
        return False
    return True


async def _gets_in(scene: Scene, outsider: Actor, person: Person, flow: str, subject: object) -> bool:
    """Whether the dialog asks them anything."""
    talk = await scene.talk_of(talk_key(outsider, incoming_of(person)))
    await scene.play(talk, outsider, Shown(start=(flow, subject)), person.at)
    return talk.state.top is not None and (talk.state.top.flow, talk.state.top.subject) == (flow, subject)


async def _outsiders(crawler: Crawler, scene: Scene, person: Person) -> list[tuple[str, Actor]]:
    """One newcomer and one plain member, as far as there are."""
    found: dict[Role, tuple[str, Actor]] = {}
    for key, other in reversed(crawler.world.people.items()):
        actor = await _actor(scene, other)
        role = Role.MEMBER if actor.member is not None else Role.NEWCOMER
        if other is not person and role not in found and all(hat.role in PLAIN for hat in actor.hats):
            found[role] = (key, actor)
    return list(found.values())


async def _actor(scene: Scene, person: Person) -> Actor:
    account = await AccountRows(scene.unit.conn, scene.unit.now).find(f"{person.platform}:{person.key}")
    return await scene.actor_at(f"{person.platform}:{person.key}", account)
