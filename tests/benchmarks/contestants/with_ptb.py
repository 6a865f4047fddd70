"""با پی‌تی‌بی - the dialog in python-telegram-bot: ConversationHandler and a webhook of one's own, as its documentation shows.   Sibling: with_aiogram.py

It handles one update after the other, as it is made. `chats` as the last argument: many chats at once, each in order, by an update processor of one's own. Slow calls
need that, and plain `concurrent_updates`, which its documentation forbids for conversations, loses a third of the dialogs there.
"""

from __future__ import annotations

import json
import sys
import warnings
from asyncio import Lock
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakValueDictionary

from aiohttp import web
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, BaseUpdateProcessor, CallbackQueryHandler, CommandHandler, ContextTypes, ConversationHandler, MessageHandler, filters
from telegram.warnings import PTBUserWarning

from tests.benchmarks.contestants.child import PATH, SECRET, Book, Given, Outcome, rials_of, run, serve_app
from tests.benchmarks.dialog import FOR, MONTHS, words

W = words()
WHAT_FOR, AMOUNT, MONTHLY, GUARANTOR, SURE = range(5)
Context = ContextTypes.DEFAULT_TYPE


def keys(rows: list[list[tuple[str, str]]]) -> InlineKeyboardMarkup:
    """Buttons, and a way back."""
    rows = [*rows, [(W["back"], "back")]]
    return InlineKeyboardMarkup([[InlineKeyboardButton(text, callback_data=ref) for text, ref in row] for row in rows])


async def start(update: Update, context: Context) -> int:
    """Update 1."""
    assert update.message
    await update.message.reply_text(W["what_for"], reply_markup=keys([[(W[key], f"for:{key}")] for key in FOR]))
    return WHAT_FOR


async def _picked(update: Update, context: Context, key: str, then: str) -> str:
    tap = update.callback_query
    assert tap and tap.data and context.user_data is not None
    context.user_data[key] = tap.data.partition(":")[2]
    await tap.answer()
    await tap.edit_message_text(W[then], reply_markup=keys([]))
    return then


async def what_for(update: Update, context: Context) -> int:
    """Update 2."""
    await _picked(update, context, "what_for", "amount")
    return AMOUNT


async def amount(update: Update, context: Context) -> int:
    """Update 3."""
    assert update.message and context.user_data is not None
    context.user_data["amount"] = rials_of(update.message.text or "")
    await update.message.reply_text(W["months"], reply_markup=keys([[(W["months_option"].format(n=n), f"months:{n}") for n in MONTHS]]))
    return MONTHLY


async def monthly(update: Update, context: Context) -> int:
    """Update 4."""
    await _picked(update, context, "months", "guarantor")
    return GUARANTOR


async def guarantor(update: Update, context: Context) -> int:
    """Update 5."""
    assert update.message and context.user_data is not None
    context.user_data["guarantor"] = update.message.text
    loan = context.user_data
    shown = {"what_for": W[loan["what_for"]], "amount": f"{loan['amount'] // 10:,}", "months": loan["months"], "guarantor": loan["guarantor"]}
    text = "\n".join([f"<b>{W[key + '.line']}</b>: {value}" for key, value in shown.items()] + ["", W["sure"]])
    await update.message.reply_text(text, reply_markup=keys([[(W["yes"], "yes"), (W["no"], "no")]]), parse_mode="HTML")
    return SURE


async def sure(update: Update, context: Context) -> int:
    """Update 6."""
    tap, loan, book = update.callback_query, context.user_data, context.bot_data["book"]
    assert tap and loan is not None and update.effective_chat
    number = await book.write(tap.from_user.id, loan["what_for"], loan["amount"], int(loan["months"]), loan["guarantor"])
    await tap.answer()
    await tap.edit_message_reply_markup()
    await context.bot.send_message(update.effective_chat.id, W["filed"].replace("{number:number}", str(number)))
    loan.clear()
    return ConversationHandler.END


def conversation() -> ConversationHandler[Context]:
    """The whole dialog."""
    warnings.simplefilter("ignore", PTBUserWarning)  # it recommends a page about per_message=False, which is what is meant
    typed = filters.TEXT & ~filters.COMMAND
    return ConversationHandler(
        entry_points=[CommandHandler("start", start)],
        states={
            WHAT_FOR: [CallbackQueryHandler(what_for, "^for:")],
            AMOUNT: [MessageHandler(typed, amount)],
            MONTHLY: [CallbackQueryHandler(monthly, "^months:")],
            GUARANTOR: [MessageHandler(typed, guarantor)],
            SURE: [CallbackQueryHandler(sure, "^yes$")],
        },
        fallbacks=[],
        per_message=False,
    )


class ChatByChat(BaseUpdateProcessor):
    """Many chats at once, one update of each at a time."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self._chats: WeakValueDictionary[int, Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """See BaseUpdateProcessor."""
        assert isinstance(update, Update) and update.effective_chat
        async with self._chats.setdefault(update.effective_chat.id, Lock()):
            await coroutine

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""


@asynccontextmanager
async def open_contestant(given: Given) -> AsyncIterator[Outcome]:
    """The application and its web server."""
    builder = Application.builder().token(given.token).base_url(f"{given.api}/bot").updater(None)
    application: Any = builder.concurrent_updates(ChatByChat(256) if sys.argv[-1] == "chats" else False).build()
    application.add_handler(conversation())

    async def bring(request: web.Request) -> web.Response:
        if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != SECRET:
            return web.Response(status=401)
        await application.update_queue.put(Update.de_json(json.loads(await request.read()), application.bot))
        return web.Response()

    app = web.Application()
    app.router.add_post(PATH, bring)
    async with Book(given.database) as book, application:
        application.bot_data["book"] = book
        await application.start()
        runner = await serve_app(app, given)
        await application.bot.set_webhook(given.webhook, secret_token=SECRET)
        yield book.outcome
        await runner.cleanup()
        await application.stop()


if __name__ == "__main__":
    run(open_contestant)
