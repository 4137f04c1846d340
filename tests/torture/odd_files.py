"""Office files with odd XML: parts of a kept file edited piece by piece, so that readers get behind the zip.

An edit is a few words, so an input is kept in a hundred bytes.
"""

import random
import re
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

CORPORA = Path(__file__).parent / "corpora"

PIECE = re.compile(rb"<[^>]*>|[^<]+")
"""A tag or a text between two."""

ODD = (
    "\u202e", "\ufeff", "\u200b", "'=1+1", "=cmd", "{}", "<", "&", "1e999", "-1", "0", "46183", "1048577",
    "🙂", "u\u0309", "\n", "\t", "Quý V/2026", "30/02/2026", "Hoàn thành 80%", "95,5", "1.234,5", "9/BC-SNV",
    "Sở Nội vụ; Sở Y tế", "tp-2026/1", "tp-2026/99", "x" * 300, "true", "../../a", "-nt-",
)  # fmt: skip
"""Texts and values that stand in no proper place."""


class Edit(NamedTuple):
    """One change of a part of a package."""

    part: str
    at: int
    """Number of the piece, counted round when there are fewer."""
    way: str
    """``cut``, ``twice``, ``text`` (the text becomes another), ``value`` (that of an attribute), ``swap``."""
    word: str = ""


@cache
def base(name: str) -> tuple[tuple[str, bytes], ...]:
    """The parts of the kept file that all inputs of a kind start from (``form.xlsx``, ``plan.docx``)."""
    with zipfile.ZipFile(CORPORA / name) as package:
        return tuple((part, package.read(part)) for part in package.namelist())


def edited(name: str, edits: Sequence[Edit]) -> bytes:
    """A kept file after some edits, as a package."""
    parts = dict(base(name))
    for edit in edits:
        if edit.part in parts:
            parts[edit.part] = b"".join(_after(PIECE.findall(parts[edit.part]), edit))
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as package:
        for part, data in parts.items():
            package.writestr(zipfile.ZipInfo(part), data)
    return saved.getvalue()


def _after(pieces: list[bytes], edit: Edit) -> list[bytes]:
    if not pieces:
        return pieces
    at, word = edit.at % len(pieces), edit.word.encode("utf-8", "surrogatepass")
    if edit.way == "cut":
        del pieces[at]
    elif edit.way == "twice":
        pieces[at:at] = pieces[max(0, at - 6) : at + 1]
    elif edit.way == "swap":
        pieces[at], pieces[at - 1] = pieces[at - 1], pieces[at]
    elif pieces[at].startswith(b"<"):
        pieces[at] = re.sub(rb'"[^"]*"', b'"' + word.replace(b'"', b"") + b'"', pieces[at], count=1)
    else:
        pieces[at] = word
    return pieces


def more(name: str, edits: Sequence[Edit], chance: random.Random, most: int = 12) -> tuple[Edit, ...]:
    """Some edits and one to three others after them."""
    parts: Mapping[str, bytes] = dict(base(name))
    heavy = [part for part in parts if re.search(r"sheet\d|sharedStrings|document\.xml$", part)]
    found = list(edits)
    for _ in range(chance.randrange(1, 4)):
        part = chance.choice(heavy if chance.random() < 0.8 else [*parts])
        way = chance.choice(("cut", "twice", "text", "text", "text", "value", "value", "swap"))
        pieces = PIECE.findall(parts[part])
        texts = [number for number, piece in enumerate(pieces) if not piece.startswith(b"<")]
        at = chance.choice(texts) if way == "text" and texts else chance.randrange(max(1, len(pieces)))
        word = chance.choice(ODD) if way in {"text", "value"} else ""
        found.append(Edit(part, at, way, word.replace("&", "&amp;").replace("<", "&lt;")))
    return tuple(found[-most:])
