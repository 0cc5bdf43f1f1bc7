"""The set-up of deploy/members/README.md, command by command, in a folder that stands for the machine."""

import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from demo.processes import await_answer, install_provider, start_provider, stop
from demo.shipped import DEPLOY, HOST, PROVIDER
from demo.stand import free_port

_CONSOLE = re.compile(r"## Mettre en place\n\n```console\n(.*?)```", re.DOTALL)
_ELSEWHERE = re.compile(r"apt-get |systemctl ")
"""What is done to the machine itself."""
SECRET = f'{secrets.token_hex(12)}"\\#$ ~'
"""With the signs that a configuration of Apache, a shell or a paste would change."""


@dataclass(frozen=True)
class Installed:
    """The portal that an operator has who follows the guide; everything of theirs is below `folder`."""

    folder: Path
    port: int
    issuer: str

    @property
    def origin(self) -> str:
        return f"https://localhost:{self.port}"

    @property
    def tree(self) -> Path:
        return self.folder / "srv" / "correspondants" / "en-ligne"

    @property
    def certificate(self) -> Path:
        return self.folder / "etc" / "ssl" / "cyberveille" / "fullchain.pem"

    @property
    def settings(self) -> Path:
        return self.folder / "etc" / "apache2" / "cyberveille"


def commands() -> Iterator[str]:
    """Those of the guide that concern Apache's configuration, in its order; a line may go on on the next."""
    found = _CONSOLE.search((DEPLOY / "README.md").read_text(encoding="utf-8"))
    assert found is not None
    for command in re.split(r"^# ", found[1], flags=re.MULTILINE)[1:]:
        parts = [part for part in command.split(" && ") if not _ELSEWHERE.match(part)]
        if parts:
            yield " && ".join(parts).strip()


@contextmanager
def installed(build: Callable[[Path, int, str], None]) -> Iterator[Installed]:
    """The shipped files in place and served, once `build` has written the edition for a port and a scheme."""
    install_provider()
    with ExitStack() as last:
        folder = Path(mkdtemp(prefix="cyberveille-"))
        last.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o755)
        provider_port = free_port()
        made = Installed(folder, free_port(), f"http://127.0.0.1:{provider_port}")
        _machine(made)
        build(made.tree, made.port, "https")
        for command in commands():
            _run(made, command)
            if "site.conf" in command:
                _adapt(made)
        # The provider's own calls, which close sessions, meet a certificate that nobody has signed.
        last.enter_context(_variable("NODE_EXTRA_CA_CERTS", str(made.certificate)))
        provider = start_provider(provider_port, made.origin, SECRET, folder / "provider.log")
        last.callback(stop, provider)
        with (folder / "apache.log").open("wb") as log:
            start = '. "$APACHE_CONFDIR/envvars"; exec apache2 -d "$APACHE_CONFDIR" -D FOREGROUND'
            apache = subprocess.Popen(["bash", "-c", start], env=_environment(made), stdout=log, stderr=log)
        last.callback(stop, apache)
        last.enter_context(_variable("SSL_CERT_FILE", str(made.certificate)))
        await_answer(f"{made.origin}/acces/sortie.html", apache, folder)
        yield made


def _machine(made: Installed) -> None:
    """What is there before: Debian's Apache and a certificate."""
    etc = made.folder / "etc"
    shutil.copytree("/etc/apache2", etc / "apache2", symlinks=True)
    for name in ("run", "var/cache/apache2", "var/log/apache2"):
        (made.folder / name).mkdir(parents=True)
    variables = {
        "APACHE_RUN_USER": "www-data",
        "APACHE_RUN_GROUP": "www-data",
        "APACHE_RUN_DIR": made.folder / "run",
        "APACHE_LOCK_DIR": made.folder / "run",
        "APACHE_PID_FILE": made.folder / "run" / "apache2.pid",
        "APACHE_LOG_DIR": made.folder / "var" / "log" / "apache2",
    }
    text = "".join(f"export {name}={value}\n" for name, value in variables.items())
    (etc / "apache2" / "envvars").write_text(text, encoding="utf-8")
    (etc / "apache2" / "ports.conf").write_text(f"Listen 127.0.0.1:{made.port}\n", encoding="utf-8")
    (etc / "apache2" / "sites-enabled" / "000-default.conf").unlink(missing_ok=True)
    made.certificate.parent.mkdir(parents=True)
    key = made.certificate.with_name("privkey.pem")
    command: list[str | Path] = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-keyout",
        key,
    ]
    command += ["-out", made.certificate, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run(command, check=True, capture_output=True)


def _adapt(made: Installed) -> None:
    """What site.conf asks to be replaced, and the provider: names, certificates, paths, here ports too."""
    own = {
        f"https://{HOST}": made.origin,
        HOST: f"localhost:{made.port}",
        "*:443": f"127.0.0.1:{made.port}",
        PROVIDER: made.issuer,
        **{path: f"{made.folder}{path}" for path in ("/etc/ssl/", "/etc/apache2/", "/srv/", "/var/")},
    }
    for file in (
        made.settings / "fournisseur.conf",
        made.settings.parent / "sites-available" / "correspondants.conf",
    ):
        text = file.read_text(encoding="utf-8")
        for example, value in own.items():
            text = text.replace(example, value)
        file.write_text(text, encoding="utf-8")


def _run(made: Installed, command: str) -> None:
    """As root on the machine; the secret comes from the keyboard, where the guide says to paste it."""
    for path in ("/etc/apache2", "/srv/", "/var/"):
        command = command.replace(path, f"{made.folder}{path}")
    if os.geteuid():
        command = command.replace("-o www-data -g www-data ", "")
    typed = f"{SECRET}\r\n" if "collez" in command else None
    said = subprocess.run(
        ["bash", "-ec", command],
        cwd=DEPLOY.parents[1],
        env=_environment(made),
        input=typed,
        text=True,
        capture_output=True,
        check=False,
    )
    assert said.returncode == 0, f"{command}\n{said.stdout}{said.stderr}"


def _environment(made: Installed) -> dict[str, str]:
    return os.environ | {
        "APACHE_CONFDIR": str(made.settings.parent),
        "PATH": f"/usr/sbin:/sbin:{os.environ['PATH']}",
    }


@contextmanager
def _variable(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
