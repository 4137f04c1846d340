"""Reads strict YAML: the part of YAML that people can type without surprises, with the place of each value.

The C parser's events become a tree of texts. Scalars are not interpreted: `NO`, `12:30` and `0123` remain as
typed until a record converts them. Anchors, aliases, tags, merge keys, directives, several documents,
repeated keys, empty values and comments after a value are problems; so are inputs large or deep enough to
overload the program. No input makes this module raise.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import yaml
from yaml import events

from generator.data.characters import FORBIDDEN
from generator.data.memory import Memory
from generator.data.nodes import Fields, Mapping, Node, Scalar, Sequence, locate, to_plain
from generator.data.problems import WHOLE_FILE, FileProblems, Position, Problem
from generator.data.source_text import SourceText, read_text
from generator.data.syntax_errors import report_syntax_error

__all__ = ["Mapping", "Node", "Position", "Scalar", "Sequence", "load", "locate", "to_plain"]

MAX_DEPTH = 20
"""Levels of lists and mappings inside one another; the real data have five."""
MAX_NODES = 600_000
"""Number of keys, values, lists and mappings in a file; the city's tasks have 35 each. Reading as many takes
four seconds and 150 MiB."""
MAX_SCALAR = 20_000
"""Characters of one value; the longest in the real data has under 1,000."""
MAX_JOINED = 32_000
"""Length of a value, or of the texts of a list together, as Excel counts it: they share a cell of 32,767."""


_PARSED: Memory[tuple[Node | None, list[Problem]]] = Memory(16 * 2**20)
"""Trees of the files that were parsed: room for the data of a city with all its communes."""

_OPENERS = re.compile(r"(?:[\[{][ \n]*+){2,}+")
"""A run of opening brackets, with nothing but spaces between them."""


def load(path: str, data: bytes) -> tuple[Node | None, list[Problem]]:
    """Parse a file; return the tree of its values and all problems.

    There can be a tree although there are problems: invalid parts (a repeated key, an empty value, an alias)
    are left out of it, so that the rest can be checked further. The tree is None when the structure is not
    certain (syntax error, tab in an indentation, a limit exceeded) or the file is empty.

    Args:
        path: Path of the file relative to the root, for the problems.
        data: The file's bytes.
    """
    tree, problems = _PARSED.get(path, data, _parsed)
    return tree, list(problems)


def _parsed(path: str, data: bytes) -> tuple[Node | None, list[Problem]]:
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
    """A list or mapping whose end the parser has not reached yet."""

    mark: Position
    mapping: bool
    flow: bool
    """Whether it is written in brackets."""
    name: str
    """Keys and 1-based positions that lead to it, joined by dots."""
    children: int = 0
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    key: Scalar | None = None
    """The last key, whose value comes next."""
    kept: bool = True
    """Whether that value is put into the tree; not if the key is invalid or repeated."""
    value_next: bool = False
    seen: dict[str, Scalar] = field(default_factory=dict)
    """First key of each spelling, by its text with case folded."""

    def child(self) -> str:
        """Name of the next child, as in `name`."""
        part = (self.key.text if self.key else "") if self.mapping else str(self.children + 1)
        return f"{self.name}.{part}" if self.name and part else self.name or part


class _Builder:
    """Builds the tree from parser events and adds problems."""

    def __init__(self, source: SourceText, problems: FileProblems) -> None:
        self.source = source
        self.problems = problems
        self.lines = source.text.split("\n")
        self.hashes = {number for number, line in enumerate(self.lines) if " #" in line or "\t#" in line}
        """0-based numbers of lines on which a comment may follow a value."""
        self.escapes = "\\" in source.text
        """Whether there may be escapes, which can bring in characters that the file does not show."""
        self.open: list[_Open] = []
        self.root: Node | None = None
        self.nodes = 0
        self.documents = 0

    def build(self) -> bool:
        """Read events until the end, or until the structure is uncertain; return whether there is a tree."""
        if not self._shallow():
            return False
        try:
            # Events are produced on demand: reading stops early for an input that is refused.
            for event in yaml.parse(self.source.text, Loader=yaml.CSafeLoader):
                if not self._take(event):
                    return self.documents > 1
        except yaml.YAMLError as error:
            bracket = next((frame.mark for frame in reversed(self.open) if frame.flow), None)
            # After tabs in indentations the error may be wrong; the tabs themselves are reported.
            if self.source.indented:
                report_syntax_error(error, self.lines, bracket, self.problems)
            return False
        if self.documents == 0:
            self.problems.add(WHOLE_FILE, "", "empty-file")
        return True

    def _shallow(self) -> bool:
        """Whether the text has no run of brackets so long that the parser itself would fail on it.

        A smaller excess of depth is found while reading the events.
        """
        text = self.source.text
        for run in _OPENERS.finditer(text):
            if run[0].count("[") + run[0].count("{") > MAX_DEPTH * 10:
                opener = next(islice(re.finditer(r"[\[{]", run[0]), MAX_DEPTH, None)).start()
                before = text[: run.start() + opener]
                mark = Position(before.count("\n") + 1, len(before) - before.rfind("\n"))
                self.problems.add(mark, "", "too-deep", limit=MAX_DEPTH)
                return False
        return True

    def _take(self, event: Any) -> bool:
        """Process one event; return False if reading must stop."""
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
                self._check_joined(frame)
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

    def _check_joined(self, frame: _Open) -> None:
        """Report a list of texts that together are too long for one cell of a workbook."""
        size = sum(_units(item.text) + 2 for item in frame.items if isinstance(item, Scalar))
        if size > MAX_JOINED:
            self.problems.add(frame.mark, frame.name, "list-too-long", size=size, limit=MAX_JOINED)

    def _field(self) -> str:
        return self.open[-1].child() if self.open else ""

    def _node(self, event: Any) -> Position:
        """Count a node, report an anchor or tag on it, and return its place."""
        self.nodes += 1
        mark = _mark(event)
        if event.anchor is not None:
            self.problems.add(mark, self._field(), "anchor", value=event.anchor)
        if event.tag is not None:
            typed = re.search(r"!\S*", self.lines[mark.line - 1][mark.column - 1 :])
            self.problems.add(mark, self._field(), "tag", value=typed[0] if typed else "!")
        return mark

    def _scalar(self, event: Any, mark: Position) -> Scalar | None:
        """Return the scalar of an event, None when it is empty and not a key."""
        text: str = event.value
        plain = event.style is None or event.style == ""
        if (self.escapes and event.style == '"') or not self.source.composed:
            text = self._clean(text, mark)
        if len(text) > MAX_SCALAR:
            self.problems.add(mark, self._field(), "scalar-too-long", size=len(text), limit=MAX_SCALAR)
        elif (size := _units(text)) > MAX_JOINED:
            self.problems.add(mark, self._field(), "scalar-too-long", size=size, limit=MAX_JOINED)
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
            # After tabs in indentations, a value that seems empty may be on the next line.
            if self.source.indented or text:
                self.problems.add(mark, self._field(), "null-value" if null else "empty-value", value=text)
        else:
            self.problems.add(WHOLE_FILE, "", "empty-file")
        return None

    def _clean(self, text: str, mark: Position) -> str:
        """Return a text in NFC without forbidden characters, reporting those that came from escapes."""
        for code, pattern in FORBIDDEN.items():
            for character in sorted(set(pattern.findall(text))):
                self.problems.add(mark, self._field(), code, value=character)
            text = pattern.sub(" ", text)
        if unicodedata.is_normalized("NFC", text):
            return text
        composed = unicodedata.normalize("NFC", text)
        # If the file itself is not NFC, its lines have been reported; otherwise the marks came as escapes.
        if self.source.composed:
            self.problems.add(mark, self._field(), "not-composed", value=composed)
        return composed

    def _comment_follows(self, end: Any) -> bool:
        """Report a comment after a plain value, as it may be part of it; return whether there is one."""
        rest = re.match(r"[ \t]+(#.*)", self.lines[end.line][end.column :])
        if rest is None:
            return False
        mark = Position(end.line + 1, end.column + rest.start(1) + 1)
        self.problems.add(mark, self._field(), "comment-after-value", value=rest[1])
        return True

    def _place(self, node: Node | None) -> None:
        """Put a finished node into the open list or mapping; None is a node that is invalid."""
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
        """Set the key whose value comes next; return whether key and value are put into the tree."""
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


def _units(text: str) -> int:
    """Return the length of a text in UTF-16, where a letter beyond the first plane counts as two."""
    return len(text) if text.isascii() else len(text) + sum(letter > "\uffff" for letter in text)


def _mark(event: Any) -> Position:
    start = event.start_mark
    return Position(start.line + 1, start.column + 1)
