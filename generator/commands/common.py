"""What commands share: options, output, and turning errors into messages."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from generator.data.catalogue import Catalogue, Language
from generator.data.problems import Problem, ProblemError, format_report, visible

if TYPE_CHECKING:
    from generator.model.portal import Portal


class Context:
    """The root folder and the language of messages of one run, with functions that print."""

    def __init__(self, root: Path, lang: Language) -> None:
        self.root = root
        self.catalogue = Catalogue.load(lang)

    def say(self, key: str, **params: str) -> None:
        """Print the catalogue's text ``cli.<key>`` to standard output."""
        echo(self.catalogue.text(f"cli.{key}", **_visible(params)))

    def fail(self, key: str, **params: str) -> NoReturn:
        """Print the catalogue's text ``cli.<key>`` to standard error and exit with 1."""
        echo(self.catalogue.text(f"cli.{key}", **_visible(params)), err=True)
        sys.exit(1)

    def progress(self, step: str) -> None:
        """Print the name of a step (``cli.step.<step>``) if standard error is a terminal."""
        if sys.stderr.isatty():
            echo(self.catalogue.text(f"cli.step.{step}"), err=True)

    def report(self, problems: list[Problem]) -> None:
        """Print the problems, if any, to standard error."""
        if problems:
            echo(format_report(problems, self.catalogue), err=True)

    def portal(self) -> "Portal":
        """Return the checked portal of the root; if the data have errors, print all problems and exit 1."""
        from generator.data.check import check_root

        with self.errors_as_messages():
            portal, problems = check_root(self.root)
        if portal is None:
            self.report(problems)
            sys.exit(1)
        return portal

    @contextmanager
    def errors_as_messages(self) -> Iterator[None]:
        """Turn expected errors (data, files, git, MkDocs) into a message and exit 1, without a traceback."""
        from mkdocs.exceptions import MkDocsException

        from generator.build.manifest import SigningError
        from generator.build.previous_manifest import ChainError
        from generator.build.release import PublishError
        from generator.data.gitlog import GitError
        from generator.data.transaction import ReplaceError
        from generator.view.missing_asset import MissingAssetError

        try:
            yield
        except ProblemError as error:
            self.report(error.problems)
            sys.exit(1)
        except (PublishError, ChainError, ReplaceError) as error:
            self.fail(error.code, **error.params)
        except SigningError as error:
            self.fail(f"sign-{error.code}", **error.params)
        except GitError as error:
            self.fail("git-failed", message=str(error))
        except MissingAssetError as error:
            self.fail("missing-asset", value=str(error.path))
        except MkDocsException as error:
            self.fail("mkdocs-failed", message=str(error).strip())
        except OSError as error:
            path = self._in_root(os.fsdecode(error.filename or ""))
            self.fail("disk-failed", path=path, message=error.strerror or str(error))

    def _in_root(self, path: str) -> str:
        """Return a path as messages show it: relative to the root if it lies there."""
        root = self.root.resolve()
        found = Path(path).resolve() if path else root
        return found.relative_to(root).as_posix() if found.is_relative_to(root) else path


_COMMAND = re.compile(r"(^|[\r\x0b\x0c\x85\u2028\u2029])(\s*)(?=::)|(?<=##)(?=\[)", re.MULTILINE)
"""Where a line begins with ``::``, or ``##[`` stands anywhere: commands to the machine that runs CI."""


def echo(text: str, *, err: bool = False) -> None:
    """Print a text; no line of it is a command to the machine that runs CI, whoever wrote what it quotes."""
    broken = _COMMAND.sub(lambda found: " " if found[1] is None else f"{found[0]}│ ", text)
    click.echo(broken, err=err)


def _visible(params: dict[str, str]) -> dict[str, str]:
    """Return values as messages show them: names of files may hold bytes or marks that no terminal shows."""
    return {name: "\n".join(map(visible, value.split("\n"))) for name, value in params.items()}


def language_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add the option ``--lang``, the language of messages, to a command."""
    return click.option(
        "--lang",
        type=click.Choice(["vi", "en"]),
        default="vi",
        show_default=True,
        help="Ngôn ngữ của thông báo.",
    )(command)


def root_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options ``--root`` and ``--lang`` to a command."""
    return click.option(
        "--root",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(),
        help="Thư mục có data/ và content/ (mặc định: thư mục hiện tại).",
    )(language_option(command))


def _as_of(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r}: cần ngày dạng 2026-11-22") from None


as_of_option = click.option(
    "--as-of", callback=_as_of, metavar="NGÀY", help="Ngày mà trạng thái được tính đến, dạng 2026-11-22."
)


def _key(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> bytes:
    """Return the secret key from the file given, else from the environment; empty if there is none."""
    return value.read_bytes() if value else os.environ.get("MINISIGN_SECRET_KEY", "").encode()


key_option = click.option(
    "--key",
    callback=_key,
    metavar="TỆP",
    envvar="MINISIGN_SECRET_KEY_FILE",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Khóa bí mật minisign để ký bản kê; hoặc đặt nội dung khóa vào biến MINISIGN_SECRET_KEY.",
)
"""Gives the command the secret key as bytes, empty without one; the password is in ``MINISIGN_PASSWORD``."""
