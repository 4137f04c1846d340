"""The benchmark of builds measures in turns and prints a table; what it finds is no test's business."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.data.parser import read_files
from tests import bench_build
from tests.bench_build import ROUNDS, Laps, Pair, in_turns, main, reading
from tests.paths import ROOT


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """A clock that stands still; gives what moves it."""
    now = [100.0]
    monkeypatch.setattr(bench_build, "perf_counter", lambda: now[0])

    def forward(seconds: float) -> None:
        now[0] += seconds

    return forward


def test_ways_take_turns_and_the_fastest_counts(clock: Callable[[float], None]) -> None:
    order: list[str] = []
    slow, quick = iter((3.0, 2.0, 4.0)), iter((0.5, 0.25, 9.0))

    def way(name: str, seconds: Iterator[float]) -> Callable[[], None]:
        def turn() -> None:
            order.append(name)
            clock(next(seconds))

        return turn

    assert in_turns(way("slow", slow), way("quick", quick)) == [2.0, 0.25]
    assert order == ["slow", "quick"] * ROUNDS


def test_laps_add_up_and_leave_out_what_does_not_count(clock: Callable[[float], None]) -> None:
    laps = Laps()
    clock(7)
    for stage, seconds in (("check", 1), ("", 50), ("write", 2), ("write", 3)):
        laps.start(stage)
        clock(seconds)
    laps.start()
    clock(9)
    assert laps.seconds == {"check": 1, "write": 5}


def test_both_readers_read_the_real_data() -> None:
    pair = reading(read_files(ROOT))
    assert pair.ours > 0
    assert pair.other > 0


def test_the_tables(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def building(_: Path, laps: Laps) -> None:
        laps.seconds |= {"check": 1, "draw": 1, "compose": 4, "shells": 1, "write": 1}

    monkeypatch.setattr(bench_build, "building", building)
    monkeypatch.setattr(bench_build, "paging", lambda *_: Pair(0.001, 0.004))
    monkeypatch.setattr(bench_build, "reading", lambda *_: Pair(0.2, 0.4))
    main()
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[-1] for line in lines[1:3]] == ["0,50", "0,25"]
    assert [float(line.split()[-1].replace(",", ".")) for line in lines[5:]] == [12.5, 12.5, 50, 12.5, 12.5]
