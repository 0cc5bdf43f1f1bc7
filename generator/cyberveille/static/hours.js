// Whether the cell answers at a given moment, in the time of Paris. `hours` are what the page says of it: `opens` and
// `closes`, in minutes since midnight, `availability`, and the `holidays` of its country.
const DAY = 86_400_000;
const PARIS = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Paris",
  hourCycle: "h23",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
});
const ALWAYS = "permanente";
const WORKING_DAYS = "jours-ouvres";

// A day is the moment of its midnight in UTC: nothing here depends on the clock's own zone.
const dayOf = (year, month, day) => Date.UTC(year, month - 1, day);

// Gregorian Easter (Meeus, Jones and Butcher).
export function easter(year) {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const place = epact + weekday - 7 * shift + 114;
  return dayOf(year, Math.floor(place / 31), (place % 31) + 1);
}

export function isWorkingDay(day, holidays) {
  const date = new Date(day);
  const weekday = date.getUTCDay();
  const sunday = easter(date.getUTCFullYear());
  const fixed = date.toISOString().slice(5, 10);
  const movable = holidays.easter.some((offset) => sunday + offset * DAY === day);
  return weekday > 0 && weekday < 6 && !holidays.fixed.includes(fixed) && !movable;
}

export function isAlwaysOpen(hours) {
  return hours.availability === ALWAYS;
}

function answersOn(day, hours) {
  return hours.availability !== WORKING_DAYS || isWorkingDay(day, hours.holidays);
}

export function inParis(moment) {
  const parts = Object.fromEntries(PARIS.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  return { day: dayOf(parts.year, parts.month, parts.day), minute: parts.hour * 60 + parts.minute };
}

export function isOpen(moment, hours) {
  const { day, minute } = inParis(moment);
  return isAlwaysOpen(hours) || (answersOn(day, hours) && hours.opens <= minute && minute < hours.closes);
}

// The day on which the cell answers next, today included as long as it has not begun.
export function nextDay(moment, hours) {
  const { day, minute } = inParis(moment);
  let next = minute >= hours.opens ? day + DAY : day;
  while (!answersOn(next, hours)) next += DAY;
  return next;
}
