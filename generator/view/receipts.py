"""Receipts of a page: every figure leads to an entry at its foot, without script.

While a page is rendered, the macros of ``components/values.j2`` ask `Sources` for the entry of each receipt.
Afterwards `linked` makes a link of every ``<data>`` that does not stand in a link already; one that does
names its entry by ``aria-details``. One that stands in the row that shows its receipt needs neither.
"""

import re
from dataclasses import dataclass, field

from generator.view.views import Receipt

PREFIX = "nguon-"
"""Before the place of an entry in its anchor."""

_QUALITY = {"": 0, "verified": 1, "restored": 2, "uncertain": 3}
"""Of two readings of one record, the less certain is told."""

_TOKEN = re.compile(r'<(/?)(a|button|summary|svg|caption|data)\b([^>]*)>|\sid="([^"]*)"')

_END = "</data>"

LONG = 48
"""Letters from which a value is a sentence: a line under all of it would shout, so only its end is marked."""

_ENTRY = re.compile(r' data-n="([^"]*)"')

_TRACE = re.compile(r'( data-n="[^"~]*)~([^"]*)"')

_HOLDERS = frozenset({"a", "button", "summary", "svg", "caption"})
"""Elements in which a link may not stand, or would be reached unseen (captions are read, not shown)."""


@dataclass(slots=True)
class Entry:
    """One receipt as the foot of the page prints it."""

    anchor: str
    receipt: Receipt
    rules: dict[str, str] = field(default_factory=dict)
    """Address of each rule that computed something from the record, by the rule's id."""
    quality: str = ""


@dataclass(slots=True)
class Sources:
    """The receipts of one page, each once."""

    page: str = ""
    """Address of the page."""
    traced: bool = False
    """Whether anchors carry what their figure says of what, for `untraced` to take out again."""
    entries: dict[tuple[str, str, str, str], Entry] = field(default_factory=dict)

    def anchor(self, receipt: Receipt) -> str:
        """Anchor of a receipt's entry; receipts of one record share an entry.

        On the page of a document, where the row itself shows its receipt, the row is the entry.
        """
        anchor = self._anchor(receipt)
        return f"{anchor}~{receipt.record}~{_sort(receipt.rule)}" if self.traced else anchor

    def _anchor(self, receipt: Receipt) -> str:
        page, _, row = receipt.url.partition("#")
        if row and page == self.page and not receipt.rule and receipt.document:
            return row
        key = (receipt.record, receipt.place, receipt.document, receipt.at)
        entry = self.entries.get(key)
        if entry is None:
            entry = self.entries[key] = Entry(f"{PREFIX}{len(self.entries) + 1}", receipt)
        if receipt.rule:
            entry.rules.setdefault(receipt.rule, f"phuong-phap/#{receipt.rule}")
        if _QUALITY[receipt.quality] > _QUALITY[entry.quality]:
            entry.quality = receipt.quality
        return entry.anchor


def _sort(rule: str) -> str:
    """What a rule computes: the many that tell how a task stands to its deadline compute one thing."""
    if not rule or rule.startswith("count-") or rule in {"reported", "evidenced"}:
        return rule
    return "schedule"


def untraced(body: str) -> tuple[str, tuple[str, ...]]:
    """A traced body as it is without traces, and the record and rule of each figure in order."""
    found: list[str] = []

    def replace(match: re.Match[str]) -> str:
        found.append(match[2])
        return f'{match[1]}"'

    return _TRACE.sub(replace, body), tuple(found)


_OUTWARD = re.compile(r'<a (?=[^>]*href="(?!#))')


def outward(page: str) -> str:
    """A page for other people's frames: its links open outside the frame, where the portal may be shown."""
    return _OUTWARD.sub('<a target="_blank" rel="noopener" ', page)


def linked(body: str) -> str:
    """A body with every ``<data>`` leading to its entry.

    The first figure of an entry is reached by the tab key, the others by pointing alone: a table of sixty
    rows would otherwise take hundreds of steps to pass.
    """
    reached: set[str] = set()
    depth = 0
    wrapped = False
    row = ""

    def replace(match: re.Match[str]) -> str:
        nonlocal depth, wrapped, row
        closing, tag, attributes, row_id = match.groups()
        if tag is None:
            row = row_id
            return match[0]
        if tag in _HOLDERS:
            depth += -1 if closing else 1
            return match[0]
        if closing:
            ended, wrapped = wrapped, False
            return f"{match[0]}</a>" if ended else match[0]
        entry = _ENTRY.search(attributes)
        rest = _ENTRY.sub("", attributes)
        if entry is None or entry[1] == row:
            return f"<data{rest}>"
        if depth or not entry[1].startswith(PREFIX):
            return f'<data{rest} aria-details="{entry[1]}">'
        wrapped = True
        skipped = ' tabindex="-1"' if entry[1] in reached else ""
        long = " long" if body.find(_END, match.end()) - match.end() > LONG else ""
        reached.add(entry[1])
        return f'<a class="v{long}" href="#{entry[1]}"{skipped}><data{rest}>'

    return _TOKEN.sub(replace, body)
