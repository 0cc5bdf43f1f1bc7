// The form: Decap, with headers laid out as `new` does, moments in the time of Paris, names that the registry knows.
import { noticeFormat } from "./header.js";
import { knownField } from "./known.js";
import { momentField } from "./paris.js";
import { preview } from "./preview.js";

const { CMS, createClass, h } = window;

async function begin() {
  const response = await fetch("form.json", { cache: "no-cache" });
  const form = await response.json();
  CMS.registerWidget("moment", momentField(createClass, h));
  CMS.registerWidget("known", knownField(createClass, h, form.names));
  CMS.registerPreviewStyle("preview.css");
  for (const kind of form.kinds) {
    CMS.registerCustomFormat(`header-${kind.name}`, "md", noticeFormat(form, kind));
    for (const collection of kind.collections) {
      CMS.registerPreviewTemplate(collection, preview(createClass, h, form, kind));
    }
  }
  CMS.init();
}

await begin();
