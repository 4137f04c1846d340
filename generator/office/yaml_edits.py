"""Changes single entries of data files; all other bytes stay the same.

The only module that uses ruamel, which keeps comments, order and quotes of the entries it edits. New entries
are written by `yaml_writer`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, SingleQuotedScalarString

from generator.data.nodes import Mapping as MappingNode
from generator.data.nodes import Node
from generator.data.nodes import Sequence as SequenceNode
from generator.data.strict_yaml import load
from generator.data.yaml_writer import OneLine, dump, quotes_for

Plain: TypeAlias = str | Sequence[str]

WIDEST = 1 << 20
"""Line width for ruamel, so large that it never wraps a line."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry of a list to change or to add."""

    fields: Mapping[str, Plain]
    """All fields of the entry, in order; a field not among them is removed."""
    index: int | None = None
    """0-based position of the entry to change; None to add one."""


def edit_list(path: str, data: bytes, key: str, edits: Iterable[Edit]) -> bytes:
    """Return the file with some entries of a list changed and new ones added at the list's end.

    Args:
        path: Path of the file, for the loader.
        data: Bytes of the file, which must be valid.
        key: Key of the list; empty when the file itself is the list.
        edits: The entries to change and to add.
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


@dataclass(frozen=True, slots=True)
class ListPiece:
    """One entry of the new list: a present entry with some fields set, or a new one."""

    lines: Sequence[str]
    """YAML lines of a new entry; for a present one, comments to put above it."""
    index: int | None = None
    """0-based position of the present entry; None for a new one."""
    fields: Mapping[str, Plain | Mapping[str, str] | None] = field(default_factory=dict)
    """Fields of a present entry to set; None removes a field, other fields stay as they are."""


def rearranged(path: str, data: bytes, pieces: Iterable[ListPiece], dropped: re.Pattern[str]) -> bytes:
    """Return a file that is a list with its entries in a new order and new ones added.

    Args:
        path: Path of the file, for the loader.
        data: Bytes of the file, which must be valid.
        pieces: The entries in their new order; a present entry not among them is removed with the comments
            above.
        dropped: Pattern of comments above present entries that are removed too.
    """
    node, _ = load(path, data)
    lines = data.decode().splitlines(keepends=True)
    items, _ = _list_at(node, "", lines)
    starts = [item.mark.line - 1 for item in items]
    ends = [
        _trimmed(lines, start, stop) for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]
    above = [lines[end:start] for end, start in zip([0, *ends], starts, strict=False)]
    found = []
    for piece in pieces:
        if piece.index is not None:
            found += [line for line in above[piece.index] if not dropped.match(line)]
        found += piece.lines
        if piece.index is not None:
            found += _set(lines[starts[piece.index] : ends[piece.index]], piece.fields)
    return "".join([*found, *(lines[ends[-1] :] if ends else [])]).encode()


def _set(lines: list[str], fields: Mapping[str, Plain | Mapping[str, str] | None]) -> list[str]:
    """Set some fields in the lines of one entry; if nothing changes, return the same lines."""
    yaml = _yaml()
    # Our files do not indent the dashes of the outer list, but indent those of inner lists by two. ruamel has
    # one rule for all lists, so the whole entry is indented by two here and moved back below.
    yaml.indent(mapping=2, sequence=4, offset=2)
    loaded: Any = yaml.load("".join(f"  {line}" for line in lines))
    entry = loaded[0]
    order = list(fields)
    changed = [_set_one(entry, name, value, order) for name, value in fields.items()]
    if not any(changed):
        return lines
    stream = StringIO()
    yaml.dump(loaded, stream)
    found = [line.removeprefix("  ") for line in stream.getvalue().splitlines(keepends=True)]
    # ruamel drops a comment together with its value; such comments are kept above the entry.
    there = {line.strip() for line in found}
    lost = [line.lstrip() for line in lines if line.lstrip().startswith("#") and line.strip() not in there]
    return [*lost, *found]


def _set_one(entry: Any, name: str, value: Plain | Mapping[str, str] | None, order: Sequence[str]) -> bool:
    """Set one field of an entry, a new one at its place in `order`; return whether anything changed."""
    old = entry.get(name)
    if not value:
        return entry.pop(name, None) is not None
    if isinstance(value, Mapping) and old is not None:
        return _set_parts(old, value)
    if old is not None and _plain(old) == _plain(value):
        return False
    new = _new(old, value)
    if old is None:
        entry.insert(sum(1 for other in order[: order.index(name)] if other in entry), name, new)
    else:
        entry[name] = new
    return True


def _set_parts(old: Any, new: Mapping[str, str]) -> bool:
    """Make a mapping hold exactly these texts; return whether anything changed."""
    gone = [key for key in old if key not in new]
    parts = [(key, part) for key, part in new.items() if str(old.get(key)) != part]
    for key in gone:
        del old[key]
    for key, part in parts:
        old[key] = _as(old.get(key), part)
    return bool(parts or gone)


def _new(old: Any, value: Plain | Mapping[str, str]) -> Any:
    """Make the new value of a field, as the old one is laid out; a mapping on one line."""
    if isinstance(value, str):
        return _as(old, value)
    if not isinstance(value, Mapping):
        return _list_as(old, value)
    made = CommentedMap((key, _text(part)) for key, part in value.items())
    made.fa.set_flow_style()
    return made


def _list_as(old: Any, new: Sequence[str]) -> CommentedSeq:
    """Make a list in the layout (one line or several) of the old one, with the comment after the old one."""
    listed = CommentedSeq(map(_text, new))
    if old is None or old.fa.flow_style():
        listed.fa.set_flow_style()
    elif len(old) - 1 in old.ca.items:
        listed.ca.items[len(new) - 1] = old.ca.items[len(old) - 1]
    return listed


def _as(old: Any, new: str) -> Any:
    """Give a text the quotes of the old one, unless it needs others."""
    quoted = isinstance(old, DoubleQuotedScalarString | SingleQuotedScalarString)
    needed = _text(new)
    return type(old)(new) if quoted and not isinstance(needed, DoubleQuotedScalarString) else needed


def _text(text: str) -> Any:
    """Give a text the quotes without which some reader would take it for something else.

    ruamel itself follows YAML 1.2 alone, where ``no`` and ``12:30`` are texts, and it writes a text such as
    ``: x`` inside brackets without the quotes it needs.
    """
    match quotes_for(text, flow=True):
        case "":
            return text
        case "'":
            return SingleQuotedScalarString(text)
        case _:
            return DoubleQuotedScalarString(text)


def rows_text(entries: Iterable[Mapping[str, Plain]]) -> str:
    """Return the YAML of a list with each entry on one line."""
    return "".join(_rows(entries, ""))


def _list_at(node: Node | None, key: str, lines: list[str]) -> tuple[Sequence[Node], int]:
    """Return the entries of the list and the 0-based number of the line after it."""
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
    """Return the line after an entry; comments and empty lines at its end belong to the next entry."""
    while stop > start + 1 and (not lines[stop - 1].strip() or lines[stop - 1].lstrip().startswith("#")):
        stop -= 1
    return stop


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _first_rows(lines: list[str], key: str, body: list[str]) -> bytes:
    """Return the file with rows added under a key whose list was empty (``results: []``)."""
    found = [f"{key}:\n" if line.split(":")[0] == key else line for line in lines]
    place = next(index for index, line in enumerate(found) if line == f"{key}:\n")
    return "".join([*found[: place + 1], *body, *found[place + 1 :]]).encode()


def _edited(lines: list[str], fields: Mapping[str, Plain], indent: str) -> list[str]:
    """Change the lines of one entry so that it has exactly these fields."""
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
    """Return a line for each entry, with single quotes as ruamel writes them."""
    listed = [OneLine(fields) for fields in entries]
    return dump(listed, indent=indent, quote="'").splitlines(keepends=True) if listed else []


def _value(value: Plain) -> Any:
    if isinstance(value, str):
        return _text(value)
    listed = CommentedSeq(map(_text, value))
    listed.fa.set_flow_style()
    return listed


def _plain(value: Any) -> Any:
    return [str(item) for item in value] if isinstance(value, list | tuple) else str(value)


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = WIDEST
    yaml.indent(mapping=2, sequence=2, offset=0)
    # All scalars of our files are texts: ruamel must not turn them into numbers or dates.
    yaml.version = None
    return yaml
