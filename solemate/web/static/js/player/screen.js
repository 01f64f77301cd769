// What the player's page shows. In: the script, a position and a state. Out: the page, and nothing kept here that matters.

import { asClock, inWords, placeAt } from "./timeline.js";

const SHOWN_IN = {
  ready: ["ready"],
  running: ["running"],
  paused: ["paused", "recovering"],
  elsewhere: ["elsewhere"],
  offline: ["offline"],
};
const MAIN_BUTTON = { running: "pause", paused: "go-on", recovering: "go-on", elsewhere: "take-over" };
const WHY = {
  left: "This page was closed. The clock waited for you.",
  slept: "This phone slept, or its clock was changed. We waited for you.",
  "clock-set": "The clock of this phone was changed. We waited for you.",
  sound: "A call or another app took the sound. We waited for you.",
  "other-tab": "You were in another tab. The clock waited for you.",
};
const SAVED = {
  saved: "Saved",
  waiting: "Saved on this phone. Will send later.",
  "not-saved": "Not saved. Try again.",
};

export const part = (name) => document.querySelector(`[data-part="${name}"]`);
const every = (selector) => document.querySelectorAll(selector);

export function why(reason) {
  return WHY[reason] ?? WHY.left;
}

export function named(site) {
  return site.startsWith("both") ? site : `the ${site}`;
}

export class Screen {
  #segments;
  #cues;

  constructor({ segments, cues }) {
    this.#segments = segments;
    this.#cues = cues;
  }
  enter(state, reason = "") {
    document.body.dataset.state = state;
    for (const [name, states] of Object.entries(SHOWN_IN)) part(name).hidden = !states.includes(state);
    for (const words of every("[data-when]")) words.hidden = words.dataset.when !== state;
    for (const line of every("[data-show=why]")) line.textContent = reason && why(reason);
    scrollTo(0, 0); // Stop and the side must be in sight, wherever Start was
    const main = MAIN_BUTTON[state];
    if (main) part(main).focus({ preventScroll: true });
  }
  show(position) {
    const place = placeAt(this.#segments, position);
    const segment = this.#segments[place.segment];
    document.body.dataset.side = segment.side || "none";
    const words = {
      title: segment.title,
      side: segment.side,
      left: asClock(place.left),
      "left-words": inWords(place.left),
    };
    for (const [name, text] of Object.entries(words))
      for (const spot of every(`[data-show=${name}]`)) spot.textContent = text;
    const were = document.body.dataset.state === "recovering" ? "We were" : "We are";
    for (const spot of every("[data-show=where]"))
      spot.textContent = segment.site ? `${were} on ${named(segment.site)}` : `${were} nearly done`;
    const said = this.#cues.filter((cue) => cue.at <= position && cue.at >= segment.start).at(-1);
    part("caption").textContent = said?.say ?? segment.line;
    for (const picture of every("[data-picture]")) picture.hidden = picture.dataset.picture !== segment.picture;
    for (const piece of every("[data-piece]")) {
      const { start, end } = this.#segments[Number(piece.dataset.piece)];
      const share = Math.min(1, Math.max(0, (position - start) / (end - start)));
      piece.style.setProperty("--done", `${Math.round(share * 100)}%`);
    }
  }
  saved(how) {
    for (const line of every("[data-show=saved]")) {
      line.textContent = SAVED[how];
      line.classList.toggle("strong", how === "not-saved");
    }
    part("send-again").hidden = how !== "not-saved";
  }
}
