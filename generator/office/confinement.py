"""Uploaded workbooks opened in a process of their own, which the operating system holds to its limits.

The limits of `office.limits` refuse what weighs too much before a library sees it. Should one of the
libraries still be led astray, this process runs out of its memory or its time, is ended, and the file is
refused; the process that writes the data never opens a file itself.

As a module (``python -m generator.office.confinement``) it is that process: a file in, its sheets out, again
and again.
"""

import json
import os
import resource
import select
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from decimal import Decimal
from typing import IO, Any

from generator.office.package_limits import RefusedError
from generator.office.workbook import Cell, Sheet, open_workbook

MEMORY = 512 * 2**20
"""Address space of the process, in bytes."""

SECONDS = 5
"""Processor time of one file, and as long again may pass on the clock before the process is ended."""

START = 60
"""Seconds in which the process must have started."""

COMMAND = (sys.executable, "-P", "-m", "generator.office.confinement")
"""The process; the folder that it is started in lends it no code."""

_SIZE = struct.Struct(">I")
_READY = b"ready"


class Confined:
    """Opens workbooks in the process that is held to the limits; begins a new one when that was ended."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self.command = command
        self._process: subprocess.Popen[bytes] | None = None

    def open(self, data: bytes) -> list[Sheet]:
        """The sheets of a workbook.

        Raises:
            RefusedError: it is none that the portal opens, or opening it takes more than the limits.
        """
        process = self._process or self._begun()
        self._process = process
        try:
            self._send(process, data)
            said = json.loads(self._taken(process, SECONDS))
        except (OSError, EOFError, TimeoutError):
            # Ended for its memory or its time, or about to be.
            self.end()
            raise RefusedError("xlsx-too-heavy", seconds=f"{SECONDS}", memory=f"{MEMORY // 2**20}") from None
        if refused := said.get("code"):
            raise RefusedError(refused, **said["params"])
        return [_sheet(sheet) for sheet in said["sheets"]]

    def end(self) -> None:
        """Ends the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _begun(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(  # noqa: S603 - the command is ours
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # A library's threads take address space for nothing.
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
        if self._taken(process, START) != _READY:
            raise EOFError
        return process

    def _send(self, process: subprocess.Popen[bytes], data: bytes) -> None:
        assert process.stdin is not None  # noqa: S101 - it was asked for
        process.stdin.write(_SIZE.pack(len(data)) + data)
        process.stdin.flush()

    def _taken(self, process: subprocess.Popen[bytes], seconds: float) -> bytes:
        assert process.stdout is not None  # noqa: S101 - it was asked for
        if not select.select([process.stdout], [], [], seconds)[0]:
            raise TimeoutError
        return _read(process.stdout)


@contextmanager
def confined() -> Iterator[Confined]:
    """One process for the files of an import."""
    reader = Confined()
    try:
        yield reader
    finally:
        reader.end()


def _read(stream: IO[bytes]) -> bytes:
    """One message: its length, then itself."""
    head = stream.read(_SIZE.size)
    if len(head) < _SIZE.size:
        raise EOFError
    (size,) = _SIZE.unpack(head)
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _plain(sheet: Sheet) -> dict[str, Any]:
    cells = [
        (c.row, c.column, c.kind, c.value if isinstance(c.value, bool) else str(c.value), c.percent)
        for c in sheet.cells.values()
    ]
    return {"name": sheet.name, "visible": sheet.visible, "cells": cells, "merged": sheet.merged}


def _sheet(plain: dict[str, Any]) -> Sheet:
    cells = {}
    for row, column, kind, text, percent in plain["cells"]:
        value = text
        if kind == "number":
            value = Decimal(text)
        elif kind == "date":
            value = date.fromisoformat(text)
        cells[row, column] = Cell(row, column, kind, value, percent)
    return Sheet(plain["name"], plain["visible"], cells, tuple(tuple(part) for part in plain["merged"]))


def _opened(data: bytes) -> dict[str, Any]:
    try:
        return {"sheets": [_plain(sheet) for sheet in open_workbook(data)]}
    except RefusedError as refused:
        return {"code": refused.code, "params": refused.params}
    except MemoryError:
        # Who waits for an answer hears none, and knows.
        sys.exit(1)


def main() -> None:
    """Opens file after file under the limits, until there are no more."""
    out = sys.stdout.buffer
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out.write(_SIZE.pack(len(_READY)) + _READY)
    out.flush()
    with suppress(EOFError):
        while True:
            data = _read(sys.stdin.buffer)
            used = resource.getrusage(resource.RUSAGE_SELF)
            spent = int(used.ru_utime + used.ru_stime)
            resource.setrlimit(resource.RLIMIT_CPU, (spent + SECONDS, resource.RLIM_INFINITY))
            said = json.dumps(_opened(data)).encode()
            out.write(_SIZE.pack(len(said)) + said)
            out.flush()


if __name__ == "__main__":
    main()
