"""Colours by name as the style sheet gives them, for drawings that stand outside any page of ours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.view.rendering import PROJECT

TOKENS = PROJECT / "site_templates" / "styles" / "10-tokens.css"

NAMED = re.compile(r"var\(--([a-z-]+)\)")
"""How a drawing names a colour."""

_TOKEN = re.compile(r"--([a-z-]+):\s*(#[0-9a-fA-F]{6})")
_DARK = "(prefers-color-scheme: dark)"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours by name; every name has both."""

    light: Mapping[str, str]
    dark: Mapping[str, str]


@cache
def tokens(path: Path = TOKENS) -> Tokens:
    """The colours of both dresses."""
    light, _, dark = path.read_text(encoding="utf-8").partition(_DARK)
    found = dict(_TOKEN.findall(light))
    return Tokens(found, found | dict(_TOKEN.findall(dark)))
