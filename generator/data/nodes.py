"""The tree of values of a YAML file: texts, lists and mappings, each with its line and column."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, TypeAlias

from generator.data.problems import Position


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value or key as typed, after removing quotes and line folding and composing Unicode (NFC)."""

    text: str
    mark: Position
    plain: bool
    """Whether it is typed without quotes and not as a block (``|``, ``>``)."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: "tuple[Node, ...]"
    mark: Position


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values in the order of the file; keys are unique."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    mark: Position


Node: TypeAlias = Scalar | Sequence | Mapping


def to_plain(node: Node) -> Any:
    """Return the tree as `str`, `list` and `dict`, for validation by pydantic."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [to_plain(item) for item in node.items]
    return {key.text: to_plain(value) for key, value in node.entries}


def locate(node: Node, loc: tuple[str | int, ...], *, key: bool = False) -> Position:
    """Return the place of a value inside `node`.

    Where the path leads out of the tree (a missing key, a part that pydantic adds), it is the place of the
    last node reached.

    Args:
        node: Where the path begins.
        loc: Keys and 0-based positions that lead to the value, as in a pydantic error.
        key: Return the place of the last key instead of that of its value.
    """
    mark = node.mark
    for part in loc:
        if isinstance(node, Mapping):
            entry = next((entry for entry in node.entries if entry[0].text == part), None)
            if entry is None:
                break
            node = entry[1]
            mark = entry[0].mark if key else node.mark
        elif isinstance(node, Sequence) and isinstance(part, int) and 0 <= part < len(node.items):
            node = node.items[part]
            mark = node.mark
        else:
            break
    return mark


class Fields:
    """Finds the field at a place, for problems that were found in the text before it was parsed."""

    def __init__(self, root: Node, text: str) -> None:
        self.lines = text.split("\n")
        self.marks: list[Position] = []
        self.names: list[str] = []
        self._walk(root, "")

    def _walk(self, node: Node, name: str) -> None:
        prefix = f"{name}." if name else ""
        if isinstance(node, Sequence):
            for number, item in enumerate(node.items, 1):
                self._walk(item, f"{prefix}{number}")
        elif isinstance(node, Mapping):
            for key, value in node.entries:
                self.marks.append(key.mark)
                self.names.append(f"{prefix}{key.text}")
                self._walk(value, f"{prefix}{key.text}")
        else:
            self.marks.append(node.mark)
            self.names.append(name)

    def at(self, mark: Position) -> str:
        """Return the field at a place (``3.source.row``); empty in a comment or before the first field."""
        if self.lines[mark.line - 1].lstrip().startswith("#"):
            return ""
        index = bisect_right(self.marks, mark)
        indentation = self.lines[mark.line - 1][: mark.column - 1].strip(" -") == ""
        if indentation and index < len(self.marks) and self.marks[index].line == mark.line:
            return self.names[index]
        return self.names[index - 1] if index else ""
