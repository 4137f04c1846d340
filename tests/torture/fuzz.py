"""Inputs turned at random, from kept ones: whatever comes in is read or refused, and nothing crashes.

Of the four `doors`, an input that reaches what none did before is kept, and later ones start from it.
"""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.office.block_values import plain_blocks
from generator.office.file_problems import Complaints
from generator.office.package_limits import FileRefusedError
from generator.office.submission import read_submission
from generator.office.word_package import open_document
from generator.office.workbook import open_workbook, plain_sheets
from tests.office.cells import VIETNAMESE
from tests.paths import TESTS
from tests.torture.changes import DAY, with_inbox
from tests.torture.commands import inside, polite
from tests.torture.doors import DOORS, MOST_BYTES, Door
from tests.torture.forms import form, plan
from tests.torture.odd_files import CORPORA
from tests.torture.trial import Tally, files_below, main

NAMES = {
    "yaml": "data files struck (YAML)",
    "deadlines": "wordings of deadlines struck",
    "workbook": "forms with odd XML, to the data",
    "word": "Word plans with odd XML, to the tasks",
}
OFTEN = {"yaml": 40, "deadlines": 200, "workbook": 20, "word": 40}
"""Inputs of each door for each time."""


def of_door(door: Door, times: int, chance: random.Random) -> Tally:
    """Inputs of a door, each a little other than one before; what reaches something new is kept."""
    tally, room = Tally(NAMES[door.name]), MOST_BYTES - sum(map(len, files_below(CORPORA).values()))
    corpus = [*door.seeds(), *door.kept.values()]
    seen = set(door.kept)
    for one in corpus:
        with tally.trial(f"kept: {one!r:.300}"):
            seen |= set(door.codes(one))
    for turn in range(times * OFTEN[door.name]):
        one = door.other(chance.choice(corpus), chance)
        with tally.trial(f"turn {turn}, {one!r:.300}"):
            codes = set(door.codes(one)) - seen
            seen |= codes
            size = len(repr(one)) * 2
            if codes and size < room:
                room -= size
                corpus.append(one)
                door.kept[min(codes)] = one
                door.write()
    return tally


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
    read_submission(data, lambda _: sheets, VIETNAMESE, Complaints("a.xlsx"))
    return plain_sheets(sheets)


def document(data: bytes) -> object:
    """The paragraphs and tables of a Word file."""
    return plain_blocks(open_document(data))


def of_inbox(times: int, chance: random.Random, folder: Path) -> Tally:
    """Turned forms that come in by the web page of the Git host: taken whole, or nothing changes."""
    tally = Tally("forms with bytes turned, uploaded to the inbox")
    folder.mkdir()
    with_inbox(folder)
    uploaded, before = folder / "data/inbox/2026-q2/form.xlsx", files_below(folder)
    for turn in range(times):
        uploaded.write_bytes(turned(form(), chance))
        with tally.trial(f"turn {turn}"):
            output, code = inside(folder, "inbox", "--apply", *DAY)
            polite(output, code)
            after = files_below(folder)
            changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}
            changed -= {"data/inbox/2026-q2/form.xlsx", "build/.lock"}
            assert (changed == set()) == (code == 1), changed
        for path in files_below(folder).keys() - before.keys() - {"build/.lock"}:
            (folder / path).unlink()
        for path, data in before.items():
            (folder / path).write_bytes(data)
    return tally


def run(times: int, chance: random.Random, folder: Path) -> Iterator[Tally]:
    for door in DOORS:
        yield of_door(door, times, chance)
    turns = times * 40
    yield of_office("workbook, bytes turned", form(), workbook, turns, chance)
    old = (TESTS / "office/form-before-digests.xlsx").read_bytes()
    yield of_office("workbook of an earlier form, bytes turned", old, workbook, turns // 4, chance)
    yield of_office("Word file, bytes turned", plan(), document, turns, chance)
    yield of_inbox(max(1, times // 2), chance, folder / "inbox")


if __name__ == "__main__":
    main(run)
