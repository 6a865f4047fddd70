"""نظر دادن - by buyers of orders that are over, within thirty days; what everybody sees of it.   Rules: bazaar:M22"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain.bazaar.events import Rated
from domain.bazaar.order import OrderId, OrderState
from domain.bazaar.rating import STARS, GoodsRating, RatingId
from domain.bazaar.taking_back import TakingBack
from domain.bazaar.views import Opinion, Score
from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query

DONE = (OrderState.COMPLETED, OrderState.SETTLED)


class Judging(TakingBack):
    """A score is always shown with how many gave it."""

    @command(Role.MEMBER)
    async def rate(self, actor: Actor, order: OrderId, product: int, stars: int, words: str) -> RatingId:
        """Raises Refusal: `bazaar.no_such_order`, `bazaar.not_yet_over`, `bazaar.too_late_to_rate`, `bazaar.not_in_order`, `bazaar.bad_stars`, `bazaar.bad_words`,
        `bazaar.no_numbers`, `bazaar.rated_already`.
        """
        found, now = await self._bought(actor, order), self.unit.now
        if found.state not in DONE:
            raise Refusal("bazaar.not_yet_over")
        if found.delivered is None or now > found.delivered + timedelta(days=self.policy.rated_within):
            raise Refusal("bazaar.too_late_to_rate")
        if product not in {line.product for line in found.lines}:
            raise Refusal("bazaar.not_in_order")
        if stars not in STARS:
            raise Refusal("bazaar.bad_stars")
        told = self._fit(words) if words.strip() else ""
        made = await self.ratings.add_alone(GoodsRating(RatingId(0), order, product, found.sat, found.buyer, found.seller, stars, told, now))
        if made is None:
            raise Refusal("bazaar.rated_already")
        self.about(made.about, stars=stars)
        self.unit.record(Rated(made.id, made.seller))
        return made.id

    @command(Role.MEMBER)
    async def answer_rating(self, actor: Actor, rating: RatingId, words: str) -> None:
        """Once. Raises Refusal: `bazaar.no_such_rating`, `bazaar.answered_already`, `bazaar.bad_words`, `bazaar.no_numbers`."""
        found = await self.ratings.find(rating, lock=True)
        if found is None or found.seller != actor.member:
            raise Refusal("bazaar.no_such_rating")
        if found.answer:
            raise Refusal("bazaar.answered_already")
        saved = await self.ratings.save(replace(found, answer=self._fit(words)))
        self.about(saved.about)

    @query(Role.MEMBER)
    async def to_rate(self, actor: Actor, order: OrderId) -> list[tuple[int, str]]:
        """Goods of an order that the viewer may still rate: number and title. [] for every other order."""
        found = await self.orders.find(order)
        if found is None or found.buyer != actor.member or found.state not in DONE or found.delivered is None:
            return []
        if self.unit.now > found.delivered + timedelta(days=self.policy.rated_within):
            return []
        rated = {r.product for r in await self.ratings.of_order(order)}
        return [(line.product, line.title) for line in found.lines if line.product not in rated]

    @query(Role.MEMBER)
    async def score_of_sat(self, actor: Actor, sat: int) -> Score:
        """Of the last hundred."""
        return _score(await self.ratings.stars_of_sat(sat, self.policy.scored))

    @query(Role.SYSTEM)
    async def stars_now(self, actor: Actor, sat: int) -> int:
        """In tenths; 0 for none."""
        return _score(await self.ratings.stars_of_sat(sat, self.policy.scored)).tenths

    @query(Role.MEMBER)
    async def score_of_good(self, actor: Actor, product: int) -> Score:
        """Of the last hundred."""
        return _score(await self.ratings.stars_of_product(product, self.policy.scored))

    @query(Role.MEMBER)
    async def opinions(self, actor: Actor, product: int) -> tuple[Score, list[Opinion]]:
        """What buyers of these goods say, newest first; short names."""
        found = await self.ratings.of_product(product, self.policy.scored)
        names = await self.people.short_names_of({r.buyer for r in found})
        said = [Opinion(r.id, names.get(r.buyer, ""), r.stars, r.words, r.answer, r.at) for r in found if r.words][: self.policy.shown]
        return _score([r.stars for r in found]), said

    @query(Role.MEMBER)
    async def rating_seen(self, actor: Actor, rating: RatingId) -> Opinion:
        """By the seller. Raises Refusal(`bazaar.no_such_rating`)."""
        found = await self.ratings.find(rating)
        if found is None or found.seller != actor.member:
            raise Refusal("bazaar.no_such_rating")
        names = await self.people.short_names_of([found.buyer])
        return Opinion(found.id, names.get(found.buyer, ""), found.stars, found.words, found.answer, found.at)

    @query(Role.SYSTEM)
    async def rating_now(self, actor: Actor, rating: RatingId) -> Opinion | None:
        """For the notice of it."""
        found = await self.ratings.find(rating)
        if found is None:
            return None
        names = await self.people.short_names_of([found.buyer])
        return Opinion(found.id, names.get(found.buyer, ""), found.stars, found.words, found.answer, found.at)


def _score(stars: list[int]) -> Score:
    return Score(round(10 * sum(stars) / len(stars)) if stars else 0, len(stars))
