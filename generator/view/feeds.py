"""What readers of a page may follow: news as an Atom feed, deadlines of tasks as a calendar."""

from collections.abc import Callable
from dataclasses import dataclass

from generator.model.portal import Task


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whom one piece of news concerns, by id."""

    agencies: frozenset[str]
    areas: frozenset[str]


@dataclass(frozen=True, slots=True)
class Feed:
    """The Atom feed of a page."""

    title: str
    holds: Callable[[Concerned], bool]
    """Whether the feed holds a piece of news, by whom that concerns."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar of a page; without a dated task there is none."""

    title: str
    tasks: tuple[Task, ...]
    """Tasks of the page in order; those with sub-tasks or without a day are passed over."""
