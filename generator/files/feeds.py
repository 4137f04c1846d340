"""Atom feeds and iCalendar files, written by their libraries from plain items, without a clock.

Identifiers are ``urn:uuid:`` made from the keys of the data: they need no domain, and stay when the
site moves.
"""

import io
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from feedgenerator import Atom1Feed
from icalendar import Calendar, Event
from markupsafe import escape

ZONE = timezone(timedelta(hours=7))
"""Time of Hải Phòng."""

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_OID, "cai-cach-hanh-chinh-hai-phong")

PRODUCT = "-//Cong minh bach cai cach hanh chinh//VI"

ADDRESS = "@cai-cach-hanh-chinh.haiphong"
"""After the key of a deadline: makes its identifier unlike those of other calendars. It is no address."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened."""

    key: str
    """What it is, for good: ``document:5256-qd-ubnd-2025``."""
    day: date
    title: str
    text: str
    link: str
    """Full address, or one relative to the feed."""


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline, or one instance of a recurring one."""

    key: str
    first: date
    """First day of a window; the last compliant day itself where there is none."""
    last: date
    """Last compliant day."""
    title: str
    text: str
    url: str
    """Full address; empty while nobody has decided where the site stands."""


class _Feed(Atom1Feed):  # type: ignore[misc]
    """A feed whose date is that of its newest entry, never the time it was written."""

    empty_day: datetime

    def latest_post_date(self) -> datetime:
        """Day of the newest entry; of an empty feed, the day the site speaks of."""
        return max((item["updateddate"] for item in self.items), default=self.empty_day)


def identifier(key: str) -> str:
    """The permanent identifier of a thing."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, key)}"


def to_atom(key: str, title: str, author: str, link: str, entries: Sequence[Entry], as_of: date) -> bytes:
    """A feed.

    Args:
        key: What the feed is of, for its identifier.
        title: Of the feed.
        author: Publisher, or the portal's name while none is published.
        link: The page it belongs to: full address, or relative to the feed.
        entries: Newest first.
        as_of: Day of the feed while it holds nothing.
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
    """A calendar of deadlines: days without hours, which never make anybody busy."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    stamp = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
    for due in deadlines:
        event = Event()
        event.add("uid", f"{due.key}{ADDRESS}")
        event.add("dtstamp", stamp)
        event.add("dtstart", due.first)
        event.add("dtend", due.last + timedelta(days=1))
        event.add("summary", due.title)
        event.add("description", due.text)
        event.add("transp", "TRANSPARENT")
        if due.url:
            event.add("url", due.url)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)
