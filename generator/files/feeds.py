"""Writes Atom feeds and iCalendar files. The time of writing is not stored in them.

Identifiers in feeds are ``urn:uuid:`` made from keys of the data, so they need no domain and stay the same if
the site's address changes.
"""

import io
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from feedgenerator import Atom1Feed
from icalendar import Calendar, Event, vText
from markupsafe import escape

ZONE = timezone(timedelta(hours=7))
"""Time zone of Hải Phòng."""

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_OID, "cai-cach-hanh-chinh-hai-phong")

PRODUCT = "-//Cong minh bach cai cach hanh chinh//VI"

ADDRESS = "@cai-cach-hanh-chinh.haiphong"
"""Added to the key of a deadline to make its identifier unique among all calendars; it is not an address."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed."""

    key: str
    """Key that never changes, like ``document:5256-qd-ubnd-2025``."""
    day: date
    title: str
    text: str
    link: str
    """Full address, or one relative to the feed file."""


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline, or one instance of a recurring one."""

    key: str
    day: date
    """Last day on which the task is in time; the window it ends stands in `text`."""
    title: str
    text: str
    url: str
    """Full address; empty if the site's address is not decided yet."""


class _Feed(Atom1Feed):  # type: ignore[misc]
    """A feed whose date is that of its newest entry instead of the time of writing."""

    empty_day: datetime
    """Date of the feed if it has no entries."""

    def latest_post_date(self) -> datetime:
        """Return the day of the newest entry; `empty_day` if there is none."""
        return max((item["updateddate"] for item in self.items), default=self.empty_day)


def identifier(key: str) -> str:
    """Return the permanent identifier for a key."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, key)}"


def to_atom(key: str, title: str, author: str, link: str, entries: Sequence[FeedEntry], as_of: date) -> bytes:
    """Return the bytes of an Atom feed.

    Args:
        key: Key of the feed, for its identifier.
        title: Title of the feed.
        author: Publisher, or the portal's name if there is none.
        link: Address of the feed's page, full or relative to the feed file.
        entries: The entries, newest first.
        as_of: Day of the feed if it has no entries.
    """
    feed = _Feed(title, link, None, language="vi", author_name=author, feed_guid=identifier(key))
    feed.empty_day = _midnight(as_of)
    for entry in entries:
        day = _midnight(entry.day)
        feed.add_item(
            entry.title,
            entry.link,
            str(escape(entry.text)),
            unique_id=identifier(entry.key),
            pubdate=day,
            updateddate=day,
        )
    out = io.StringIO()
    feed.write(out, "utf-8")
    return f"{out.getvalue()}\n".encode()


def to_calendar(title: str, deadlines: Iterable[Due], as_of: date) -> bytes:
    """Return the bytes of a calendar of deadlines, as whole days that do not mark anybody as busy.

    Args:
        title: Title of the calendar.
        deadlines: The deadlines.
        as_of: As-of day of the site, written instead of the time of writing.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    # The library knows no type of this property and would write a line break as it is.
    calendar.add("x-wr-calname", vText(title))
    stamp = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
    for due in deadlines:
        event = Event()
        event.add("uid", f"{due.key}{ADDRESS}")
        event.add("dtstamp", stamp)
        event.add("dtstart", due.day)
        event.add("dtend", due.day + timedelta(days=1))
        event.add("summary", due.title)
        event.add("description", due.text)
        event.add("transp", "TRANSPARENT")
        if due.url:
            event.add("url", due.url)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)
