// Applies the reader's theme before the first paint; the choice stays in this browser. Without script,
// the style sheet follows the system's preference by itself.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage refused: the system decides
    }
  }

  function keep(theme) {
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // The choice then lasts as long as the page.
    }
  }

  let theme;

  function apply(next) {
    theme = next;
    root.dataset.theme = theme;
    const label = theme === "dark" ? "Thème clair" : "Thème sombre";
    for (const place of document.querySelectorAll("[data-theme-label]")) place.textContent = label;
    for (const button of document.querySelectorAll("[data-theme-toggle]")) button.title = label;
  }

  const wanted = () => chosen() ?? (system.matches ? "dark" : "light");

  root.classList.remove("no-js");
  apply(wanted());
  system.addEventListener("change", () => apply(wanted()));
  addEventListener("storage", (event) => event.key === "theme" && apply(wanted()));

  document.addEventListener("DOMContentLoaded", () => {
    apply(theme);
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      button.addEventListener("click", () => {
        const next = theme === "dark" ? "light" : "dark";
        keep(next);
        apply(next);
      });
    }
  });
})();
