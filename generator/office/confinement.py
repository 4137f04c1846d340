"""Opens Word and Excel files that somebody sent in a separate process with limited memory and time.

`office.package_limits` refuses files that are too large before a library reads them. If a file still makes a
library use too much memory or time, the operating system or the parent ends the separate process and the file
is refused. The process that writes the data never opens such a file itself.

The separate process runs `main` (see `COMMAND`). It reads two messages, the kind of a file (`WORD`,
`EXCEL` or `ZIP`) and its bytes, and answers with one, JSON with the file's plain values or the reason why it
is refused; this repeats until its input ends. A message is its length in four bytes (big endian), then its
bytes.
"""

import json
import os
import resource
import select
import struct
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, Any

from generator.office.block_values import blocks_of, plain_blocks
from generator.office.package_limits import FileRefusedError
from generator.office.plan_workbook import is_workbook, open_plan_workbook
from generator.office.word_package import open_document
from generator.office.word_tables import Block
from generator.office.workbook import Sheet, open_workbook, plain_sheets, sheets_of
from generator.office.zip_of_forms import unzipped


@dataclass(frozen=True, slots=True)
class Allowance:
    """What the process may use for files of one kind."""

    memory: int
    """Bytes of address space."""
    seconds: int
    """Seconds of processor time for one file."""


WORD, EXCEL, PLAN, ZIP = b"docx", b"xlsx", b"plan", b"zip"
"""Kinds of files that the process can open; a plan is a document or a workbook, as its own parts say."""

ALLOWED: dict[bytes, Allowance] = {
    # A plan of 15,000 rows as Word writes them takes 540 MiB and 9 seconds, one at the limits 650 and 12.
    WORD: Allowance(1024 * 2**20, 30),
    PLAN: Allowance(1024 * 2**20, 30),
    EXCEL: Allowance(512 * 2**20, 5),
    ZIP: Allowance(512 * 2**20, 5),
}

WAIT = 120
"""Seconds to wait for the answer to begin; more, since a busy machine gives a process little of its time."""

START = 60
"""Seconds to wait for the process to start."""

_BEGIN = "import sys; sys.modules['numpy'] = None; from generator.office.confinement import main; main()"

COMMAND = (sys.executable, "-P", "-c", _BEGIN)
"""Command of the process; ``-P`` keeps Python from importing modules from the working folder.

openpyxl imports numpy where it finds it, which takes as long as all the rest and is needed for no file: here
it finds none.
"""

NEEDED = ("PATH", "HOME", "PYTHON", "VIRTUAL_ENV", "LANG", "LC_", "LD_", "TMP", "TEMP")
"""How the variables that the process gets begin: no key that CI or a person keeps in another reaches it."""

_SIZE = struct.Struct(">I")
_READY = b"ready"


class Confined:
    """Opens files in the limited process; starts it when needed, and again after it was ended."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self.command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._kind = b""

    def workbook(self, data: bytes) -> list[Sheet]:
        """Return the sheets of an Excel workbook.

        Raises:
            RefusedError: It cannot be opened, or opening it exceeds a limit.
        """
        return sheets_of(self._found(EXCEL, data))

    def document(self, data: bytes) -> tuple[Block, ...]:
        """Return the paragraphs and tables of a Word document in printed order.

        Raises:
            RefusedError: It cannot be opened, or opening it exceeds a limit.
        """
        return blocks_of(self._found(WORD, data))

    def unzipped(self, data: bytes) -> list[tuple[str, bytes]]:
        """Return name and content of the files in a zip of forms (`zip_of_forms.unzipped`).

        Raises:
            RefusedError: It cannot be opened, or opening it exceeds a limit.
        """
        return [(one["name"], b64decode(one["data"])) for one in self._found(ZIP, data)]

    def plan(self, data: bytes) -> tuple[Block, ...]:
        """Return the paragraphs and tables of a plan, in Word or in Excel, in printed order.

        Raises:
            RefusedError: It cannot be opened, or opening it exceeds a limit.
        """
        return blocks_of(self._found(PLAN, data))

    def _found(self, kind: bytes, data: bytes) -> list[dict[str, Any]]:
        """Send a file to the process and return its plain values.

        Raises:
            RefusedError: It cannot be opened, or opening it exceeds a limit, or the process does not start.
        """
        if kind != self._kind:
            # What the process took for one kind would count against the limit of the other.
            self.end()
        self._kind = kind
        process = self._process or self._begun()
        try:
            self._send(process, kind, data)
            answer = json.loads(self._taken(process, WAIT))
        except (OSError, EOFError, TimeoutError):
            # The process ran out of memory or time, or does not answer.
            self.end()
            memory, seconds = self._limits()
            raise FileRefusedError("too-heavy", seconds=seconds, memory=memory) from None
        if reason := answer.get("reason"):
            raise FileRefusedError(reason, **answer["params"])
        found: list[dict[str, Any]] = answer["found"]
        return found

    def end(self) -> None:
        """End the process if it runs."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _begun(self) -> subprocess.Popen[bytes]:
        """Start the process and wait until it is ready.

        Raises:
            RefusedError: It does not start: not enough memory, or the package is not found.
        """
        try:
            self._process = self._started()
            if self._taken(self._process, START) == _READY:
                return self._process
        except (OSError, EOFError, TimeoutError):
            pass
        self.end()
        raise FileRefusedError("not-started", memory=self._limits()[0])

    def _limits(self) -> tuple[str, str]:
        """Return MiB and seconds as messages name them."""
        allowed = ALLOWED[self._kind]
        return str(allowed.memory // 2**20), str(allowed.seconds)

    def _started(self) -> subprocess.Popen[bytes]:
        kept = {name: value for name, value in os.environ.items() if name.startswith(NEEDED)}
        return subprocess.Popen(  # noqa: S603 - the command is ours
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept,
        )

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
    """Provide one limited process for all files of an import; it is ended afterwards."""
    reader = Confined()
    try:
        yield reader
    finally:
        reader.end()


def _read(stream: IO[bytes]) -> bytes:
    """Read one message.

    Raises:
        EOFError: The stream ended.
    """
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
    """Return the answer for a file: its plain values, or why it is refused."""
    try:
        if kind == WORD:
            return {"found": plain_blocks(open_document(data))}
        if kind == ZIP:
            return {"found": [_plain_file(*one) for one in unzipped(data)]}
        if kind == PLAN:
            return {"found": plain_blocks((open_plan_workbook if is_workbook(data) else open_document)(data))}
        return {"found": plain_sheets(open_workbook(data))}
    except FileRefusedError as refused:
        return {"reason": refused.reason, "params": refused.params}
    except MemoryError:
        # The parent gets no answer and then refuses the file as too heavy.
        sys.exit(1)


def _plain_file(name: str, data: bytes) -> dict[str, str]:
    """A file of a zip as JSON can carry it."""
    return {"name": name.encode("utf-8", "replace").decode(), "data": b64encode(data).decode()}


def main() -> None:
    """Set the limits, then open one file after another until the input ends."""
    files, answers = sys.stdin.buffer, sys.stdout.buffer
    most = max(allowed.memory for allowed in ALLOWED.values())
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _write(answers, _READY)
    with suppress(EOFError):
        while True:
            kind, data = _read(files), _read(files)
            allowed = ALLOWED[kind]
            resource.setrlimit(resource.RLIMIT_AS, (allowed.memory, most))
            used = resource.getrusage(resource.RUSAGE_SELF)
            spent = int(used.ru_utime + used.ru_stime)
            resource.setrlimit(
                resource.RLIMIT_CPU, (spent + allowed.seconds, resource.getrlimit(resource.RLIMIT_CPU)[1])
            )
            _write(answers, json.dumps(_opened(kind, data)).encode())
