"""Source files to typed values: strict, with positions, nothing guessed."""

from typing import TYPE_CHECKING

from cyberveille.lazily import lazily

if TYPE_CHECKING:
    from cyberveille.reading.audiences import same_host, sharing_host
    from cyberveille.reading.declarations import DeclarationsRead, read_declarations
    from cyberveille.reading.demands import is_portal_address, to_fill
    from cyberveille.reading.directory import read_directory
    from cyberveille.reading.exploitation import read_exploitation
    from cyberveille.reading.faults import Fault
    from cyberveille.reading.former_keys import present_names
    from cyberveille.reading.looking import read_within
    from cyberveille.reading.observatory import read_observatory
    from cyberveille.reading.places import (
        CONFIGURATION_FILE,
        DIRECTORY_FILE,
        EARLIER_FOLDER,
        EXPLOITATION_FILES,
        EXPLOITATION_FOLDER,
        NATIONAL_FILE,
        OBSERVATORY_FOLDER,
        PAGES_FOLDER,
        REGISTRY_FOLDER,
        SCHEME_FOLDER,
        SETS_FILE,
        VOCABULARIES_FOLDER,
        is_registry_file,
        shown_path,
    )
    from cyberveille.reading.quotes import OPENING, within_odd_quotes
    from cyberveille.reading.registry import base_registry, read_registry
    from cyberveille.reading.remains import Leftover, Remnant, demonstration_in
    from cyberveille.reading.scheme import foreign_recipients, read_scheme, supplied_scheme
    from cyberveille.reading.size import SOURCE_LIMIT, source_digest, too_large
    from cyberveille.reading.source import (
        Record,
        line_of,
        read_source,
    )
    from cyberveille.reading.subject import Subject, notice_of, type_at
    from cyberveille.reading.supplied_pages import GAPS, default_pages, default_pages_of, gap_in, unsaid
    from cyberveille.reading.yaml_files import (
        ConfigurationRead,
        line_in_yaml,
        read_configuration,
        read_vocabularies,
        supplied_vocabularies,
    )
else:
    __getattr__ = lazily(
        __name__,
        {
            "audiences": (
                "same_host",
                "sharing_host",
            ),
            "declarations": (
                "DeclarationsRead",
                "read_declarations",
            ),
            "supplied_pages": (
                "GAPS",
                "default_pages",
                "default_pages_of",
                "gap_in",
                "unsaid",
            ),
            "demands": (
                "is_portal_address",
                "to_fill",
            ),
            "directory": ("read_directory",),
            "exploitation": ("read_exploitation",),
            "faults": ("Fault",),
            "former_keys": ("present_names",),
            "looking": ("read_within",),
            "observatory": ("read_observatory",),
            "places": (
                "CONFIGURATION_FILE",
                "DIRECTORY_FILE",
                "EARLIER_FOLDER",
                "EXPLOITATION_FILES",
                "EXPLOITATION_FOLDER",
                "NATIONAL_FILE",
                "OBSERVATORY_FOLDER",
                "PAGES_FOLDER",
                "REGISTRY_FOLDER",
                "SCHEME_FOLDER",
                "SETS_FILE",
                "VOCABULARIES_FOLDER",
                "is_registry_file",
                "shown_path",
            ),
            "quotes": (
                "OPENING",
                "within_odd_quotes",
            ),
            "registry": (
                "base_registry",
                "read_registry",
            ),
            "remains": (
                "Leftover",
                "Remnant",
                "demonstration_in",
            ),
            "scheme": (
                "foreign_recipients",
                "read_scheme",
                "supplied_scheme",
            ),
            "size": (
                "SOURCE_LIMIT",
                "source_digest",
                "too_large",
            ),
            "source": (
                "Record",
                "line_of",
                "read_source",
            ),
            "subject": (
                "Subject",
                "notice_of",
                "type_at",
            ),
            "yaml_files": (
                "ConfigurationRead",
                "line_in_yaml",
                "read_configuration",
                "read_vocabularies",
                "supplied_vocabularies",
            ),
        },
    )

__all__ = [
    "CONFIGURATION_FILE",
    "DIRECTORY_FILE",
    "EARLIER_FOLDER",
    "EXPLOITATION_FILES",
    "EXPLOITATION_FOLDER",
    "GAPS",
    "NATIONAL_FILE",
    "OBSERVATORY_FOLDER",
    "OPENING",
    "PAGES_FOLDER",
    "REGISTRY_FOLDER",
    "SCHEME_FOLDER",
    "SETS_FILE",
    "SOURCE_LIMIT",
    "VOCABULARIES_FOLDER",
    "ConfigurationRead",
    "DeclarationsRead",
    "Fault",
    "Leftover",
    "Record",
    "Remnant",
    "Subject",
    "base_registry",
    "default_pages",
    "default_pages_of",
    "demonstration_in",
    "foreign_recipients",
    "gap_in",
    "is_portal_address",
    "is_registry_file",
    "line_in_yaml",
    "line_of",
    "notice_of",
    "present_names",
    "read_configuration",
    "read_declarations",
    "read_directory",
    "read_exploitation",
    "read_observatory",
    "read_registry",
    "read_scheme",
    "read_source",
    "read_vocabularies",
    "read_within",
    "same_host",
    "sharing_host",
    "shown_path",
    "source_digest",
    "supplied_scheme",
    "supplied_vocabularies",
    "to_fill",
    "too_large",
    "type_at",
    "unsaid",
    "within_odd_quotes",
]
