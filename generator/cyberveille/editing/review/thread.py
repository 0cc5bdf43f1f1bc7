"""Where a job finds the comments of its merge request: GitHub, Gitea and Forgejo alike, GitLab apart."""

from collections.abc import Mapping
from urllib.parse import quote

from msgspec import Struct

from cyberveille.expressions import expression

TOKEN = "REVIEW_TOKEN"  # noqa: S105 - the name of a variable
_ASKED = expression(r"refs/pull/([0-9]+)/")
_WEB = ("https://", "http://")
_GITHUB = "https://github.com"
_JOBS_OF_GITHUB = frozenset({"github-actions[bot]"})
_JOBS_OF_OTHERS = frozenset({"forgejo-actions", "gitea-actions"})
"""Anybody may be called so on GitHub; no person can have a bracket in a name anywhere."""


class Thread(Struct, frozen=True):
    """Addresses of a forge's API, and what a job signs its requests with."""

    comments: str
    """All of them, and where one is added."""
    one: str
    """What precedes the number of one."""
    changing: str
    """The method that changes one."""
    oneself: str
    """Whose token it is, for forges that say so."""
    headers: Mapping[str, str]
    jobs: frozenset[str] = frozenset()
    """Under whose name the forge's own jobs write: nobody else can take it there."""


class NoThreadError(ValueError):
    """There is nothing to comment on, or nothing to do it with; says why, in French."""


def thread_of(environment: Mapping[str, str]) -> Thread:
    """The merge request that the variables of a job tell of.

    Sources: docs.github.com, « Variables reference » and « REST API endpoints for issue comments », which
    Gitea and Forgejo have too; docs.gitlab.com, « Predefined CI/CD variables » and « Notes API ».
    Raises NoThreadError.
    """
    told = environment.get
    token = told(TOKEN, "").strip()
    if iid := told("CI_MERGE_REQUEST_IID", ""):
        api, project = told("CI_API_V4_URL", ""), told("CI_PROJECT_ID", "")
        notes = f"{api}/projects/{quote(project, safe='')}/merge_requests/{quote(iid, safe='')}/notes"
        found = Thread(notes, f"{notes}/", "PUT", f"{api}/user", {"PRIVATE-TOKEN": token})
    elif asked := _ASKED.match(told("GITHUB_REF", "")):
        api = told("GITHUB_API_URL", "")
        issues = f"{api}/repos/{quote(told('GITHUB_REPOSITORY', ''))}/issues"
        headers = {"Authorization": f"token {token}"}
        comments = f"{issues}/{asked[1]}/comments"
        of_github = told("GITHUB_SERVER_URL", _GITHUB).rstrip("/") == _GITHUB
        jobs = _JOBS_OF_GITHUB if of_github else _JOBS_OF_GITHUB | _JOBS_OF_OTHERS
        found = Thread(comments, f"{issues}/comments/", "PATCH", f"{api}/user", headers, jobs)
    else:
        raise NoThreadError("cette commande ne tourne pas dans la tâche d’une demande de fusion")
    if not api.startswith(_WEB):
        raise NoThreadError("la forge ne dit pas l’adresse de son API")
    if not token:
        raise NoThreadError(f"la variable {TOKEN} n’est pas donnée à la tâche")
    return found
