// The page where a pedal, a remote and a headset are made to fit. In: keys as they are pressed. Out: what each does, kept.

import { headsetWanted, wantHeadset } from "./headset.js";
import { actOf, forgetAll, learn, learnedKeys, mayBeLearned, nameOf } from "./learned-keys.js";

const WAIT_MS = 15_000;
const DOES = { main: "pause and go on", again: "this step again" };
const SHOWN = { " ": "Space", PageDown: "Page Down", PageUp: "Page Up", ArrowRight: "right arrow", ArrowLeft: "left arrow" };
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const heard = part("heard");
let learning = null;
let patience = null;

function shown(key) {
  return SHOWN[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

function show() {
  const learned = Object.entries(learnedKeys());
  for (const line of document.querySelectorAll("[data-learned]")) {
    const keys = learned.filter(([, act]) => act === line.dataset.learned).map(([key]) => shown(key));
    line.hidden = !keys.length;
    line.textContent = `You taught it: ${keys.join(", ")}.`;
  }
  part("forget").hidden = !learned.length;
  const on = headsetWanted();
  part("headset-state").textContent = on ? "They are on." : "They are off.";
  part("headset-turn").textContent = on ? "Turn them off" : "Turn them on";
}

function keptOrSaid(kept) {
  part("not-kept").hidden = kept;
  show();
}

function begin(button) {
  learning = button;
  heard.scrollIntoView({ block: "center" });
  for (const other of document.querySelectorAll("[data-learn]")) other.classList.toggle("waits", other === button);
  heard.textContent = `Press the key of your pedal now. It will be: ${DOES[button.dataset.learn]}.`;
  clearTimeout(patience);
  patience = setTimeout(() => end("No key came. Some remotes send keys that the browser keeps for itself."), WAIT_MS);
}

function end(words) {
  clearTimeout(patience);
  learning?.classList.remove("waits");
  learning = null;
  heard.textContent = words;
}

document.addEventListener("keydown", (event) => {
  const key = nameOf(event);
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  if (!learning) {
    const does = actOf(key);
    if (does) heard.textContent = `${shown(key)}: ${DOES[does]}.`;
    else if (mayBeLearned(key)) heard.textContent = `${shown(key)}: nothing yet.`;
    return;
  }
  if (key === "Escape") return end("Nothing was changed.");
  if (key === "Tab" || key === "Shift") return; // one may walk away with the keyboard
  event.preventDefault();
  if (!mayBeLearned(key)) return void (heard.textContent = `${shown(key)} has its own work. Press another key.`);
  const { learn: act } = learning.dataset;
  keptOrSaid(learn(key, act));
  end(`Learned. ${shown(key)}: ${DOES[act]}.`);
});

for (const button of document.querySelectorAll("[data-learn]")) {
  button.hidden = false;
  button.addEventListener("click", () => begin(button));
}
part("headset").hidden = !("mediaSession" in navigator);
part("headset-turn").addEventListener("click", () => keptOrSaid(wantHeadset(!headsetWanted())));
part("forget").addEventListener("click", () => {
  keptOrSaid(forgetAll());
  heard.textContent = "The learned keys are forgotten.";
});
show();
