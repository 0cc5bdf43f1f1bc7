"""The index of the search within the plan of an edition: which shards to make, begun before all the rest."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain

from cyberveille.map import SEARCH
from cyberveille.publishing import compressing, search
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.pages import standing
from cyberveille.publishing.planning import Plan
from cyberveille.publishing.press import Press
from cyberveille.publishing.staging import Progress
from cyberveille.publishing.state import Spoilt
from cyberveille.publishing.tree import Node
from cyberveille.publishing.workspace import Workspace
from cyberveille.publishing.written import PartKey

PART = "search"
"""It holds the search page, and a part for each shard."""
_TABLES = "%.pf\\_meta"


class IndexPlan:
    """The shards of an edition: those that stay, and those that are indexed again from now on."""

    def __init__(self, edition: Edition, workspace: Workspace, plan: Plan, jobs: int) -> None:
        wanted = search.shards(edition) if edition.configuration.search else ()
        self._plan = plan
        self._shards = wanted
        self._begun: list[search.Shard] = []
        ways = edition.configuration.precompress
        nodes = [
            Node(_part(shard.name), digest(shard.key, ways), partial(self._files, shard)) for shard in wanted
        ]
        plan.keys[PART] = PartKey(PART, "", b"")
        plan.before |= plan.last.files(PART)
        plan.take(nodes, PART, stays=self._stays)
        again = {shard.name for shard in self._begun}
        self._kept = tuple(shard.name for shard in wanted if shard.name not in again)
        first = wanted[0].name if wanted else ""
        search.forget_others(edition.shelf.work, edition.audience.name, (shard.name for shard in wanted))
        scratch = workspace.folder / "search"
        self._indexing = search.Indexing(edition, self._begun, scratch, first=first, jobs=jobs)

    def _stays(self, node: Node, before: PartKey | None) -> bool:
        last = self._plan.last
        return before is not None and before.key == node.key and (not last.looking or last.intact(node.name))

    def _files(self, shard: search.Shard) -> Iterator[Output]:
        """The files in place of a shard whose index is the same; none of one that is to be made."""
        last = self._plan.last
        rows = {
            path: row.written
            for path, row in last.files(_part(shard.name)).items()
            if not compressing.is_sibling(path)
        }
        entry = rows.get(f"{search.FOLDER}{shard.name}/{search.ENTRY}")
        whole = entry is not None and entry.key == shard.key
        if whole and all(last.lies(path, written) for path, written in rows.items()):
            for path, written in rows.items():
                yield Output(path, written.key, (last.output / path).read_bytes)
        else:
            self._begun.append(shard)

    @property
    def searched(self) -> bool:
        """Whether there is anything to find."""
        return bool(self._shards)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the plan that are seen to here."""
        return (PART,)

    @property
    def claimed(self) -> tuple[str, ...]:
        """The files that are planned once the index is made."""
        return (SEARCH.file,) if self._shards else ()

    def beside(self, progress: Progress | None) -> Progress:
        """`progress` for what is done meanwhile, which goes on with the index too."""
        return self._indexing.beside(progress)

    def outputs(self, press: Press) -> list[Output]:
        """The files of the index that are to be made, once it is made, and the search page.

        Raises SearchError, and Spoilt when a table of contents that stays is not as it was written.
        """
        made = self._indexing.outputs()
        for item in made:
            self._plan.add(item, _part(item.path.split("/", 2)[1]))
        if self._shards:
            state = self._plan.last.state
            kept = (path for name in self._kept for path in state.paths_like(_part(name), _TABLES))
            tags = search.tags(chain((item.path for item in made), kept))
            if lost := set(self._kept) - tags.keys():
                raise Spoilt(*lost)
            stages = search.stages(self._shards, tags)
            name, tables = search.together(stages, partial(self._bytes, {item.path: item for item in made}))
            first = (*tables, standing.search(press, stages, name))
            for item in first:
                self._plan.add(item, PART)
            made += first
        return self._plan.to_make(made)

    def _bytes(self, made: Mapping[str, Output], path: str) -> bytes:
        """Of a table of contents, made or in place; raises Spoilt for one in place that is not as written."""
        if path in made:
            return made[path].render()
        known = self._plan.last.state.part_of(path)
        data = None if known is None else self._plan.last.bytes_of(path, known[1])
        if data is None:
            raise Spoilt(path)
        return data

    def close(self) -> None:
        self._indexing.close()


def _part(shard: str) -> str:
    return f"{PART} {shard}"
