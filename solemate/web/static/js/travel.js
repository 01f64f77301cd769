// Shows the question after a journey: the device's clock goes by another zone than the plan does.
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const card of document.querySelectorAll("[data-plan-zone]")) {
  const same = (at) => new Date().toLocaleString("en", { timeZone: at });
  if (here && same(here) !== same(card.dataset.planZone) && here !== card.dataset.asked) {
    card.querySelector("[name=zone]").value = here;
    card.querySelector("[data-here]").textContent = here.split("/").at(-1).replaceAll("_", " ");
    card.hidden = false;
  }
}
