"""پرسیدن از فروشنده - words pass through the house; nobody sees the other's number (M24)."""

from __future__ import annotations

import re

from domain.bazaar import events
from domain.bazaar.choosing import Choosing
from domain.bazaar.model import Letter, LetterId
from domain.bazaar.views import LetterView
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query

NUMBER = re.compile(r"(?:\d[\s\-./]*){8,}")
"""Eight digits in a row are a phone, a card or a sheba; prices are shorter or told in words."""


class Asking(Choosing):
    """Phones are exchanged after the order, not before."""

    @command(Role.MEMBER)
    async def write(self, actor: Actor, product: int, words: str) -> LetterId:
        """To the seller. Raises Refusal: `bazaar.not_now`, `bazaar.no_such_good`, `bazaar.your_own`, `bazaar.bad_words` (least, most), `bazaar.no_numbers`,
        `bazaar.wrote_enough` (most).
        """
        me, good = await self._me(actor), await self._good(actor, product)
        return await self._writes(Letter(LetterId(0), product, me, good.seller, True, self._fit(words), self.unit.now))

    @command(Role.MEMBER)
    async def answer(self, actor: Actor, letter: LetterId, words: str) -> LetterId:
        """To whoever wrote. Raises Refusal: `bazaar.no_such_letter` (absent and another's alike), `bazaar.not_now`, `bazaar.bad_words`, `bazaar.no_numbers`,
        `bazaar.wrote_enough`.
        """
        found = await self._came(actor, letter)
        await self._me(actor)
        return await self._writes(Letter(LetterId(0), found.product, found.buyer, found.seller, not found.by_buyer, self._fit(words), self.unit.now))

    def _fit(self, words: str) -> str:
        trimmed, (least, most) = words.strip(), self.policy.letter
        if not least <= len(trimmed) <= most:
            raise Refusal("bazaar.bad_words", least=least, most=most)
        if NUMBER.search(trimmed):
            raise Refusal("bazaar.no_numbers")
        return trimmed

    async def _writes(self, letter: Letter) -> LetterId:
        p = self.policy
        if await self.letters.count(letter.buyer, letter.seller, letter.by_buyer, self.unit.now - p.letters_within) >= p.letters:
            raise Refusal("bazaar.wrote_enough", most=p.letters)
        made = await self.letters.add(letter)
        self.about(made.about)
        self.unit.record(events.LetterCame(made.id, made.to))
        return made.id

    async def _came(self, actor: Actor, letter: LetterId) -> Letter:
        found = await self.letters.find(letter)
        if found is None or actor.member != found.to:
            raise Refusal("bazaar.no_such_letter")
        return found

    @query(Role.MEMBER)
    async def letters_about(self, actor: Actor, letter: LetterId) -> list[LetterView]:
        """What the two wrote about these goods, oldest first, to the one the letter came to. Raises Refusal(`bazaar.no_such_letter`)."""
        found = await self._came(actor, letter)
        between = await self.letters.between(found.product, found.buyer, self.policy.shown)
        return [await self._letter_view(one, actor.member_id) for one in between]

    @query(Role.SYSTEM)
    async def letter_now(self, actor: Actor, letter: LetterId) -> LetterView | None:
        """For the notice of it."""
        found = await self.letters.find(letter)
        return None if found is None else await self._letter_view(found, found.to)

    async def _letter_view(self, one: Letter, viewer: MemberId) -> LetterView:
        good = await self.shop.good(one.product)
        other = one.seller if viewer == one.buyer else one.buyer
        names = await self.people.short_names_of([other])
        mine = (viewer == one.buyer) == one.by_buyer
        return LetterView(one.id, one.product, good.title if good is not None else "", names.get(other, ""), one.words, one.at, mine)
