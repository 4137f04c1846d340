"""Inputs turned at random, from kept ones: whatever comes in is read or refused, and nothing crashes.

`corpora` holds what was odd once; forms, plans and data files of the tests are taken beside it.
"""

import random
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

from docx import Document

from generator.data import strict_yaml
from generator.data.check import check_files
from generator.data.parser import read_files
from generator.data.problems import format_report
from generator.model.deadline import Deadline, DeadlineError, PlanPeriod
from generator.model.deadline_forms import FORMS
from generator.model.deadline_parser import parse_deadline
from generator.office.block_values import plain_blocks
from generator.office.file_problems import Complaints
from generator.office.package_limits import FileRefusedError
from generator.office.submission import read_submission
from generator.office.word_package import open_document
from generator.office.workbook import open_workbook, plain_sheets
from tests.office.cells import VIETNAMESE
from tests.paths import MINIMAL, TESTS
from tests.torture.forms import form
from tests.torture.trial import Tally, main

YEAR = PlanPeriod(date(2026, 1, 1), date(2026, 12, 31))

CORPORA = Path(__file__).parent / "corpora"

ODD = (
    "\x00",
    "\u202e",
    "\ufeff",
    "\u200b",
    "'",
    '"',
    "&a",
    "*a",
    "!!x",
    "{",
    "[",
    "|",
    ">",
    "\t",
    "%",
    "1e999",
    "🙂",
    "ủ",
    "-",
)
"""Pieces that a text is struck with."""


def struck(text: str, chance: random.Random) -> str:
    """A text with some places cut, doubled, moved or struck with odd pieces."""
    for _ in range(chance.randrange(1, 5)):
        at, to = sorted(chance.choices(range(len(text) + 1), k=2))
        to = min(to, at + 40)
        piece = chance.choice((*ODD, text[at:to] * 2, "", unicodedata.normalize("NFD", text[at:to])))
        text = text[:at] + piece + text[to:]
    return text


def turned(data: bytes, chance: random.Random) -> bytes:
    """Bytes, a few of them turned, cut out or written twice."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        at = chance.randrange(len(found))
        way = chance.randrange(4)
        if way == 0:
            found[at] ^= 1 << chance.randrange(8)
        elif way == 1:
            found[at] = chance.randrange(256)
        elif way == 2:
            del found[at : at + chance.choice((1, 4, 100))]
        else:
            found[at:at] = found[at : at + chance.choice((1, 4, 100))]
        if not found:
            return b""
    return bytes(found)


def kept(name: str) -> list[str]:
    """The kept texts of a corpus."""
    return [path.read_bytes().decode() for path in sorted((CORPORA / name).iterdir())]


def of_yaml(times: int, chance: random.Random) -> Tally:
    """Data files: `check` names problems in words, and what it says shows on every terminal."""
    tally, files = Tally("data files struck (YAML)"), read_files(MINIMAL)
    yaml = sorted(path for path in files if path.endswith(".yaml"))
    corpus = kept("yaml")
    for turn in range(times):
        path = chance.choice(yaml)
        text = struck(chance.choice((files[path].decode(), *corpus)), chance)
        with tally.trial(f"turn {turn}, {path}, {text[:300]!r}"):
            data = text.encode("utf-8", "surrogatepass")
            strict_yaml.load(path, data)
            _, problems = check_files({**files, path: data})
            report = format_report(problems, VIETNAMESE)
            assert all(line.isprintable() for line in report.split("\n")), report
    return tally


def of_deadlines(times: int, chance: random.Random) -> Tally:
    """Wordings of deadlines: a day, or no day and a reason."""
    tally = Tally("wordings of deadlines struck")
    corpus = [
        *(example for one in FORMS for example in one.examples),
        *"".join(kept("deadlines")).splitlines(),
    ]
    for turn in range(times):
        text = struck(chance.choice(corpus), chance)
        with tally.trial(f"turn {turn}, {text!r}"):
            found = parse_deadline(text, period=YEAR)
            assert isinstance(found, (Deadline, DeadlineError)), found
            assert parse_deadline(text, period=YEAR) == found
    return tally


def of_office(
    name: str, data: bytes, read: Callable[[bytes], object], times: int, chance: random.Random
) -> Tally:
    """An office file with bytes turned: refused, or read as what it was."""
    tally, whole = Tally(name), read(data)
    for turn in range(times):
        bad = turned(data, chance)
        with tally.trial(f"turn {turn}"):
            try:
                found = read(bad)
            except FileRefusedError:
                continue
            assert found == whole, "read as something else"
    return tally


def workbook(data: bytes) -> object:
    """The cells of a workbook; what follows of them is a form or problems."""
    sheets = open_workbook(data)
    complaints = Complaints("a.xlsx")
    read_submission(data, lambda _: sheets, VIETNAMESE, complaints)
    format_report(complaints.problems, VIETNAMESE)
    return plain_sheets(sheets)


def plan() -> bytes:
    """A Word plan with a table."""
    document, saved = Document(), BytesIO()
    document.add_paragraph("Kế hoạch")
    rows = document.add_table(3, 4).rows
    for number, row in enumerate(rows):
        for place, cell in enumerate(row.cells):
            cell.text = f"ô {number}.{place}"
    document.save(saved)
    return saved.getvalue()


def run(times: int, chance: random.Random, _: Path) -> Iterator[Tally]:
    yield of_yaml(times, chance)
    yield of_deadlines(times * 20, chance)
    yield of_office("workbook, bytes turned", form(), workbook, times, chance)
    old = (TESTS / "office/form-before-digests.xlsx").read_bytes()
    yield of_office("workbook of an earlier form, bytes turned", old, workbook, times, chance)
    word = partial_word()
    yield of_office("Word file, bytes turned", plan(), word, times, chance)


def partial_word() -> Callable[[bytes], object]:
    """Reads the paragraphs and tables of a Word file."""
    return lambda data: plain_blocks(open_document(data))


if __name__ == "__main__":
    main(run)
