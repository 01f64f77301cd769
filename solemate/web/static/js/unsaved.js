// A long form with one Save at its end: what was chosen and not saved is there again when the page is opened again, as long as
// this tab lives, and the page says so. Without this script it is a form like any other.
const form = document.querySelector("form[data-unsaved]");
const note = document.getElementById(form.dataset.unsaved);
const key = `unsaved ${location.pathname}`;
const fields = [...form.elements].filter((field) => field.name && field.type !== "hidden");
const ticked = (field) => field.type === "checkbox" || field.type === "radio";

const chosen = () => fields.map((field) => (ticked(field) ? field.checked : field.value));
const sent = JSON.stringify(
  fields.map((field) =>
    ticked(field) ? field.defaultChecked : ([...field.options].find((each) => each.defaultSelected) ?? field.options[0]).value,
  ),
);

const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
if (kept && kept.instead_of === sent) {
  fields.forEach((field, number) => {
    if (ticked(field)) field.checked = kept.chosen[number];
    else field.value = kept.chosen[number];
  });
  note.hidden = false;
} else {
  sessionStorage.removeItem(key);
}

form.addEventListener("change", () => {
  const now = chosen();
  if (JSON.stringify(now) === sent) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, JSON.stringify({ instead_of: sent, chosen: now }));
});
form.addEventListener("submit", () => sessionStorage.removeItem(key));
