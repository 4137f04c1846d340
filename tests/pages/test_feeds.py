"""Feeds and calendars of pages: a moved deadline beside the plan's own, no due day of a closed task."""

from collections.abc import Mapping
from datetime import date

import feedparser
import icalendar
import pytest

from generator.data.catalogue import Catalogue
from generator.measures.metrics import Measured
from generator.pages.front import home
from generator.pages.open.feeds import CALENDAR, FEED, Feeds
from generator.view.presentation import Presentation
from tests.portals import DOCUMENTS, EVENTS, Change, portal_of

LETTER = """- id: cong-van-2026
  symbol: 9/UBND-NC
  kind: Công văn
  date: 2026-03-20
  held: false
  text: verified
"""


def files(event: str) -> Mapping[str, bytes]:
    changes: Mapping[str, Change] = {
        DOCUMENTS: LETTER,
        EVENTS: f"- {{{event}, document: cong-van-2026}}\n",
    }
    made = Presentation.of(Measured(portal_of(changes), date(2026, 7, 1)), Catalogue.load("vi"))
    specs = list(home.pages(made.task_views, made.json_ld))
    return {file.path: file.data for file in Feeds(made.values, "", specs).files()}


def test_a_postponement_is_news_of_its_document_and_stands_in_the_calendar() -> None:
    found = files('task: "1", kind: postponed, deadline: Quý III/2026')
    entries = {entry.title: entry for entry in feedparser.parse(found[FEED]).entries}
    entry = entries["Lùi thời hạn nhiệm vụ 1, Kế hoạch năm 2026"]
    assert entry.updated[:10] == "2026-03-20"
    assert entry.summary == (
        "Rà soát văn bản. Thời hạn trong kế hoạch: Quý I/2026; lùi thời hạn đến Quý III/2026 theo 9/UBND-NC."
    )
    due = next(
        event
        for event in icalendar.Calendar.from_ical(found[CALENDAR]).walk("VEVENT")
        if "Rà soát văn bản" in str(event["SUMMARY"])
    )
    assert "Thời hạn như văn bản viết: Quý I/2026; lùi thời hạn đến Quý III/2026" in str(due["DESCRIPTION"])
    assert due.decoded("DTEND") == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("event", "title", "words"),
    [
        ('task: "1", kind: stopped', "Dừng nhiệm vụ 1", "Rà soát văn bản. Theo 9/UBND-NC."),
        ('task: "1", kind: withdrawn', "Rút nhiệm vụ 1 khỏi kế hoạch", "Rà soát văn bản. Theo 9/UBND-NC."),
        (
            'task: "1", kind: merged, merged_into: tp-2026/2',
            "Lồng ghép nhiệm vụ 1",
            "Rà soát văn bản. Lồng ghép vào nhiệm vụ 2 theo 9/UBND-NC.",
        ),
    ],
)
def test_a_closed_task_is_news_and_falls_due_no_more(event: str, title: str, words: str) -> None:
    found = files(event)
    entries = {entry.title: entry.summary for entry in feedparser.parse(found[FEED]).entries}
    assert entries[f"{title}, Kế hoạch năm 2026"] == words
    assert b"nhi\xe1\xbb\x87m v\xe1\xbb\xa5 1" not in found.get(CALENDAR, b"")
