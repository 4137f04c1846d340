"""Strict YAML: the small part of YAML that a person can type without surprises, with every value's place.

The C parser's events become a tree of texts. No scalar is interpreted: `NO`, `12:30` and `0123` stay as
typed until a record converts them. Anchors, aliases, tags, merge keys, directives, several documents,
repeated keys, empty values and comments behind a value are problems, as are inputs whose only purpose
is to exhaust the program. Nothing here raises on any input.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import yaml
from yaml import events

from generator.data.nodes import Fields, Mapping, Node, Scalar, Sequence, locate, to_plain
from generator.data.problems import WHOLE_FILE, FileProblems, Mark, Problem
from generator.data.source_text import FORBIDDEN, SourceText, read_text
from generator.data.syntax_errors import report_syntax_error

__all__ = ["Mapping", "Mark", "Node", "Scalar", "Sequence", "load", "locate", "to_plain"]

MAX_DEPTH = 20
"""Lists and mappings within one another; the real data has five."""
MAX_NODES = 200_000
"""Keys, values, lists and mappings in a file."""
MAX_SCALAR = 20_000
"""Characters of one value; the longest of the real data has under 1,000."""


_OPENERS = re.compile(r"(?:[\[{][ \n]*+){2,}+")
"""Brackets that open one list or mapping directly within the other."""


def load(path: str, data: bytes) -> tuple[Node | None, list[Problem]]:
    """The tree of a file and everything wrong with the file.

    A tree may come with problems: what they reject (a second value of a key, an empty value, an alias)
    is left out of it, so that the rest can be checked further. Where the structure itself is unsure
    (syntax, tabs, a limit passed) there is no tree.

    Args:
        path: Relative to the root, for the problems.
        data: The file's bytes.
    """
    problems = FileProblems(path)
    source = read_text(data, problems)
    if source is None:
        return None, problems.all()
    unnamed = len(problems)
    builder = _Builder(source, problems)
    sound = builder.build() and source.indented
    root = builder.root
    found = problems.all(Fields(root, source.text).at, unnamed) if root and unnamed else problems.all()
    return root if sound else None, found


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    mark: Mark
    mapping: bool
    flow: bool
    """Written in brackets."""
    name: str
    """Keys and positions that lead to it, as problems name fields."""
    children: int = 0
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    key: Scalar | None = None
    """The key whose value comes next."""
    kept: bool = True
    """Whether that value belongs to the tree."""
    value_next: bool = False
    seen: dict[str, Scalar] = field(default_factory=dict)
    """First key of each spelling, by its text without regard to case."""

    def child(self) -> str:
        """Name of the child that comes next."""
        part = (self.key.text if self.key else "") if self.mapping else str(self.children + 1)
        return f"{self.name}.{part}" if self.name and part else self.name or part


class _Builder:
    """Turns parser events into the tree, adding to the problems."""

    def __init__(self, source: SourceText, problems: FileProblems) -> None:
        self.source = source
        self.problems = problems
        self.lines = source.text.split("\n")
        self.hashes = {number for number, line in enumerate(self.lines) if " #" in line or "\t#" in line}
        """0-based lines on which a comment may follow a value."""
        self.escapes = "\\" in source.text
        """Whether a value may hold characters that the file does not show."""
        self.open: list[_Open] = []
        self.root: Node | None = None
        self.nodes = 0
        self.documents = 0

    def build(self) -> bool:
        """Reads events until the end or until the structure is lost; whether the end was reached."""
        if not self._shallow():
            return False
        try:
            # Events come as they are asked for: an input that is refused costs what was read of it.
            for event in yaml.parse(self.source.text, Loader=yaml.CSafeLoader):
                if not self._take(event):
                    return self.documents > 1
        except yaml.YAMLError as error:
            bracket = next((frame.mark for frame in reversed(self.open) if frame.flow), None)
            # Where tabs stood, the depth is a guess and so is the error; the tabs are reported.
            if self.source.indented:
                report_syntax_error(error, self.lines, bracket, self.problems)
            return False
        if self.documents == 0:
            self.problems.add(WHOLE_FILE, "", "empty-file")
        return True

    def _shallow(self) -> bool:
        """Whether no run of brackets alone opens more lists than may stand within one another.

        The events below count the true depth. This comes before, for a parser that would fail on the run.
        """
        text = self.source.text
        for run in _OPENERS.finditer(text):
            if run[0].count("[") + run[0].count("{") > MAX_DEPTH * 10:
                opener = next(islice(re.finditer(r"[\[{]", run[0]), MAX_DEPTH, None)).start()
                before = text[: run.start() + opener]
                mark = Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))
                self.problems.add(mark, "", "too-deep", limit=MAX_DEPTH)
                return False
        return True

    def _take(self, event: Any) -> bool:
        """Takes one event; False when no further one may be taken."""
        kind = type(event)
        if kind is events.ScalarEvent:
            mark = self._node(event)
            self._place(self._scalar(event, mark))
        elif kind is events.MappingStartEvent or kind is events.SequenceStartEvent:
            mark = self._node(event)
            above = self.open[-1] if self.open else None
            name = above.child() if above else ""
            if len(self.open) == MAX_DEPTH:
                self.problems.add(mark, name, "too-deep", limit=MAX_DEPTH)
                return False
            self.open.append(_Open(mark, kind is events.MappingStartEvent, bool(event.flow_style), name))
        elif kind is events.MappingEndEvent or kind is events.SequenceEndEvent:
            frame = self.open.pop()
            if frame.mapping:
                self._place(Mapping(tuple(frame.entries), frame.mark))
            else:
                self._place(Sequence(tuple(frame.items), frame.mark))
        elif kind is events.AliasEvent:
            self.nodes += 1
            self.problems.add(_mark(event), self._field(), "alias", value=event.anchor)
            self._place(None)
        elif kind is events.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                self.problems.add(_mark(event), "", "several-documents")
                return False
        if self.nodes > MAX_NODES:
            self.problems.add(_mark(event), self._field(), "too-many-nodes", limit=MAX_NODES)
            return False
        return True

    def _field(self) -> str:
        return self.open[-1].child() if self.open else ""

    def _node(self, event: Any) -> Mark:
        """Counts a node and reports what may not be attached to it."""
        self.nodes += 1
        mark = _mark(event)
        if event.anchor is not None:
            self.problems.add(mark, self._field(), "anchor", value=event.anchor)
        if event.tag is not None:
            typed = re.search(r"!\S*", self.lines[mark.line - 1][mark.column - 1 :])
            self.problems.add(mark, self._field(), "tag", value=typed[0] if typed else "!")
        return mark

    def _scalar(self, event: Any, mark: Mark) -> Scalar | None:
        """The scalar of an event, or None when it is empty where a value is due."""
        text: str = event.value
        plain = event.style is None or event.style == ""
        if (self.escapes and event.style == '"') or not self.source.composed:
            text = self._clean(text, mark)
        if len(text) > MAX_SCALAR:
            self.problems.add(mark, self._field(), "scalar-too-long", size=len(text), limit=MAX_SCALAR)
        scalar = Scalar(text, mark, plain)
        frame = self.open[-1] if self.open else None
        if frame and frame.mapping and not frame.value_next:
            return scalar
        if plain and event.end_mark.line in self.hashes and self._comment_follows(event.end_mark):
            return scalar if text else None
        null = plain and text in {"~", "null", "Null", "NULL"}
        if text.strip() and not null:
            return scalar
        if frame:
            # Where tabs stood, what seems empty may have its value on the next line.
            if self.source.indented or text:
                self.problems.add(mark, self._field(), "null-value" if null else "empty-value", value=text)
        else:
            self.problems.add(WHOLE_FILE, "", "empty-file")
        return None

    def _clean(self, text: str, mark: Mark) -> str:
        """A text without the forbidden characters that an escape can bring in."""
        for code, pattern in FORBIDDEN.items():
            for character in sorted(set(pattern.findall(text))):
                self.problems.add(mark, self._field(), code, value=character)
            text = pattern.sub(" ", text)
        if unicodedata.is_normalized("NFC", text):
            return text
        composed = unicodedata.normalize("NFC", text)
        # A file that is not composed was reported line by line; here the accents came as escapes.
        if self.source.composed:
            self.problems.add(mark, self._field(), "not-composed", value=composed)
        return composed

    def _comment_follows(self, end: Any) -> bool:
        """Reports a comment on the line on which a plain value ends: the value may have been cut there."""
        rest = re.match(r"[ \t]+(#.*)", self.lines[end.line][end.column :])
        if rest is None:
            return False
        mark = Mark(end.line + 1, end.column + rest.start(1) + 1)
        self.problems.add(mark, self._field(), "comment-after-value", value=rest[1])
        return True

    def _place(self, node: Node | None) -> None:
        """Puts a finished node where it belongs; None is a node that was rejected."""
        if not self.open:
            self.root = node
            return
        frame = self.open[-1]
        if not frame.mapping:
            frame.children += 1
            if node is not None:
                frame.items.append(node)
        elif not frame.value_next:
            frame.kept = self._key(frame, node)
            frame.value_next = True
        else:
            if frame.kept and frame.key is not None and node is not None:
                frame.entries.append((frame.key, node))
            frame.key = None
            frame.value_next = False

    def _key(self, frame: _Open, node: Node | None) -> bool:
        """Takes a key; whether its value belongs to the tree."""
        if node is None:
            return False
        if not isinstance(node, Scalar):
            self.problems.add(node.mark, frame.name, "key-not-text")
            return False
        frame.key = node
        if not node.text.strip():
            self.problems.add(node.mark, frame.name, "empty-key")
            return False
        if node.plain and node.text == "<<":
            self.problems.add(node.mark, frame.name, "merge-key")
            return False
        folded = node.text if node.text.isascii() else unicodedata.normalize("NFC", node.text)
        folded = folded.casefold()
        first = frame.seen.setdefault(folded, node)
        if first is node:
            return True
        code = "duplicate-key" if first.text == node.text else "similar-key"
        self.problems.add(
            node.mark, frame.child(), code, key=node.text, other=first.text, first=first.mark.line
        )
        return False


def _mark(event: Any) -> Mark:
    start = event.start_mark
    return Mark(start.line + 1, start.column + 1)
