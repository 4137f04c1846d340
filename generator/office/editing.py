"""Data files edited by hand, as it were: only entries that change, all else byte for byte.

The only module that speaks to ruamel, which keeps the comments, order and quotes of the entries it edits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from generator.nodes import Mapping as MappingNode
from generator.nodes import Node
from generator.nodes import Sequence as SequenceNode
from generator.strict_yaml import load

Plain: TypeAlias = str | Sequence[str]

WIDEST = 1 << 20
"""Lines are never folded."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry of a list: an old one to be changed, or a new one."""

    fields: Mapping[str, Plain]
    """All its fields, in order."""
    index: int | None = None
    """0-based position of the old one."""


def edit_list(path: str, data: bytes, key: str, edits: Iterable[Edit]) -> bytes:
    """A file with the entries of the list under a key edited; new ones stand at its end.

    Args:
        path: Of the file, for the loader.
        data: Bytes of the file, which has no mistake.
        key: Of the list; empty when the file itself is the list.
        edits: What changes.
    """
    node, _ = load(path, data)
    lines = data.decode().splitlines(keepends=True)
    items, end = _list_at(node, key, lines)
    starts = [item.mark.line - 1 for item in items]
    changed = {edit.index: edit.fields for edit in edits if edit.index is not None}
    added = [edit.fields for edit in edits if edit.index is None]
    indent = _indent(lines[starts[0]]) if starts else ("  " if key else "")
    last = _trimmed(lines, starts[-1], end) if starts else end
    body = _rows(added, indent)
    if not starts and key:
        return _first_rows(lines, key, body)
    pieces = [*lines[: starts[0]]] if starts else lines[:]
    for index, start in enumerate(starts):
        stop = starts[index + 1] if index + 1 < len(starts) else end
        piece = lines[start:stop]
        if index in changed:
            own = _trimmed(lines, start, stop)
            piece = [*_edited(lines[start:own], changed[index], indent), *lines[own:stop]]
        if index == len(starts) - 1:
            tail = len(lines[last:stop])
            piece = [*piece[: len(piece) - tail], *body, *piece[len(piece) - tail :]]
        pieces += piece
    return "".join([*pieces, *(lines[end:] if starts else body)]).encode()


def rows_text(entries: Iterable[Mapping[str, Plain]], indent: str = "") -> str:
    """A list of entries, one a line."""
    return "".join(_rows(entries, indent))


def _list_at(node: Node | None, key: str, lines: list[str]) -> tuple[Sequence[Node], int]:
    """The entries of the list, and the 0-based line after it."""
    if isinstance(node, SequenceNode) and not key:
        return node.items, len(lines)
    if not isinstance(node, MappingNode):
        return (), len(lines)
    found: Sequence[Node] = ()
    start = -1
    for name, value in node.entries:
        if name.text == key and isinstance(value, SequenceNode):
            found, start = value.items, name.mark.line
    after = [name.mark.line - 1 for name, _ in node.entries if name.mark.line > start]
    return found, min(after, default=len(lines))


def _trimmed(lines: list[str], start: int, stop: int) -> int:
    """The line after an entry's own: remarks and empty lines at its end belong to what follows."""
    while stop > start + 1 and (not lines[stop - 1].strip() or lines[stop - 1].lstrip().startswith("#")):
        stop -= 1
    return stop


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _first_rows(lines: list[str], key: str, body: list[str]) -> bytes:
    """The file with rows under a key whose list was empty (``results: []``)."""
    found = [f"{key}:\n" if line.split(":")[0] == key else line for line in lines]
    place = next(index for index, line in enumerate(found) if line == f"{key}:\n")
    return "".join([*found[: place + 1], *body, *found[place + 1 :]]).encode()


def _edited(lines: list[str], fields: Mapping[str, Plain], indent: str) -> list[str]:
    """The lines of one entry with its fields changed."""
    yaml = _yaml()
    text = "".join(line.removeprefix(indent) for line in lines)
    loaded: Any = yaml.load(text)
    entry = loaded[0]
    for name in [name for name in entry if name not in fields]:
        del entry[name]
    order = list(fields)
    for place, (name, value) in enumerate(fields.items()):
        if name in entry:
            if _plain(entry[name]) != _plain(value):
                entry[name] = _value(value)
        else:
            before = sum(1 for other in order[:place] if other in entry)
            entry.insert(before, name, _value(value))
    stream = StringIO()
    yaml.dump(loaded, stream)
    return [f"{indent}{line}" for line in stream.getvalue().splitlines(keepends=True)]


def _rows(entries: Iterable[Mapping[str, Plain]], indent: str) -> list[str]:
    found = []
    for fields in entries:
        entry = CommentedMap((name, _value(value)) for name, value in fields.items())
        entry.fa.set_flow_style()
        stream = StringIO()
        _yaml().dump(CommentedSeq([entry]), stream)
        found.append(indent + stream.getvalue())
    return found


def _value(value: Plain) -> Any:
    if isinstance(value, str):
        return value
    listed = CommentedSeq(value)
    listed.fa.set_flow_style()
    return listed


def _plain(value: Any) -> Any:
    return [str(item) for item in value] if isinstance(value, list | tuple) else str(value)


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = WIDEST
    yaml.indent(mapping=2, sequence=2, offset=0)
    # Every scalar is a text to the portal: nothing may be resolved on the way through.
    yaml.version = None
    return yaml
