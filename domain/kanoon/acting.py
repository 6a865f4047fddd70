"""فعالیت‌های کانون - planned by those who lead, proposed by anybody, with photos and attendance (kanoon:K14).   Siblings: groups.py speaking.py"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from domain.kanoon import events, rules
from domain.kanoon.base import KanoonBase
from domain.kanoon.groups import Activity, ActivityId, ActivityKind, ActivityState, Presence
from domain.kanoon.model import Kanoon
from domain.kanoon.views import ActivityLine, ActivityView, Person
from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.dates import day_in_tehran
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query

LIVE = (ActivityState.PROPOSED, ActivityState.PLANNED, ActivityState.RUNNING)
SHOWN = (ActivityState.PLANNED, ActivityState.RUNNING, ActivityState.DONE)
LINES = 40  # latest activities that are listed


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody wants to do. `budget` in rial, an estimate, None when not told."""

    kind: ActivityKind
    title: str
    day: date
    place: str = ""
    budget: Rial | None = None


class Acting(KanoonBase):
    """Rahbar and hamyars lead; a deputy decides only about requests."""

    @query(Role.MEMBER)
    async def activities(self, actor: Actor) -> list[ActivityLine]:
        """Of my kanoon, latest day first; proposals only for its rahbar and hamyars and for who made them."""
        kanoon = await self._my_kanoon(actor)
        leads = await self._holds_role(kanoon, actor.member_id)
        found = await self.store.activities.of(kanoon.id, (*SHOWN, ActivityState.PROPOSED), LINES)
        seen = [a for a in found if a.state is not ActivityState.PROPOSED or leads or a.by == actor.member]
        return [ActivityLine(a.id, rules.activity_number(a.id), a.title, a.day, a.state) for a in seen]

    @query(Role.MEMBER)
    async def find_activity(self, actor: Actor, activity: ActivityId) -> ActivityView | None:
        """As this viewer may see it; None to everybody outside the kanoon."""
        found = await self.store.activities.find(activity)
        if found is None:
            return None
        kanoon = await self._kanoon(found.kanoon)
        home = await self.store.belongings.active_of(actor.member_id)
        leads = await self._holds_role(kanoon, actor.member_id)
        if (home is None or home.kanoon != kanoon.id) and actor.member != kanoon.rahyar:
            return None
        if found.state in (ActivityState.PROPOSED, ActivityState.DECLINED) and not leads and found.by != actor.member:
            return None
        people = await self.store.activities.presences(activity)
        mine = [p.coming for p in people if p.member == actor.member]
        return ActivityView(
            found.id, rules.activity_number(found.id), kanoon.id, kanoon.title, found.kind, found.title, found.day, found.place, found.budget,
            rules.discreet(await self._name(found.by)), found.state, found.reason, found.photos, sum(p.coming for p in people),
            sum(p.came is True for p in people), mine[0] if mine else None, self._activity_rights(found, leads=leads, inside=home is not None),
        )  # fmt: skip

    @command(Role.MEMBER)
    async def plan_activity(self, actor: Actor, plan: Plan) -> ActivityLine:
        """Plan one as rahbar or hamyar; as any other member, propose it.

        Raises Refusal: `kanoon.no_kanoon`, `kanoon.not_open`, `kanoon.day_gone`, `kanoon.title_length`, `kanoon.place_length`, `kanoon.proposals_enough`.
        """
        p, kanoon = self.policy, await self._my_kanoon(actor, lock=True)
        self._check_open(kanoon)
        if plan.day < day_in_tehran(self.unit.now):
            raise Refusal("kanoon.day_gone", day=plan.day)
        leads = await self._holds_role(kanoon, actor.member_id)
        if not leads:
            open_ones = await self.store.activities.of(kanoon.id, (ActivityState.PROPOSED,), LINES)
            if sum(a.by == actor.member for a in open_ones) >= p.proposals:
                raise Refusal("kanoon.proposals_enough", proposals=p.proposals)
        state = ActivityState.PLANNED if leads else ActivityState.PROPOSED
        made = await self.store.activities.add(
            Activity(
                ActivityId(0),
                kanoon.id,
                plan.kind,
                rules.checked(plan.title, "title", *p.title),
                plan.day,
                rules.checked(plan.place, "place", 0, p.place),
                plan.budget,
                actor.member_id,
                state,
                self.unit.now,
            )
        )
        self._did(events.ActivityPlanned if leads else events.ActivityProposed, made)
        return ActivityLine(made.id, rules.activity_number(made.id), made.title, made.day, made.state)

    @command(Role.RAHBAR, Role.HAMYAR)
    async def approve_activity(self, actor: Actor, activity: ActivityId) -> None:
        """Take a proposal up. Raises Refusal: `kanoon.activity_not_found`, `kanoon.not_open`, `kanoon.cannot_move`."""
        found, kanoon = await self._led_activity(actor, activity)
        self._check_open(kanoon)
        self._did(events.ActivityPlanned, await self.store.activities.save(found.to(ActivityState.PLANNED)))

    @command(Role.RAHBAR, Role.HAMYAR)
    async def decline_activity(self, actor: Actor, activity: ActivityId, reason: str) -> None:
        """Do not take a proposal up. Raises Refusal: `kanoon.activity_not_found`, `kanoon.cannot_move`, `kanoon.reason_length`."""
        found, _ = await self._led_activity(actor, activity)
        why = rules.checked(reason, "reason", *self.policy.reason)
        self._did(events.ActivityDeclined, await self.store.activities.save(found.to(ActivityState.DECLINED, why)))

    @command(Role.RAHBAR, Role.HAMYAR)
    async def begin_activity(self, actor: Actor, activity: ActivityId) -> None:
        """Raises Refusal: `kanoon.activity_not_found`, `kanoon.cannot_move`."""
        found, _ = await self._led_activity(actor, activity)
        self._did(events.ActivityChanged, await self.store.activities.save(found.to(ActivityState.RUNNING)))

    @command(Role.RAHBAR, Role.HAMYAR)
    async def finish_activity(self, actor: Actor, activity: ActivityId) -> None:
        """Raises Refusal: `kanoon.activity_not_found`, `kanoon.cannot_move`."""
        found, _ = await self._led_activity(actor, activity)
        self._did(events.ActivityChanged, await self.store.activities.save(found.to(ActivityState.DONE)))

    @command(Role.MEMBER)
    async def cancel_activity(self, actor: Actor, activity: ActivityId, reason: str = "") -> None:
        """Call it off; a proposal may be taken back by who made it. Raises Refusal: `kanoon.activity_not_found`, `kanoon.cannot_move`."""
        found, kanoon = await self._inside(actor, activity)
        if not await self._holds_role(kanoon, actor.member_id) and not (found.by == actor.member and found.state is ActivityState.PROPOSED):
            raise Refusal("kanoon.activity_not_found")
        why = rules.checked(reason, "reason", 0, self.policy.reason[1])
        self._did(events.ActivityChanged, await self.store.activities.save(found.to(ActivityState.CANCELLED, why)))

    @command(Role.MEMBER, fence=False)
    async def attend(self, actor: Actor, activity: ActivityId, coming: bool) -> None:
        """Say whether I come. Raises Refusal: `kanoon.activity_not_found`, `kanoon.activity_over`."""
        found, _ = await self._inside(actor, activity)
        if found.state not in (ActivityState.PLANNED, ActivityState.RUNNING):
            raise Refusal("kanoon.activity_over", state=found.state)
        await self.store.activities.set_presence(activity, Presence(actor.member_id, coming))
        self._did(events.ActivityChanged, found)

    @query(Role.RAHBAR, Role.HAMYAR)
    async def announced(self, actor: Actor, activity: ActivityId) -> list[Person]:
        """Who said they come, by name, to mark who came. Raises Refusal(`kanoon.activity_not_found`)."""
        await self._led_activity(actor, activity)
        coming = [p.member for p in await self.store.activities.presences(activity) if p.coming]
        names = await self.members.names_of(coming)
        return [Person(m, names[m]) for m in coming if m in names]

    @command(Role.RAHBAR, Role.HAMYAR, fence=False)
    async def mark_present(self, actor: Actor, activity: ActivityId, came: list[MemberId]) -> int:
        """Who came, of those who said they would; returns how many. Raises Refusal: `kanoon.activity_not_found`, `kanoon.activity_not_begun`."""
        found, _ = await self._led_activity(actor, activity)
        if found.state not in (ActivityState.RUNNING, ActivityState.DONE):
            raise Refusal("kanoon.activity_not_begun")
        people = [p for p in await self.store.activities.presences(activity) if p.coming]
        for person in people:
            await self.store.activities.set_presence(activity, replace(person, came=person.member in came))
        self._did(events.ActivityChanged, found)
        return sum(p.member in came for p in people)

    @command(Role.RAHBAR, Role.HAMYAR, fence=False)
    async def add_photo(self, actor: Actor, activity: ActivityId, photo: str) -> int:
        """Keep a photo (`<platform>:<file id>`); returns how many there are. Raises Refusal: `kanoon.activity_not_found`,
        `kanoon.activity_not_begun`, `kanoon.photos_enough`."""
        found, _ = await self._led_activity(actor, activity)
        if found.state not in (ActivityState.RUNNING, ActivityState.DONE):
            raise Refusal("kanoon.activity_not_begun")
        if len(found.photos) >= self.policy.photos:
            raise Refusal("kanoon.photos_enough", photos=self.policy.photos)
        kept = await self.store.activities.save(replace(found, photos=(*found.photos, photo)))
        self._did(events.ActivityChanged, kept)
        self.unit.record(events.PhotoAdded(kept.id, actor.member_id, photo))
        return len(kept.photos)

    @command(Role.MEMBER, fence=False)
    async def see_photos(self, actor: Actor, activity: ActivityId) -> int:
        """Have the photos sent once more; returns how many. Raises Refusal: `kanoon.activity_not_found`, `kanoon.no_photos`."""
        found, _ = await self._inside(actor, activity)
        if not found.photos:
            raise Refusal("kanoon.no_photos")
        self.about(f"kanoon:activity:{found.id}")
        self.unit.record(events.PhotosWanted(found.id, actor.member_id))
        return len(found.photos)

    @query(Role.SYSTEM)
    async def told_of(self, actor: Actor, activity: ActivityId) -> tuple[Activity | None, list[MemberId]]:
        """The activity, and who said they come."""
        return await self.store.activities.find(activity), [p.member for p in await self.store.activities.presences(activity) if p.coming]

    async def _inside(self, actor: Actor, activity: ActivityId) -> tuple[Activity, Kanoon]:
        """For the kanoon's own people. Raises Refusal(`kanoon.activity_not_found`)."""
        seen = await self.store.activities.find(activity)
        if seen is None:
            raise Refusal("kanoon.activity_not_found")
        kanoon = await self._kanoon(seen.kanoon, lock=True)
        home = await self.store.belongings.active_of(actor.member_id)
        found = await self.store.activities.find(activity, lock=True)
        if found is None or home is None or home.kanoon != kanoon.id:
            raise Refusal("kanoon.activity_not_found")
        return found, kanoon

    async def _led_activity(self, actor: Actor, activity: ActivityId) -> tuple[Activity, Kanoon]:
        found, kanoon = await self._inside(actor, activity)
        if not await self._holds_role(kanoon, actor.member_id):
            raise Refusal("kanoon.activity_not_found")
        return found, kanoon

    def _activity_rights(self, found: Activity, *, leads: bool, inside: bool) -> frozenset[str]:
        may: set[str] = set()
        if found.state in (ActivityState.PLANNED, ActivityState.RUNNING) and inside:
            may |= {"attend", "stay_away"}
        if found.photos and inside:
            may.add("photos")
        if leads:
            may |= {
                ActivityState.PROPOSED: {"approve", "decline"}, ActivityState.PLANNED: {"begin", "cancel"},
                ActivityState.RUNNING: {"finish", "cancel", "photo", "mark"}, ActivityState.DONE: {"photo", "mark"},
            }.get(found.state, set())  # fmt: skip
        return frozenset(may - {"photo"} if len(found.photos) >= self.policy.photos else may)

    def _did(self, kind: type[events.ActivityEvent], what: Activity) -> None:
        self.about(f"kanoon:activity:{what.id}")
        self.unit.record(kind(what.id, what.kanoon, what.by))
