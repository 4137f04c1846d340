"""Remembers what was made of the bytes of a file, so that the same bytes are not parsed twice."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Memory(Generic[T]):
    """Results of a function of a file's path and bytes; what was not asked for longest is forgotten first.

    One command checks the same data several times (an import before and after its change, an inbox once for
    each form), and a preview again after each edit of one file. Results are shared: nobody may change them.
    """

    def __init__(self, limit: int) -> None:
        """`limit` is the most bytes of files whose results are kept."""
        self.limit = limit
        self.size = 0
        self._made: dict[tuple[str, bytes], T] = {}

    def get(self, path: str, data: bytes, make: Callable[[str, bytes], T]) -> T:
        """Return what `make` returns for a file, remembered if the same bytes were given before."""
        key = path, data
        if key in self._made:
            made = self._made.pop(key)
        else:
            made = make(path, data)
            self.size += len(data)
        self._made[key] = made
        while self.size > self.limit:
            oldest = next(iter(self._made))
            del self._made[oldest]
            self.size -= len(oldest[1])
        return made
