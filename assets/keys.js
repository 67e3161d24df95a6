// Single keys on the team's pages. Each does what a button or a link of the page does, and only where they are on.
//   details data-keys   the list of the keys, there when they are on; ? opens and closes it
//   a data-row          the rows that j and k go through; x ticks the row, q opens it as a quick fix
//   data-key="g"        what this key presses, or picks
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

const here = () => document.activeElement.closest("tr");
const rows = () => [...document.querySelectorAll("[data-row]")];
const link = () => here()?.querySelector("[data-row]");

const go = (step) => {
  const all = rows();
  all[Math.min(Math.max(all.indexOf(link()) + step, 0), all.length - 1)]?.focus();
};

const tick = () => here()?.querySelector("[type=checkbox]")?.click();

const press = (key) => {
  const target = document.querySelector(`[data-key="${key}"]`);
  if (!target) return false;
  if (rows().length && !document.querySelector("tr :checked")) tick();
  target.focus();
  target.click();
  return true;
};

const quickFix = () => {
  if (link()) location.assign(`${link().href}?choose=quick_fix`);
};

const list = (details) => {
  details.open = !details.open;
  details.querySelector("summary").focus();
};

export function listenForKeys() {
  const details = document.querySelector("[data-keys]");
  if (!details) return;
  const does = { j: () => go(1), k: () => go(-1), x: tick, "?": () => list(details) };
  document.addEventListener("keydown", (event) => {
    const { key } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.target.matches(TYPING)) return;
    if (does[key]) does[key]();
    else if (!/^[gqn]$/.test(key) || !(press(key) || (key === "q" && link()))) return;
    else if (key === "q") quickFix();
    event.preventDefault();
  });
}
