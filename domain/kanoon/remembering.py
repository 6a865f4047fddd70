"""صف و تاریخچه - what waits, and what was: requests, messages, activities, newest first and five at a time (shared:G4; kanoon:K8).   Siblings: finding.py"""

from __future__ import annotations

from domain.kanoon import rules
from domain.kanoon.finding import Finding
from domain.kanoon.groups import ActivityState
from domain.kanoon.model import Kanoon
from domain.kanoon.views import ActivityLine, MessageView, RequestView
from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import query

FIVE = 5
"""Lines on one page of a history; one more is read, to know whether there is another page."""
PAST = (ActivityState.DONE, ActivityState.CANCELLED)


class Remembering(Finding):
    """Pages are counted from 0. Each answers up to six lines: the sixth only says that there are older ones."""

    @query(Role.MEMBER)
    async def queue(self, actor: Actor) -> list[RequestView]:
        """The open requests that I may see, oldest first: of the kanoon I lead or decide in, and of those I go along with as a rahyar."""
        found = [(r, k) for k in await self._watched(actor) for r in await self.store.joins.waiting_in(k.id)]
        found = [(r, k) for r, k in found if r.member != actor.member][: self.policy.listed]
        return [await self._request_view(actor, r, k) for r, k in sorted(found, key=lambda pair: pair[0].filed)]

    @query(Role.MEMBER)
    async def past_requests(self, actor: Actor, page: int) -> list[RequestView]:
        """Requests that are over, for those who see the queue."""
        watched = {k.id: k for k in await self._watched(actor)}
        rows = await self.store.joins.over_in(list(watched), page * FIVE, FIVE + 1)
        return [await self._request_view(actor, r, watched[r.kanoon]) for r in rows]

    @query(Role.MEMBER)
    async def past_messages(self, actor: Actor, page: int) -> list[MessageView]:
        """What was said to everybody, for everybody in my kanoon. Raises Refusal(`kanoon.no_kanoon`)."""
        kanoon = await self._my_kanoon(actor)
        rows = await self.store.messages.all_in(kanoon.id, page * FIVE, FIVE + 1)
        names = await self.members.names_of({m.by for m in rows})
        return [MessageView(m.id, kanoon.id, kanoon.title, names.get(m.by, ""), m.text, m.at) for m in rows]

    @query(Role.MEMBER)
    async def past_activities(self, actor: Actor, page: int) -> list[ActivityLine]:
        """What my kanoon did, or called off. Raises Refusal(`kanoon.no_kanoon`)."""
        kanoon = await self._my_kanoon(actor)
        rows = await self.store.activities.of(kanoon.id, PAST, FIVE + 1, page * FIVE)
        return [ActivityLine(a.id, rules.activity_number(a.id), a.title, a.day, a.state) for a in rows]

    async def _watched(self, actor: Actor) -> list[Kanoon]:
        """Raises Refusal(`kanoon.nothing_to_watch`): neither leads nor decides nor goes along."""
        me, watched = actor.member_id, await self.store.kanoons.accompanied_by(actor.member_id)
        home = await self.store.belongings.active_of(me)
        if home is not None:
            own = await self._kanoon(home.kanoon)
            if own.rahbar == me or me in await self._deciders(own):
                watched.insert(0, own)
        if not watched:
            raise Refusal("kanoon.nothing_to_watch")
        return watched
