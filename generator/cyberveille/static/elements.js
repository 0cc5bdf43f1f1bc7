// Makes an element: its class, empty for none, and what it holds, nodes or text.
export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}
