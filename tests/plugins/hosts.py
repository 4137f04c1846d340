"""The real nginx and Caddy, each with the configuration that the build made for it."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")

NGINX = """\
load_module {brotli};
{user}
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/t1;
    proxy_temp_path {folder}/t2;
    fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4;
    scgi_temp_path {folder}/t5;
    server {{
        listen 127.0.0.1:{port};
        include "{config}";
        brotli_static on;
    }}
}}
"""

CADDY = """\
{{
	admin off
	auto_https off
}}
import "{config}"
http://127.0.0.1:{port} {{
	import portal
}}
"""

SERVERS = ("nginx", "caddy")


def _command(server: str, root: Path, folder: Path, port: int) -> list[str]:
    """Writes the configuration of a server, which includes the one of the build; returns how to start it."""
    made = root / "build" / "hosts"
    if server == "nginx":
        # Workers of a root's nginx would be nobody, who cannot enter the folders of tests.
        user = "user root;" if os.geteuid() == 0 else ""
        given = {"brotli": BROTLI, "user": user, "config": made / "nginx.conf"}
        (folder / "conf").write_text(NGINX.format(folder=folder, port=port, **given), encoding="utf-8")
        return ["nginx", "-p", str(folder), "-c", str(folder / "conf"), "-e", str(folder / "error.log")]
    text = CADDY.format(config=made / "Caddyfile", port=port)
    (folder / "Caddyfile").write_text(text, encoding="utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


PATH = f"{os.environ['PATH']}{os.pathsep}/usr/sbin"
"""Where servers are looked for."""


def is_there(server: str) -> bool:
    """Whether this machine has a server."""
    return shutil.which(server, path=PATH) is not None and (server != "nginx" or BROTLI.exists())


@contextmanager
def serving(server: str, root: Path, folder: Path) -> Iterator[str]:
    """Serve a built root by a server of `SERVERS`; gives the address of the host without a last ``/``.

    Args:
        server: Which one.
        root: The root.
        folder: An empty folder for the server's own files.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    homes = {"XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder), "HOME": str(folder), "PATH": PATH}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            _command(server, root, folder, port), stderr=log, stdout=log, env={**os.environ, **homes}
        )
    try:
        _wait(f"http://127.0.0.1:{port}", process, folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="session")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, Path], str]]:
    """Serves built roots until the end of the run, each by one server of its kind."""
    running: dict[tuple[str, Path], str] = {}
    with ExitStack() as until_the_end:

        def start(server: str, root: Path) -> str:
            if (server, root) not in running:
                one = serving(server, root, tmp_path_factory.mktemp(server))
                running[server, root] = until_the_end.enter_context(one)
            return running[server, root]

        yield start


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            urlopen(f"{address}/").close()  # noqa: S310 - this machine
        except URLError as error:
            if hasattr(error, "code"):
                return
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text(encoding="utf-8"))
