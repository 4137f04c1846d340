"""What the YAML parser could not read, told as a problem in the words of someone who types the file.

The parser (libyaml) says what it expected; a person needs to know what they typed. Its messages are
matched by their words, which are those of its only C implementation; an unknown one becomes the general
problem `unreadable`, at the same place.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import yaml

from generator.data.problems import WHOLE_FILE, FileProblems, Mark

LONGEST_KEY = 1024
"""Characters of a line in which the parser looks for a key."""

_KEY = re.compile(r"\s*(?:- +)*([^\s:#\"'\[\]{},][^:#\"'\[\]{},]*?) *:")
_KEY_WITHOUT_SPACE = re.compile(r"\s*(?:- +)*[\w-]+(:)[^\s:/]")


class _Told(NamedTuple):
    """A syntax error as a problem."""

    mark: Mark
    code: str
    params: dict[str, str]


@dataclass(frozen=True)
class _Failure:
    """The parser's error, with the lines of the file at hand."""

    words: str
    """What the parser was reading and what it missed."""
    mark: Mark
    """Where it stopped."""
    start: Mark
    """Where what it was reading began; the same place when the parser does not say."""
    bracket: Mark | None
    """Where the innermost list or mapping in brackets begins that has not ended."""
    lines: list[str]

    def line(self, mark: Mark) -> str:
        return self.lines[mark.line - 1] if mark.line <= len(self.lines) else ""

    def rest(self, mark: Mark) -> str:
        """The line from a place on."""
        return self.line(mark)[mark.column - 1 :].rstrip()

    def before(self, mark: Mark) -> str:
        """The line up to a place."""
        return self.line(mark)[: mark.column - 1]

    def at(self, mark: Mark) -> str:
        """The character at a place; empty at the end of the line."""
        return self.rest(mark)[:1]

    def last_text(self) -> Mark:
        """The last line with text above the place where the parser stopped."""
        number = min(self.mark.line, len(self.lines) + 1) - 1
        while number > 1 and not self.lines[number - 1].strip():
            number -= 1
        return Mark(max(number, 1), 1)

    def at_end(self) -> bool:
        """Whether nothing stands where the parser stopped, nor below."""
        return not self.rest(self.mark) and not any(line.strip() for line in self.lines[self.mark.line :])


def report_syntax_error(
    error: yaml.YAMLError, lines: list[str], bracket: Mark | None, problems: FileProblems
) -> None:
    """Adds the problem that an error of the parser stands for.

    Args:
        error: From the C parser.
        lines: The text that was parsed.
        bracket: Where the innermost list or mapping in brackets begins that has not ended.
        problems: The file's.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        problems.add(WHOLE_FILE, "", "unreadable", value="")
        return
    mark = Mark(error.problem_mark.line + 1, error.problem_mark.column + 1)
    context = error.context_mark
    start = Mark(context.line + 1, context.column + 1) if context else mark
    failure = _Failure(f"{error.context or ''}: {error.problem or ''}", mark, start, bracket, lines)
    told = next(filter(None, (rule(failure) for rule in _RULES)), None)
    if told is None:
        told = _Told(mark, "unreadable", {"value": failure.rest(mark)})
    key = _KEY.match(failure.line(told.mark))
    field = key[1] if key and told.code != "several-documents" else ""
    problems.add(told.mark, field, told.code, **told.params)


def _open_quote(failure: _Failure) -> _Told | None:
    if not re.search(r"quoted scalar.*(end of stream|document indicator)", failure.words):
        return None
    return _Told(failure.start, "open-quote", {"quote": failure.at(failure.start)})


def _bad_escape(failure: _Failure) -> _Told | None:
    if not re.search("escape|hexdecimal", failure.words):  # the parser spells it so
        return None
    backslash = failure.line(failure.mark)[: failure.mark.column].rfind("\\")
    escape = re.match(r'\\[^\s"]{0,5}', failure.line(failure.mark)[backslash:])
    return _Told(failure.mark, "bad-escape", {"value": escape[0] if escape else "\\"})


def _open_bracket(failure: _Failure) -> _Told | None:
    ended = "expected node content" in failure.words and failure.at_end()
    if failure.bracket is None or not (ended or "',' or" in failure.words):
        return None
    opener = failure.at(failure.bracket)
    line = (failure.last_text() if failure.at_end() else failure.mark).line
    params = {"open": opener, "close": "]" if opener == "[" else "}", "line": str(line)}
    return _Told(failure.bracket, "open-bracket", params)


def _tag(failure: _Failure) -> _Told | None:
    if not re.search("a tag|tag handle", failure.words):
        return None
    return _Told(failure.start, "tag", {"value": failure.rest(failure.start).split(" ")[0]})


def _bad_start(failure: _Failure) -> _Told | None:
    words = "cannot start any token|an alias|an anchor|block scalar|expected node content|mapping keys"
    if not re.search(words, failure.words):
        return None
    char = failure.at(failure.start)
    if char == ",":
        return _Told(failure.start, "stray-comma", {})
    return _Told(failure.start, "bad-start", {"char": char, "value": failure.rest(failure.start)})


def _list_beside_key(failure: _Failure) -> _Told | None:
    if "block sequence entries" not in failure.words:
        return None
    return _Told(failure.mark, "list-beside-key", {"value": failure.rest(failure.mark)})


def _no_colon(failure: _Failure) -> _Told | None:
    if "expected ':'" not in failure.words:
        return None
    joined = _KEY_WITHOUT_SPACE.match(failure.line(failure.start))
    if joined:
        mark = Mark(failure.start.line, joined.start(1) + 1)
        return _Told(mark, "no-space-after-colon", {"value": failure.rest(failure.start)})
    return _Told(failure.start, "no-colon", {"value": failure.rest(failure.start)})


def _second_document(failure: _Failure) -> _Told | None:
    ended = any(line.rstrip() == "..." for line in failure.lines[: failure.mark.line - 1])
    if not ended or "<document start>" not in failure.words:
        return None
    return _Told(failure.mark, "several-documents", {})


def _key_too_long(failure: _Failure) -> _Told | None:
    if failure.mark.column <= LONGEST_KEY:
        return None
    return _Told(failure.mark, "unreadable", {"value": failure.rest(failure.mark)})


def _no_space_above(failure: _Failure) -> _Told | None:
    """A key joined to its value is a text to the parser, which stumbles over the line that follows."""
    above = failure.last_text()
    joined = _KEY_WITHOUT_SPACE.match(failure.line(above))
    if joined is None or ": " in failure.line(above):
        return None
    mark = Mark(above.line, joined.start(1) + 1)
    return _Told(mark, "no-space-after-colon", {"value": failure.line(above).strip()})


def _colon_in_value(failure: _Failure) -> _Told | None:
    before = failure.before(failure.mark)
    if "mapping values" not in failure.words or not re.search(r":\s", before):
        return None
    value = re.split(r":\s+", before + failure.rest(failure.mark), maxsplit=1)[1]
    return _Told(failure.mark, "colon-in-value", {"value": value})


def _behind_a_value(failure: _Failure) -> _Told | None:
    if "expected key" not in failure.words:
        return None
    if failure.before(failure.mark).rstrip().endswith(('"', "'")):
        return _Told(failure.mark, "text-after-quote", {"value": failure.rest(failure.mark)})
    if failure.at(failure.mark) in {"]", "}"}:
        return _Told(failure.mark, "stray-bracket", {"char": failure.at(failure.mark)})
    return None


def _bad_indentation(failure: _Failure) -> _Told | None:
    if not re.search("mapping values|expected key|'-' indicator|<document start>", failure.words):
        return None
    # The depth is a matter of the whole line, so the line's first character is the place.
    line = failure.line(failure.mark)
    mark = Mark(failure.mark.line, len(line) - len(line.lstrip()) + 1)
    return _Told(mark, "bad-indentation", {"value": line.strip()})


_RULES: tuple[Callable[[_Failure], _Told | None], ...] = (
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
"""The first that applies tells; the later ones are about depth, where the parser's word is least exact."""
