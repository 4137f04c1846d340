"""What a hand-written page may hold: a list of allowed HTML, and everything in a page that is not on it.

Nothing is removed in silence: what is not allowed is a `Fault`, and a page with one is not published. The
sanitiser (nh3, which reads HTML as browsers do) has the last word: what it would change is refused too.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

import nh3

FRAGMENT = re.compile(r"<!-- portal:([a-z-]+) -->")
"""A comment in a hand-written page that is replaced by a part made from data; it has a line of its own."""

FRAGMENTS = frozenset({
    "counting", "deadline-forms", "glossary", "guide-dry-run", "guide-form", "guide-head", "guide-mistakes",
    "guide-preview", "guide-report", "publisher", "rules",
})  # fmt: skip
"""Names of the parts that can be inserted."""

TAGS = frozenset({
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "div", "dl",
    "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd",
    "li", "mark", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub", "summary", "sup", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
})  # fmt: skip
"""Elements of running text: none that runs, frames, embeds, styles, or asks for input."""

VOID = frozenset({"br", "hr", "img"})
"""Allowed elements without an end tag."""

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""Beginnings of addresses; an address without one stays on this site."""

_TEXT = re.compile(r"[^\x00-\x08\x0b-\x1f]*")
_NUMBER = re.compile(r"\d{1,4}")
_ALIGN = re.compile(r"left|right|center")
_CLASS = re.compile(
    r"footnote(-ref|-backref)?|admonition( [a-z-]+)?|admonition-title|language-[\w+#-]+", re.ASCII
)
"""Classes that Markdown's own extensions write; others could dress a text up as a part of the portal."""

GENERIC = {
    "id": re.compile(r"[\w:.-]{1,120}"),
    "title": _TEXT,
    "lang": re.compile(r"[A-Za-z-]{2,20}"),
    "class": _CLASS,
}
"""Attributes of every element, with the form of their values."""

ATTRIBUTES = {
    "a": {"href": _TEXT},
    "img": {
        "src": _TEXT, "alt": _TEXT, "width": _NUMBER, "height": _NUMBER, "loading": re.compile("lazy|eager"),
    },
    "ol": {"start": _NUMBER},
    "details": {"open": re.compile("(open)?")},
    "td": {"align": _ALIGN, "colspan": _NUMBER, "rowspan": _NUMBER},
    "th": {"align": _ALIGN, "colspan": _NUMBER, "rowspan": _NUMBER, "scope": re.compile("col|row")},
}  # fmt: skip
"""Further attributes by element."""

_NEVER_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"`{|}^]")
"""Characters that browsers leave out or read as others, which hides the scheme (``java\\tscript:``)."""

_SCHEME = re.compile(r"([^/?#]*):")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a hand-written page may not hold."""

    code: str
    """Code of the problem."""
    value: str
    """The tag, attribute, address or comment that was found."""


def faults(html: str) -> list[Fault]:
    """Return what is not allowed in the HTML of a hand-written page, in its order.

    Args:
        html: The page's body as Markdown renders it, its parts made from data not yet filled in.
    """
    walk = _walked(html)
    if walk.faults:
        return walk.faults
    kept = _walked(cleaned(html)).events
    if walk.events == kept:
        return []
    pairs = zip([*walk.events, ("", "")], [*kept, ("", "")], strict=False)
    was, now = next((was, now) for was, now in pairs if was != now)
    return [Fault("content-altered", was[1].strip() or now[1])]


def cleaned(html: str) -> str:
    """Return the HTML with everything removed that is not allowed, as the sanitiser writes it."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes={"*": set(GENERIC)} | {tag: set(names) for tag, names in ATTRIBUTES.items()},
        strip_comments=False,
        link_rel=None,
        url_schemes=set(SCHEMES),
    )


def safe_address(value: str) -> bool:
    """Whether a link may lead to an address: of this site, or one that begins as one of `SCHEMES`."""
    if _NEVER_IN_ADDRESS.search(value) or value.startswith("//"):
        return False
    scheme = _SCHEME.match(value)
    return scheme is None or scheme[1].lower() in SCHEMES


def _walked(html: str) -> "_Tags":
    walk = _Tags()
    walk.feed(html)
    walk.close()
    return walk


class _Tags(HTMLParser):
    """Goes through HTML, noting its tags and texts (`events`) and what is not allowed (`faults`)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[tuple[str, str]] = []
        """Kind and text of each tag, comment and stretch of text."""
        self.faults: list[Fault] = []
        self.open: list[str] = []
        """Elements that the present place is in."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.events.append((f"<{tag}>", self._shown(tag, attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag not in TAGS:
            self._not_allowed("content-tag", f"<{tag}>")
            return
        for name, value in attrs:
            self._attribute(tag, name, value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID and tag in TAGS:
            # Browsers take `<div/>` for `<div>`: what follows would stand inside.
            self._not_allowed("content-altered", f"<{tag}/>")

    def handle_endtag(self, tag: str) -> None:
        self.events.append((f"</{tag}>", f"</{tag}>"))
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if self.events and self.events[-1][0] == "text":
            data = self.events.pop()[1] + data
        self.events.append(("text", data))

    def handle_comment(self, data: str) -> None:
        whole = f"<!--{data}-->"
        self.events.append(("comment", whole))
        name = FRAGMENT.fullmatch(whole)
        if name is None:
            part = re.match(r"\s*portal\s*:\s*(\S*)", data)
            self._not_allowed("content-fragment" if part else "content-comment", part[1] if part else whole)
        elif name[1] not in FRAGMENTS:
            self._not_allowed("content-fragment", name[1])
        elif self.open:
            self._not_allowed("content-fragment-place", name[1])

    def handle_decl(self, decl: str) -> None:
        self._not_allowed("content-tag", f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self._not_allowed("content-tag", f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self._not_allowed("content-tag", f"<![{data}]>")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        form = (GENERIC | ATTRIBUTES.get(tag, {})).get(name)
        if form is None or not form.fullmatch(value) or "<!--" in value:
            self._not_allowed("content-attribute", f'{name}="{value}"')
        elif name == "src" and (not safe_address(value) or _SCHEME.match(value)):
            self._not_allowed("content-picture-address", value)
        elif name == "href" and not safe_address(value):
            self._not_allowed("content-address", value)

    def _not_allowed(self, code: str, value: str) -> None:
        self.faults.append(Fault(code, value))

    @staticmethod
    def _shown(tag: str, attrs: list[tuple[str, str | None]]) -> str:
        """Return a start tag in one form, whatever the order and quotes of its attributes."""
        shown = (f' {name}="{value or ""}"' for name, value in sorted(attrs, key=str))
        return f"<{tag}{''.join(shown)}>"
