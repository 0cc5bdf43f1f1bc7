"""`/cve/…` as Apache answers with the configuration that an edition carries."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import mkdtemp

import pytest
from tests.needs import needs, program
from tests.portal import SITES, Portal

_MODULES = ("mpm_event", "authz_core", "alias", "dir", "headers", "mime")
_SITE = """ServerName localhost
TypesConfig /etc/mime.types
ServerRoot /etc/apache2
Listen 127.0.0.1:{port}
User www-data
Group www-data
PidFile {folder}/pid
ErrorLog {folder}/errors
DefaultRuntimeDir {folder}
DocumentRoot {folder}
Alias /veille {tree}
DirectoryIndex index.html
ErrorDocument 404 /veille/404.html
<Directory />
    Require all granted
</Directory>
Include {tree}/.serveur/apache.conf
"""


@dataclass(frozen=True)
class Server:
    port: int

    def ask(self, path: str) -> tuple[int, str | None]:
        """The status and where it leads."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status, answer.getheader("Location")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture(scope="module")
@needs("system")
def apache() -> Iterator[Server]:
    """The smallest portal below a path, where the server's own account may read it; stopped at the end."""
    folder = Path(mkdtemp(prefix="cyberveille-"))
    folder.chmod(0o755)
    portal = Portal.copy(SITES / "minimal", folder / "portail")
    portal.build(url="http://localhost/veille/")
    portal.close()
    port = _free_port()
    modules = (
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"
        for name in _MODULES
        if Path(f"/usr/lib/apache2/modules/mod_{name}.so").is_file()
    )
    site = _SITE.format(port=port, folder=folder, tree=portal.output)
    configuration = folder / "site.conf"
    configuration.write_text("".join(modules) + site, encoding="utf-8")
    command = [str(program("apache2")), "-f", str(configuration)]
    subprocess.run([*command, "-k", "start"], check=True, capture_output=True)
    yield Server(port)
    subprocess.run([*command, "-k", "stop"], check=True, capture_output=True)
    shutil.rmtree(folder, ignore_errors=True)


def test_a_named_identifier_leads_to_the_search_page(apache: Server) -> None:
    """As it was written, without what a sentence left behind it."""
    for path, identifier in (
        ("/veille/cve/CVE-2026-10002", "CVE-2026-10002"),
        ("/veille/cve/cve-2026-10002/", "cve-2026-10002"),
        ("/veille/CVE/CVE-2026-10002).", "CVE-2026-10002"),
        ("/veille/cve/RHSA-2023:4455", "RHSA-2023:4455"),
    ):
        status, leads = apache.ask(path)
        assert status == 302
        assert leads is not None
        assert leads.removeprefix(f"http://localhost:{apache.port}").endswith(
            f"/veille/recherche/?cve={identifier}"
        )


@pytest.mark.parametrize(
    "path", ["/veille/cve/", "/veille/cve/a%0d%0ab", "/veille/cve/a/b", "/veille/cvex/CVE-2026-1"]
)
def test_nothing_else_is_led_on(apache: Server, path: str) -> None:
    """The portal's own page answers."""
    assert apache.ask(path) == (404, None)
