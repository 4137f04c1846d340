"""Carries the blocks of a document from the process that opened its file to the one that asked for them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from generator.office.word_tables import Block, Paragraph, WordCell, WordLine, WordRow, WordTable
from generator.office.word_text import Note


def plain_blocks(found: Iterable[Block]) -> list[dict[str, Any]]:
    """Convert blocks to values that JSON can carry from one process to another."""
    return [asdict(block) for block in found]


def blocks_of(plain: Iterable[Mapping[str, Any]]) -> tuple[Block, ...]:
    """Convert the result of `plain_blocks` back to blocks."""
    return tuple(
        WordTable(
            block["number"],
            tuple(map(_row_of, block["rows"])),
            _notes_of(block),
            block["sheet"],
            tuple(block["letters"]),
        )
        if "rows" in block
        else Paragraph(tuple(block["lines"]), _notes_of(block), block["sheet"], tuple(block["marks"]))
        for block in plain
    )


def _row_of(plain: Mapping[str, Any]) -> WordRow:
    cells = (
        WordCell(
            tuple(WordLine(**line) for line in cell["lines"]),
            cell["start"],
            cell["span"],
            cell["continues"],
            _notes_of(cell),
        )
        for cell in plain["cells"]
    )
    return WordRow(plain["number"], tuple(cells))


def _notes_of(plain: Mapping[str, Any]) -> tuple[Note, ...]:
    return tuple(Note(**note) for note in plain["notes"])
