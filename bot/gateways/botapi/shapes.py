"""شکل‌ها - the fields of an update that the house needs, decoded by msgspec.   Read by reading.py

Decoding a whole update with pydantic costs 71 microseconds, these fields 1.4. The names are those of aiogram and python-telegram-bot, so that
reading.py reads their objects just as well: they are asked where these shapes do not fit.
"""

from __future__ import annotations

import msgspec


class User(msgspec.Struct):
    id: int
    is_bot: bool = False
    first_name: str | None = ""
    last_name: str | None = None


class ChatShape(msgspec.Struct):
    id: int
    type: str = "private"


class FileShape(msgspec.Struct):
    file_id: str
    file_size: int | None = 0
    file_name: str | None = None
    mime_type: str | None = None
    width: int | None = 0
    height: int | None = 0


class ContactShape(msgspec.Struct):
    phone_number: str
    first_name: str | None = ""
    last_name: str | None = None
    user_id: int | None = None


class LocationShape(msgspec.Struct):
    latitude: float
    longitude: float


class VenueShape(msgspec.Struct):
    location: LocationShape
    title: str | None = ""
    address: str | None = ""


class SuccessShape(msgspec.Struct):
    """An invoice was paid."""

    invoice_payload: str
    total_amount: int = 0
    currency: str = ""
    telegram_payment_charge_id: str = ""


class CheckoutShape(msgspec.Struct, rename={"from_user": "from"}):
    """Somebody is about to pay an invoice."""

    id: str
    from_user: User
    invoice_payload: str
    total_amount: int
    currency: str = ""


class MessageShape(msgspec.Struct, rename={"from_user": "from"}):
    message_id: int
    chat: ChatShape
    from_user: User | None = None
    text: str | None = None
    caption: str | None = None
    photo: list[FileShape] | None = None
    voice: FileShape | None = None
    audio: FileShape | None = None
    document: FileShape | None = None
    video: FileShape | None = None
    video_note: FileShape | None = None
    sticker: FileShape | None = None
    animation: FileShape | None = None
    contact: ContactShape | None = None
    location: LocationShape | None = None
    venue: VenueShape | None = None
    media_group_id: str | None = None
    successful_payment: SuccessShape | None = None
    migrate_to_chat_id: int | None = None
    migrate_from_chat_id: int | None = None


class TappedMessage(msgspec.Struct):
    """The message of a tap may be one that cannot be opened any more: only these two are sure."""

    message_id: int
    chat: ChatShape


class TapShape(msgspec.Struct, rename={"from_user": "from"}):
    id: str
    from_user: User
    message: TappedMessage | None = None
    data: str | None = None


class MembershipShape(msgspec.Struct):
    status: str = ""


class MembershipChange(msgspec.Struct, rename={"from_user": "from"}):
    chat: ChatShape
    from_user: User
    new_chat_member: MembershipShape


class InlineShape(msgspec.Struct, rename={"from_user": "from"}):
    id: str
    from_user: User
    query: str = ""


class UpdateShape(msgspec.Struct):
    update_id: int
    message: MessageShape | None = None
    edited_message: MessageShape | None = None
    callback_query: TapShape | None = None
    my_chat_member: MembershipChange | None = None
    pre_checkout_query: CheckoutShape | None = None
    inline_query: InlineShape | None = None

    @property
    def known(self) -> bool:
        """Whether it is one of the kinds the house asks for."""
        kinds = (self.message, self.edited_message, self.callback_query, self.my_chat_member, self.pre_checkout_query, self.inline_query)
        return any(one is not None for one in kinds)


update_decoder = msgspec.json.Decoder(UpdateShape, strict=False)
