"""From a root folder to a composed site: the pipeline's first six stages, read top to bottom."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.build.bodies import compose
from generator.data.catalogue import Catalogue
from generator.data.history import NO_HISTORY, History
from generator.data.problems import Problem
from generator.measures.loader import load_measured
from generator.measures.metrics import Measured
from generator.view.rendering import templates_of
from generator.view.site import Site


@dataclass(frozen=True, slots=True)
class Composed:
    """A checked and composed root."""

    measured: Measured
    site: Site
    warnings: tuple[Problem, ...]


def load_site(
    root: Path,
    as_of: str | date | None = None,
    site_url: str = "",
    history: History = NO_HISTORY,
    previous: str = "",
) -> Composed:
    """Checks, measures and composes a root; raises `ProblemError` with every problem when it cannot.

    Args:
        root: Folder with ``data/``.
        as_of: Day the site speaks of; the root's own ``as_of`` when not given.
        site_url: Where the site will stand, for citations; empty while nobody has decided.
        history: What git tells of the data (`reading_history`); none is told without it.
        previous: SHA-256 of the manifest published before, or `manifest.FIRST`; empty when not known.
    """
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    measured, problems = load_measured(root, day)
    site = compose(measured, Catalogue.load("vi"), templates_of(root), site_url, history, previous)
    return Composed(measured, site, tuple(problems))
