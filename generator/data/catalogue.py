"""The string catalogue: all words that the portal itself says, by language and dotted key.

A language is a set of files ``site_templates/strings/<part>.<lang>.yaml``, merged into one tree of keys.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from generator.data import strict_yaml
from generator.data.problems import Problem, ProblemError

Language = Literal["vi", "en"]

STRINGS = Path(__file__).resolve().parents[2] / "site_templates" / "strings"
"""Folder of the string files. It is next to the package, not under ``--root``, so that a folder with nothing
but data still gets messages."""

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A placeholder ``{name}``; braces around anything else are ordinary text."""


class TextOf(Protocol):
    """A function like `Catalogue.text`: returns the text of a key with its placeholders filled in."""

    def __call__(self, key: str, /, **params: object) -> str:
        """Return the text of a dotted key."""


@dataclass(frozen=True)
class Catalogue:
    """The texts of one language."""

    lang: Language
    entries: Mapping[str, str]
    """Text by dotted key ("problems.duplicate-key.found")."""

    @classmethod
    def load(cls, lang: Language, folder: Path = STRINGS) -> "Catalogue":
        """Read and merge all files of a language.

        Raises:
            ProblemError: A file is not valid strict YAML, contains something other than texts and mappings
                of texts, or repeats a key of another file.
        """
        entries: dict[str, str] = {}
        problems: list[Problem] = []
        for part in sorted(folder.glob(f"*.{lang}.yaml")):
            node, found = strict_yaml.load(part.name, part.read_bytes())
            problems += found
            if node is not None:
                problems += _add(entries, part.name, "", node)
        if any(problem.severity == "error" for problem in problems):
            raise ProblemError(problems)
        return cls(lang, entries)

    def text(self, key: str, /, **params: object) -> str:
        """Return the text of a key with its placeholders filled in.

        Raises:
            KeyError: There is no such key, or a placeholder has no value in `params`.
        """
        text = self.entries[key]
        if "{" not in text:
            return text
        return _PLACEHOLDER.sub(lambda match: str(params[match[1]]), text)

    def placeholders(self, key: str) -> frozenset[str]:
        """Names of the placeholders in the text of a key."""
        return frozenset(_PLACEHOLDER.findall(self.entries[key]))

    def instead(self, prefix: str) -> "Catalogue":
        """These texts, with the text of ``<prefix>.<key>`` in the place of that of ``<key>``."""
        start = f"{prefix}."
        other = {key.removeprefix(start): text for key, text in self.entries.items() if key.startswith(start)}
        return Catalogue(self.lang, {**self.entries, **other})

    def __contains__(self, key: str, /) -> bool:
        return key in self.entries


def _add(entries: dict[str, str], path: str, prefix: str, node: strict_yaml.Node) -> list[Problem]:
    """Add the texts below a node to `entries`; return a problem for each that cannot be added."""
    if isinstance(node, strict_yaml.Sequence) or (isinstance(node, strict_yaml.Scalar) and not prefix):
        return [Problem.make(path, node.mark, prefix, "expected-mapping", value="")]
    if isinstance(node, strict_yaml.Scalar):
        if prefix in entries:
            return [Problem.make(path, node.mark, prefix, "string-twice", key=prefix)]
        entries[prefix] = node.text
        return []
    return [
        problem
        for key, value in node.entries
        for problem in _add(entries, path, f"{prefix}.{key.text}" if prefix else key.text, value)
    ]
