"""Placeholder until this family of pages is written."""

from collections.abc import Iterable

from generator.pages.kernel import Kernel
from generator.site import PageSpec


def pages(kernel: Kernel) -> Iterable[PageSpec]:
    """No pages yet."""
    return ()
