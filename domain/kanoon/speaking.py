"""گفتن و خبر دادن - messages to everybody, muting, invitations, who can do and needs what (kanoon:K9, K15, K16).   Siblings: groups.py acting.py"""

from __future__ import annotations

from domain.kanoon import events, rules
from domain.kanoon.base import KanoonBase
from domain.kanoon.groups import Message, MessageId, Path, Tags
from domain.kanoon.model import Invite, Kanoon, KanoonId
from domain.kanoon.views import Link, MessageView
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.dates import day_begins, day_in_tehran
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class Speaking(KanoonBase):
    """What those who lead say to their people, and what people let them know."""

    @query(Role.RAHBAR, Role.HAMYAR)
    async def audience(self, actor: Actor) -> int:
        """How many a message would reach: members who did not mute, without me. Asked before writing, so it says at once where none may be sent.

        Raises Refusal: `kanoon.no_kanoon`, `kanoon.not_found`, `kanoon.not_open`, `kanoon.messages_enough`.
        """
        kanoon = await self._led_kanoon(actor)
        await self._check_may_send(kanoon)
        return len(await self._listeners(kanoon, actor.member_id))

    @command(Role.RAHBAR, Role.HAMYAR)
    async def send_message(self, actor: Actor, text: str) -> int:
        """Say something to everybody, three times a day; returns how many it goes to (kanoon:K16).

        Raises Refusal: `kanoon.no_kanoon`, `kanoon.not_found`, `kanoon.not_open`, `kanoon.messages_enough`, `kanoon.message_length`.
        """
        kanoon = await self._led_kanoon(actor, lock=True)
        await self._check_may_send(kanoon)
        said = rules.checked(text, "message", *self.policy.message)
        message = await self.store.messages.add(Message(MessageId(0), kanoon.id, actor.member_id, said, self.unit.now))
        self.about(f"kanoon:message:{message.id}")
        self.unit.record(events.MessageSent(message.id))
        return len(await self._listeners(kanoon, actor.member_id))

    @query(Role.SYSTEM)
    async def message(self, actor: Actor, message: MessageId) -> MessageView | None:
        """What is to be delivered; None when there is no such message."""
        found = await self.store.messages.find(message)
        if found is None:
            return None
        kanoon = await self._kanoon(found.kanoon)
        return MessageView(found.id, kanoon.id, kanoon.title, await self._name(found.by), found.text, found.at)

    @query(Role.SYSTEM)
    async def next_listeners(self, actor: Actor, message: MessageId, after: MemberId, limit: int) -> tuple[list[MemberId], MemberId | None]:
        """The next members a message is for, by number, and after whom to go on (None at the end). Who left or muted meanwhile is passed over."""
        found = await self.store.messages.find(message)
        if found is None:
            return [], None
        page = await self.store.belongings.members_of(found.kanoon, after=after, limit=limit)
        muted = await self.store.messages.muted(found.kanoon)
        return [m for m in page if m not in muted and m != found.by], page[-1] if len(page) == limit else None

    @query(Role.SYSTEM)
    async def next_members(self, actor: Actor, kanoon: KanoonId, after: MemberId, limit: int) -> tuple[list[MemberId], MemberId | None]:
        """The next members of a kanoon, by number, and after whom to go on (None at the end)."""
        page = await self.store.belongings.members_of(kanoon, after=after, limit=limit)
        return page, page[-1] if len(page) == limit else None

    @command(Role.MEMBER, fence=False)
    async def mute(self, actor: Actor, on: bool) -> None:
        """Stop or allow messages of my kanoon. Raises Refusal(`kanoon.no_kanoon`)."""
        kanoon = await self._my_kanoon(actor)
        await self.store.messages.mute(kanoon.id, actor.member_id, on=on)
        self.about(f"kanoon:kanoon:{kanoon.id}", on=on)

    @command(Role.RAHBAR, Role.HAMYAR)
    async def invite(self, actor: Actor) -> Link:
        """A link that leads to my kanoon for a while; joining still needs the hamyar's yes (kanoon:K9). Raises Refusal: `kanoon.no_kanoon`,
        `kanoon.not_found`, `kanoon.not_open`."""
        kanoon = await self._led_kanoon(actor)
        self._check_open(kanoon)
        token, until = self.tokens.new(), self.unit.now + self.policy.invite_lives
        await self.store.invites.add(Invite(0, kanoon.id, actor.member_id, token, until))
        self.about(f"kanoon:kanoon:{kanoon.id}")
        return Link(token, kanoon.title, until)

    @query(Role.MEMBER)
    async def my_tags(self, actor: Actor) -> Tags:
        """What I let my rahbar and hamyars know of what I can do and need."""
        me = actor.member_id
        return (await self.store.tags.of([me])).get(me, Tags(me, "", ""))

    @command(Role.MEMBER)
    async def declare_tags(self, actor: Actor, skills: str, needs: str) -> None:
        """Tell my rahbar and hamyars what I can do and need (kanoon:K15). Raises Refusal: `kanoon.no_kanoon`, `kanoon.tags_length`."""
        kanoon, most = await self._my_kanoon(actor), self.policy.tags
        await self.store.tags.put(Tags(actor.member_id, rules.checked(skills, "tags", 0, most), rules.checked(needs, "tags", 0, most)))
        self.about(f"kanoon:kanoon:{kanoon.id}")

    @query(Role.RAHBAR, Role.HAMYAR)
    async def tags_of(self, actor: Actor, member: MemberId) -> Tags:
        """What a member of my kanoon can do and needs. Raises Refusal: `kanoon.no_kanoon`, `kanoon.not_found`, `kanoon.not_a_member`."""
        kanoon = await self._led_kanoon(actor)
        await self._check_member(member, kanoon)
        return (await self.store.tags.of([member])).get(member, Tags(member, "", ""))

    @command(Role.RAHBAR, Role.HAMYAR)
    async def point_to(self, actor: Actor, member: MemberId, path: Path, note: str) -> None:
        """Point a member to a way forward, with a word why (kanoon:K15). Raises Refusal as `tags_of`, and `kanoon.reason_length`."""
        kanoon = await self._led_kanoon(actor)
        await self._check_member(member, kanoon)
        why = rules.checked(note, "reason", *self.policy.reason)
        self.about(f"kanoon:kanoon:{kanoon.id}", member=int(member), path=path)
        self.unit.record(events.MemberPointed(kanoon.id, member, actor.member_id, path, why))

    async def _led_kanoon(self, actor: Actor, *, lock: bool = False) -> Kanoon:
        """My kanoon, if I am its rahbar or a hamyar of it now."""
        kanoon = await self._my_kanoon(actor, lock=lock)
        await self._check_leader(actor, kanoon)
        return kanoon

    async def _check_may_send(self, kanoon: Kanoon) -> None:
        self._check_open(kanoon)
        if await self.store.messages.count_since(kanoon.id, day_begins(day_in_tehran(self.unit.now))) >= self.policy.messages_a_day:
            raise Refusal("kanoon.messages_enough", messages=self.policy.messages_a_day)

    async def _listeners(self, kanoon: Kanoon, speaker: MemberId) -> list[MemberId]:
        muted: frozenset[MemberId] = await self.store.messages.muted(kanoon.id)
        return [m for m in await self.store.belongings.members_of(kanoon.id) if m not in muted and m != speaker]
