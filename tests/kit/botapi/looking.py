"""از گفت‌وگوی دیگر - somebody writes the bot's name and some words in another chat.   Answered by: methods/inlining.py   People: people.py"""

from __future__ import annotations

from tests.kit.botapi.people import Person
from tests.kit.botapi.wire import user_json
from tests.kit.botapi.world import Question


async def looks_for(person: Person, words: str) -> Question:
    """Comes back with what the bot answered."""
    api, user = person.api, person.user
    made = api.world.new_question(user, words)
    api.queue.put("inline_query", {"id": made.id, "from": user_json(user), "query": words, "offset": ""}, user.id)
    await api.world.changes.until(lambda: made.results is not None, lambda: f"nobody answered what {user.name} looks for\n{api.state_dump()}")
    return made
