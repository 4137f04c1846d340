"""Where things stand: the one place that knows how deep a test lies."""

from pathlib import Path

TESTS = Path(__file__).resolve().parent

ROOT = TESTS.parent
"""The repository, which is also the published root."""

MINIMAL = TESTS / "roots" / "minimal"
"""A root with one of each kind of record and no mistake in it."""
