// An outline that feed readers import (OPML 2.0, opml.org/spec2.opml).
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escaped = (text) => text.replace(/[&<>"]/gu, (sign) => ESCAPES[sign]);

// `feeds`: a label, the address of the feed, that of its page; all addresses absolute.
export function outline(title, feeds) {
  const lines = feeds.map(({ label, feed, page }) => {
    const text = escaped(label);
    return `<outline type="rss" text="${text}" title="${text}" xmlUrl="${escaped(feed)}" htmlUrl="${escaped(page)}"/>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    `<head><title>${escaped(title)}</title></head>`,
    "<body>",
    ...lines,
    "</body>",
    "</opml>",
    "",
  ].join("\n");
}
