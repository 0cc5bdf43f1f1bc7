// A message as the service gives it, its HTML made safe there: its author, its moment, its text.
import { element } from "./elements.js";

export function prose(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return element("div", "cv-message__text cv-written", ...parsed.body.childNodes);
}

export function moment({ iso, words }) {
  const time = element("time", "", words);
  time.dateTime = iso;
  return time;
}

export function button(label, act, className = "cv-button cv-button--quiet") {
  const made = element("button", className, label);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}
