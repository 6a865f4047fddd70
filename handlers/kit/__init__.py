"""جعبه‌ی گفت‌وگو - the words a dialog is written with."""

from handlers.kit.chat import Chat, Option, Reader, Unreadable
from handlers.kit.registry import Card, Post, Registry, TimeUp, at_time, card, comes_first, flow, hears
from handlers.kit.said import Contact, Media, Place, Said
from handlers.kit.shown import short

__all__ = [
    "Card", "Chat", "Contact", "Media", "Option", "Place", "Post", "Reader", "Registry", "Said", "TimeUp", "Unreadable",
    "at_time", "card", "comes_first", "flow", "hears", "short",
]  # fmt: skip
