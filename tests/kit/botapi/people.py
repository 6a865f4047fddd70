"""آدم‌ها - who writes, taps and reads in the simulated chats; a test tells its story through them.   Siblings: seen.py (what they see) world.py"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.kit.botapi.errors import SimulatorMisuse, forbidden
from tests.kit.botapi.markup import Rich, units
from tests.kit.botapi.seen import Seen, Tap, seen
from tests.kit.botapi.wire import chat_json, media_json, message_json, query_json, user_json
from tests.kit.botapi.world import PATIENCE, Chat, Checkout, Message, User

if TYPE_CHECKING:
    from tests.kit.botapi.server import BotApi

__all__ = ["Group", "Person", "Presence", "Seen", "Tap"]


class Presence:
    """Somebody in one chat: what they do there reaches the bot as an update; what the bot does there they see."""

    def __init__(self, api: BotApi, user: User, chat: Chat) -> None:
        self.api = api
        self.user = user
        self.chat = chat
        self.mark = 0  # the change number of the last thing they did

    @property
    def id(self) -> int:
        """The person's id; in a private chat also the chat's."""
        return self.user.id

    @property
    def _markdown(self) -> bool:
        return not self.api.dialect.html

    # What they do

    async def says(self, text: str, reply_to: int | Seen | Message = 0) -> Message:
        """Write a text of 1-4096 UTF-16 units."""
        if not 1 <= units(text) <= 4096:
            raise SimulatorMisuse(f"an app sends 1-4096 characters at once, not {units(text)}")
        command = text.split(maxsplit=1)[0] if text.startswith("/") else ""
        entities = ({"type": "bot_command", "offset": 0, "length": units(command)},) if len(command) > 1 else ()
        return self._write("text", raw=text, rich=Rich(text, entities), reply_to=_id(reply_to))

    async def starts(self, payload: str = "") -> Message:
        """Press Start, or open a deep link with a payload."""
        self.chat.known = True
        return await self.says(f"/start {payload}".rstrip())

    async def taps(self, label: str, message: int | Seen | Message = 0) -> Tap | Message:
        """Press the button whose label holds `label`: on the newest message that has one (or on `message`), else on the reply keyboard (which says its label).

        Raises SimulatorMisuse with the whole screen if there is none.
        """
        for m in self.chat.newest():
            if message and m.id != _id(message):
                continue
            for button in (b for row in m.buttons for b in row if label in b["text"]):
                if "callback_data" not in button or button.get("disabled"):
                    raise SimulatorMisuse(f"{button['text']!r} does not come back to the bot: {button}\n{self.dump()}")
                return self._tap(m, button["callback_data"])
        for button in (b for row in (self.chat.keyboard or {}).get("keyboard", ()) for b in row if label in b["text"]):
            if self.chat.keyboard is not None and self.chat.keyboard.get("one_time_keyboard"):
                self.chat.keyboard = None
            if button.get("request_contact"):
                return await self.shares_contact(self.user.mobile)
            if button.get("request_location"):
                return await self.sends_location()
            return await self.says(button["text"])
        raise SimulatorMisuse(f"{self.user.name} sees no button with {label!r}\n{self.dump()}")

    async def taps_ref(self, ref: str, message: int | Seen | Message = 0) -> Tap:
        """A forged tap: any callback data, on any message of this chat (0: the newest of the bot), whether or not it has such a button."""
        target = self.chat.messages.get(_id(message)) if message else next(iter(self.chat.newest()), None)
        return self._tap(target, ref)

    async def taps_copy(self, of: Message | Seen, ref: str) -> Tap:
        """A tap whose message is in another chat (a borrowed button)."""
        return self._tap(of.message if isinstance(of, Seen) else of, ref)

    async def begins_to_pay(self, invoice: Message | None = None, amount: int | None = None) -> Checkout:
        """Press the button of an invoice (the newest): the bot is asked whether it may go on. `amount`: forged."""
        message = invoice or next(m for m in self.chat.newest() if m.kind == "invoice")
        rials = message.extra["invoice"]["total_amount"] if amount is None else amount
        made, self.mark = self.api.world.new_checkout(self.user, message.payload, rials), self.api.world.changes.note()
        asked = {"id": made.id, "from": user_json(self.user), "currency": "IRR", "total_amount": rials, "invoice_payload": message.payload}
        self.api.queue.put("pre_checkout_query", asked, self.chat.id)
        await self.api.world.changes.until(lambda: made.answer is not None, lambda: f"nobody answered the checkout of {self.user.name}\n{self.api.state_dump()}")
        return made

    async def pays(self, invoice: Message | None = None, *, told: bool = True) -> Checkout:
        """Pay an invoice, if the bot lets one. Not `told`: the platform's message of it is lost."""
        made = await self.begins_to_pay(invoice)
        made.status = "PAID" if made.answer else made.status
        if made.answer and told:
            self.says_it_was_paid(made)
        return made

    def says_it_was_paid(self, made: Checkout) -> Message:
        """The platform tells the bot, perhaps once more, perhaps what is not true."""
        paid = {"currency": "IRR", "total_amount": made.amount, "invoice_payload": made.payload, "telegram_payment_charge_id": made.id}
        return self._write("service", extra={"successful_payment": paid})

    async def shares_contact(self, mobile: str, own: bool = True, user_id: int | None = None, name: str = "") -> Message:
        """Share a phone contact: the own one, or somebody's from the address book (`user_id` if they have an account)."""
        if not mobile:
            raise SimulatorMisuse(f"{self.user.name} has no mobile to share")
        contact: dict[str, Any] = {"phone_number": mobile, "first_name": name or self.user.name}
        owner = self.id if own else user_id
        return self._write("contact", extra={"contact": contact | ({"user_id": owner} if owner else {})})

    async def sends_location(self, latitude: float = 35.7, longitude: float = 51.4) -> Message:
        """Share a place, in degrees."""
        return self._write("location", extra={"location": {"latitude": latitude, "longitude": longitude}})

    async def sends_file(self, kind: str, content: bytes, *, name: str = "", mime: str = "", caption: str = "", album: str = "") -> Message:
        """Send a photo, document, voice, video, audio, animation or sticker."""
        file = self.api.world.keep_file(kind, content, name, mime)
        extra = media_json(kind, file) | ({"media_group_id": album} if album else {})
        return self._write(kind, raw=caption, rich=Rich(caption), extra=extra)

    async def sends_photo(self, content: bytes, caption: str = "", album: str = "") -> Message:
        """Send a picture."""
        return await self.sends_file("photo", content, name="photo.jpg", mime="", caption=caption, album=album)

    async def sends_voice(self, content: bytes = b"OggS a voice", caption: str = "") -> Message:
        """Send a voice message."""
        return await self.sends_file("voice", content, mime="audio/ogg", caption=caption)

    async def sends_document(self, content: bytes, name: str = "a.pdf", mime: str = "application/pdf", caption: str = "") -> Message:
        """Send a file as it is."""
        return await self.sends_file("document", content, name=name, mime=mime, caption=caption)

    async def sends_album(self, *pictures: bytes) -> list[Message]:
        """Send several pictures as one album: an update each."""
        album = f"a{self.id}{self.api.world.changes.count}"
        return [await self.sends_photo(picture, album=album) for picture in pictures]

    async def sends_other(self, **extra: Any) -> Message:
        """Send something of another kind: `sends_other(dice={...})`."""
        return self._write(next(iter(extra)), extra=extra)

    async def edits(self, message: int | Message, text: str) -> Message:
        """Change an own message (its caption, if it has media)."""
        target = self.chat.messages[_id(message)]
        if target.by is not self.user:
            raise SimulatorMisuse("people can only edit what they wrote")
        target.raw, target.rich, target.edited = text, Rich(text), int(self.api.clock())
        self.api.world.touch(target)
        self._act()
        target.update = self.api.queue.put("edited_message", message_json(target, self._markdown), self.chat.id)
        return target

    async def deletes(self, message: int | Seen | Message) -> None:
        """Delete a message on one's side: the bot is not told, but can no longer edit it."""
        target = self.chat.messages[_id(message)]
        target.deleted = True
        self.api.world.touch(target)

    def _act(self) -> None:
        self.mark = self.api.world.changes.note()

    def _write(self, kind: str, **fields: Any) -> Message:
        if self.chat.kind == "private":
            self.chat.known = True
        message = self.api.world.write(self.chat, self.user, kind=kind, **fields)
        self.mark = message.stamp
        message.update = self.api.queue.put("message", message_json(message, self._markdown), self.chat.id)
        if not self.api.recording:
            del self.chat.messages[message.id]
        return message

    def _tap(self, message: Message | None, data: str) -> Tap:
        query = self.api.world.new_query(self.user, message, data)
        self._act()
        return Tap(self.api.world, query, self.api.queue.put("callback_query", query_json(query, self._markdown), self.chat.id))

    # What they see

    def sees(self, own: bool = False) -> list[Seen]:
        """The messages now in the chat, oldest first; without the person's own unless `own`."""
        return [seen(m) for m in self.chat.messages.values() if not m.deleted and (own or m.by is not self.user)]

    def screen(self) -> Seen:
        """The newest message of the bot. Raises SimulatorMisuse if there is none."""
        for message in self.chat.newest():
            return seen(message)
        raise SimulatorMisuse(f"{self.user.name} sees nothing of the bot\n{self.dump()}")

    @property
    def keyboard(self) -> list[list[str]]:
        """Labels of the reply keyboard that is shown."""
        return [[b["text"] for b in row] for row in (self.chat.keyboard or {}).get("keyboard", ())]

    async def sees_soon(self, part: str, *, since_act: bool = True, patience: float = PATIENCE) -> Seen:
        """Wait for a message of the bot whose text or a label holds `part`, new or edited since the person last did something here (else also older ones)."""

        def look() -> Seen | None:
            for message in self.chat.newest():
                if (message.stamp > self.mark or not since_act) and seen(message).holds(part):
                    return seen(message)
            return None

        return await self.api.world.changes.until(look, lambda: f"{self.user.name} waited for {part!r} and saw:\n{self.dump()}\n{self.api.state_dump()}", patience)

    async def sees_change(self, patience: float = PATIENCE) -> Seen:
        """Wait for anything of the bot that is new or edited since the person last did something here; the newest of it."""

        def look() -> Seen | None:
            return next((seen(m) for m in self.chat.newest() if m.stamp > self.mark), None)

        return await self.api.world.changes.until(look, lambda: f"{self.user.name} saw nothing new:\n{self.dump()}\n{self.api.state_dump()}", patience)

    def dump(self) -> str:
        """The chat as text, for failure messages."""
        lines = [f"-- {self.user.name} ({self.id}) in {self.chat.kind} {self.chat.id} --", *(m.dump() for m in self.sees(own=True)[-12:])]
        return "\n".join(lines + ([f"   keyboard {self.keyboard}"] if self.chat.keyboard else []))


class Person(Presence):
    """Somebody in the private chat with the bot; `at(group)` is the same person in a group."""

    def at(self, group: Group) -> Presence:
        """The person in a group (they join it if they are not in it)."""
        group.chat.members.add(self.id)
        return group.presence(self.user)

    async def blocks(self) -> int:
        """Block the bot: sends answer 403; the update_id of my_chat_member (0 where the platform tells nothing)."""
        self.chat.closed = forbidden("bot was blocked by the user")
        return self._membership("member", "kicked")

    async def unblocks(self) -> int:
        """Open the chat again."""
        self.chat.closed = None
        return self._membership("kicked", "member")

    async def deletes_account(self) -> None:
        """Be gone for ever: sends answer 403."""
        self.chat.closed = forbidden("user is deactivated")

    def _membership(self, old: str, new: str) -> int:
        self._act()
        return membership_update(self.api, self.user, self.chat, old, new)


class Group:
    """A group in which the bot is."""

    def __init__(self, api: BotApi, chat: Chat) -> None:
        self.api = api
        self.chat = chat
        self._presences: dict[int, Presence] = {}

    @property
    def id(self) -> int:
        """The chat id (below zero)."""
        return self.chat.id

    def presence(self, user: User) -> Presence:
        """A member in this group; always the same object."""
        return self._presences.setdefault(user.id, Presence(self.api, user, self.chat))

    def sees(self) -> list[Seen]:
        """All messages in the group."""
        return [seen(m) for m in self.chat.messages.values() if not m.deleted]

    async def upgrades(self, by: Person) -> Group:
        """Become a supergroup with a new id; sends to the old id answer 400 with migrate_to_chat_id. Both service messages reach the bot."""
        new = self.api.group(self.chat.title, id=-(1_000_000_900_000 - self.id))
        new.chat.members = set(self.chat.members)
        self.chat.moved_to = new.id
        for chat, extra in ((self.chat, {"migrate_to_chat_id": new.id}), (new.chat, {"migrate_from_chat_id": self.id})):
            message = self.api.world.write(chat, by.user, kind="service", extra=extra)
            message.update = self.api.queue.put("message", message_json(message), chat.id)
        return new

    async def removes_bot(self, by: Person) -> int:
        """Throw the bot out: sends answer 403; the update_id of my_chat_member (0 where the platform tells nothing)."""
        self.chat.closed = forbidden(f"bot was kicked from the {self.chat.kind} chat")
        return membership_update(self.api, by.user, self.chat, "member", "kicked")


def membership_update(api: BotApi, by: User, chat: Chat, old: str, new: str) -> int:
    """Queue my_chat_member about the bot; 0 on a platform that has none."""
    if not api.dialect.membership:
        return 0
    bot = user_json(api.world.bot)

    def member(status: str) -> dict[str, Any]:
        return {"user": bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})

    change = {"chat": chat_json(chat), "from": user_json(by), "date": int(api.clock()), "old_chat_member": member(old), "new_chat_member": member(new)}
    return api.queue.put("my_chat_member", change, chat.id)


def _id(message: int | Seen | Message) -> int:
    return message if isinstance(message, int) else message.id
