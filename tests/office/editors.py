"""Forms filled in by other programs, as people do: exceljs writes cells, LibreOffice types into them."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

HERE = Path(__file__).parent
QUARTER = "2026-q3"
"""A quarter that the sample has no results of."""


def fill(folder: Path, jobs: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """Fills forms with exceljs; the cells touched, job by job."""
    jobs = [{**job, "from": str(job["from"]), "to": str(job["to"])} for job in jobs]
    path = folder / "jobs.json"
    path.write_text(json.dumps(jobs, ensure_ascii=False), encoding="utf-8")
    done = subprocess.run(
        ["node", str(HERE / "fill.cjs"), str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: list[list[str]] = json.loads(done.stdout)
    return found


def tree(root: Path) -> dict[str, bytes]:
    """Every data file of a root."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in (root / "data").rglob("*") if p.is_file()}


PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>vi</value></prop></item></oor:items>
"""
"""Dates and numbers are typed the Vietnamese way, whatever the machine's own language."""

LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
<library:element library:name="Typing"/></library:library>
"""

MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Typing"
 script:language="StarBasic">{}</script:module>
"""


def office(profile: Path, *arguments: str, made: Path) -> None:
    """Runs LibreOffice without a window, with settings of its own, until it has made a file.

    On a busy machine it dies now and then as it starts or leaves; what it made is what counts.
    """
    command = [
        "soffice",
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        *arguments,
    ]
    for _ in range(3):
        subprocess.run(command, capture_output=True, check=False, timeout=180)
        if made.is_file():
            return
    pytest.fail(f"LibreOffice: {made}")


def type_in(folder: Path, form: Path, to: Path, cells: Sequence[tuple[str, str, str]]) -> None:
    """Lets LibreOffice type into cells of a form (sheet, cell, text) and save it elsewhere."""
    profile = folder / "profile"
    basic = profile / "user" / "basic" / "Standard"
    if not basic.exists():
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        # A profile is filled at its first start, over what stands there.
        office(profile, "--terminate_after_init", made=basic / "script.xlb")
        (basic / "script.xlb").write_text(LIBRARY, encoding="utf-8")
        macro = escape((HERE / "typing.bas").read_text(encoding="utf-8"))
        (basic / "Typing.xba").write_text(MODULE.format(macro), encoding="utf-8")
    job = folder / "typed.tsv"
    job.write_text("\n".join("\t".join(cell) for cell in cells), encoding="utf-8")
    places = ", ".join(f'"{path}"' for path in (form, job, to))
    office(profile, f"macro:///Standard.Typing.Main({places})", made=to)
