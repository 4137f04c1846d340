"""Strangers' Word and Excel files opened in a process of their own, held to limits by the operating system.

The limits of `office.package_limits` refuse what weighs too much before a library sees it. Should one of the
libraries still be led astray, this process runs out of its memory or its time, is ended, and the file is
refused; the process that writes the data never opens a file itself.

As a module (``python -m generator.office.confinement``) it is that process. It reads two messages, the
kind of a file (`WORD` or `EXCEL`) and its bytes, writes one, the file's plain values or the reason of its
refusal as JSON, and so on until its input ends. A message is its length in four bytes, then itself.
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
from typing import IO, Any

from generator.office.package_limits import RefusedError
from generator.office.word_package import open_document
from generator.office.word_tables import Block, blocks_of, plain_blocks
from generator.office.workbook import Sheet, open_workbook, plain_sheets, sheets_of

MEMORY = 512 * 2**20
"""Address space of the process, in bytes."""

SECONDS = 5
"""Processor time of one file, and as long again may pass on the clock before the process is ended."""

START = 60
"""Seconds in which the process must have started."""

COMMAND = (sys.executable, "-P", "-m", "generator.office.confinement")
"""The process; the folder that it is started in lends it no code."""

WORD, EXCEL = b"docx", b"xlsx"
"""Kinds of files that the process opens."""

_SIZE = struct.Struct(">I")
_READY = b"ready"


class Confined:
    """Opens files in the process that is held to the limits; begins a new one when that was ended."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self.command = command
        self._process: subprocess.Popen[bytes] | None = None

    def workbook(self, data: bytes) -> list[Sheet]:
        """The sheets of an Excel workbook.

        Raises:
            RefusedError: it is none that the portal opens, or opening it takes more than the limits.
        """
        return sheets_of(self._found(EXCEL, data))

    def document(self, data: bytes) -> tuple[Block, ...]:
        """The paragraphs and tables of a Word document, in printed order.

        Raises:
            RefusedError: it is none that the portal opens, or opening it takes more than the limits.
        """
        return blocks_of(self._found(WORD, data))

    def _found(self, kind: bytes, data: bytes) -> list[dict[str, Any]]:
        """The plain values of a file."""
        process = self._process or self._begun()
        self._process = process
        try:
            self._send(process, kind, data)
            answer = json.loads(self._taken(process, SECONDS))
        except (OSError, EOFError, TimeoutError):
            # Ended for its memory or its time, or about to be.
            self.end()
            raise RefusedError("too-heavy", seconds=f"{SECONDS}", memory=f"{MEMORY // 2**20}") from None
        if reason := answer.get("reason"):
            raise RefusedError(reason, **answer["params"])
        found: list[dict[str, Any]] = answer["found"]
        return found

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

    def _send(self, process: subprocess.Popen[bytes], *messages: bytes) -> None:
        assert process.stdin is not None  # noqa: S101 - it was asked for
        _write(process.stdin, *messages)

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


def _write(stream: IO[bytes], *messages: bytes) -> None:
    for message in messages:
        stream.write(_SIZE.pack(len(message)) + message)
    stream.flush()


def _opened(kind: bytes, data: bytes) -> dict[str, Any]:
    """What the process answers: the plain values of a file, or why it is refused."""
    try:
        if kind == WORD:
            return {"found": plain_blocks(open_document(data))}
        return {"found": plain_sheets(open_workbook(data))}
    except RefusedError as refused:
        return {"reason": refused.reason, "params": refused.params}
    except MemoryError:
        # Whoever waits for an answer and gets none refuses the file as too heavy.
        sys.exit(1)


def main() -> None:
    """Opens file after file under the limits, until there are no more."""
    files, answers = sys.stdin.buffer, sys.stdout.buffer
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _write(answers, _READY)
    with suppress(EOFError):
        while True:
            kind, data = _read(files), _read(files)
            used = resource.getrusage(resource.RUSAGE_SELF)
            spent = int(used.ru_utime + used.ru_stime)
            resource.setrlimit(
                resource.RLIMIT_CPU, (spent + SECONDS, resource.getrlimit(resource.RLIMIT_CPU)[1])
            )
            _write(answers, json.dumps(_opened(kind, data)).encode())


if __name__ == "__main__":
    main()
