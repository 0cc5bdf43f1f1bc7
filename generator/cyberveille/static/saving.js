// Gives a text to whoever reads the page, as a file of their own: nothing is sent.
import { element } from "./elements.js";

export function save(name, type, text) {
  const link = element("a", "");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
