// Keeps every tap on the zone map at once, in the order of the taps. Without this script the form's buttons keep them.
const SECOND_TAP_MS = 600;
const form = document.querySelector("[data-zone-map]");
const state = form.querySelector("[data-state]");
const count = form.querySelector("[data-count]");
const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
const lastTap = new Map();
let queue = Promise.resolve();
let waiting = 0;

async function keep(spot, on) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, spot, on: on ? "1" : "0" });
  const answer = await fetch(form.dataset.mark, { method: "POST", body, headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const { spots } = await answer.json();
  count.textContent = ` (${spots} ${spots === 1 ? "place" : "places"})`;
}

// A numb finger taps twice without knowing: the second tap on the same place within 600 ms would take the mark away again.
form.addEventListener("click", (event) => {
  if (event.target.name !== "spot") return;
  const now = Date.now();
  const since = now - (lastTap.get(event.target.value) ?? 0);
  if (since >= 0 && since < SECOND_TAP_MS) event.preventDefault();
  else lastTap.set(event.target.value, now);
});

form.addEventListener("change", (event) => {
  if (event.target.name !== "spot") return;
  const { value, checked } = event.target;
  waiting += 1;
  state.textContent = "Saving…";
  queue = queue
    .then(() => keep(value, checked))
    .then(() => {
      waiting -= 1;
      if (waiting === 0) state.textContent = "Saved.";
    })
    .catch(() => {
      waiting -= 1;
      state.textContent = "Not saved. Tap Done to try again.";
    });
});

count.hidden = false;
