// Taps and keys. In: what each button does, and the state. Out: one call for each tap that is meant.

import { actOf, nameOf } from "./learned-keys.js";
import { part } from "./screen.js";

const SECOND_TAP_MS = 600;
const MAIN = { ready: "start", running: "pause", paused: "go-on", recovering: "go-on", elsewhere: "take-over" };
const AGAIN_IN = ["running", "paused", "recovering"];

export class Taps {
  #last = -SECOND_TAP_MS;

  // Taps less than 600 ms apart are one tap of a finger that did not feel the first one, however many they are.
  once(act) {
    return () => {
      const second = performance.now() - this.#last < SECOND_TAP_MS;
      this.expect();
      if (!second) act();
    };
  }
  // The page changed by itself: a finger on its way to the old one must not press what stands there now.
  expect() {
    this.#last = performance.now();
  }
}

export function listen(acts, stateNow) {
  for (const [name, act] of Object.entries(acts)) part(name).addEventListener("click", act);

  // The focus ring is for those who use keys; a ring round the whole screen after a tap would only puzzle.
  document.addEventListener("pointerdown", () => delete document.body.dataset.keys, true);
  document.addEventListener("keydown", () => (document.body.dataset.keys = ""), true);

  document.addEventListener("keydown", (event) => {
    const act = actOf(nameOf(event));
    if (!act || event.ctrlKey || event.altKey || event.metaKey) return;
    const state = stateNow();
    const name = act === "main" ? MAIN[state] : AGAIN_IN.includes(state) ? "again" : null;
    const elsewhere = event.target.closest?.("button, a, input, summary");
    const presses = event.key === " " || event.key === "Enter"; // the business of the button that has the focus
    if (!name || (presses && elsewhere && elsewhere !== part(name))) return;
    event.preventDefault();
    if (!event.repeat) acts[name]();
  });
}
