"""شنیدن - who is told of letters.   Events: domain/bazaar/events.py"""

from __future__ import annotations

from domain.bazaar import BazaarService, events
from domain.kernel.people import SYSTEM
from domain.membership.events import MemberErased
from handlers.kit import Post, hears


@hears(events.LetterCame)
async def a_letter_came(event: events.LetterCame, post: Post, bazaar: BazaarService) -> None:
    seen = await bazaar.letter_now(SYSTEM, event.letter)
    if seen is not None:
        await post.tell(event.to, "bazaar.notice.letter", start=("bazaar.answer", int(event.letter)), other=seen.other, title=seen.title, words=seen.words)


@hears(MemberErased)
async def somebody_is_forgotten(event: MemberErased, post: Post, bazaar: BazaarService) -> None:
    await bazaar.forget(SYSTEM, event.member)
