"""تابلوی راه - the ten steps of a hasteh on one picture.   Facts: handlers/hasteh/boarding.py `drawing_of`"""

from __future__ import annotations

import msgspec
from PIL import Image, ImageDraw

from bot.pictures.canvas import CALM, CARD, INK, LINE, PAPER, SOFT, WARM, Words, png_of, write
from bot.texts import Texts
from domain.hasteh.board import StepState, WayStep

WIDTH, EDGE, TOP, ROW, DOT = 1080, 48, 150, 92, 22  # pixels
COLOURS = {
    StepState.DONE: CALM, StepState.IN_PROGRESS: WARM, StepState.WAITING_OTHER: "#c08a2e", StepState.NOT_STARTED: LINE, StepState.SKIPPED: SOFT, StepState.NOT_YET: LINE,
}  # fmt: skip


class Way(msgspec.Struct, frozen=True):
    """What the picture is drawn of."""

    title: str
    steps: tuple[tuple[WayStep, StepState], ...]


def middle(n: int) -> int:
    """How far down the n-th step stands."""
    return TOP + n * ROW + ROW // 2


def layout(w: Way, texts: Texts) -> list[Words]:
    """Everything that is written, and where."""
    done = sum(state is StepState.DONE for _, state in w.steps)
    right = WIDTH - 2 * EDGE - 2 * DOT
    written = [
        Words(w.title, WIDTH - EDGE, 34, 40, INK, bold=True),
        Words(texts.plain("hasteh.way.done", n=done), WIDTH - EDGE, 96, 28, SOFT),
    ]
    for n, (step, state) in enumerate(w.steps):
        written.append(Words(texts.plain("hasteh.way.step", n=n + 1, step=step), right, middle(n), 30, INK, bold=state is StepState.IN_PROGRESS, anchor="rm"))
        colour = SOFT if state in (StepState.NOT_STARTED, StepState.NOT_YET) else COLOURS[state]
        written.append(Words(texts.plain("hasteh.way.state", state=state), 2 * EDGE, middle(n), 26, colour, anchor="lm"))
    return written


def draw_journey(facts: str, texts: Texts) -> bytes:
    """The PNG. Raises ValueError for facts that do not fit."""
    w = msgspec.json.decode(facts, type=Way)
    height = middle(len(w.steps)) + EDGE // 2
    picture = Image.new("RGB", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((EDGE, TOP, WIDTH - EDGE, height - EDGE), 24, fill=CARD, outline=LINE)
    x = WIDTH - 2 * EDGE
    pen.line((x, middle(0), x, middle(len(w.steps) - 1)), fill=LINE, width=6)
    for n, (_, state) in enumerate(w.steps):
        y = middle(n)
        pen.ellipse((x - DOT, y - DOT, x + DOT, y + DOT), fill=COLOURS[state], outline=CARD, width=4)
    for words in layout(w, texts):
        write(pen, words)
    return png_of(picture)
