"""``/ban-dung/``: which commit and data the site was built from, what lists its files, how to rebuild it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.portal import Portal
from generator.view import urls, views
from generator.view.kernel import Kernel
from generator.view.site import PageSpec, SearchRecord, SiteFile
from generator.view.urls import FIRST, MANIFEST, SIGNATURE

FILE = f"{urls.BUILD}ban-dung.json"


@dataclass(frozen=True, slots=True)
class BuildPage:
    """What a build can say of itself. Its own manifest's hash it cannot: the page is listed in it."""

    commit: str
    """Empty without git."""
    commit_words: str
    data: str
    as_of_text: str
    previous: str
    """Digest of the manifest published before; empty where there was none, or nobody told."""
    previous_words: str
    key: str
    """Public key of the manifest's signature; empty while nothing is signed."""
    files: tuple[views.Link, ...]
    signature: views.Link
    site: str
    """Where the site is published; empty while nobody has said."""
    repository: str
    rebuild: str


def data_revision(portal: Portal) -> str:
    """SHA-256 over the names and bytes of every data file: equal data, equal revision."""
    digest = hashlib.sha256()
    for path in sorted(portal.sources):
        digest.update(f"{hashlib.sha256(portal.sources[path]).hexdigest()}  {path}\n".encode())
    return digest.hexdigest()


def pages(kernel: Kernel) -> Iterator[PageSpec]:
    """The one page."""
    history = kernel.history
    state = "unknown" if not history.head else "dirty" if history.dirty else "clean"
    title = kernel.t("build.title")
    yield PageSpec(
        url=urls.BUILD,
        title=title,
        description=kernel.t("build.description"),
        section="du-lieu",
        template="build.html.j2",
        view=BuildPage(
            commit=history.head,
            commit_words=kernel.t(f"build.commit-{state}"),
            data=data_revision(kernel.portal),
            as_of_text=kernel.day(kernel.measured.as_of),
            previous=_digest(kernel),
            previous_words=kernel.t(f"build.previous-{_before(kernel)}"),
            key=kernel.portal.settings.minisign_key or "",
            files=(views.Link(MANIFEST, MANIFEST), views.Link("ban-dung.json", FILE)),
            signature=views.Link(SIGNATURE, SIGNATURE),
            site=kernel.site_url,
            repository=kernel.portal.settings.repository or "",
            rebuild=rebuild(kernel),
        ),
        crumbs=kernel.crumbs(),
        search=(SearchRecord(urls.BUILD, title, "page", keywords=kernel.t("build.search-words"), weight=1),),
        index=True,
    )


def rebuild(kernel: Kernel) -> str:
    """The command that gives this site again, byte for byte, from its commit."""
    told = {"SITE_URL": kernel.site_url, "PREVIOUS": kernel.previous}
    given = [f"{name}={value}" for name, value in told.items() if value]
    return " ".join(["make site", f"AS_OF={kernel.measured.as_of.isoformat()}", *given])


def _before(kernel: Kernel) -> str:
    return {"": "unknown", FIRST: "none"}.get(kernel.previous, "known")


def _digest(kernel: Kernel) -> str:
    return kernel.previous if _before(kernel) == "known" else ""


def files(kernel: Kernel) -> list[SiteFile]:
    """The same for machines."""
    history = kernel.history
    told = {
        "commit": history.head or None,
        "uncommitted_changes": history.dirty if history.head else None,
        "data_revision": data_revision(kernel.portal),
        "as_of": kernel.measured.as_of.isoformat(),
        "manifest": MANIFEST,
        "previous_manifest_sha256": _digest(kernel) or None,
        "first_publication": kernel.previous == FIRST,
        "minisign_public_key": kernel.portal.settings.minisign_key,
        "site_url": kernel.site_url or None,
        "repository": kernel.portal.settings.repository,
        "rebuild": rebuild(kernel),
    }
    return [SiteFile(FILE, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode(), "build")]
