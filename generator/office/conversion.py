"""Turns spreadsheets of other programs (.ods, .xls) into .xlsx with LibreOffice, where the machine has it.

LibreOffice reads what a stranger sent, so it runs apart: with settings of its own that run no macro, follow
no link and compute no formula anew, in an empty folder, without the keys in our environment, with limits of
memory, time and file size, and, where the system lets a user do so, without a network. What comes out is read
like any workbook that was sent.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias, TypeVar

from generator.office.package_limits import FileRefusedError

Convert: TypeAlias = Callable[[bytes, str], bytes]
"""Turns the bytes of a spreadsheet of a kind (``ods``, ``xls``) into those of an .xlsx."""

Found = TypeVar("Found")
"""What is read from a file: sheets, or the blocks of a plan."""

SECONDS = 60
"""Limit of processor time for one file."""

WAIT = 180
"""Seconds to wait for one file; more, since a busy machine gives a process little of its time."""

MEMORY = 3 * 2**20
"""Limit of address space, in KiB: 3 GiB, of which LibreOffice uses a third without doing anything."""

LARGEST = 128 * 2**10
"""Largest file that may be written, in blocks of 512 bytes: 64 MiB."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
"""Names of the stream that Excel 97-2003 and Excel 5 keep a workbook in; old Word files have none."""

_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"

_LIMITED = f'ulimit -c 0; ulimit -t {SECONDS}; ulimit -f {LARGEST}; ulimit -v {MEMORY} 2>&-; exec "$@"'
"""Sets the limits and becomes the program; macOS has no limit of address space."""

_SETTINGS: Sequence[tuple[str, str, str]] = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    # Never update links; never compute anew what a file holds: 2 and 1 mean never.
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Calc/Formula/Load", "ODFRecalcMode", "1"),
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "1"),
    # A proxy that does not exist, for what might still ask for an address.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""Component below ``org.openoffice``, name and value."""


def converted_kind(data: bytes) -> str:
    """Return the ending of a spreadsheet that is read only after it was converted; empty for others."""
    if data.startswith(_OLE) and any(name in data for name in _BOOKS):
        return "xls"
    return "ods" if _OPEN_DOCUMENT in data[:120] else ""


def opened_or_converted(
    opened: Callable[[bytes], Found], convert: Convert | None
) -> Callable[[bytes], Found]:
    """Return a function that opens workbooks, and converts those of other programs first.

    Args:
        opened: Opens an .xlsx that somebody sent; it has weighed another kind before it refuses it.
        convert: Converts a file; None if this machine cannot, so that such a file stays refused.
    """
    if convert is None:
        return opened

    def read(data: bytes) -> Found:
        try:
            return opened(data)
        except FileRefusedError as refused:
            if refused.reason not in {"old", "open-document"} or not converted_kind(data):
                raise
        return opened(convert(data, converted_kind(data)))

    return read


@cache
def converter() -> Convert | None:
    """Return LibreOffice's conversion if this machine has the program, else None."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    apart = _without_network()

    def convert(data: bytes, kind: str) -> bytes:
        with TemporaryDirectory(prefix="portal-convert-") as folder:
            return _converted(Path(folder), data, kind, [*apart, program])

    return convert


def _without_network() -> list[str]:
    """Return the command that takes the network from a program, if this user may do so; else nothing."""
    unshare = shutil.which("unshare")
    command = [unshare, "--map-root-user", "--net"] if unshare is not None else []
    if unshare is None:
        return []
    tried = subprocess.run([*command, "true"], capture_output=True, check=False)  # noqa: S603 - the command is ours
    return command if tried.returncode == 0 else []


def _converted(folder: Path, data: bytes, kind: str, program: Sequence[str]) -> bytes:
    """Run LibreOffice in an empty folder; return the .xlsx.

    Raises:
        FileRefusedError: It made none within its limits.
    """
    sent, made = folder / f"sent.{kind}", folder / "made" / "sent.xlsx"
    sent.write_bytes(data)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
    arguments = (
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard",
        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(made.parent), str(sent),
    )  # fmt: skip
    _run(["/bin/sh", "-c", _LIMITED, "sh", *program, *arguments], folder)
    try:
        return made.read_bytes()
    except OSError:
        raise FileRefusedError("not-converted") from None


def _run(command: Sequence[str], folder: Path) -> None:
    """Run a command and all that it starts, at most `WAIT` seconds; what it says does not matter."""
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "TMPDIR": str(folder)}
    environment |= {"LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    with subprocess.Popen(  # noqa: S603 - the command is ours
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        with suppress(subprocess.TimeoutExpired):
            process.wait(WAIT)
        # Also what it left running.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _settings() -> str:
    """The settings of LibreOffice, in its own form."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{component}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for component, name, value in _SETTINGS
    )
    names = 'xmlns:oor="http://openoffice.org/2001/registry"'
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items {names}>{items}</oor:items>'
