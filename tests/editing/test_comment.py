"""The summary in the merge request: one comment, kept up to date, on each forge; a refusal fails nothing."""

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec import structs
from tests.portal import Portal, without_index

from cyberveille.cli import main
from cyberveille.editing.review.comment import CommentError, comment, fitting
from cyberveille.editing.review.telling import MARK
from cyberveille.editing.review.thread import NoThreadError, Thread, thread_of

SECRET = "jeton-de-la-tache"  # noqa: S105 - invented
GITHUB = {"GITHUB_REF": "refs/pull/7/merge", "GITHUB_REPOSITORY": "chu/veille", "REVIEW_TOKEN": SECRET}
OWN = ("-c", "user.name=Camille", "-c", "user.email=camille@example.org", "-c", "commit.gpgsign=false")
GITLAB = {"CI_MERGE_REQUEST_IID": "7", "CI_PROJECT_ID": "12", "REVIEW_TOKEN": SECRET}


class Forge(ThreadingHTTPServer):
    """What the three forges answer, with the comments that it holds; `refusing` is a status."""

    comments: list[dict[str, Any]]
    asked: list[tuple[str, str]]
    signed: set[str | None]
    me: str | None
    author: str
    refusing: int
    pages: bool

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/api"


class _Answering(BaseHTTPRequestHandler):
    server: Forge

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""

    def _answer(self, status: int, told: object, **headers: str) -> None:
        data = json.dumps(told).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        self.server.signed.add(self.headers["Authorization"] or self.headers["PRIVATE-TOKEN"])
        path, _, query = self.path.partition("?")
        self.server.asked.append(("GET", path))
        if path.endswith("/broken"):
            self._answer(503, {})
        elif path.endswith("/user"):
            me = self.server.me
            self._answer(200 if me else 403, {"username": me})
        elif self.server.pages and "page=2" not in query.split("&"):
            following = f'<{self.server.url}{path.removeprefix("/api")}?page=2>; rel="next"'
            self._answer(200, self.server.comments[:1], Link=following)
        else:
            self._answer(200, self.server.comments[1 if self.server.pages else 0 :])

    def do_POST(self) -> None:
        self.server.asked.append((self.command, self.path))
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
        if self.server.refusing:
            self._answer(self.server.refusing, {"message": "no"}, Location=self.server.url)
            return
        if self.command == "POST":
            self.server.comments.append({"id": len(self.server.comments) + 1, "body": ""} | self._by())
        number = len(self.server.comments) if self.command == "POST" else int(self.path.rpartition("/")[2])
        self.server.comments[number - 1]["body"] = body
        self._answer(201, {"id": number})

    def do_PATCH(self) -> None:
        self.do_POST()

    def do_PUT(self) -> None:
        self.do_POST()

    def _by(self) -> dict[str, Any]:
        kind, key = ("author", "username") if "notes" in self.path else ("user", "login")
        return {kind: {key: self.server.author}}


@contextmanager
def _forge() -> Iterator[Forge]:
    with Forge(("127.0.0.1", 0), _Answering) as forge:
        forge.comments, forge.asked, forge.signed = [], [], set()
        forge.me, forge.author, forge.refusing, forge.pages = None, "github-actions[bot]", 0, False
        running = threading.Thread(target=forge.serve_forever)
        running.start()
        try:
            yield forge
        finally:
            forge.shutdown()
            running.join()


FORGEJO = GITHUB | {"GITHUB_SERVER_URL": "https://forge.example.org"}


@pytest.fixture
def forge() -> Iterator[Forge]:
    with _forge() as forge:
        yield forge


def _thread(forge: Forge, told: dict[str, str]) -> Thread:
    return thread_of(told | {"GITHUB_API_URL": forge.url, "CI_API_V4_URL": forge.url})


@pytest.mark.parametrize(
    ("told", "me", "author", "where", "changing"),
    [
        (GITHUB, None, "github-actions[bot]", "/api/repos/chu/veille/issues", "PATCH"),
        (FORGEJO, None, "forgejo-actions", "/api/repos/chu/veille/issues", "PATCH"),
        (GITHUB, "robot", "robot", "/api/repos/chu/veille/issues", "PATCH"),
        (GITLAB, "project_12_bot", "project_12_bot", "/api/projects/12/merge_requests/7/notes", "PUT"),
    ],
)
def test_one_comment_is_kept_up_to_date(
    told: dict[str, str], me: str | None, author: str, where: str, changing: str, forge: Forge
) -> None:
    """Posted once, then changed in place, by the address that its forge has for it."""
    forge.me, forge.author = me, author
    thread = _thread(forge, told)
    assert not comment(thread, f"{MARK}\nUn")
    assert comment(thread, f"{MARK}\nDeux é")
    assert [item["body"] for item in forge.comments] == [f"{MARK}\nDeux é"]
    written = [asked for asked in forge.asked if asked[0] != "GET"]
    new, changed = (
        (f"{where}/7/comments", f"{where}/comments/1") if "repos" in where else (where, f"{where}/1")
    )
    assert written == [("POST", new), (changing, changed)]
    assert forge.signed == {SECRET if told is GITLAB else f"token {SECRET}"}


def test_the_comment_is_found_on_a_later_page(forge: Forge) -> None:
    """A request that was much talked about has several."""
    forge.comments = [
        {"id": 1, "body": "Bonjour", "user": {"login": "camille"}},
        {"id": 2, "body": f"{MARK}\nUn", "user": {"login": "github-actions[bot]"}},
    ]
    forge.pages = True
    assert comment(_thread(forge, GITHUB), f"{MARK}\nDeux")
    assert forge.comments[1]["body"] == f"{MARK}\nDeux"


def test_the_name_of_another_forge_s_jobs_is_anybody_s(forge: Forge) -> None:
    """On GitHub, one may be called as the jobs of Forgejo are."""
    forge.comments = [{"id": 1, "body": f"{MARK}\nTout va bien", "user": {"login": "forgejo-actions"}}]
    assert not comment(_thread(forge, GITHUB), f"{MARK}\nUn")
    assert len(forge.comments) == 2


def test_a_forge_that_cannot_say_who_asks_gets_no_second_comment(forge: Forge) -> None:
    """A failure of its own is no answer: the summary is not posted beside the one that stands."""
    thread = structs.replace(_thread(forge, GITHUB), oneself=f"{forge.url}/broken")
    with pytest.raises(CommentError):
        comment(thread, f"{MARK}\nUn")
    assert not forge.comments


def test_somebody_else_s_comment_stays_theirs(forge: Forge) -> None:
    """One who copies the mark would else be handed the summary, to change as they like."""
    theirs = {"id": 1, "body": f"{MARK}\nTout va bien", "user": {"login": "mallory"}}
    forge.comments = [dict(theirs)]
    assert not comment(_thread(forge, GITHUB), f"{MARK}\nUn")
    assert forge.comments[0] == theirs
    assert len(forge.comments) == 2


@pytest.mark.parametrize("status", [302, 401, 403, 404, 500])
def test_a_refusal_is_told_and_the_token_is_not(status: int, forge: Forge) -> None:
    """A branch of a fork has no right to write; nothing is sent where a forge would lead elsewhere."""
    forge.refusing = status
    with pytest.raises(CommentError) as refused:
        comment(_thread(forge, GITHUB), MARK)
    assert str(status) in str(refused.value)
    assert ("droit" in str(refused.value)) is (status in {401, 403, 404})
    assert SECRET not in str(refused.value)
    assert len([asked for asked in forge.asked if asked[0] != "GET"]) == 1


def test_a_forge_that_answers_nonsense_is_told(forge: Forge) -> None:
    forge.comments = [["x"]]  # type: ignore[list-item]
    with pytest.raises(CommentError, match="autre chose"):
        comment(_thread(forge, GITHUB), MARK)


def test_a_forge_that_does_not_answer_is_told() -> None:
    with _forge() as forge:
        thread = _thread(forge, GITHUB)
    with pytest.raises(CommentError, match="ne répond pas"):
        comment(thread, MARK)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"GITHUB_REF": "refs/heads/main", "REVIEW_TOKEN": SECRET},
        GITHUB | {"REVIEW_TOKEN": ""},
        GITHUB | {"GITHUB_API_URL": "file:///etc"},
        GITLAB | {"REVIEW_TOKEN": ""},
    ],
)
def test_without_a_request_or_a_token_there_is_nothing_to_write_to(told: dict[str, str]) -> None:
    with pytest.raises(NoThreadError):
        thread_of(
            {"GITHUB_API_URL": "https://forge.example/api", "CI_API_V4_URL": "https://x.example"} | told
        )


def test_a_long_summary_is_cut_at_a_line() -> None:
    """What was unfolded is closed, so that the last words are read."""
    lines = "".join(f"- `/bulletins/2026/CV-2026-BUL-{number:04}/`\n" for number in range(3000))
    cut = fitting(f"{MARK}\n<details><summary>Pages</summary>\n\n{lines}</details>\n")
    assert len(cut) < 65_536
    assert cut.count("<details>") == cut.count("</details>") == 1
    assert all(line in {"", "</details>"} or line[-1] in "/`>_" for line in cut.splitlines())
    assert cut.endswith("que garde la tâche._\n")
    assert fitting(MARK) == MARK


def test_review_posts_what_it_prints(portal: Portal, forge: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    """And goes on when nothing can be posted; never what is made for a closed place."""
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "Début"]):
        subprocess.run(["git", "-C", portal.folder, *OWN, *words], check=True, capture_output=True)
    for name, value in (GITHUB | {"GITHUB_API_URL": forge.url}).items():
        monkeypatch.setenv(name, value)
    portal.write("content/pages/neuve.md", "---\ntitle: Neuve\n---\nUn texte.\n")
    command = ["review", "--since", "HEAD", "--root", str(portal.folder), "--comment"]
    with without_index():
        done = CliRunner().invoke(main, command)
        assert "Commentaire déposé." in done.stderr
        assert [item["body"] for item in forge.comments] == [done.stdout]
        forge.refusing = 403
        done = CliRunner().invoke(main, command)
    assert done.exit_code == 0
    assert "Pas de commentaire" in done.stderr
    assert CliRunner().invoke(main, [*command, "--closed"]).exit_code == 2
