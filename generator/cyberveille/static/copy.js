// Copy buttons: `data-copy` holds the text; `data-copy-cells` names an element whose identifiers (`.cv-cve`)
// or real values (`data-value`) are copied, one a line. The style sheet hides the buttons where there is no script.
function text(button) {
  if (button.dataset.copy) return button.dataset.copy;
  const source = document.getElementById(button.dataset.copyCells);
  return [...source.querySelectorAll(".cv-cve, [data-value]")]
    .map((cell) => cell.dataset.value ?? cell.textContent.trim())
    .join("\n");
}

async function write(value) {
  if (navigator.clipboard) return navigator.clipboard.writeText(value);
  // Pages served without TLS, on a hospital's own network, have no clipboard interface.
  const field = document.createElement("textarea");
  field.value = value;
  field.className = "cv-hidden";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("copy refused");
}

const status = document.createElement("p");
status.className = "cv-hidden";
status.setAttribute("role", "status");
document.querySelector("main")?.append(status);

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy], [data-copy-cells]");
  if (!button) return;
  const label = button.querySelector("[data-copy-label]");
  const before = label.dataset.copyLabel || label.textContent;
  label.dataset.copyLabel = before;
  try {
    await write(text(button));
    label.textContent = "Copié";
  } catch {
    label.textContent = "Échec";
  }
  status.textContent = label.textContent === "Copié" ? "Copié dans le presse-papiers." : "La copie a échoué.";
  setTimeout(() => {
    label.textContent = before;
    status.textContent = "";
  }, 2000);
});
