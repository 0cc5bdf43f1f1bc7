// The release of Windows that a text names: « Windows 2003 R2 Std x64 », « Windows 10 Version 1809 »
// (concerned/windows.py).
const SERVER = /\bwindows (?:server |serveur )*(2000|2003|2008|2012|2016|2019|2022|2025)(?: (r2))?(?![0-9.])/gu;
const SEMI_ANNUAL = /\bwindows (?:server|serveur),? (?:version )?(1709|1803|1903|1909|2004|20h2|23h2)(?![0-9.])/gu;
const CLIENT = /\bwindows (?:desktop |rt |professionnel |pro )?(nt 4\.0|xp|vista|7|8\.1|8|10|11)(?![0-9.a-z])/gu;
const SERVER_APART =
  /\bwindows (?:server|serveur)\b[^;]{0,60}?\bversions? ?:? ?(20(?:00|03|08|12|16|19|22|25))(?: (r2))?(?![0-9.])/gu;
const CLIENT_APART = /\bwindows\b[^;]{0,60}?\bversions? ?:? ?(xp|vista|7|8\.1|8|10|11)(?![0-9.a-z])/gu;
const OLD = /\bwindows (?:95|98|9x|(me)|nt(?! 4\.0))\b/gu;
const MILLENNIUM = /\bwindows millenn?ium\b/gu;
const RELEASE = /\b(1507|1511|1607|1703|1709|1803|1809|1903|1909|2004|2[0-9]h[12])\b/gu;
const PACK = /\b(?:sp|service pack) ?([1-6])\b/gu;
const BUILD = /\b10\.0\.([0-9]{5})\b/u;

function after(pattern, text, place) {
  pattern.lastIndex = place;
  return pattern.exec(text);
}

// How the scheme of Windows writes the release that a plain text names; null where none is.
export function windowsIn(text) {
  let found = after(SERVER, text, 0);
  if (found) return ofServer(found, text);
  found = after(SEMI_ANNUAL, text, 0);
  if (found) return `server ${found[1]}`;
  found = after(CLIENT, text, 0);
  if (found) return ofClient(found, text);
  found = after(SERVER_APART, text, 0);
  if (found) return ofServer(found, text);
  found = after(CLIENT_APART, text, 0);
  return found ? ofClient(found, text) : null;
}

const endOf = (found) => found.index + found[0].length;

function withPack(name, text, place) {
  const pack = after(PACK, text, place);
  return pack ? `${name} sp${pack[1]}` : name;
}

function ofServer(found, text) {
  const [, year, r2] = found;
  const name = year === "2000" ? year : `server ${year}`;
  return withPack(r2 && year !== "2003" ? `${name} r2` : name, text, endOf(found));
}

function ofClient(found, text) {
  const [, name] = found;
  if (name !== "10" && name !== "11") return withPack(name, text, endOf(found));
  const release = after(RELEASE, text, endOf(found));
  if (release) return `${name} ${release[1]}`;
  const build = BUILD.exec(text);
  return build ? `10.0.${build[1]}` : name;
}

// The text, in which a server's Windows and a client's have names of their own.
export function toldApart(text) {
  return text
    .replace(MILLENNIUM, "windows me")
    .replace(OLD, (_, me) => `windows windowsancien ${me ?? ""}`)
    .replace(SERVER, (_, year, r2) => `windows windowsserveur ${year} ${r2 ?? ""}`)
    .replace(SEMI_ANNUAL, (_, release) => `windows windowsserveur ${release}`)
    .replace(CLIENT, (_, name) => `windows windowsposte ${name} `);
}
