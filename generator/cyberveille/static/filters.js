// What a search can be narrowed by: the choices of the panel, with their counts, fetched when it opens.

export const FILTERS = ["kind", "severity", "technology", "vendor", "year", "exploited"];

const SEVERITIES = ["critique", "élevée", "moyenne", "faible", "information"];

function options(name, counts) {
  const values = Object.entries(counts);
  if (name === "severity") values.sort(([a], [b]) => SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b));
  else values.sort(([a], [b]) => (name === "year" ? b.localeCompare(a) : a.localeCompare(b, "fr")));
  return values.map(([value, count]) => new Option(`${value} (${count.toLocaleString("fr-FR")})`, value));
}

// Takes a value, whether it was offered or not yet.
export function choose(control, value) {
  const listed = !(control instanceof HTMLSelectElement) || [...control.options].some((known) => known.value === value);
  if (!listed) control.append(new Option(value, value));
  control.value = value;
}

export function offer(form, filters) {
  for (const name of FILTERS) {
    const control = form.elements[name];
    const choices = options(name, filters[name] ?? {});
    if (control instanceof HTMLSelectElement) {
      const { value } = control;
      control.replaceChildren(control.options[0], ...choices);
      choose(control, value);
    } else if (control.list) control.list.replaceChildren(...choices);
    control.closest(".cv-search-filter").hidden = !choices.length;
  }
}
