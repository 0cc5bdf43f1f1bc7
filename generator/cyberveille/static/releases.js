// Releases of Windows and their builds: 10 22H2, Server 2012 R2 SP1, 10.0.19045.3570 (versions/windows.py).
import { Keyed } from "./keyed.js";
import { folded } from "./numbering.js";
import { sameWords } from "./suffixes.js";

const BUILDS = {
  __proto__: null,
  "nt 4.0": [4, 0, 1381],
  2000: [5, 0, 2195],
  xp: [5, 1, 2600],
  "server 2003": [5, 2, 3790],
  vista: [6, 0, 6000],
  "server 2008": [6, 0, 6001],
  7: [6, 1, 7600],
  "server 2008 r2": [6, 1, 7600],
  8: [6, 2, 9200],
  "server 2012": [6, 2, 9200],
  8.1: [6, 3, 9600],
  "server 2012 r2": [6, 3, 9600],
  "server 2016": [10, 0, 14393],
  "server 2019": [10, 0, 17763],
  "server 2022": [10, 0, 20348],
  "server 2025": [10, 0, 26100],
};
const RELEASES = {
  __proto__: null,
  10: {
    1507: 10240,
    1511: 10586,
    1607: 14393,
    1703: 15063,
    1709: 16299,
    1803: 17134,
    1809: 17763,
    1903: 18362,
    1909: 18363,
    2004: 19041,
    "20h2": 19042,
    "21h1": 19043,
    "21h2": 19044,
    "22h2": 19045,
  },
  11: { "21h2": 22000, "22h2": 22621, "23h2": 22631, "24h2": 26100 },
  server: {
    1709: 16299,
    1803: 17134,
    1903: 18362,
    1909: 18363,
    2004: 19041,
    "20h2": 19042,
    "23h2": 25398,
  },
};
const BUILD = /^(?:(?:10\.0\.|6\.[0-3]\.|5\.[0-2]\.)[0-9]{4,5}(?:\.[0-9]{1,6})?|[0-9]{5}(?:\.[0-9]{1,6})?)$/u;

const LONGEST = 121;
const NOISE =
  /\b(?:microsoft|windows|version|editions?|x64|x86|64|32|bits?|pour|systemes|standard|datacenter|enterprise|entreprise|professionnel|professional|pro|std|essentials|lts[bc]|rtm)\b|[,()-]/gu;

const FIRST_OF_11 = 22000;
// A release that is not told comes before the first one of its name.
const LATEST_BEFORE = { __proto__: null, 10: [10, 0], 11: [10, 0, FIRST_OF_11 - 1] };

// 10 and 11 are branches of their own of the builds 10.0.
function partsOf(numbers) {
  if (numbers[0] !== 10 || numbers[1] !== 0 || numbers.length === 2) return numbers;
  return [10, 0, numbers[2] >= FIRST_OF_11 ? 11 : 10, ...numbers.slice(2)];
}

export function windows(text) {
  const written = sameWords(folded([...text].slice(0, LONGEST).join("")));
  const build = written.replace(/^build /u, "").trim();
  if (BUILD.test(build)) {
    const numbers = build.split(".").map(Number);
    const whole = build.includes(".") && numbers[0] <= 10 ? numbers : [10, 0, ...numbers];
    return new Keyed([whole, 0], partsOf(whole));
  }
  const plain = written.replace(NOISE, " ").split(" ").filter(Boolean).join(" ");
  const pack = / ?sp ?([0-9])$/u.exec(plain);
  const name = pack ? plain.slice(0, pack.index) : plain;
  let numbers = BUILDS[name];
  if (!numbers) {
    const [kind, ...rest] = name.split(" ");
    const release = rest.join(" ");
    if (kind in LATEST_BEFORE && !release) return new Keyed([LATEST_BEFORE[kind], 0], [10, 0, Number(kind)]);
    const number = RELEASES[kind]?.[release];
    numbers = number && [10, 0, number];
  }
  if (!numbers) return null;
  const service = pack ? Number(pack[1]) : 0;
  return new Keyed([numbers, service], [...partsOf(numbers), ...(service ? [`sp${service}`] : [])]);
}
