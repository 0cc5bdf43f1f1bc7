"""Search: Pagefind's index in shards, searched by years, and a table of identifiers looked up before it."""

from cyberveille.publishing.search.canon import ENTRY, tags
from cyberveille.publishing.search.generations import Shard, shards
from cyberveille.publishing.search.identifiers import nodes as identifiers
from cyberveille.publishing.search.index import FOLDER
from cyberveille.publishing.search.indexing import Indexing
from cyberveille.publishing.search.kept_words import forget_others
from cyberveille.publishing.search.pagefind import SearchError
from cyberveille.publishing.search.reach import stages
from cyberveille.publishing.search.tables import together

__all__ = [
    "ENTRY",
    "FOLDER",
    "Indexing",
    "SearchError",
    "Shard",
    "forget_others",
    "identifiers",
    "shards",
    "stages",
    "tags",
    "together",
]
