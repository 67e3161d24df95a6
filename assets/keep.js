// Keeps typed text in this tab alone, so that a lost page loses no words. Nothing outlives the tab.
//   form data-keep="idea"     remembers its text boxes under that name, and fills empty ones again
//   data-forget="idea"        on the page after sending: forgets them
//   form data-forget-all      signing out: forgets everything
//   a data-leave              leaving in haste: forgets everything, and takes the place of this page in the history
const START = "keep:";

const forget = (start) =>
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith(start))
    .forEach((key) => sessionStorage.removeItem(key));

const keep = (form) =>
  form.querySelectorAll("textarea, input[type=text]").forEach((box) => {
    const key = `${START}${form.dataset.keep}:${box.name}`;
    box.value = box.value || sessionStorage.getItem(key) || "";
    box.addEventListener("input", () => sessionStorage.setItem(key, box.value));
  });

const leave = (press) => {
  press.preventDefault();
  const { href } = press.currentTarget;
  try {
    forget(START);
  } finally {
    location.replace(href);
  }
};

export function keepTyped() {
  document.querySelectorAll("a[data-leave]").forEach((link) => link.addEventListener("click", leave));
  try {
    document.querySelectorAll("[data-forget]").forEach((page) => forget(`${START}${page.dataset.forget}:`));
    document.querySelectorAll("form[data-keep]").forEach(keep);
    document.querySelectorAll("form[data-forget-all]").forEach((form) => form.addEventListener("submit", () => forget(START)));
  } catch {
    // A browser that forbids storage still has the form.
  }
}
