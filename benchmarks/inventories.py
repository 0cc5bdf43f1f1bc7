"""A made-up inventory of ordinary lines of a hospital: what an asset tool and a technician write.

Nothing in it is anybody's: names are of products on the market, versions are drawn.
"""

import random

_SOFTWARE = (
    ("Microsoft", "Office {year} Professionnel Plus", "16.0.{build}"), ("Mozilla", "Firefox ESR",
    "{high}.{low}.0"),
    ("Google", "Chrome", "{high}.0.{build}.{mid}"), ("Adobe", "Acrobat Reader DC", "{short}.00{low}.20{mid}"),
    ("7-Zip", "7-Zip (x64)", "{short}.0{low}"), ("VideoLAN", "VLC media player", "3.0.{low}"),
    ("Oracle", "Java 8 Update {mid}", "8.0.{mid}0"), ("Notepad++ Team", "Notepad++", "8.{low}.{low}"),
    ("Zoom", "Zoom Workplace", "5.1{low}.{mid}"), ("TeamViewer", "TeamViewer", "15.{mid}.{low}"),
    ("Microsoft", "Visual C++ {year} Redistributable (x64)", "14.{mid}.{build}"),
    ("Microsoft", "SQL Server {year} Express", "15.0.{build}"), ("PostgreSQL", "PostgreSQL", "1{low}.{low}"),
    ("Apache", "Tomcat", "9.0.{mid}"), ("OpenVPN", "OpenVPN", "2.{low}.{low}"), ("WinSCP", "WinSCP",
    "5.{mid}.{low}"),
    ("PuTTY", "PuTTY release", "0.{mid}"), ("Git", "Git", "2.{mid}.{low}"), ("Python", "Python",
    "3.1{low}.{low}"),
    ("Enovacom", "Antares", "{low}.{low}"), ("Maincare", "M-CrossWay", "{low}.{mid}"),
    ("Dedalus", "DxCare", "8.{year}.{low}"), ("Softway Medical", "Hôpital Manager", "{low}.{low}"),
    ("Computer Engineering", "Hexagone Web", "{low}.{mid}"), ("Hopsis", "Easily", "{low}.{low}.{low}"),
    ("Éditeur local", "Gestion des repas", "{low}.{low}"), ("Éditeur local", "Planning des gardes", ""),
)  # fmt: skip
_MACHINES = (
    "Écran HP EliteDisplay E24{low}", "Imprimante Lexmark MS{mid}0dn", "Clavier Logitech K{mid}0",
    "Onduleur Eaton 9SX {mid}00 VA", "Douchette Zebra DS{mid}08", "Vidéoprojecteur Epson EB-{mid}0",
    "PC HP EliteDesk 800 G{low}", "PC Dell OptiPlex 70{mid}", "Portable Lenovo ThinkPad T4{low}0",
    "Serveur Dell PowerEdge R7{low}0", "Téléphone Mitel 69{mid}", "Borne Aruba AP-5{mid}",
    "Commutateur Cisco Catalyst 9{low}00", "Baie NetApp FAS2{mid}0", "Badgeuse Kelio",
    "Étiqueteuse Brother QL-8{low}0",
    "Poste secrétariat {mid} Windows 10 Pro 22H2", "Poste infirmier {mid} Windows 11 Pro 23H2",
    "Serveur fichiers Windows Server {server}", "Hôte VMware ESXi 7.0.3 build-2{build}",
    "Tablette Samsung Galaxy Tab A{low}",
    "iPad 9e génération iPadOS 17.{low}", "Pare-feu Fortinet FortiGate 100F FortiOS 7.2.{low}",
    "Moniteur Philips IntelliVue MX{mid}0", "Pompe BD Alaris GH Plus 2.3.{low}", "Échographe GE LOGIQ E{low}",
    "Défibrillateur Schiller FRED Easy", "Pousse-seringue Fresenius Agilia SP",
    "Automate Siemens Atellica {mid}",
    "Scanner Siemens SOMATOM go.Up", "Respirateur Dräger Evita V{mid}0", "Lit Hill-Rom Progressa",
    "Autoclave Getinge HS66",
    "Centrifugeuse Eppendorf 58{mid}", "Microscope Leica DM{mid}00", "Balance Soehnle",
    "Réfrigérateur Liebherr",
    "Caméra Axis M30{mid}-LVE", "Serveur Debian 1{low}", "Serveur Ubuntu 22.04 LTS",
    "Licence Windows CAL utilisateur",
    "Dictaphone Philips SpeechMike LFH3{mid}0", "Lecteur Vitale Ingenico ORION", "Câble réseau catégorie 6",
)  # fmt: skip


def made_up(count: int, seed: int = 22) -> list[tuple[str | None, str, str | None]]:
    """`count` lines of vendor, product and version, the same for the same seed; half are of software."""
    chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
    lines: list[tuple[str | None, str, str | None]] = []
    for _ in range(count):
        drawn = {
            "low": chance.randrange(1, 10), "mid": chance.randrange(10, 99),
            "build": chance.randrange(1000, 9999),
            "high": chance.randrange(60, 128), "short": chance.randrange(19, 24),
            "year": chance.choice((2013, 2016, 2019)),
            "server": chance.choice(("2012 R2", "2016", "2019", "2022")),
        }  # fmt: skip
        if chance.random() < 0.5:  # noqa: PLR2004
            vendor, product, version = chance.choice(_SOFTWARE)
            lines.append((vendor, product.format(**drawn), version.format(**drawn) or None))
        else:
            lines.append((None, chance.choice(_MACHINES).format(**drawn), None))
    return lines
