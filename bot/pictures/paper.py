"""برگه - what a dialog wrote, as a document to keep (PDF) or a picture of its first page: A4, from right to left.   Made of: bot/engine/page.py

A written part is a paragraph; parts with tabs in them are rows of a table, the first of them its head. The same facts give the same document, byte by byte.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from pathlib import Path

import msgspec
import pypdfium2
import segno
import uharfbuzz
from fpdf import FPDF
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace

from bot.gateways.markup import parse
from bot.texts import Texts

FONTS = Path(__file__).parent / "fonts"
WIDTH, EDGE = 210.0, 18.0  # millimetres
INNER = WIDTH - 2 * EDGE
INK, SOFT, CALM, BAND = (36, 53, 47), (108, 122, 116), (31, 111, 92), (241, 245, 243)
CODE, QUIET = 38.0, 4.0  # millimetres of a QR code, and of the white around it
SHARP = 2.0  # pixels of a picture for each point of the page
UNSEEN = frozenset({0x200C, 0x200D, *range(0x2066, 0x206A)})
"""Half-space, joiner and isolates: no letters, but they say how the letters stand."""
BOLD, ITALICS, STRUCK, UNDER, ESCAPE = "⁖⁖", "⁘⁘", "⁙⁙", "⁛⁛", "⁝"
"""Tell the library where bold words begin and end. The font has no letter for them, so nothing that somebody wrote can be taken for one; and they are neutral in
direction, unlike private letters."""


class Paper(msgspec.Struct, frozen=True):
    """What the page is drawn of. `title` and `made` are plain; `parts` are in the neutral markup of bot/texts; `qr`: what a code at the end holds, "" for none."""

    title: str
    made: str
    at: datetime
    parts: tuple[str, ...]
    qr: str = ""


class _Sheet(FPDF):
    """A4 with our head and foot."""

    MARKDOWN_BOLD_MARKER, MARKDOWN_ITALICS_MARKER, MARKDOWN_STRIKETHROUGH_MARKER, MARKDOWN_UNDERLINE_MARKER = BOLD, ITALICS, STRUCK, UNDER
    MARKDOWN_MARKERS, MARKDOWN_ESCAPE_CHARACTER = (BOLD, ITALICS, STRUCK, UNDER), ESCAPE
    MARKDOWN_LINK_REGEX = re.compile(r"(?!)")

    def __init__(self, paper: Paper, texts: Texts) -> None:
        super().__init__("portrait", "mm", "A4")
        self._paper, self._texts = paper, texts
        self.set_creation_date(paper.at)
        self.set_title(paper.title)
        self.set_lang("fa-IR")
        self.add_font("v", "", FONTS / "Vazirmatn-Regular.ttf")
        self.add_font("v", "B", FONTS / "Vazirmatn-Bold.ttf")
        self.set_text_shaping(True, direction="rtl", script="arab", language="fas")
        self.set_margins(EDGE, EDGE, EDGE)
        self.c_margin = 0
        self.set_auto_page_break(True, margin=24)
        self.set_draw_color(*BAND)

    def header(self) -> None:
        first = self.page_no() == 1
        self.line_of(self._texts.plain("engine.paper.house"), 10, SOFT)
        if first:
            self.line_of(self._paper.title, 20, CALM, bold=True, height=13)
            self.line_of(self._paper.made, 10, SOFT)
        self.set_fill_color(*CALM)
        self.rect(WIDTH - EDGE - 22, self.get_y() + 2, 22, 1, style="F")
        self.ln(8)

    def footer(self) -> None:
        self.set_y(-16)
        self.line_of(self._texts.plain("engine.paper.foot", n=self.page_no()), 9, SOFT)

    def line_of(self, words: str, size: float, colour: tuple[int, int, int], *, bold: bool = False, height: float = 6) -> None:
        """One line on the right."""
        self.set_font("v", "B" if bold else "", size)
        self.set_text_color(*colour)
        self.cell(INNER, height, drawable(words), align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def paragraph(self, words: str) -> None:
        self.set_font("v", "", 12)
        self.set_text_color(*INK)
        for line in words.split("\n"):
            self.multi_cell(INNER, 7.5, line or " ", align="R", markdown=True, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(3)

    def rows(self, rows: list[list[str]]) -> None:
        """A table; the first row is its head and stands on every page of it."""
        self.set_font("v", "", 10.5)
        self.set_text_color(*INK)
        columns = max(map(len, rows))
        cells = [[*row, *[""] * (columns - len(row))] for row in rows]
        wide = fitting([max(self.get_string_width(row[n], markdown=True) * 1.06 for row in cells) + 5 for n in range(columns)])
        head = FontFace(emphasis="BOLD", color=CALM, fill_color=BAND)
        with self.table(
            col_widths=tuple(reversed(wide)), width=INNER, text_align="RIGHT", line_height=7.5, markdown=True, headings_style=head,
            borders_layout=TableBordersLayout.HORIZONTAL_LINES, padding=(0.6, 2),
        ) as table:  # fmt: skip
            for row in cells:
                table.row(tuple(reversed(row)))
        self.ln(4)

    def square(self, holds: str) -> None:
        """A QR code on the right, with its quiet zone."""
        matrix = [list(row) for row in segno.make(holds, error="m", micro=False).matrix]
        dot = CODE / len(matrix)
        if self.get_y() + CODE + 2 * QUIET > self.h - 24:
            self.add_page()
        top, left = self.get_y() + QUIET, WIDTH - EDGE - CODE
        self.set_fill_color(0, 0, 0)
        for y, row in enumerate(matrix):
            for x, dark in enumerate(row):
                if dark:
                    self.rect(left + x * dot, top + y * dot, dot + 0.02, dot + 0.02, style="F")
        self.set_y(top + CODE + QUIET)


def draw_paper(facts: str, texts: Texts) -> bytes:
    """The PDF. Raises ValueError for facts that do not fit."""
    paper = msgspec.json.decode(facts, type=Paper)
    sheet = _Sheet(paper, texts)
    sheet.add_page()
    for is_row, parts in groupby(paper.parts, lambda part: "\t" in part):
        if is_row:
            sheet.rows([[marked(cell) for cell in part.split("\t")] for part in parts])
        else:
            for part in parts:
                sheet.paragraph(marked(part))
    if paper.qr:
        sheet.square(paper.qr)
    return bytes(sheet.output())


def draw_first_page(facts: str, texts: Texts) -> bytes:
    """The same as a PNG, cut under the last thing on its first page. Raises ValueError for facts that do not fit."""
    document = pypdfium2.PdfDocument(draw_paper(facts, texts))
    try:
        picture = document[0].render(scale=SHARP).to_pil().convert("RGB")
    finally:
        document.close()
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def fitting(wide: list[float]) -> list[float]:
    """Widths of columns that fit on the page: the widest give way first, and what is left over is shared by all."""
    wide = list(wide)
    while (over := sum(wide) - INNER) > 0.01:
        most = max(wide)
        widest = [n for n, w in enumerate(wide) if w == most]
        next_one = max((w for w in wide if w < most), default=0.0)
        give = min(most - next_one, over / len(widest))
        for n in widest:
            wide[n] -= give
    return [w + (INNER - sum(wide)) / len(wide) for w in wide]


def marked(part: str) -> str:
    """Neutral markup with the signs that the library reads as bold; italics and code are plain on paper."""
    return "".join(f"{BOLD}{text}{BOLD}" if style in ("b", "bi") and text.strip() else text for text, style in parse(drawable(part)))


def drawable(words: str) -> str:
    """Without what the font has no letter for, as emoji: an empty box says nothing."""
    known = _letters()
    return "\n".join("".join(letter for letter in line if ord(letter) in known).strip(" ") for line in words.split("\n"))


@lru_cache(1)
def _letters() -> frozenset[int]:
    """What the font can write, and what says how letters stand."""
    return frozenset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FONTS / "Vazirmatn-Regular.ttf"))).unicodes) | UNSEEN
