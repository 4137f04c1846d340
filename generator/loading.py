"""From a root folder to a composed site: the pipeline's first six stages, read top to bottom."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.composing import compose
from generator.metrics import Measured
from generator.portal import Portal
from generator.problems import Problem, ProblemError
from generator.reading import parse_root, read_files
from generator.rendering import templates_of
from generator.resolving import resolve
from generator.site import Site
from generator.strict_yaml import Mark
from generator.strings import Catalogue


@dataclass(frozen=True, slots=True)
class Composed:
    """A checked and composed root."""

    measured: Measured
    site: Site
    warnings: tuple[Problem, ...]


def check_root(root: Path) -> tuple[Portal | None, list[Problem]]:
    """Every problem of a root's data, and its portal when none is an error."""
    if not (root / "data").is_dir():
        return None, [Problem.make("data", Mark(0, 0), "", "missing-folder")]
    records, problems = parse_root(read_files(root))
    portal, found = resolve(records)
    return (None if any(p.severity == "error" for p in problems) else portal), problems + found


def load_measured(root: Path, as_of: date | None = None) -> tuple[Measured, list[Problem]]:
    """A checked root measured on a day (its own ``as_of`` when none is given); raises `ProblemError`."""
    portal, problems = check_root(root)
    if portal is None:
        raise ProblemError(problems)
    return Measured(portal, as_of or portal.settings.as_of), problems


def load_site(root: Path, as_of: str | date | None = None, site_url: str = "") -> Composed:
    """Checks, measures and composes a root; raises `ProblemError` with every problem when it cannot.

    Args:
        root: Folder with ``data/``.
        as_of: Day the site speaks of; the root's own ``as_of`` when not given.
        site_url: Where the site will stand, for citations; empty while nobody has decided.
    """
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    measured, problems = load_measured(root, day)
    site = compose(measured, Catalogue.load("vi"), templates_of(root), site_url)
    return Composed(measured, site, tuple(problems))
