"""The pieces of which the phrases are made, on a text in lower case without accents.

Each reads forward only and gives nothing back of what it took.
"""

EARLIER = r"(?:ant[er]{1,4}i?eu?re?s?|inferieure?s?|precedente?s?)"
LATER = r"(?:posterieure?s?|superieure?s?|ulterieure?s?|suivante?s?)"
VERSION = (
    r"(?:versions?|vern?s?ions|releases?|firmwares?|branches?|microcodes?|micrologiciels?|microgiciels?)"
)
TO = r"(?: a| au| aux)(?![a-z0-9])"
THE = rf"(?: (?:la|les|le|celle|l'))?+(?: {VERSION}(?![a-z]))?+"
END = r"(?![a-z0-9])"
WORD = (
    r"(?:service ?packs?|sp|fix ?packs?|fp|cumulative (?:update|patch)|cu|update|mise a jour"
    r"|patch(?: level)?|hf|hot ?fix|build|rc|release candidate|beta|alpha|mr"
    r"|maintenance (?:release|pack)|mp|sr|esd|su|es|ep|ru|cr|interim fix|ifix)"
)
NUMBER = r" ?+[#\-]?+[0-9]++(?:[._\-]?[0-9a-z]++)*+"
TAIL = rf"{WORD}{NUMBER}"
LETTER = r"(?:[rupb](?=[0-9])|[a-hj-wyz](?=[0-9]{1,4}(?![a-z0-9.\-])))"
MORE = rf"(?:[ \-]{{0,3}}+(?:{TAIL}|release{NUMBER}|{LETTER}{NUMBER}|\({TAIL}\)))*+"
BODY = (
    r"[0-9]++(?:[a-z]++[0-9]*+)*+"
    r"(?:[.\-+~:_]{1,2}+[a-z0-9]++|\([0-9]++[a-z]?+(?:\.[0-9]++)*+\)(?:[a-z0-9]++)?+)*+"
)
LEAD = r"(?:(?:v|r|ver|rev)\.? ?(?=[0-9])|(?!et)[a-z]{1,2}+(?=[0-9]++\.[0-9x])|[a-z]{1,2}\.(?=[0-9]))"
BITS = (
    r"(?:\(?(?:(?:pour|for|sur) )?(?:les )?(?:systemes? |editions? |plateformes? )?"
    r"(?:(?:arm|amd|x|base[es]* sur) ?)?(?:32|64)(?: et 64)?[ -]?bits?(?:[ -]based)?"
    r"(?: systems?| editions?)?\)?"
    r"|\(?(?:(?:pour|for|sur) )?(?:les )?(?:systemes? |editions? )?(?:x64|x86_64|x86|i[36]86|amd64|ia64"
    r"|s390x|ppc64le|ppc64|aarch64|arm ?64|itanium|sparc|intel)(?:-based)?(?: systems?| editions?)?\)?)"
)
LASTING = (
    r"(?:lts|ga|esm|ltss|ltsr|ltsc|bcl|gdr|qfe|server core installation|x64 edition|edition x64|ipv[46])"
)
