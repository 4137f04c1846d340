"""Reads a site's ``_headers`` as hosts do, and says which headers an address gets."""

import re
from pathlib import Path

Rules = list[tuple[re.Pattern[str], dict[str, str]]]
"""Pattern of the addresses and the headers, in the order of the file."""


def rules_of(site: Path) -> Rules:
    """The rules of a site; none for a folder without the file, such as a preview."""
    file = site / "_headers"
    found: Rules = []
    for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else ():
        if line.startswith("/"):
            found.append((_pattern(line), {}))
        elif line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            assert name not in found[-1][1], line
            found[-1][1][name] = value
    return found


def headers_of(rules: Rules, path: str) -> dict[str, str]:
    """Headers of an address. No two rules set the same one: Cloudflare joins them, Netlify takes one."""
    found: dict[str, str] = {}
    for pattern, headers in rules:
        if pattern.fullmatch(path):
            assert not found.keys() & headers.keys(), (path, headers)
            found |= headers
    return found


def _pattern(path: str) -> re.Pattern[str]:
    """``*`` is anything, slashes too and nothing as well; ``:name`` is one part of the path."""
    parts = re.split(r"(\*|:\w+)", path)
    assert parts.count("*") <= 1, path
    return re.compile("".join(".*" if p == "*" else "[^/]+" if p[:1] == ":" else re.escape(p) for p in parts))
