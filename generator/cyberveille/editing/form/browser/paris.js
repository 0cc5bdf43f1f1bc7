// Moments as notices write them, in the time of Paris whatever that of the machine is.
const PARTS = new Intl.DateTimeFormat("en-CA", {
  day: "2-digit",
  hour: "2-digit",
  hourCycle: "h23",
  minute: "2-digit",
  month: "2-digit",
  second: "2-digit",
  timeZone: "Europe/Paris",
  year: "numeric",
});
const MINUTE = 60_000;
/** What a field holds that is to be filled with the present moment, until it is. */
export const NOW = "{{now}}";

/** `2026-11-23T09:30:00`, the time in Paris at an instant. */
export function wallOf(instant) {
  const { year, month, day, hour, minute, second } = Object.fromEntries(
    PARTS.formatToParts(instant).map((part) => [part.type, part.value]),
  );
  return `${year}-${month}-${day}T${hour}:${minute}:${second}`;
}

/** `2026-11-23T09:30:00+01:00`: that instant. */
export function momentOf(instant) {
  const wall = wallOf(instant);
  const minutes = Math.round((Date.parse(`${wall}Z`) - instant.getTime()) / MINUTE);
  const pad = (number) => String(number).padStart(2, "0");
  return `${wall}+${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** The moment at which clocks in Paris show `2026-11-23T09:30`; the first of the two when they show it twice. */
export function momentAt(wall) {
  const told = Date.parse(`${wall.length === 16 ? `${wall}:00` : wall}Z`);
  if (Number.isNaN(told)) return "";
  const [summer, winter] = [120, 60].map((minutes) => new Date(told - minutes * MINUTE));
  return momentOf(wallOf(summer).startsWith(wall) ? summer : winter);
}

/** What a field shows of a written moment. */
export function shown(moment) {
  const instant = new Date(moment.replace(" ", "T"));
  return Number.isNaN(instant.getTime()) ? "" : wallOf(instant).slice(0, 19);
}

export function momentField(createClass, h) {
  return createClass({
    componentDidMount() {
      const { value, field, onChange } = this.props;
      if (value === NOW || (!value && field.get("default") === NOW)) onChange(momentOf(new Date()));
    },
    render() {
      const { forID, value, onChange, classNameWrapper, setActiveStyle, setInactiveStyle } = this.props;
      return h("input", {
        className: classNameWrapper,
        id: forID,
        onBlur: setInactiveStyle,
        onChange: (event) => onChange(event.target.value ? momentAt(event.target.value) : ""),
        onFocus: setActiveStyle,
        step: 1,
        title: "Heure de Paris",
        type: "datetime-local",
        value: value ? shown(String(value)) : "",
      });
    },
  });
}
