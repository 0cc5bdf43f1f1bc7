"""Apache, mod_auth_openidc, a test OpenID provider and the discussion on free loopback ports."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from msgspec import Struct, field

from demo.processes import PATIENCE, StandError, await_answer, install_provider, logs, start_provider, stop
from demo.shipped import DEPLOY, FOLDER, PROVIDER, adapted

HERE = Path(__file__).parent
MODULES_FOLDER = Path("/usr/lib/apache2/modules")
_MODULES = (
    "mpm_event",
    "alias",
    "auth_basic",
    "authn_core",
    "authz_core",
    "authz_user",
    "auth_openidc",
    "deflate",
    "dir",
    "env",
    "filter",
    "headers",
    "mime",
    "proxy",
    "proxy_http",
    "rewrite",
)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class Stand(Struct):
    """The running portal. `folder` is readable by the account of the server and removed at the end."""

    tree: Path
    folder: Path
    port: int
    provider_port: int
    secret: str = field(default_factory=lambda: secrets.token_hex(16))
    settings: dict[str, object] = field(default_factory=dict)
    """Rules of the discussion other than those of the edition."""
    environment: dict[str, str] = field(default_factory=dict)
    """Variables of Apache's process, besides ours."""
    _apache: subprocess.Popen[bytes] | None = None
    _exchanges: subprocess.Popen[bytes] | None = None
    _provider: subprocess.Popen[bytes] | None = None

    def __repr__(self) -> str:
        """Without the secret: it is printed where a test fails."""
        return f"Stand({str(self.tree)!r}, port={self.port})"

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.provider_port}"

    @property
    def configuration(self) -> Path:
        return self.folder / "apache.conf"

    @property
    def served(self) -> Path:
        return self.folder / "served"

    @property
    def socket(self) -> Path:
        """In a folder whose group is the server's: the socket takes that group, and opens for it."""
        return self.folder / "exchanges" / "service.sock"

    @property
    def database(self) -> Path:
        return self.folder / "exchanges" / "messages.db"

    @property
    def rules(self) -> Path:
        return self.folder / "exchanges" / "echanges.json"

    @property
    def access_log(self) -> str:
        return (self.folder / "acces.log").read_text(encoding="utf-8")

    def prepare(self) -> None:
        """Write the configuration from deploy/members and the edition's own files, and have it checked."""
        served = self.served
        shutil.copytree(self.tree, served)
        shutil.copytree(DEPLOY / "pages", self.folder / "pages")
        (self.folder / "sessions").mkdir()
        self._prepare_exchanges()
        (self.folder / "phrase").write_text(f"{secrets.token_hex(24)}\n", encoding="ascii")
        secret = f'OIDCClientSecret "{self.secret}"\n'
        (self.folder / "secret-client.conf").write_text(secret, encoding="ascii")
        provider = adapted("fournisseur.conf", {PROVIDER: self.issuer, FOLDER: str(self.folder)})
        defined = {
            "CV_ORIGIN": self.origin,
            "CV_TREE": served,
            "CV_PAGES": self.folder / "pages",
            "CV_SESSIONS": self.folder / "sessions",
            "CV_ACCESS": served / ".serveur" / "acces.conf",
            "CV_HEADERS": served / ".serveur" / "apache.conf",
            "CV_EXCHANGES": self.socket,
            "CV_MODERATION": served / ".serveur" / "moderation.conf",
        }
        lines = [f"LoadModule {name}_module {MODULES_FOLDER}/mod_{name}.so" for name in _MODULES]
        lines += [
            f'ServerRoot "{self.folder}"',
            f'PidFile "{self.folder}/apache.pid"',
            f'DefaultRuntimeDir "{self.folder}"',
            f'ErrorLog "{self.folder}/error.log"',
            f"Listen 127.0.0.1:{self.port}",
            "ServerName localhost",
            "ServerTokens Prod",
            "TraceEnable Off",
            "StartServers 1",
            "TypesConfig /etc/mime.types",
            *(("User www-data", "Group www-data") if os.geteuid() == 0 else ()),
            f"<VirtualHost 127.0.0.1:{self.port}>",
            f"ServerName {self.origin}",
            "UseCanonicalName On",
            *(f'Define {name} "{value}"' for name, value in defined.items()),
            provider,
            f'Include "{DEPLOY}/correspondants.conf"',
            f'CustomLog "{self.folder}/acces.log" cyberveille',
            "</VirtualHost>",
        ]
        self.configuration.write_text("\n".join(lines) + "\n", encoding="utf-8")
        if os.geteuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                shutil.chown(path, "www-data", "www-data")
            self.socket.parent.chmod(0o2750)
        self._checked()

    def _prepare_exchanges(self) -> None:
        self.socket.parent.mkdir()
        edition = json.loads((self.served / ".serveur" / "echanges.json").read_text(encoding="utf-8"))
        edition["rules"] |= self.settings
        self.rules.write_text(json.dumps(edition), encoding="utf-8")

    def _checked(self) -> None:
        said = subprocess.run([*self._command(), "-t"], capture_output=True, check=False)
        if said.returncode:
            raise StandError(said.stderr.decode())

    def _command(self) -> Sequence[str]:
        return ("/usr/sbin/apache2", "-f", str(self.configuration))

    def start_apache(self) -> None:
        self._apache = subprocess.Popen(
            [*self._command(), "-D", "FOREGROUND"],
            stderr=subprocess.DEVNULL,
            env=os.environ | self.environment,
        )
        await_answer(f"{self.origin}/acces/sortie.html", self._apache, self.folder)

    def stop_apache(self) -> None:
        stop(self._apache)

    def reload_apache(self) -> None:
        """Gracefully, as an operator does after a change of configuration."""
        self._checked()
        if self._apache is None:
            raise StandError("Apache ne tourne pas.")
        self._apache.send_signal(signal.SIGUSR1)
        await_answer(f"{self.origin}/acces/sortie.html", self._apache, self.folder)

    @property
    def exchanging(self) -> bool:
        """Whether the service of the discussion runs."""
        return self._exchanges is not None and self._exchanges.poll() is None

    def start_exchanges(self) -> None:
        """The service of the discussion, until it answers on its socket."""
        program = Path(sys.executable).with_name("cyberveille")
        command: list[str | Path] = [program, "exchanges", "serve", "--settings", self.rules]
        command += ["--tree", self.served, "--database", self.database, "--socket", self.socket]
        with (self.folder / "exchanges.log").open("ab") as log:
            self._exchanges = subprocess.Popen(command, stdout=log, stderr=log)
        self._await_socket(self._exchanges)

    def stop_exchanges(self) -> None:
        stop(self._exchanges)

    def kill_exchanges(self) -> None:
        """As the machine would, without notice."""
        if self._exchanges is not None:
            self._exchanges.kill()
            self._exchanges.wait(timeout=20)

    def start_provider(self) -> None:
        log = self.folder / "provider.log"
        self._provider = start_provider(self.provider_port, self.origin, self.secret, log)

    def stop_provider(self) -> None:
        stop(self._provider)

    def _await_socket(self, process: subprocess.Popen[bytes]) -> None:
        limit = time.monotonic() + PATIENCE
        while process.poll() is None and time.monotonic() < limit:
            with suppress(OSError), socket.socket(socket.AF_UNIX) as tried:
                tried.connect(str(self.socket))
                return
            time.sleep(0.02)
        raise StandError(f"{self.socket} ne répond pas.\n{logs(self.folder)}")


@contextmanager
def stand(tree: Path, port: int | None = None, **settings: object) -> Iterator[Stand]:
    """The whole of it, running over a copy of `tree`, a built members' edition; stopped at the end."""
    install_provider()
    with ExitStack() as last:
        folder = Path(mkdtemp(prefix="cyberveille-"))
        last.callback(shutil.rmtree, folder, ignore_errors=True)
        running = Stand(tree, folder, port or free_port(), free_port(), settings=settings)
        running.prepare()
        last.callback(running.stop_provider)
        running.start_provider()
        last.callback(running.stop_exchanges)
        running.start_exchanges()
        last.callback(running.stop_apache)
        running.start_apache()
        yield running
