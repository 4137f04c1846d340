"""Reads what lies in ``data/inbox/<quarter>/``, and says which files leave it once they are taken."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from generator.model.quarter import Quarter
from generator.office.sent_files import REASON, SentFile, files_below, read_files
from generator.office.sent_forms import Sent, Unzipped, sorted_out


@dataclass(frozen=True)
class QuarterFolder:
    """The folder of one quarter."""

    files: Mapping[str, SentFile]
    """Every file with a name as messages show it, but not that with the reason of a correction."""
    paths: Mapping[str, str]
    """Where each lies, relative to the root; that with the reason too."""
    sent: Sent

    def leaving(self, waiting: AbstractSet[str] = frozenset()) -> Mapping[str, bytes]:
        """Return path and content of the files that leave the inbox once they are taken.

        Args:
            waiting: Names of forms that are not taken yet; a zip stays as long as one in it waits.
        """
        lying = {self.sent.within.get(name, name) for name in waiting}
        sent = {self.sent.within.get(name, name) for name in self.sent.forms}
        taken = {self.paths[name]: self.files[name].data for name in sent - lying}
        if taken and not lying and REASON in self.paths:
            taken[self.paths[REASON]] = self.sent.reason
        return taken


def read_inbox(root: Path, unzip: Unzipped) -> dict[Quarter, QuarterFolder]:
    """Read the folders of all quarters in which something lies.

    Raises:
        ProblemError: Something in them is no plain file.
    """
    folders = sorted((root / "data" / "inbox").glob("*/"))
    read = {
        quarter: _read(root, folder, unzip) for folder in folders if (quarter := Quarter.parse(folder.name))
    }
    return {quarter: folder for quarter, folder in read.items() if folder.files or folder.sent.aside}


def _read(root: Path, folder: Path, unzip: Unzipped) -> QuarterFolder:
    found = files_below((folder,))
    reason = folder / REASON
    files = read_files({name: path for name, path in found.files.items() if path != reason})
    paths = {name: path.relative_to(root).as_posix() for name, path in found.files.items()}
    words = reason.read_bytes() if REASON in paths else b""
    return QuarterFolder(files, paths, sorted_out(files, unzip, found.aside, words))
