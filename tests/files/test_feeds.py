"""Feeds and calendars as an outside reader finds them."""

from datetime import date

import feedparser
import icalendar
import pytest

from generator.files.feeds import Due, FeedEntry, identifier, to_atom, to_calendar

AS_OF = date(2026, 6, 30)
NEW = FeedEntry("document:a", date(2026, 3, 9), "Kế hoạch <1>", "Ban hành & công bố", "../van-ban/a/")
OLD = FeedEntry("document:b", date(2025, 12, 26), "Quyết định", "x", "../van-ban/b/")


def test_a_feed_is_as_new_as_its_newest_entry() -> None:
    found = feedparser.parse(to_atom("home", "Cổng", "Sở Nội vụ", "../", [NEW, OLD], AS_OF))
    assert found.bozo == 0
    assert found.feed.updated == "2026-03-09T00:00:00+07:00"
    assert [(entry.title, entry.updated[:10]) for entry in found.entries] == [
        ("Kế hoạch <1>", "2026-03-09"),
        ("Quyết định", "2025-12-26"),
    ]
    assert found.entries[0].id == identifier("document:a")


def test_an_empty_feed_is_of_the_day_the_site_speaks_of() -> None:
    found = feedparser.parse(to_atom("home", "Cổng", "Sở Nội vụ", "../", [], AS_OF))
    assert (found.feed.updated[:10], found.entries) == ("2026-06-30", [])


def test_identifiers_stay_and_differ() -> None:
    assert identifier("document:a") == identifier("document:a") != identifier("document:b")
    assert identifier("document:a").startswith("urn:uuid:")


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2026, 9, 30), "20261001"),
        (date(2026, 12, 31), "20270101"),
    ],
)
def test_a_deadline_is_whole_days_and_makes_nobody_busy(day: date, ends: str) -> None:
    data = to_calendar("Hạn", [Due("tp-2026/1", day, "Rà soát", "Sở Nội vụ", "")], AS_OF)
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}\r\nDTEND;VALUE=DATE:{ends}\r\n".encode() in data
    assert (event["transp"], event["uid"]) == ("TRANSPARENT", "tp-2026/1@cai-cach-hanh-chinh.haiphong")
    assert "url" not in event


def test_no_clock_is_asked() -> None:
    due = Due("a", AS_OF, "a", "b", "https://example.org/")
    assert to_calendar("Hạn", [due], AS_OF) == to_calendar("Hạn", [due], AS_OF)
    assert b"DTSTAMP:20260630T000000Z" in to_calendar("Hạn", [due], AS_OF)
