"""Feeds and calendars against outside readers: what the data says happened and falls due, nothing else."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
import vobject
from icalendar import Calendar
from lxml import html

from generator.files.feeds import Due, FeedEntry, identifier, to_atom, to_calendar
from generator.model.portal import Portal
from generator.pages.open.feeds import CALENDAR, FEED
from tests.plugins.sites import SITE_URL


@pytest.fixture(scope="module", params=["real_site", "sample_site"])
def site(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def test_feedparser_accepts_every_feed(site: Path) -> None:
    feeds = sorted(site.rglob(FEED))
    assert len(feeds) > 150
    for path in feeds:
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, (path, feed.get("bozo_exception"))
        assert feed.version == "atom10"
        assert feed.feed.title
        assert feed.feed.id.startswith("urn:uuid:")
        ids = [entry.id for entry in feed.entries]
        assert len(set(ids)) == len(ids)
        days = [entry.updated for entry in feed.entries]
        assert days == sorted(days, reverse=True)
        for entry in feed.entries:
            # Links lead to a page of the site: from the feed, or whole where the site's address is known.
            link = entry.link.partition("#")[0]
            assert link.startswith(SITE_URL) == (site.parents[2].name == "sample-root"), link
            start = site if link.startswith(SITE_URL) else path.parent
            target = (start / link.removeprefix(SITE_URL)).resolve()
            assert (target / "index.html").is_file(), (path, entry.link)


def test_every_agency_and_area_has_its_feed(real_site: Path, real_portal: Portal) -> None:
    for agency in real_portal.agencies:
        assert (real_site / "co-quan" / agency / FEED).is_file()
    for area in real_portal.areas:
        assert (real_site / "linh-vuc" / area / FEED).is_file()


def test_the_real_feed_says_what_happened(real_site: Path, real_portal: Portal) -> None:
    feed = feedparser.parse((real_site / FEED).read_bytes())
    held = [d.record for d in real_portal.documents.values() if d.record.held and d.record.date]
    proofs = [proof for plan in real_portal.plans.values() for proof in plan.proofs.values()]
    assert len(feed.entries) == len(held) + len(proofs)
    assert {entry.updated[:10] for entry in feed.entries} == {
        *(record.date.isoformat() for record in held if record.date),
        *(proof.record.completed.isoformat() for proof in proofs),
    }


def test_the_sample_feed_tells_of_reports(sample_site: Path) -> None:
    feed = feedparser.parse((sample_site / FEED).read_bytes())
    assert any("báo cáo Quý" in entry.title for entry in feed.entries)


def test_both_readers_accept_every_calendar(site: Path) -> None:
    calendars = sorted(site.rglob(CALENDAR))
    assert len(calendars) > 50
    for path in calendars:
        data = path.read_bytes()
        events = Calendar.from_ical(data).walk("VEVENT")
        read = list(vobject.readOne(data.decode()).vevent_list)
        assert len(events) == len(read) > 0
        uids = [str(event["UID"]) for event in events]
        assert len(set(uids)) == len(uids), path
        for event, other in zip(events, read, strict=True):
            assert str(event["SUMMARY"]) == other.summary.value
            assert event.decoded("DTSTART") == other.dtstart.value
            assert event.decoded("DTEND") > event.decoded("DTSTART")


def test_the_calendar_holds_every_deadline_once(real_site: Path, real_portal: Portal) -> None:
    events = Calendar.from_ical((real_site / CALENDAR).read_bytes()).walk("VEVENT")
    expected = []
    for task in real_portal.tasks():
        deadline = task.postponed or task.deadline
        if not task.children:
            expected += list(deadline.instances)
    assert sorted(e.decoded("DTEND") - timedelta(days=1) for e in events) == sorted(expected)


def event_of(site: Path, uid: str) -> list[tuple[date, date]]:
    events = Calendar.from_ical((site / CALENDAR).read_bytes()).walk("VEVENT")
    return [
        (event.decoded("DTSTART"), event.decoded("DTEND") - timedelta(days=1))
        for event in events
        if str(event["UID"]).startswith(uid)
    ]


@pytest.mark.parametrize(
    ("uid", "days"),
    [
        ("tp-2026-48@", [("2026-05-31", "2026-05-31")]),
        ("tp-2026-9@", [("2026-03-31", "2026-03-31")]),
        ("phan-cong-xa-2026-i-1@", [("2026-01-14", "2026-01-14")]),
        (
            "phan-cong-xa-2026-i-6-",
            [(d, d) for d in ("2026-03-09", "2026-06-09", "2026-09-09", "2026-12-09")],
        ),
        ("tp-2026-11@", [("2026-12-31", "2026-12-31")]),
        ("tp-2026-12@", [("2026-11-30", "2026-11-30")]),
        ("tp-2026-13@", [("2026-10-31", "2026-10-31")]),
        ("tp-2026-59@", [("2026-12-31", "2026-12-31")]),
        ("phan-cong-xa-2026-i-7-", [("2026-06-30", "2026-06-30"), ("2026-12-31", "2026-12-31")]),
        # Continuous, on instruction, after an event: no day to write.
        ("tp-2026-38", []),
        ("tp-2026-2@", []),
        ("tp-2026-25", []),
    ],
)
def test_windows_days_instances_and_nothing(real_site: Path, uid: str, days: list[tuple[str, str]]) -> None:
    assert [(a.isoformat(), b.isoformat()) for a, b in event_of(real_site, uid)] == days


def test_a_window_is_an_entry_on_its_last_day_and_its_text_says_where_it_begins(real_site: Path) -> None:
    calendar = Calendar.from_ical((real_site / CALENDAR).read_bytes())
    [window] = [item for item in calendar.walk("VEVENT") if str(item["uid"]).startswith("tp-2026-48@")]
    assert "Khoảng thời gian từ 01/01/2026 đến 31/05/2026." in str(window["description"])


def alternates(page: Path) -> set[tuple[str, Path]]:
    tree: Any = html.fromstring(page.read_text(encoding="utf-8"))
    links = tree.xpath("/html/head/link[@rel='alternate']")
    return {(link.get("type"), (page.parent / link.get("href")).resolve()) for link in links}


def test_each_page_leads_to_its_feed_and_calendar_and_no_other_does(site: Path) -> None:
    """In its head, for readers' programs, and in its body, for readers: communes, areas, units, all."""
    for page in site.rglob("index.html"):
        types = {FEED: "application/atom+xml", CALENDAR: "text/calendar"}
        own = [name for name in types if (page.parent / name).exists()]
        if own:
            assert alternates(page) == {(types[name], (page.parent / name).resolve()) for name in own}, page
            text = page.read_text(encoding="utf-8")
            assert all(f'<a href="{name}"' in text for name in own), page


def test_hostile_text_is_text_in_a_feed_and_a_calendar() -> None:
    hostile = '<script>alert(1)</script> & ; , \\ "x"'
    entry = FeedEntry("a", date(2026, 1, 2), hostile, hostile, "x/")
    feed = feedparser.parse(to_atom("k", hostile, "y", "./", [entry], date(2026, 1, 1)))
    assert "<script" not in feed.entries[0].summary
    data = to_calendar(hostile, [Due("k", date(2026, 1, 2), hostile, hostile, "")], date(2026, 1, 1))
    [event] = Calendar.from_ical(data).walk("VEVENT")
    assert str(event["SUMMARY"]) == hostile


def test_an_empty_feed_bears_the_day_of_the_site() -> None:
    data = to_atom("k", "t", "a", "./", [], date(2026, 11, 22))
    assert b"<updated>2026-11-22T00:00:00+07:00</updated>" in data
    assert identifier("a") == identifier("a") != identifier("b")
