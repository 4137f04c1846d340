"""Checks the days in ``mkdocs.yml`` before MkDocs reads it.

YAML takes ``2026-02-30`` for a day and fails on it with an error of Python. The as-of day of the plugin must
be one. Everything else in the file is left to MkDocs.
"""

from collections.abc import Iterator
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from generator.data.problems import Position, Problem
from generator.data.suggestions import as_day
from generator.model.scalars import Day

AS_OF = "plugins.portal.as_of"
"""The as-of day of ``mkdocs build``; a ``portal`` command has its own option."""

_DAY: TypeAdapter[object] = TypeAdapter(Day)
_TIMESTAMP = "tag:yaml.org,2002:timestamp"
_ENV = "!ENV"
"""Tag of a value that MkDocs takes from the environment."""

_LISTS_OF_NAMES = ("plugins", "markdown_extensions")
"""Lists whose entries are named, not counted, in a field."""


def check_settings(path: Path) -> list[Problem]:
    """Return a problem for each day that does not exist, and for an as-of day that is none.

    Args:
        path: The file ``mkdocs.yml``; one that cannot be read at all is left to MkDocs, which says why.
    """
    try:
        root = yaml.compose(path.read_bytes(), Loader=yaml.CSafeLoader)
    except (OSError, ValueError, yaml.YAMLError):
        return []
    found = _values(root, "", set()) if root is not None else ()
    return [problem for field, node in found for problem in _day_problems(path.name, field, node)]


def _values(node: yaml.Node, field: str, above: set[int]) -> Iterator[tuple[str, yaml.Node]]:
    """Yield every value with the keys that lead to it; an alias of what is around it is not followed."""
    yield field, node
    if id(node) in above:
        return
    inner = above | {id(node)}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
            yield from _values(value, f"{field}.{name}".lstrip("."), inner)
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value, 1):
            named = field in _LISTS_OF_NAMES and isinstance(value, yaml.MappingNode)
            yield from _values(value, field if named else f"{field}.{place}", inner)


def _day_problems(file: str, field: str, node: yaml.Node) -> Iterator[Problem]:
    if node.tag == _ENV or not (field == AS_OF or node.tag == _TIMESTAMP):
        return
    is_text = isinstance(node, yaml.ScalarNode)
    written = str(node.value) if is_text else ""
    if field == AS_OF and is_text and not written:
        return
    if field != AS_OF and isinstance(node, yaml.ScalarNode) and _exists(node):
        return
    try:
        _DAY.validate_python(written)
    except ValidationError as error:
        mark = Position(node.start_mark.line + 1, node.start_mark.column + 1)
        found = error.errors()[0]
        yield Problem.make(file, mark, field, found["type"], value=written, near=as_day(written))


def _exists(node: yaml.ScalarNode) -> bool:
    """Whether YAML can make a day or moment of what it takes for one."""
    try:
        yaml.constructor.SafeConstructor().construct_yaml_timestamp(node)
    except ValueError:
        return False
    return True
