// A notice beside its fields, in the classes and styles of its page on the portal.
const BRIEF = { action: "Que faire, et avant quand ?", concerned: "Suis-je concerné ?", what: "De quoi s’agit-il ?" };
const WHEN = new Intl.DateTimeFormat("fr", { dateStyle: "long", timeStyle: "short", timeZone: "Europe/Paris" });

export function preview(createClass, h, form, kind) {
  return createClass({
    render() {
      const { entry, widgetFor } = this.props;
      const data = entry.get("data").toJS();
      const label = (key, value) => form.labels[key]?.[value] ?? value;
      const fact = (term, value) =>
        value ? h("div", { className: "cv-facts__item" }, h("dt", {}, term), h("dd", {}, value)) : null;
      return h(
        "article",
        { className: "cv-notice" },
        h("p", { className: "cv-tlp-note" }, "Aperçu : non publié"),
        h(
          "header",
          { className: "cv-notice__head" },
          h("p", { className: "cv-kicker" }, h("span", { className: "cv-kicker__kind" }, kind.label)),
          h("h1", {}, data.title),
          h(
            "dl",
            { className: "cv-facts" },
            fact("Gravité", data.severity && severity(h, data.severity, label("severity", data.severity))),
            fact("Publié", data.published && told(data.published)),
            fact("Technologies", (data.technologies ?? []).map((term) => label("technologies", term)).join(", ")),
            fact("Diffusion", data.tlp && `TLP:${data.tlp}`),
          ),
        ),
        data.in_brief?.what ? brief(h, data.in_brief) : null,
        data.products?.length ? products(h, data.products) : null,
        h("section", { className: "cv-section" }, h("div", { className: "cv-written" }, widgetFor("body"))),
      );
    },
  });
}

function told(moment) {
  const instant = new Date(String(moment).replace(" ", "T"));
  return Number.isNaN(instant.getTime()) ? moment : WHEN.format(instant);
}

function severity(h, value, label) {
  return h("span", { className: `cv-severity cv-severity--${value}` }, label);
}

function brief(h, answers) {
  const items = ["what", "concerned", "action"].map((key) =>
    h("div", { className: "cv-brief__item", key }, h("dt", {}, BRIEF[key]), h("dd", {}, answers[key])),
  );
  return h("section", { className: "cv-brief" }, h("h2", {}, "En bref"), h("dl", {}, items));
}

function products(h, items) {
  const rows = items.map((item, number) =>
    h(
      "tr",
      { key: number },
      h("th", { scope: "row" }, `${item.vendor ?? ""} ${item.product ?? ""}`),
      h("td", {}, item.affected),
      h("td", {}, item.fixed === "none" ? "pas de correctif" : item.fixed),
    ),
  );
  const heads = ["Produit", "Versions touchées", "Version corrigée"].map((head) =>
    h("th", { key: head, scope: "col" }, head),
  );
  return h(
    "section",
    { className: "cv-section" },
    h("h2", {}, "Produits touchés"),
    h("table", { className: "cv-table" }, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, rows)),
  );
}
