"""The build, top to bottom: from the files of a root to a published release, a stage a line.

``portal build`` goes the whole way. ``mkdocs build`` and ``portal export`` take the same stages up to the
site in memory (`compose`) and put it elsewhere; a preview takes them twice, for two states of the data
(`preview`).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.build.bodies import render_pages, site_of
from generator.build.compression import pack
from generator.build.previous_manifest import previous_digest
from generator.build.release import PublishError, aside, locked, publish, seal, write_file
from generator.build.shells import write_site
from generator.build.signature import sign
from generator.build.specs import families, specs_of
from generator.data.catalogue import Catalogue
from generator.data.check import data_files, without_errors
from generator.data.gitlog import read_history
from generator.data.history import NO_HISTORY
from generator.data.parser import parse_root
from generator.data.problems import Problem
from generator.data.resolver import resolve
from generator.measures.metrics import Measured
from generator.view.presentation import Presentation
from generator.view.rendering import make_environment, templates_of
from generator.view.site import Site
from generator.view.urls import MANIFEST, SIGNATURE


@dataclass(frozen=True, slots=True)
class Options:
    """How a root is built."""

    as_of: date | None = None
    """Day the site speaks of; the root's own ``as_of`` when not given."""
    site_url: str = ""
    """Where the site will stand, for citations and machines; empty while nobody has decided."""
    history_of: Path | None = None
    """Folder whose git repository tells the history of the data: the root itself, unless it is a copy. None
    for no history; the pages say so."""
    previous: str = ""
    """The manifest published before: its digest, its file, its address, or `FIRST`; empty when not known."""
    key: bytes = b""
    """Secret key that signs the manifest; empty for none."""
    password: str = ""
    """What opens the key."""
    publishes: bool = True
    """Whether the site is written and made current; if not, the build ends with the site in memory."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    measured: Measured
    site: Site
    warnings: tuple[Problem, ...]
    release: Path | None
    """Where it stands; None for a site in memory."""


DEFAULT = Options()
"""As the root itself says, without history."""

Progress = Callable[[str], None]
"""Is given the name of each step as it begins."""


def unwatched(_: str) -> None:
    """Progress that nobody watches."""


def build(root: Path, options: Options = DEFAULT, progress: Progress = unwatched) -> Built:
    """Builds a root and makes the result current; the old site stays up until the last step.

    Args:
        root: Folder with ``data/``, ``content/`` and ``mkdocs.yml``.
        options: How it is built.
        progress: Is given each step.

    Raises:
        ProblemError: the data hold errors; it carries every problem, and nothing was written.
        PublishError: the history is cut short, another build runs, or ``site`` is not ours to replace.
        ChainError: the manifest published before cannot be read.
        GitError: there is a repository, and git failed to read it.
        SigningError: the key is not the one that the site names.
    """
    progress("read")
    files = data_files(root)
    history = read_history(options.history_of) if options.history_of else NO_HISTORY
    if options.publishes and history.standing == "shallow":
        raise PublishError("history-shallow")
    previous = previous_digest(options.previous) if options.previous else ""
    records, misread = parse_root(files)
    resolved, unresolved = resolve(records)
    portal, warnings = without_errors(resolved, misread + unresolved)

    progress("compose")
    measured = Measured(portal, options.as_of or portal.settings.as_of)
    presentation = Presentation.of(measured, Catalogue.load("vi"), options.site_url, history, previous)
    environment = make_environment(presentation.values.catalogue, templates_of(root))
    specs = specs_of(presentation, families(presentation))
    pages = render_pages(presentation, environment, specs)
    site = site_of(presentation, environment, templates_of(root), specs, pages)
    if not options.publishes:
        return Built(measured, site, warnings, None)

    with locked(root), aside(root) as folder:
        write_site(root, site, folder, progress)
        progress("pack")
        pack(folder)
        progress("publish")
        digest = seal(folder)
        if options.key:
            named, day = portal.settings.minisign_key or "", measured.as_of.isoformat()
            manifest = (folder / MANIFEST).read_bytes()
            write_file(folder, SIGNATURE, sign(manifest, options.key, options.password, named, day))
        release = publish(root, folder, digest)
    return Built(measured, site, warnings, release)


def compose(root: Path, options: Options = DEFAULT) -> Built:
    """The same site in memory alone, for those who put it elsewhere; a history cut short is no obstacle."""
    return build(root, replace(options, publishes=False))
