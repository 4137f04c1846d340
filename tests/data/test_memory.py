"""The same bytes of the same file are made into something once, while there is room to remember it."""

from generator.data.memory import Memory


class Maker:
    def __init__(self, limit: int) -> None:
        self.memory: Memory[str] = Memory(limit)
        self.made: list[str] = []

    def __call__(self, path: str, data: bytes) -> str:
        return self.memory.get(path, data, self.make)

    def make(self, path: str, data: bytes) -> str:
        self.made.append(path)
        return f"{path}: {data.decode()}"


def test_the_same_bytes_of_the_same_file_are_made_once() -> None:
    maker = Maker(100)
    assert [maker("a", b"1"), maker("a", b"1")] == ["a: 1", "a: 1"]
    assert maker.made == ["a"]


def test_other_bytes_and_another_path_are_another_file() -> None:
    maker = Maker(100)
    assert [maker("a", b"1"), maker("a", b"2"), maker("b", b"1")] == ["a: 1", "a: 2", "b: 1"]


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    maker = Maker(4)
    for path in ("a", "b", "a", "c", "a", "b"):
        maker(path, b"12")
    assert maker.made == ["a", "b", "c", "b"]
    assert maker.memory.size == 4


def test_a_file_larger_than_the_room_is_made_and_forgotten() -> None:
    maker = Maker(4)
    assert [maker("a", b"12345"), maker("a", b"12345")] == ["a: 12345", "a: 12345"]
    assert maker.made == ["a", "a"]
    assert maker.memory.size == 0
