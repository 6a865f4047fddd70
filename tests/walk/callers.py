"""آغازگرها - who begins a dialog that most people are not led to, or not with every question.   Used by: crawler.py   The town: town.py"""

from __future__ import annotations

STANDING = {
    "bazaar.cart": "rahbar1",
    "bazaar.favourites": "rahbar1",
    "bazaar.order": "rahbar1",
    "bazaar.orders": "rahbar5",
    "bazaar.sold": "hamyar1",
    "bazaar.to_prepare": "hamyar1",
    "bazaar.returns": "rahbar4",
    "cheque.book": "rahbar6",
    "cheque.write": "rahbar6",
    "hami.give": "hamyar1",
    "icap.new_note": "hamyar4",
    "loan.change": "hamyar5",
    "kanoon.join": "member1-3",
    "kanoon.away": "hamyar3",
    "mts.jobs": "hamyar2",
    "mts.shift": "hamyar3",
    "mts.parcels": "rahbar5",
    "mts.send": "rahbar4",
    "hasteh.along": "dabir1",
    "hasteh.board": "hamyar1",
    "membership.requests": "hamyar6",
    "merat.improver": "rahbar5",
    "merat.withdraw": "member1-1",
    "pishkhan.account": "hamyar4",
    "pishkhan.identity": "hamyar5",
    "sat.open": "hamyar5",
    "sat.sign": "admin1",
    "rahyar.assign": "member1-2",
    "rahyar.done_for_me": "member1-2",
    "rahyar.organisation": "free1",
    "rahyar.write": "hamyar2",
}
"""Who comes by a question that most people are not asked: a member who would move, a hamyar who is away, somebody with a request to go on with, or to withdraw."""
