"""پرسیدن - getMe and other small questions.   Siblings: sending.py receiving.py"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.kit.botapi.errors import bad_request
from tests.kit.botapi.methods.sending import chat_for
from tests.kit.botapi.params import Params
from tests.kit.botapi.wire import chat_json, user_json

if TYPE_CHECKING:
    from tests.kit.botapi.server import BotApi


async def get_me(api: BotApi, _: Params) -> dict[str, Any]:
    """getMe."""
    about = user_json(api.world.bot)
    return about if api.dialect.minimal else about | {"can_join_groups": True, "can_read_all_group_messages": True, "supports_inline_queries": False}


async def get_chat(api: BotApi, p: Params) -> dict[str, Any]:
    """getChat; Bale leaves out what its documents do not name."""
    shape = chat_json(chat_for(api, p, writing=False))
    return shape if api.dialect.minimal else shape | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": {}}


async def get_chat_member(api: BotApi, p: Params) -> dict[str, Any]:
    """getChatMember: member, left, or (the bot) administrator."""
    chat = chat_for(api, p, writing=False)
    user = api.world.users.get(p.whole("user_id"))
    if user is None:
        raise bad_request("user not found")
    return {"user": user_json(user), "status": "member" if user.id in chat.members or user.id == chat.id else "left"}


async def get_chat_member_count(api: BotApi, p: Params) -> int:
    """getChatMemberCount, on Bale getChatMembersCount."""
    return len(chat_for(api, p, writing=False).members) + 1


async def set_my_commands(api: BotApi, p: Params) -> bool:
    """setMyCommands: at most 100, names of 1-32 small letters, digits and underscores."""
    commands = p.json("commands", list, "commands")
    if commands is None or len(commands) > 100:
        raise bad_request("can't parse list of bot commands")
    for command in commands:
        if not isinstance(command, dict) or not re.fullmatch(r"/?[a-z0-9_]{1,32}", str(command.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    api.commands = commands
    return True


async def delete_my_commands(api: BotApi, _: Params) -> bool:
    """deleteMyCommands."""
    api.commands = []
    return True


METHODS = {
    "getMe": get_me,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatMemberCount": get_chat_member_count,
    "getChatMembersCount": get_chat_member_count,
    "setMyCommands": set_my_commands,
    "deleteMyCommands": delete_my_commands,
}
