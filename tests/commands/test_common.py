"""What commands print: to the right stream, in the language asked for, never a command to terminal or CI."""

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from generator.commands.common import Context, echo
from tests.paths import ROOT


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Dữ liệu hợp lệ: 5 kế hoạch.", "Dữ liệu hợp lệ: 5 kế hoạch."),
        ("a::b\nx: ::", "a::b\nx: ::"),
        ("::error file=x::Hỏng", "│ ::error file=x::Hỏng"),
        ("một\n::error::hai", "một\n│ ::error::hai"),
        ("một\n \t::add-mask::hai", "một\n \t│ ::add-mask::hai"),
        ("một\r::x", "một\r│ ::x"),
        ("một\u2028\u00a0::x", "một\u2028\u00a0│ ::x"),
        ("##[error]x", "## [error]x"),
        ("một ##[set-env name=A]x", "một ## [set-env name=A]x"),
        ("## [x]\n###[y]", "## [x]\n### [y]"),
    ],
)
def test_no_line_is_a_command_to_ci(text: str, printed: str) -> None:
    done = CliRunner().invoke(click.Command("x", callback=lambda: echo(text)))
    assert done.stdout == f"{printed}\n"
    done = CliRunner().invoke(click.Command("x", callback=lambda: echo(text, err=True)))
    assert done.stderr == f"{printed}\n"


def test_everything_is_printed_by_this_one_function() -> None:
    """But the plan that `import-plan --dry-run` prints to be kept as a file: byte by byte."""
    found = [
        f"{path.name}: {line.strip()}"
        for path in sorted(Path(ROOT / "generator").rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\bclick\.s?echo\(|(?<!\w)print\(|sys\.std(out|err)\.write", line)
    ]
    assert found == [
        "common.py: click.echo(broken, err=err)",
        'word.py: click.echo(f"{head}{data.decode()}", nl=False)',
    ]


def test_words_go_to_the_screen_and_failures_to_the_other_stream(capsys: pytest.CaptureFixture[str]) -> None:
    context = Context(Path(), "vi")
    context.say("sample-ok", communes="1", tasks="2", results="3", folder="x")
    with pytest.raises(SystemExit) as ended:
        context.fail("folder-not-empty", value="x")
    said = capsys.readouterr()
    assert said.out.startswith("Đã tạo dữ liệu minh họa trong x: 1 xã")
    assert "không trống" in said.err
    assert ended.value.code == 1


def test_a_name_cannot_speak_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        Context(Path(), "vi").fail("folder-not-empty", value="\x1b[2Jx")
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "U+001B[2Jx" in said


def test_words_come_in_the_language_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        Context(Path(), "en").fail("folder-not-empty", value="x")
    assert "not empty" in capsys.readouterr().err
