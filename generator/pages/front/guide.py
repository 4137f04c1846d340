"""Data for the examples in the guide (``/huong-dan/``), made by really importing a form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.data.catalogue import Catalogue
from generator.data.check import check_files
from generator.data.differences import Published
from generator.data.history import Commit
from generator.data.problems import ProblemError
from generator.measures.metrics import Measured
from generator.office.example import Example, example
from generator.pages.record.differences import DifferenceInWords, describe
from generator.pages.record.preview import banner
from generator.view.presentation import Presentation
from generator.view.task_views import TaskViews

SAVED = Commit("1a2b3c4d5e6f", date(2026, 7, 10), "", "")
"""The made-up commit that counts as published in the example."""

FRAGMENTS = ("guide-head", "guide-form", "guide-mistakes", "guide-dry-run", "guide-preview", "guide-report")


@dataclass(frozen=True, slots=True)
class GuideView:
    """What the fragments of the guide show."""

    example: Example
    banner: str
    differences: tuple[DifferenceInWords, ...]


def guide(files: Mapping[str, bytes], catalogue: Catalogue) -> GuideView:
    """Make the examples of the guide.

    Args:
        files: The files of the folder with the made-up data, by path relative to it.
        catalogue: Vietnamese words.

    Raises:
        ProblemError: The made-up data have errors.
    """
    made = example(files, catalogue)
    was, now = _views(made.published, catalogue), _views(made.taken, catalogue)
    found = describe(now, was, Published(made.published, SAVED))
    return GuideView(made, banner(now.values.t, found, ()).words, found.items)


def _views(files: Mapping[str, bytes], catalogue: Catalogue) -> TaskViews:
    portal, problems = check_files(files)
    if portal is None:
        raise ProblemError(problems)
    return Presentation.of(Measured(portal, portal.settings.as_of), catalogue).task_views
