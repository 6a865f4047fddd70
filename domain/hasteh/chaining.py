"""هم‌رسانی - links of the chain are put up, those that fit are found, two are introduced and decide for themselves.   Moves: chain.py   Rules: hasteh:H12, H13"""

from __future__ import annotations

from dataclasses import replace

from domain.hasteh import events
from domain.hasteh.base import DESK
from domain.hasteh.boarding import Boarding
from domain.hasteh.chain import ChainLink, ChainMatch, ChainSide, ChainStage, Fit, LinkId, MatchId, MatchState, fit, speak_of_one_thing
from domain.hasteh.model import WITH_ID, Hasteh, HastehId, HastehState
from domain.hasteh.views import LinkView, MatchView, Partner
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class Chaining(Boarding):
    """Who the other one is, is told when both agreed."""

    @command(Role.MEMBER)
    async def put_up(self, actor: Actor, hasteh: HastehId, side: ChainSide, stage: ChainStage, item: str) -> LinkId:
        """Raises Refusal: `hasteh.no_such_hasteh`, `hasteh.not_active`, `hasteh.bad_words`, `hasteh.enough_links` (most)."""
        found, words = await self._led(actor, hasteh), self._words(item, self.policy.product)
        if found.state is not HastehState.ACTIVE:
            raise Refusal("hasteh.not_active")
        if len(await self.links.of_leader(actor.member_id)) >= self.policy.links:
            raise Refusal("hasteh.enough_links", most=self.policy.links)
        made = await self.links.add(ChainLink(LinkId(0), hasteh, found.leader, side, stage, words, self.unit.now))
        self.about(made.about)
        return made.id

    @command(Role.MEMBER)
    async def take_down(self, actor: Actor, link: LinkId) -> None:
        """Raises Refusal(`hasteh.no_such_link`)."""
        found = await self._own_link(actor, link)
        self.about(found.about)
        await self.links.save(replace(found, open=False))

    async def _own_link(self, actor: Actor, link: LinkId) -> ChainLink:
        """Open, of the actor, held to the end of the unit. Raises Refusal(`hasteh.no_such_link`)."""
        found = await self.links.find(link, lock=True)
        if found is None or found.leader != actor.member or not found.open:
            raise Refusal("hasteh.no_such_link")
        return found

    @query(Role.MEMBER)
    async def my_links(self, actor: Actor) -> list[LinkView]:
        """Open ones, newest first."""
        return [await self._link_view(one) for one in await self.links.of_leader(actor.member_id)]

    async def _link_view(self, one: ChainLink) -> LinkView:
        home = await self._found(one.hasteh)
        return LinkView(one.id, home.form.title, home.city, one.side, one.stage, one.item, one.at)

    @query(*DESK)
    async def links_along(self, actor: Actor) -> list[LinkView]:
        """Needs of hastehs one goes along with, newest first: for who brings together."""
        found = [one for one in await self.links.open_ones(ChainSide.NEED, self.policy.looked_through) if await self._may_introduce(actor, one)]
        return [await self._link_view(one) for one in found[: self.policy.shown]]

    async def _may_introduce(self, actor: Actor, one: ChainLink) -> bool:
        """Its leader, and who goes along with it."""
        return actor.member == one.leader or await self._may_decide(actor, await self._found(one.hasteh))

    @query(Role.MEMBER)
    async def partners(self, actor: Actor, link: LinkId) -> list[Partner]:
        """Who fits best, with the reasons; nobody's name. Raises Refusal(`hasteh.no_such_link`)."""
        mine = await self._link(actor, link)
        home = await self._found(mine.hasteh)
        other_side = ChainSide.NEED if mine.side is ChainSide.OFFER else ChainSide.OFFER
        found = list[tuple[Fit, ChainLink, Hasteh]]()
        for one in await self.links.open_ones(other_side, self.policy.looked_through):
            if speak_of_one_thing(mine, one) and (theirs := await self._found(one.hasteh)).state is HastehState.ACTIVE:
                found.append((await self._fit(home, theirs), one, theirs))
        best = sorted(found, key=lambda row: (-row[0].points, row[1].id))[: self.policy.partners]
        return [Partner(one.id, theirs.form.title, theirs.city, one.item, how.points, how.reasons) for how, one, theirs in best]

    async def _link(self, actor: Actor, link: LinkId) -> ChainLink:
        found = await self.links.find(link)
        if found is None or not found.open or not await self._may_introduce(actor, found):
            raise Refusal("hasteh.no_such_link")
        return found

    async def _fit(self, mine: Hasteh, theirs: Hasteh) -> Fit:
        trusted, tenths = await self.trade.is_trusted(theirs.leader), await self.trade.score(theirs.id)
        return fit(same_field=mine.form.field is theirs.form.field, same_province=mine.province == theirs.province, trusted=trusted, tenths=tenths)

    @command(Role.MEMBER)
    async def introduce(self, actor: Actor, link: LinkId, other: LinkId) -> MatchId:
        """A leader who asks for it has agreed with it; whom a rahyar introduces is asked, both of them. Raises Refusal: `hasteh.no_such_link`, `hasteh.do_not_fit`,
        `hasteh.introduced_already`.
        """
        mine = await self._link(actor, link)
        theirs = await self.links.find(other)
        if theirs is None or not theirs.open or not speak_of_one_thing(mine, theirs):
            raise Refusal("hasteh.do_not_fit")
        offer, need = (mine, theirs) if mine.side is ChainSide.OFFER else (theirs, mine)
        now, me = self.unit.now, actor.member_id
        fresh = ChainMatch(
            MatchId(0), offer.id, need.id, offer.leader, need.leader, me, MatchState.INTRODUCED, now, now, offer.leader == me, need.leader == me
        )  # fmt: skip
        made = await self.matches.add_alone(fresh)
        if made is None:
            raise Refusal("hasteh.introduced_already")
        self._tell_match(made)
        return made.id

    @command(Role.MEMBER)
    async def answer_match(self, actor: Actor, match: MatchId, yes: bool) -> MatchState:
        """Raises Refusal: `hasteh.no_such_match`, `hasteh.cannot_move`."""
        found = await self._match(actor, match)
        if found.state is not MatchState.INTRODUCED:
            raise Refusal("hasteh.cannot_move", now=found.state, to=MatchState.ACCEPTED)
        after = replace(found, offer_yes=found.offer_yes or actor.member == found.offerer, need_yes=found.need_yes or actor.member == found.needer)
        if not yes:
            after = found.to(MatchState.CLOSED, self.unit.now)
        elif after.offer_yes and after.need_yes:
            after = after.to(MatchState.ACCEPTED, self.unit.now)
        saved = await self.matches.save(after)
        self._tell_match(saved)
        return saved.state

    @command(Role.MEMBER)
    async def conclude(self, actor: Actor, match: MatchId, deal: bool) -> None:
        """What came of it, by either. Raises Refusal: `hasteh.no_such_match`, `hasteh.cannot_move`."""
        found = await self._match(actor, match)
        self._tell_match(await self.matches.save(found.to(MatchState.DEAL if deal else MatchState.CLOSED, self.unit.now)))

    async def _match(self, actor: Actor, match: MatchId) -> ChainMatch:
        """Of the actor, held to the end of the unit. Raises Refusal(`hasteh.no_such_match`)."""
        found = await self.matches.find(match, lock=True)
        if found is None or actor.member not in (found.offerer, found.needer):
            raise Refusal("hasteh.no_such_match")
        return found

    def _tell_match(self, one: ChainMatch) -> None:
        self.about(one.about, state=one.state)
        self.unit.record(events.MatchMoved(one.id, one.offerer, one.needer, one.by, one.state))

    @query(Role.MEMBER)
    async def match_seen(self, actor: Actor, match: MatchId) -> MatchView:
        """Raises Refusal(`hasteh.no_such_match`)."""
        found = await self.matches.find(match)
        if found is None or actor.member not in (found.offerer, found.needer):
            raise Refusal("hasteh.no_such_match")
        return await self._match_view(found, actor.member_id)

    @query(Role.MEMBER)
    async def my_matches(self, actor: Actor) -> list[MatchView]:
        """Newest first."""
        return [await self._match_view(m, actor.member_id) for m in await self.matches.of_member(actor.member_id, self.policy.shown)]

    @query(Role.SYSTEM)
    async def match_for(self, actor: Actor, match: MatchId, member: MemberId) -> MatchView | None:
        """As one of its two sees it, for notices."""
        found = await self.matches.find(match)
        return None if found is None else await self._match_view(found, member)

    async def _match_view(self, m: ChainMatch, me: MemberId) -> MatchView:
        offers = me == m.offerer
        link, theirs = await self.links.find(m.offer if offers else m.need), await self.links.find(m.need if offers else m.offer)
        if link is None or theirs is None:
            raise LookupError(f"match {m.id} is about no links")
        home, person = await self._found(theirs.hasteh), await self.people.known(theirs.leader)
        known = m.state in (MatchState.ACCEPTED, MatchState.DEAL) and person is not None
        name, code = (person.name, person.code) if known and person is not None else ("", "")
        waits = m.state is MatchState.INTRODUCED and not (m.offer_yes if offers else m.need_yes)
        return MatchView(m.id, home.form.title, home.city, link.item, theirs.item, link.stage, m.state, waits, name, code)

    async def _without_links(self, leader: MemberId) -> None:
        """Of a hasteh that is closed nothing is offered any more."""
        for one in await self.links.of_leader(leader):
            await self.links.save(replace(one, open=False))

    @command(Role.MEMBER)
    async def close(self, actor: Actor, hasteh: HastehId) -> None:
        """As in running.py; its links are taken down with it."""
        await super().close(actor, hasteh)
        if not any(h.state in WITH_ID for h in await self.hastehs.led_by(actor.member_id, self.policy.shown)):
            await self._without_links(actor.member_id)
