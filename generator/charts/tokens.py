"""The style sheet's colours by name, for drawings used outside our pages, where the style sheet is absent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.view.rendering import PROJECT

TOKENS = PROJECT / "site_templates" / "styles" / "shared" / "tokens.css"

NAMED = re.compile(r"var\(--([a-z-]+)\)")
"""Matches a reference to a colour in a drawing, such as ``var(--sea)``."""

_TOKEN = re.compile(r"--([a-z-]+):\s*(#[0-9a-fA-F]{6})")
_DARK = "(prefers-color-scheme: dark)"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours (``#rrggbb``) by name; both mappings have the same names."""

    light: Mapping[str, str]
    dark: Mapping[str, str]


@cache
def tokens(path: Path = TOKENS) -> Tokens:
    """Read both themes' colours from the style sheet; a name without a dark colour keeps its light one."""
    light, _, dark = path.read_text(encoding="utf-8").partition(_DARK)
    found = dict(_TOKEN.findall(light))
    return Tokens(found, found | dict(_TOKEN.findall(dark)))
