"""Writers and readers agree: what the check accepts, programs that are not ours read from every file.

Every free text of every kind of record, as the fields are declared, holds the drawn text at once.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from functools import cache
from typing import Any, get_type_hints

import docx
import feedparser
import icalendar
import pandas as pd
import yaml
from hypothesis import example, given, settings
from lxml import html
from openpyxl import load_workbook

from generator.build.bodies import render_pages
from generator.build.search_index import INDEX, search_files
from generator.build.specs import families, specs_of
from generator.data.catalogue import Catalogue
from generator.data.check import check_files
from generator.data.formula_guard import GUARDED, unguarded
from generator.data.list_cells import parted
from generator.data.nodes import to_plain
from generator.data.parser import LISTS, PLAN_LISTS
from generator.data.strict_yaml import load
from generator.data.yaml_writer import dump
from generator.files.api import files as api_files
from generator.files.feeds import Due, FeedEntry, to_atom, to_calendar
from generator.files.flat_files import to_csv, to_json
from generator.files.tables import TABLES
from generator.files.workbook import BookSheet, to_xlsx
from generator.measures.metrics import Measured
from generator.model import records
from generator.model.quarter import Quarter
from generator.model.scalars import Text
from generator.office.report_docx import report_file
from generator.office.report_view import report_of
from generator.view.fields import published
from generator.view.presentation import Presentation
from generator.view.rendering import make_environment, templates_of
from tests.data.test_yaml_writer import TEXTS
from tests.paths import ROOT
from tests.portals import EVENTS, FIRST_QUARTER, changed_files

DAY = date(2026, 6, 30)
QUARTER = Quarter(2026, 1)
CHANGES = {
    FIRST_QUARTER: 'cutoff: 2026-03-09\nresults:\n  - {task: "1", agency: so-noi-vu, state: done}\n',
    EVENTS: '- {task: "1", kind: postponed, deadline: Quý II/2026, document: bao-cao-2026}\n',
}
RULED = frozenset({"deadline", "value_as_written", "uncertain", "not_entered", "as_written"})
"""Texts that must be of a certain form, stand beside a number, or name a field."""


STRIPPED = TEXTS.map(str.strip).filter(bool)


@cache
def free(record: type[records.Record]) -> Mapping[str, bool]:
    """Fields of a record that hold any text, and whether they hold several."""
    kinds: Mapping[Any, bool] = {Text: False, Text | None: False, tuple[Text, ...]: True}
    hints = get_type_hints(record, include_extras=True)
    return {name: kinds[hint] for name, hint in hints.items() if hint in kinds and name not in RULED}


def lists() -> Iterator[tuple[str, str, type[records.Record]]]:
    """Path, key of the list and class of its records, of each file of the root that holds records."""
    for path in changed_files(CHANGES):
        stem = path.rpartition("/")[2].removesuffix(".yaml")
        if "/results/" in path:
            yield path, "results", records.Result
        elif "/reports/" in path:
            yield path, "observations", records.Observation
        elif stem in LISTS or stem in PLAN_LISTS:
            yield path, "", (LISTS.get(stem) or PLAN_LISTS[stem])[0]


def planted(text: str) -> dict[str, bytes]:
    """The files of the root with a text in every free field of every record."""
    files = changed_files(CHANGES)
    for path, key, record in lists():
        node, _ = load(path, files[path])
        assert node is not None
        whole: Any = to_plain(node)
        for entry in whole[key] if key else whole:
            entry.update({name: [text, text] if several else text for name, several in free(record).items()})
        files[path] = dump(whole).encode()
    return files


@cache
def measured(text: str) -> Measured:
    portal, problems = check_files(planted(text))
    assert portal is not None, problems
    return Measured(portal, DAY)


def frames(text: str) -> Iterator[tuple[str, pd.DataFrame]]:
    """The published tables that hold the text."""
    for stem, table in TABLES.items():
        frame = table(measured(text))
        if frame.map(lambda cell: text in cell).to_numpy().any():
            yield stem, frame


def rows_of(frame: pd.DataFrame) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in frame.itertuples(index=False)]


def odd(test: Callable[[str], None]) -> Callable[[], None]:
    """Run a test on drawn texts and on those of which some writer or reader was once found to alter one."""
    for text in (
        "'=1+1",
        "''-5",
        "-5 %",
        "=",
        ": a",
        "a\nb\n\n\tc",
        "no",
        "12:30",
        "1e5",
        "0123",
        "_x000D_",
        "🚢",
        "👨\u200d👩\u200d👧",
        "a; b\\;c\\",
    ):
        test = example(text)(test)
    found: Callable[[], None] = settings(max_examples=15)(given(STRIPPED)(test))
    return found


def test_the_text_stands_in_every_kind_of_record() -> None:
    assert {record.__name__ for _, _, record in lists() if free(record)} == {
        "Agency", "Area", "ConsistencyNote", "Document", "Term", "Indicator", "Section", "Target",
        "TaskRecord", "Observation", "Result", "Event",
    }  # fmt: skip
    assert [stem for stem, _ in frames("'=1+1")] == [
        "tasks", "targets", "observations", "agencies", "documents", "results", "notes",
    ]  # fmt: skip


@odd
def test_data_files_say_the_same_to_another_reader(text: str) -> None:
    files = planted(text)
    for path, key, record in lists():
        whole = yaml.safe_load(files[path])
        for entry in whole[key] if key else whole:
            assert {name: entry[name] for name in free(record)} == {
                name: [text, text] if several else text for name, several in free(record).items()
            }


@odd
def test_tables_say_the_same_in_csv_and_json(text: str) -> None:
    for _, frame in frames(text):
        rows = rows_of(frame)
        table = to_csv(frame)
        (names, *cells) = csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""))
        assert [unguarded(name) for name in names] == list(frame.columns)
        assert [[unguarded(cell) for cell in row] for row in cells] == rows
        read = pd.read_csv(io.BytesIO(table), dtype=str, keep_default_na=False)
        assert read.replace(GUARDED, "", regex=True).to_numpy().tolist() == rows
        assert [list(row.values()) for row in json.loads(to_json(frame))] == rows
        lists = [cell for cell in frame.get("deliverables", ()) if cell]
        assert [parted(cell) for cell in lists] == [[text, text]] * len(lists)


@odd
def test_workbooks_say_the_same(text: str) -> None:
    sheets = [
        BookSheet(stem, list(frame.columns), rows_of(frame), [f.kind for f in published.TABLES[stem].columns])
        for stem, frame in frames(text)
    ]
    book = load_workbook(io.BytesIO(to_xlsx(sheets, DAY)))
    for sheet in sheets:
        texts = [place for place, kind in enumerate(sheet.kinds) if kind == "string"]
        again = book[sheet.name].iter_rows(min_row=2, values_only=True)
        assert [[row[place] or "" for place in texts] for row in again] == [
            [row[place] for place in texts] for row in sheet.rows
        ]


@odd
def test_the_api_says_the_same(text: str) -> None:
    made = {file.path: file.data for file in api_files(measured(text))}
    tasks = json.loads(made["api/v1/tasks.json"])["data"]
    assert {(task["title"], *task["deliverables"]) for task in tasks} == {(text, text, text)}


@odd
def test_feeds_and_calendars_say_the_same(text: str) -> None:
    feed = feedparser.parse(to_atom("k", text, text, "../", [FeedEntry("a", DAY, text, text, "../a/")], DAY))
    assert (feed.bozo, feed.feed.title, feed.entries[0].title) == (0, text, text)
    made = to_calendar(text, [Due("a", DAY, text, text, "")], DAY)
    calendar = icalendar.Calendar.from_ical(made)
    # The library knows no type of this property, so that its escapes stay when it is read.
    assert str(calendar["x-wr-calname"]) == icalendar.vText(text).to_ical().decode()
    (event,) = calendar.events
    assert (str(event["summary"]), str(event["description"])) == (text, text)


TRAPS = (
    '\'=1 </script></style> --> ]]> {{ a }} {% b %} @@portal-body@@ $& \\g<0> &amp; <b> "q" \\u0041 a; b '
    "👨\u200d👩\u200d👧 𠀀 \u00ea\u0302 x\u00a0y\n- hai\n\n\tba"
)
"""What some page, file or template would take for more than a text."""


def texts_in(value: object) -> Iterator[str]:
    """Every text inside a value of JSON, a dataclass or a calendar."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from texts_in(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_in(one)


def test_pages_search_records_feeds_calendars_and_cards_say_the_same() -> None:
    words = Catalogue.load("vi")
    known = Presentation.of(measured(TRAPS), words, "https://example.org/")
    environment = make_environment(words, templates_of(ROOT))
    specs = specs_of(known, families(known))
    pages = [html.fromstring(page.body) for page in render_pages(known, environment, specs)]
    scripts = [json.loads(script.text or "") for page in pages for script in page.iter("script")]
    index = [file for file in search_files(measured(TRAPS).portal, specs.pages) if file.path == INDEX]
    made = {file.path: file.data for file in specs.feeds.files()}
    feeds = [feedparser.parse(data) for path, data in made.items() if path.endswith(".atom")]
    assert not any(feed.bozo for feed in feeds)
    days = [icalendar.Calendar.from_ical(data) for path, data in made.items() if path.endswith(".ics")]
    found = {
        "pages": [str(page.xpath("string()")) for page in pages],
        "JSON-LD": list(texts_in(scripts)),
        "search": list(texts_in(json.loads(index[0].data))),
        "feeds": [entry.title for feed in feeds for entry in feed.entries],
        "calendars": [
            str(event[key]) for one in days for event in one.events for key in ("summary", "description")
        ],
        "cards": list(texts_in([asdict(card) for card in specs.cards.cards.values()])),
    }
    for name, texts in found.items():
        holding = [text for text in texts if "</script>" in text]
        assert holding, name
        assert [text for text in holding if TRAPS not in text] == [], name


def test_the_word_report_says_the_same() -> None:
    text = "'=1 một\n- hai\t🚢"
    known = measured(text).at_end_of(QUARTER)
    report = report_of(Presentation.of(known, Catalogue.load("vi")).task_views, QUARTER)
    read = docx.Document(io.BytesIO(report_file(report, known.as_of)))
    assert any(text in paragraph.text for paragraph in read.paragraphs)
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    assert any(text in cell for cell in cells)
