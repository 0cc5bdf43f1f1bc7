// Closes the narrow screen's menu on Escape and on a click elsewhere; opening it needs no script.
const menu = document.querySelector(".cv-menu");

menu?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});
