"""Turns errors of the YAML parser into problems that the person who typed the file understands.

The parser (libyaml) says what it expected; people need to know what is wrong with what they typed. Its
messages are recognised by their wording. One that is not recognised becomes the general problem
`unreadable`, at the same place.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import yaml

from generator.data.problems import WHOLE_FILE, FileProblems, Position

LONGEST_KEY = 1024
"""Characters of a line in which the parser looks for a key; keys further right are not found."""

_KEY = re.compile(r"\s*(?:- +)*([^\s:#\"'\[\]{},][^:#\"'\[\]{},]*?) *:")
_KEY_WITHOUT_SPACE = re.compile(r"\s*(?:- +)*[\w-]+(:)[^\s:/]")


class _Finding(NamedTuple):
    """The problem for a syntax error: place, code and parameters."""

    mark: Position
    code: str
    params: dict[str, str]


@dataclass(frozen=True)
class _Failure:
    """The parser's error, with the lines of the file."""

    words: str
    """The parser's message: what it was reading, and what it expected."""
    mark: Position
    """Where it stopped."""
    start: Position
    """Where the part it was reading began; equal to `mark` if the parser does not say."""
    bracket: Position | None
    """Opening bracket of the innermost list or mapping in brackets that is not closed."""
    lines: list[str]

    def line(self, mark: Position) -> str:
        return self.lines[mark.line - 1] if mark.line <= len(self.lines) else ""

    def rest(self, mark: Position) -> str:
        """Return the rest of the line from a place on."""
        return self.line(mark)[mark.column - 1 :].rstrip()

    def before(self, mark: Position) -> str:
        """Return the line up to a place."""
        return self.line(mark)[: mark.column - 1]

    def at(self, mark: Position) -> str:
        """Return the character at a place; empty at the end of the line."""
        return self.rest(mark)[:1]

    def last_text(self) -> Position:
        """Return the start of the last line with text above the place where the parser stopped."""
        number = min(self.mark.line, len(self.lines) + 1) - 1
        while number > 1 and not self.lines[number - 1].strip():
            number -= 1
        return Position(max(number, 1), 1)

    def at_end(self) -> bool:
        """Whether the file has no text at or after the place where the parser stopped."""
        return not self.rest(self.mark) and not any(line.strip() for line in self.lines[self.mark.line :])


def report_syntax_error(
    error: yaml.YAMLError, lines: list[str], bracket: Position | None, problems: FileProblems
) -> None:
    """Add the problem for an error of the parser.

    Args:
        error: The error raised by the C parser.
        lines: Lines of the text that was parsed.
        bracket: Opening bracket of the innermost list or mapping in brackets that is not closed.
        problems: Problems of the file, to which one is added.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        problems.add(WHOLE_FILE, "", "unreadable", value="")
        return
    mark = Position(error.problem_mark.line + 1, error.problem_mark.column + 1)
    context = error.context_mark
    start = Position(context.line + 1, context.column + 1) if context else mark
    failure = _Failure(f"{error.context or ''}: {error.problem or ''}", mark, start, bracket, lines)
    found = next(filter(None, (rule(failure) for rule in _RULES)), None)
    if found is None:
        found = _Finding(mark, "unreadable", {"value": failure.rest(mark)})
    key = _KEY.match(failure.line(found.mark))
    field = key[1] if key and found.code != "several-documents" else ""
    problems.add(found.mark, field, found.code, **found.params)


def _open_quote(failure: _Failure) -> _Finding | None:
    if not re.search(r"quoted scalar.*(end of stream|document indicator)", failure.words):
        return None
    return _Finding(failure.start, "open-quote", {"quote": failure.at(failure.start)})


def _bad_escape(failure: _Failure) -> _Finding | None:
    if not re.search("escape|hexdecimal", failure.words):  # the parser's own misspelling
        return None
    backslash = failure.line(failure.mark)[: failure.mark.column].rfind("\\")
    escape = re.match(r'\\[^\s"]{0,5}', failure.line(failure.mark)[backslash:])
    return _Finding(failure.mark, "bad-escape", {"value": escape[0] if escape else "\\"})


def _open_bracket(failure: _Failure) -> _Finding | None:
    ended = "expected node content" in failure.words and failure.at_end()
    if failure.bracket is None or not (ended or "',' or" in failure.words):
        return None
    opener = failure.at(failure.bracket)
    line = (failure.last_text() if failure.at_end() else failure.mark).line
    params = {"open": opener, "close": "]" if opener == "[" else "}", "line": str(line)}
    return _Finding(failure.bracket, "open-bracket", params)


def _tag(failure: _Failure) -> _Finding | None:
    if not re.search("a tag|tag handle", failure.words):
        return None
    return _Finding(failure.start, "tag", {"value": failure.rest(failure.start).split(" ")[0]})


def _bad_start(failure: _Failure) -> _Finding | None:
    words = "cannot start any token|an alias|an anchor|block scalar|expected node content|mapping keys"
    if not re.search(words, failure.words):
        return None
    char = failure.at(failure.start)
    if char == ",":
        return _Finding(failure.start, "stray-comma", {})
    return _Finding(failure.start, "bad-start", {"char": char, "value": failure.rest(failure.start)})


def _list_beside_key(failure: _Failure) -> _Finding | None:
    if "block sequence entries" not in failure.words:
        return None
    return _Finding(failure.mark, "list-beside-key", {"value": failure.rest(failure.mark)})


def _no_colon(failure: _Failure) -> _Finding | None:
    if "expected ':'" not in failure.words:
        return None
    joined = _KEY_WITHOUT_SPACE.match(failure.line(failure.start))
    if joined:
        mark = Position(failure.start.line, joined.start(1) + 1)
        return _Finding(mark, "no-space-after-colon", {"value": failure.rest(failure.start)})
    return _Finding(failure.start, "no-colon", {"value": failure.rest(failure.start)})


def _second_document(failure: _Failure) -> _Finding | None:
    ended = any(line.rstrip() == "..." for line in failure.lines[: failure.mark.line - 1])
    if not ended or "<document start>" not in failure.words:
        return None
    return _Finding(failure.mark, "several-documents", {})


def _key_too_long(failure: _Failure) -> _Finding | None:
    if failure.mark.column <= LONGEST_KEY:
        return None
    return _Finding(failure.mark, "unreadable", {"value": failure.rest(failure.mark)})


def _no_space_above(failure: _Failure) -> _Finding | None:
    """A missing space after a colon: the parser reads ``key:value`` as a text and fails on the next line."""
    above = failure.last_text()
    joined = _KEY_WITHOUT_SPACE.match(failure.line(above))
    if joined is None or ": " in failure.line(above):
        return None
    mark = Position(above.line, joined.start(1) + 1)
    return _Finding(mark, "no-space-after-colon", {"value": failure.line(above).strip()})


def _colon_in_value(failure: _Failure) -> _Finding | None:
    before = failure.before(failure.mark)
    if "mapping values" not in failure.words or not re.search(r":\s", before):
        return None
    value = re.split(r":\s+", before + failure.rest(failure.mark), maxsplit=1)[1]
    return _Finding(failure.mark, "colon-in-value", {"value": value})


def _behind_a_value(failure: _Failure) -> _Finding | None:
    if "expected key" not in failure.words:
        return None
    if failure.before(failure.mark).rstrip().endswith(('"', "'")):
        return _Finding(failure.mark, "text-after-quote", {"value": failure.rest(failure.mark)})
    if failure.at(failure.mark) in {"]", "}"}:
        return _Finding(failure.mark, "stray-bracket", {"char": failure.at(failure.mark)})
    return None


def _bad_indentation(failure: _Failure) -> _Finding | None:
    if not re.search("mapping values|expected key|'-' indicator|<document start>", failure.words):
        return None
    # The indentation concerns the whole line, so the place is its first character.
    line = failure.line(failure.mark)
    mark = Position(failure.mark.line, len(line) - len(line.lstrip()) + 1)
    return _Finding(mark, "bad-indentation", {"value": line.strip()})


_RULES: tuple[Callable[[_Failure], _Finding | None], ...] = (
    _open_quote,
    _bad_escape,
    _open_bracket,
    _tag,
    _bad_start,
    _list_beside_key,
    _no_colon,
    _second_document,
    _key_too_long,
    _no_space_above,
    _colon_in_value,
    _behind_a_value,
    _bad_indentation,
)
"""Rules in order; the first that returns a problem is used. Those about indentation come last, because the
parser's messages are least precise there."""
