"""The tree of a data file: texts, lists and mappings, each with its place."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, TypeAlias

from generator.data.problems import Mark


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value or key as text, exactly as typed (quotes and line folding undone, Unicode composed)."""

    text: str
    mark: Mark
    plain: bool
    """Typed without quotes and not as a block of lines."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: "tuple[Node, ...]"
    mark: Mark


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order of the file; no key twice."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    mark: Mark


Node: TypeAlias = Scalar | Sequence | Mapping


def to_plain(node: Node) -> Any:
    """The tree as `str`, `list` and `dict`, for the records to convert."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [to_plain(item) for item in node.items]
    return {key.text: to_plain(value) for key, value in node.entries}


def locate(node: Node, loc: tuple[str | int, ...], *, key: bool = False) -> Mark:
    """The place of a value, by the keys and 0-based positions that lead to it (a pydantic `loc`).

    Where the path goes further than the tree (a key that is missing, a part that pydantic adds for
    itself), it is the place of the last node reached.

    Args:
        node: Where the path begins.
        loc: The path.
        key: Give the place of the last key instead of its value's.
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
    """Names the field at a place, for problems found in the text before its structure was known."""

    def __init__(self, root: Node, text: str) -> None:
        self.lines = text.split("\n")
        self.marks: list[Mark] = []
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

    def at(self, mark: Mark) -> str:
        """The field whose text stands at a place; empty when none does."""
        if self.lines[mark.line - 1].lstrip().startswith("#"):
            return ""
        index = bisect_right(self.marks, mark)
        indentation = self.lines[mark.line - 1][: mark.column - 1].strip(" -") == ""
        if indentation and index < len(self.marks) and self.marks[index].line == mark.line:
            return self.names[index]
        return self.names[index - 1] if index else ""
