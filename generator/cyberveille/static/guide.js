// What the steps of the guide are made of.
import { element } from "./elements.js";

export function button(label, className, onClick) {
  const made = element("button", `cv-button ${className}`.trim(), label);
  made.type = "button";
  if (onClick) made.addEventListener("click", onClick);
  return made;
}

export function heading(text) {
  const made = element("h3", "cv-guide__title", text);
  made.tabIndex = -1;
  made.id = "etape";
  return made;
}

export function list(className, items) {
  return element("ul", className, ...items.map((item) => element("li", "", item)));
}

export function part(title, ...children) {
  return element("section", "cv-verdict__part", element("h4", "", title), ...children);
}
