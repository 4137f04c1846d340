"""Recognises cells that stand for the value above them: “-nt-”, “//”, “như trên”."""

import re

from generator.model.slugs import fold
from generator.office.plan_columns import Kind
from generator.office.printed_tasks import Eye, WordPlace
from generator.office.word_tables import WordCell, WordLine

_WORDS = frozenset({"nt", "n/t", "n.t", "nhu tren", "nhu o tren", "nhu dong tren"})
_SIGNS = re.compile(r"(?://+|[\"'“”″〃]+)(?:\s*(?://+|[\"'“”″〃]+))*")
_FRAME = " -–—.…()\"'“”*"


def is_ditto(text: str) -> bool:
    """Whether a cell says only that the value above applies."""
    words = fold(text.strip(_FRAME)).strip(_FRAME)
    return " ".join(words.split()) in _WORDS or bool(_SIGNS.fullmatch(text.strip(" -–—.()")))


class ValuesAbove:
    """The last value of each column, for the signs below it; `eyes` tell each sign that was met."""

    def __init__(self) -> None:
        """Begin without values."""
        self._lines: dict[Kind, tuple[WordLine, ...]] = {}
        self.eyes: list[Eye] = []

    def lines(
        self, kind: Kind, cell: WordCell, place: WordPlace, *, more: bool = False
    ) -> tuple[WordLine, ...]:
        """Return what a cell means: its own lines, or those above it if it is such a sign; () if none are.

        Args:
            kind: Its column.
            cell: The cell.
            place: Where it is.
            more: Whether it goes on with the value above.
        """
        if not is_ditto(cell.text):
            if cell.text:
                self._lines[kind] = (*(self._lines.get(kind, ()) if more else ()), *cell.lines)
            return cell.lines
        above = self._lines.get(kind, ())
        code = "ditto" if above else "ditto-of-nothing"
        self.eyes.append(Eye.of(place, code, value=cell.text, near=" ".join(line.text for line in above)))
        return above
