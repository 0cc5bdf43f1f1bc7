// A name that is typed, with those that the registry of products knows proposed as one types.
export function knownField(createClass, h, names) {
  return createClass({
    render() {
      const { forID, field, value, onChange, classNameWrapper, setActiveStyle, setInactiveStyle } = this.props;
      const list = `${forID}-noms`;
      const options = names[field.get("names")].map((name) => h("option", { key: name, value: name }));
      return h(
        "div",
        {},
        h("input", {
          autoComplete: "off",
          className: classNameWrapper,
          id: forID,
          list,
          onBlur: setInactiveStyle,
          onChange: (event) => onChange(event.target.value),
          onFocus: setActiveStyle,
          type: "text",
          value: value ?? "",
        }),
        h("datalist", { id: list }, options),
      );
    },
  });
}
