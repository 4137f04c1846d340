"""What readers of a page can subscribe to: news as an Atom feed, deadlines of tasks as a calendar."""

from collections.abc import Callable
from dataclasses import dataclass

from generator.model.portal import Task


@dataclass(frozen=True, slots=True)
class Concerned:
    """Ids of the agencies and areas that one piece of news concerns."""

    agencies: frozenset[str]
    areas: frozenset[str]


@dataclass(frozen=True, slots=True)
class Feed:
    """The Atom feed of a page."""

    title: str
    holds: Callable[[Concerned], bool]
    """Whether a piece of news belongs in the feed, decided by whom it concerns."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar of a page; not made if no task has a date."""

    title: str
    tasks: tuple[Task, ...]
    """Tasks of the page in order; tasks with sub-tasks or without a day are skipped."""
