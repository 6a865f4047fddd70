"""با ایوگرم - the dialog in plain aiogram: FSM, RedisStorage, webhook; and tuned (`tuned` as the last argument).   Sibling: with_ptb.py

Written as its documentation teaches. Tuned: pydantic's `Response[...]` classes are kept, so that they are not built anew for every answer, and the collector is told
what lives for ever.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiogram import Bot, Dispatcher, F, Router, methods
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.methods import Response
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from tests.benchmarks.contestants.child import PATH, SECRET, Book, Given, Outcome, quiet_collector, rials_of, run, serve_app
from tests.benchmarks.dialog import FOR, MONTHS, words

W = words()
CONNECTIONS = 10_000  # to Redis: it handles everything at once, and loses what finds no connection (redis-py's limit is 100)
router = Router()


class Loan(StatesGroup):
    """Where the dialog stands."""

    what_for = State()
    amount = State()
    months = State()
    guarantor = State()
    sure = State()


def keys(rows: list[list[tuple[str, str]]]) -> InlineKeyboardMarkup:
    """Buttons, and a way back."""
    rows = [*rows, [(W["back"], "back")]]
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text=text, callback_data=ref) for text, ref in row] for row in rows])


def summary(loan: dict[str, Any]) -> str:
    """Everything that was answered."""
    shown = {"what_for": W[loan["what_for"]], "amount": f"{loan['amount'] // 10:,}", "months": loan["months"], "guarantor": loan["guarantor"]}
    return "\n".join([f"<b>{W[key + '.line']}</b>: {value}" for key, value in shown.items()] + ["", W["sure"]])


@router.message(CommandStart())
async def start(message: Message, state: FSMContext) -> None:
    """Update 1."""
    await state.set_state(Loan.what_for)
    await message.answer(W["what_for"], reply_markup=keys([[(W[key], f"for:{key}")] for key in FOR]))


@router.callback_query(Loan.what_for, F.data.startswith("for:"))
async def what_for(tap: CallbackQuery, state: FSMContext) -> None:
    """Update 2."""
    assert isinstance(tap.message, Message) and tap.data
    await state.update_data(what_for=tap.data.partition(":")[2])
    await state.set_state(Loan.amount)
    await tap.answer()
    await tap.message.edit_text(W["amount"], reply_markup=keys([]))


@router.message(Loan.amount, F.text)
async def amount(message: Message, state: FSMContext) -> None:
    """Update 3."""
    await state.update_data(amount=rials_of(message.text or ""))
    await state.set_state(Loan.months)
    await message.answer(W["months"], reply_markup=keys([[(W["months_option"].format(n=n), f"months:{n}") for n in MONTHS]]))


@router.callback_query(Loan.months, F.data.startswith("months:"))
async def months(tap: CallbackQuery, state: FSMContext) -> None:
    """Update 4."""
    assert isinstance(tap.message, Message) and tap.data
    await state.update_data(months=int(tap.data.partition(":")[2]))
    await state.set_state(Loan.guarantor)
    await tap.answer()
    await tap.message.edit_text(W["guarantor"], reply_markup=keys([]))


@router.message(Loan.guarantor, F.text)
async def guarantor(message: Message, state: FSMContext) -> None:
    """Update 5."""
    loan = await state.update_data(guarantor=message.text)
    await state.set_state(Loan.sure)
    await message.answer(summary(loan), reply_markup=keys([[(W["yes"], "yes"), (W["no"], "no")]]), parse_mode="HTML")


@router.callback_query(Loan.sure, F.data == "yes")
async def sure(tap: CallbackQuery, state: FSMContext, book: Book) -> None:
    """Update 6."""
    assert isinstance(tap.message, Message)
    loan = await state.get_data()
    number = await book.write(tap.from_user.id, loan["what_for"], loan["amount"], loan["months"], loan["guarantor"])
    await state.clear()
    await tap.answer()
    await tap.message.edit_reply_markup()
    await tap.message.answer(W["filed"].replace("{number:number}", str(number)))


@asynccontextmanager
async def open_contestant(given: Given) -> AsyncIterator[Outcome]:
    """The bot, its storage and its web server."""
    bot = Bot(given.token, session=AiohttpSession(api=TelegramAPIServer.from_base(given.api)))
    storage = RedisStorage.from_url(given.redis, connection_kwargs={"max_connections": CONNECTIONS})
    dispatcher = Dispatcher(storage=storage)
    dispatcher.include_router(router)
    app = web.Application()
    async with Book(given.database) as book:
        SimpleRequestHandler(dispatcher, bot, secret_token=SECRET, book=book).register(app, PATH)
        setup_application(app, dispatcher, bot=bot)
        runner = await serve_app(app, given)
        await bot.set_webhook(given.webhook, secret_token=SECRET)
        kept = []
        if sys.argv[-1] == "tuned":
            answers = {methods.SendMessage, methods.EditMessageText, methods.EditMessageReplyMarkup, methods.AnswerCallbackQuery}
            kept = [Response[method.__returning__] for method in answers]  # type: ignore[name-defined]  # aiogram's own idiom
            quiet_collector()
        yield book.outcome
        del kept
        await runner.cleanup()
        await storage.close()


if __name__ == "__main__":
    run(open_contestant)
