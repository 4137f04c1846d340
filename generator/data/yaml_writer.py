"""Writes plain values as YAML in the style of the data files; `strict_yaml` reads them back unchanged.

All new data files are written here. Files that people have edited are changed by `office.yaml_edits`, which
keeps their comments.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from generator.data.characters import FORBIDDEN

Quote: TypeAlias = Literal['"', "'"]


class Quoted(str):
    """A text to be written in quotes even where they are not needed."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class OneLine:
    """A value to be written on one line, with lists and mappings in brackets."""

    value: "Value"


Value: TypeAlias = "str | date | Decimal | OneLine | Sequence[Value] | Mapping[str, Value]"
"""What can be written. Dates and numbers are written without quotes, texts that look like them with them."""


def dump(value: Value, *, indent: str = "", quote: Quote = '"') -> str:
    """Return a value as YAML: keys in their order, a line per field and item, a newline at the end.

    A text is quoted only where it would otherwise be read as something else: by the strict loader, or as a
    number, date or flag (``no``) by other YAML readers. Some values can be written that the strict loader
    refuses: an empty text, or a control character (written as an escape).

    Args:
        value: What to write.
        indent: Spaces before each line.
        quote: Preferred quotes, where either kind would do.
    """
    return "".join(f"{line}\n" for line in _YamlWriter(quote).block(value, indent))


@dataclass(frozen=True, slots=True)
class _YamlWriter:
    quote: Quote

    def block(self, value: Value, indent: str) -> Iterator[str]:
        """Yield the lines of a value, each beginning with `indent`."""
        if isinstance(value, Mapping) and value:
            for key, item in value.items():
                yield from self._field(self._text(key, flow=False), item, indent)
        elif isinstance(value, Sequence) and not isinstance(value, str) and value:
            for item in value:
                first, *more = self.block(item, f"{indent}  ")
                yield f"{indent}- {first[len(indent) + 2 :]}"
                yield from more
        else:
            yield f"{indent}{self._line(value, flow=False)}"

    def _field(self, key: str, value: Value, indent: str) -> Iterator[str]:
        if isinstance(value, Mapping | Sequence) and not isinstance(value, str) and value:
            yield f"{indent}{key}:"
            yield from self.block(value, f"{indent}  ")
        else:
            yield f"{indent}{key}: {self._line(value, flow=False)}"

    def _line(self, value: Value, *, flow: bool) -> str:
        """Return a value on one line; `flow` says that it is inside brackets."""
        match value:
            case OneLine():
                return self._line(value.value, flow=flow)
            case str():
                return self._text(value, flow=flow)
            case date():
                return value.isoformat()
            case Decimal():
                return format(value, "f")
            case Mapping():
                fields = (f"{self._text(k, flow=True)}: {self._line(v, flow=True)}" for k, v in value.items())
                return f"{{{', '.join(fields)}}}"
            case _:
                return f"[{', '.join(self._line(item, flow=True) for item in value)}]"

    def _text(self, text: str, *, flow: bool) -> str:
        if not isinstance(text, Quoted) and not quotes_for(text, flow=flow):
            return text
        if self.quote == "'" and "'" not in text and not _UNSHOWN.search(text):
            return f"'{text}'"
        return _UNSHOWN.sub(_escape, json.dumps(text, ensure_ascii=False))


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"  # noqa: PLR2004 - the last of four digits


_UNSHOWN = re.compile("|".join(["[\t\n\ud800-\udfff]", *(pattern.pattern for pattern in FORBIDDEN.values())]))
"""Characters that must be written as escapes, and so in double quotes."""

_READ_OTHERWISE = re.compile(
    r"""~|null|true|false|yes|no|on|off|y|n|=|<<
    |[-+]?(?:\d[\d_]*(?::\d+)*(?:\.[\d_]*)?|\.\d[\d_]*)(?:e[-+]?\d+)?
    |[-+]?0[box][\da-f_]+
    |[-+]?\.(?:inf|nan)
    |\d{4}-\d\d?-\d\d?(?:[Tt\s].*)?""",
    re.IGNORECASE | re.ASCII | re.VERBOSE,
)
"""Texts that YAML 1.1 or 1.2 readers take for null, a flag, a number or a date."""

_SIGN_FIRST = re.compile(r"[?:,\[\]{}#&*!|>'\"%@`\s]|-(?:\s|$)|---|\.\.\.")
_SIGN_WITHIN = re.compile(r":(?:\s|$)|\s#|\s$")
_SIGN_IN_BRACKETS = re.compile(r"[,?\[\]{}]")


def quotes_for(text: str, *, flow: bool) -> Literal["", "'", '"']:
    """Return the quotes that a text needs to be read back as the same text; empty if it needs none.

    Args:
        text: The text.
        flow: Whether it is inside brackets.
    """
    if _UNSHOWN.search(text):
        return '"'
    if not text or _SIGN_FIRST.match(text) or _SIGN_WITHIN.search(text) or _READ_OTHERWISE.fullmatch(text):
        return "'"
    return "'" if flow and _SIGN_IN_BRACKETS.search(text) else ""
