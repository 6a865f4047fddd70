"""جستن کانون - by code, words, affinity, nearness, a rahbar one knows, or a link (kanoon:K9; reference-systems.md 2).   Siblings: finding.py joining.py"""

from __future__ import annotations

from domain.kanoon import rules
from domain.kanoon.base import ANYBODY, KanoonBase, line_of
from domain.kanoon.model import Affinity, Kanoon, KanoonId, KanoonState
from domain.kanoon.views import KanoonCard, KanoonLine
from domain.kernel.codes import BadCode, read_code
from domain.kernel.people import Actor, Role
from domain.kernel.persian.letters import match_key, normalise
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import query

UNBORN = (KanoonState.DRAFT, KanoonState.AWAITING_HAMYAR)


class Seeking(KanoonBase):
    """Whatever a person knows of a kanoon is enough to find it."""

    @query(*ANYBODY)
    async def search(self, actor: Actor, text: str, affinity: Affinity | None = None) -> list[KanoonLine]:
        """By code, or by words of title, goal and place; with neither, those of an affinity. The nearest come first.

        Raises Refusal: `kanoon.code_typo` (shared:G6), `kanoon.no_such_code`, `kanoon.not_open`.
        """
        tidy = normalise(text)
        try:
            return [line_of(await self._by_code(tidy))]
        except BadCode:
            if rules.looks_like_code(tidy):
                raise Refusal("kanoon.code_typo", example=rules.kanoon_code(7)) from None
        near = await self.members.place_of(actor.member) if actor.member is not None else None
        return [line_of(k) for k in await self.store.kanoons.search(match_key(tidy), affinity, near, self.policy.listed)]

    @query(Role.MEMBER)
    async def near_me(self, actor: Actor) -> list[KanoonLine]:
        """Those of my province, my own town first."""
        home = await self.members.place_of(actor.member_id)
        return [] if home is None else [line_of(k) for k in await self.store.kanoons.around(home, self.policy.listed)]

    @query(Role.MEMBER)
    async def led_by(self, actor: Actor, name: str) -> list[KanoonLine]:
        """Those of my province whose rahbar has this family name; who fits more of the words comes first. Nobody's number is asked or told."""
        home, words = await self.members.place_of(actor.member_id), set(match_key(name).split())
        around = [] if home is None else await self.store.kanoons.around(home, self.policy.searched)
        names = await self.members.names_of({k.rahbar for k in around})
        known = {member: match_key(full).split() for member, full in names.items()}
        found = [k for k in around if words & set(known.get(k.rahbar, [])[1:])]
        return [line_of(k) for k in sorted(found, key=lambda k: -len(words & set(known[k.rahbar])))][: self.policy.listed]

    @query(*ANYBODY)
    async def by_invite(self, actor: Actor, token: str) -> KanoonCard:
        """The kanoon behind a link, or behind a code that was made one (kanoon:K9). Raises Refusal(`kanoon.link_over`): unknown, altered and
        expired answer alike."""
        invite = await self.store.invites.by_token(token)
        if invite is not None and invite.until > self.unit.now:
            return await self._card(await self._kanoon(invite.kanoon), full=False)
        try:
            return await self._card(await self._by_code(normalise(token)), full=False)
        except (BadCode, Refusal):
            raise Refusal("kanoon.link_over") from None

    async def _by_code(self, text: str) -> Kanoon:
        """Raises BadCode, Refusal(`kanoon.no_such_code`), Refusal(`kanoon.not_open`)."""
        found = await self.store.kanoons.find(KanoonId(read_code(rules.KANOON, text)))
        if found is None or found.state in UNBORN:
            raise Refusal("kanoon.no_such_code")
        self._check_open(found)
        return found
