"""Writes files for web hosts: ``_headers`` in the site, ``nginx.conf`` and ``Caddyfile`` beside it.

The latter name folders of this machine, so they are not part of the release, which is the same anywhere.
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from generator.build.kept_assets import KEPT_ASSETS, make_folder, write_whole
from generator.build.release import PublishError
from generator.view import policies, urls
from generator.view.rendering import Renderer
from generator.view.site import SiteFile

FOLDER = Path("build") / "hosts"
"""Where the files for servers stand, below the root."""

HEADERS_FILE = "_headers"

CONFIGS = ("nginx.conf", "Caddyfile")

_UNSAFE = re.compile(r"[\"\\${}\x00-\x1f\x7f]")
"""Characters that a path in a server's configuration cannot hold."""


def headers_file(environment: Renderer, hosting: policies.Hosting, addresses: Iterable[str]) -> SiteFile:
    """Return ``_headers`` for hosts that read it.

    Args:
        environment: The templates.
        hosting: From `policies.hosting`.
        addresses: Address of every page and path of every other file, relative to the site.
    """
    first = {f"/{address.split('/')[0]}/*" for address in addresses if "/" in address}
    galleries = {f"/{urls.EMBEDS}", f"/{urls.AGENCY_EMBEDS}", f"/{urls.EMBEDS}don-vi/*"}
    pages = sorted((first - {f"/{urls.EMBEDS}*"}) | galleries | {"/", "/404.html"})
    view = {
        "pages": pages,
        "open": {f"/{urls.DATA}*", "/api/*"},
        "embeds": [
            f"/{urls.EMBEDS}{folder}/{':id/' if folder == 'co-quan' else ''}*"
            for folder in policies.EMBED_FOLDERS
        ],
    }
    return SiteFile(HEADERS_FILE, _render(environment, HEADERS_FILE, hosting, view).encode(), "hosts")


def write_configs(root: Path, environment: Renderer, hosting: policies.Hosting) -> None:
    """Write the configurations of servers below `FOLDER`, each by one rename.

    A site in a folder of its host gets folders with a link of that name, so that addresses are paths.

    Raises:
        PublishError: The root's path has a character that configurations cannot hold.
    """
    top = root.resolve()
    if _UNSAFE.search(str(top)):
        raise PublishError("path-unfit", value=str(top))
    folder = top / FOLDER
    make_folder(folder)
    served, kept = top / "site", top / KEPT_ASSETS
    if hosting.prefix:
        served = _linked(folder / "site", hosting.prefix, served)
        kept = _linked(folder / "kept", hosting.prefix, kept)
    for name in CONFIGS:
        view = {"own": folder / name, "folder": served, "kept": kept}
        write_whole(folder / name, _render(environment, name, hosting, view).encode())


def _linked(folder: Path, prefix: str, goal: Path) -> Path:
    """Make a folder in which the path `prefix` is a link to `goal`; return the folder."""
    link = folder / prefix.strip("/")
    make_folder(link.parent)
    new = link.with_name(f".{link.name}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(os.path.relpath(goal, link.parent))
    new.rename(link)
    return folder


def _render(environment: Renderer, name: str, hosting: policies.Hosting, view: dict[str, Any]) -> str:
    # Not HTML: quotes stay as they are.
    plain = environment.overlay(autoescape=False)
    plain.filters["re"] = re.escape
    return plain.get_template(f"hosts/{name}.j2").render(
        prefix=hosting.prefix,
        policy=policies.POLICY,
        framed=hosting.framed,
        headers=policies.HEADERS,
        for_ever=policies.FOR_EVER,
        asked_again=policies.ASKED_AGAIN,
        cors=policies.CORS,
        types=policies.TYPES,
        plain=policies.PLAIN,
        feeds=policies.FEEDS,
        embed_folders=policies.EMBED_FOLDERS,
        **view,
    )
