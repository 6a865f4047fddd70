"""پیشرفت - how many questions may still come: read once from a dialog's source, along its longest way.   Shown by asking.py"""

from __future__ import annotations

import ast
import functools
import inspect
import textwrap
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

ASKS = frozenset({"ask", "choose", "choose_many", "yes_no", "confirm"})
ENDS = frozenset({"stop", "start", "again"})
DEEP = 6  # helpers that call helpers; more is a circle


@functools.cache
def questions_left(dialog: Callable[..., Any]) -> Mapping[str, int]:
    """Key -> the most questions that can come from there on, itself included. A loop counts once; a branch counts its longer side."""
    left: dict[str, int] = {}
    _Way(dialog, left, 0).walk(0)
    return MappingProxyType(left)


class _Way:
    """One function of a dialog, read backwards: what follows is known before what leads to it."""

    def __init__(self, function: Callable[..., Any], left: dict[str, int], depth: int) -> None:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        declared = tree.body[0]
        self._body = declared.body if isinstance(declared, ast.AsyncFunctionDef | ast.FunctionDef) else []
        self._known: dict[str, Any] = getattr(function, "__globals__", {})
        self._left, self._depth, self._end = left, depth, 0

    def walk(self, after: int) -> int:
        """The most questions from its first line on, when `after` of them follow its return."""
        self._end = after
        return self._block(self._body, after)

    def _block(self, lines: Sequence[ast.stmt], after: int) -> int:
        for line in reversed(lines):
            after = self._line(line, after)
        return after

    def _line(self, line: ast.stmt, after: int) -> int:
        match line:
            case ast.Return():
                return self._calls(line.value, self._end)
            case ast.Raise():
                return 0
            case ast.If():
                return self._calls(line.test, max(self._block(line.body, after), self._block(line.orelse, after)))
            case ast.For() | ast.AsyncFor():
                return self._calls(line.iter, self._block(line.body, self._block(line.orelse, after)))
            case ast.While():
                return self._calls(line.test, self._block(line.body, self._block(line.orelse, after)))
            case ast.Try():
                follows = self._block([*line.orelse, *line.finalbody], after)
                return max(self._block(line.body, follows), *(self._block(h.body, after) for h in line.handlers), 0)
            case ast.Match():
                return self._calls(line.subject, max([after, *(self._block(c.body, after) for c in line.cases)]))
            case _:
                return self._calls(line, after)

    def _calls(self, node: ast.AST | None, after: int) -> int:
        """The questions inside an expression or a simple statement, the last one first."""
        match node:
            case None | ast.Lambda() | ast.FunctionDef() | ast.AsyncFunctionDef():
                return after
            case ast.IfExp():
                return self._calls(node.test, max(self._calls(node.body, after), self._calls(node.orelse, after)))
            case ast.Call():
                after = self._call(node, after)
        for part in reversed(list(ast.iter_child_nodes(node))):
            after = self._calls(part, after)
        return after

    def _call(self, call: ast.Call, after: int) -> int:
        match call.func:
            case ast.Attribute(value=ast.Name(id="chat"), attr=verb) if verb in ENDS:
                return 0
            case ast.Attribute(value=ast.Name(id="chat"), attr=verb) if verb in ASKS:
                key = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else None
                if isinstance(key, str):
                    self._left[key] = max(self._left.get(key, 0), after + 1)
                return after + 1
            case ast.Name(id=name) if self._depth < DEEP and inspect.iscoroutinefunction(helper := self._known.get(name)):
                return _Way(helper, self._left, self._depth + 1).walk(after)
        return after
