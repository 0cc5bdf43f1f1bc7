"""Search: Pagefind's index in shards, and a table of identifiers looked up before it."""

from cyberveille.publishing.search.generations import Shard, shards
from cyberveille.publishing.search.identifiers import outputs as identifiers
from cyberveille.publishing.search.index import ENTRY, FOLDER, SearchError
from cyberveille.publishing.search.indexing import Indexing

__all__ = ["ENTRY", "FOLDER", "Indexing", "SearchError", "Shard", "identifiers", "shards"]
