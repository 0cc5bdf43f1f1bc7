"""The shipped examples for web servers, started as they are but for names, ports, certificates and paths."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from demo.processes import await_answer, stop
from demo.stand import free_port

from tests.needs import program

DEPLOY = Path(__file__).parents[1] / "deploy"
_MODULES = "mpm_event authz_core alias deflate dir filter headers mime rewrite"
_DEBIAN = """<Directory />
    Options FollowSymLinks
    AllowOverride None
    Require all granted
</Directory>
"""
"""As its package has it: links lead to the folders that are served."""
_NOT_HERE = re.compile(
    r"^\s*(SSL\w+|Protocols|ssl_\w+|listen|http2|ServerName|server_name)\b.*\n", re.MULTILINE
)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class WebServer:
    """`name` is the program, `base` the path under which it serves the portal."""

    name: str
    base: str
    port: int

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """What is answered at a path of the host; underscores stand for hyphens in names of headers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, headers=named)
            said: HTTPResponse = connection.getresponse()
            return Answer(
                said.status, {name.lower(): value for name, value in said.headers.items()}, said.read()
            )
        finally:
            connection.close()


@contextmanager
def web_server(name: str, tree: Path, base: str, folder: Path) -> Iterator[WebServer]:
    """`apache2` or `nginx` in front of a delivered edition; `folder` is empty, and this server's own."""
    port = free_port()
    (folder / "srv").mkdir()
    (folder / "srv" / "en-ligne").symlink_to(tree)
    command = {"apache2": _apache, "nginx": _nginx}[name](folder, port, base)
    with (folder / "server.log").open("wb") as log:
        running = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            await_answer(f"http://127.0.0.1:{port}{base}", running, folder)
            yield WebServer(name, base, port)
        finally:
            stop(running)


def _example(server: str, base: str) -> str:
    """The part of an example that serves the portal."""
    if base != "/":
        text = (DEPLOY / server / "sous-un-chemin.conf").read_text(encoding="utf-8")
        return text.replace("/veille", base.rstrip("/"))
    text = (DEPLOY / server / "cyberveille.conf").read_text(encoding="utf-8")
    if server == "apache":
        found = re.search(r"<VirtualHost \*:443>\n(.*)</VirtualHost>", text, re.DOTALL)
    else:
        found = re.search(r"server \{(?:(?!server \{).)*\n\}\n\s*server \{\n(.*)\n\}", text, re.DOTALL)
    assert found is not None
    return _NOT_HERE.sub("", found[1])


def _placed(text: str, folder: Path, headers: Path) -> str:
    return re.sub(r"/etc/\w+/cyberveille/headers\.conf", str(headers), text).replace(
        "/srv/cyberveille", str(folder / "srv")
    )


def _apache(folder: Path, port: int, base: str) -> list[str]:
    modules = Path("/usr/lib/apache2/modules")
    loaded = "\n".join(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in _MODULES.split())
    example = _placed(_example("apache", base), folder, folder / "srv/en-ligne/.serveur/apache.conf")
    root = folder / "racine"
    root.mkdir()
    document_root = "" if base == "/" else f"DocumentRoot {root}\n"
    account = "" if os.geteuid() else "User www-data\nGroup www-data\n"
    (folder / "apache.conf").write_text(
        f"{loaded}\n{account}ServerName localhost\nListen 127.0.0.1:{port}\nPidFile {folder}/pid\n"
        f"DefaultRuntimeDir {folder}\nErrorLog {folder}/error.log\nTypesConfig /etc/mime.types\n"
        f"{_DEBIAN}"
        f"<VirtualHost 127.0.0.1:{port}>\n{document_root}{example}\n</VirtualHost>\n",
        encoding="utf-8",
    )
    return [str(program("apache2")), "-f", str(folder / "apache.conf"), "-D", "FOREGROUND"]


def _nginx(folder: Path, port: int, base: str) -> list[str]:
    example = _placed(_example("nginx", base), folder, folder / "srv/en-ligne/.serveur/nginx.conf")
    root = folder / "racine"
    root.mkdir()
    document_root = "" if base == "/" else f"root {root};\n"
    account = "" if os.geteuid() else "user www-data;\n"
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    scratch = "".join(f"    {kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    (folder / "nginx.conf").write_text(
        f"{account}daemon off;\npid {folder}/pid;\nerror_log stderr;\nevents {{ }}\nhttp {{\n"
        f"    include /etc/nginx/mime.types;\n    access_log off;\n{scratch}"
        f"    server {{\n    listen 127.0.0.1:{port};\n{document_root}{example}\n    }}\n}}\n",
        encoding="utf-8",
    )
    return [str(program("nginx")), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
