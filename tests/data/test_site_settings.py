"""Days in `mkdocs.yml`: those that are none are told with their line, before MkDocs reads the file."""

from pathlib import Path

import pytest

from generator.data.site_settings import AS_OF, check_settings
from tests.paths import ROOT


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "plugins:\n  - portal:\n      as_of: 2026-02-30\n",
            [(3, 14, AS_OF, "no-such-date")],
        ),
        ("plugins:\n  - portal: {as_of: hôm nay}\n", [(2, 21, AS_OF, "bad-date")]),
        ("plugins:\n  - portal: {as_of: [1]}\n", [(2, 21, AS_OF, "bad-date")]),
        ("plugins:\n  - portal: {as_of: 20260630}\n", [(2, 21, AS_OF, "bad-date")]),
        (
            "plugins:\n  portal: {as_of: 2026-06-30T10:00:00}\n",
            [(2, 19, AS_OF, "bad-date")],
        ),
        ("plugins:\n  - portal: {as_of: 2026-06-30}\n", []),
        ("plugins:\n  - portal: {as_of: '2026-06-30'}\n", []),
        ("plugins:\n  - portal: {as_of: !ENV [DAY, '']}\n", []),
        ("plugins:\n  - portal: {as_of: }\n", []),
        (
            "extra: {a: 2026-02-31, b: 2026-02-28}\n",
            [(1, 12, "extra.a", "no-such-date")],
        ),
        ("a: &a [*a]\n", []),
        ("a: *b\n", []),
        ("a: \x00", []),
        ("", []),
    ],
)
def test_a_day_that_is_none_is_told_with_its_line(
    tmp_path: Path, text: str, found: list[tuple[int, int, str, str]]
) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text(text, encoding="utf-8")
    told = check_settings(file)
    assert [(one.line, one.column, one.field, one.code) for one in told] == found
    assert all(one.path == "mkdocs.yml" for one in told)


def test_our_own_settings_are_sound(tmp_path: Path) -> None:
    assert check_settings(ROOT / "mkdocs.yml") == []
    assert check_settings(tmp_path / "mkdocs.yml") == []
