"""What every command shares: its context, its options, and how failures are told."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from generator.data.catalogue import Catalogue, Language
from generator.data.problems import Problem, ProblemError, format_report

if TYPE_CHECKING:
    from generator.model.portal import Portal


class Context:
    """What every command shares: the root, the language of messages, progress on long work."""

    def __init__(self, root: Path, lang: Language) -> None:
        self.root = root
        self.catalogue = Catalogue.load(lang)

    def say(self, key: str, **params: str) -> None:
        """A line for the person at the terminal."""
        click.echo(self.catalogue.text(f"cli.{key}", **params))

    def fail(self, key: str, **params: str) -> NoReturn:
        """A line on standard error, and exit 1."""
        click.echo(self.catalogue.text(f"cli.{key}", **params), err=True)
        sys.exit(1)

    def progress(self, step: str) -> None:
        """A step of long work; nothing when nobody is watching."""
        if sys.stderr.isatty():
            click.echo(self.catalogue.text(f"cli.step.{step}"), err=True)

    def report(self, problems: list[Problem]) -> None:
        """Every problem, in the reader's words."""
        if problems:
            click.echo(format_report(problems, self.catalogue), err=True)

    def portal(self) -> "Portal":
        """The checked portal of the root; every problem, and exit 1, where there is none."""
        from generator.data.check import check_root

        with self.told():
            portal, problems = check_root(self.root)
        if portal is None:
            self.report(problems)
            sys.exit(1)
        return portal

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turns what can go wrong outside the program into words and exit 1, never a traceback."""
        from mkdocs.exceptions import MkDocsException

        from generator.build.manifest import SigningError
        from generator.build.previous_manifest import ChainError
        from generator.build.release import PublishError
        from generator.data.gitlog import GitError
        from generator.data.transaction import ReplaceError
        from generator.view.assets import MissingAssetError

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
            self.fail("disk-failed", path=str(error.filename or ""), message=error.strerror or str(error))


def language_option(command: Callable[..., None]) -> Callable[..., None]:
    """Adds ``--lang``, the language of messages."""
    return click.option(
        "--lang",
        type=click.Choice(["vi", "en"]),
        default="vi",
        show_default=True,
        help="Ngôn ngữ của thông báo.",
    )(command)


def root_options(command: Callable[..., None]) -> Callable[..., None]:
    """Adds ``--root`` and ``--lang``, which every command on a root takes."""
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
    """The secret key: the file's, else what the environment holds; empty where nobody gives one."""
    return value.read_bytes() if value else os.environ.get("MINISIGN_SECRET_KEY", "").encode()


key_option = click.option(
    "--key",
    callback=_key,
    metavar="TỆP",
    envvar="MINISIGN_SECRET_KEY_FILE",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Khóa bí mật minisign để ký bản kê; hoặc đặt nội dung khóa vào biến MINISIGN_SECRET_KEY.",
)
"""Gives the secret key as bytes, empty without one; its password stands in ``MINISIGN_PASSWORD``."""
