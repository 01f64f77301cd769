// What is heard. In: the script, and where the player is. Out: sentences and tones of this moment; never one that is late.

import { named } from "./screen.js";
import { cuesBetween, inWords, placeAt } from "./timeline.js";
import { Tones, Voice } from "./voice.js";

const LATE_MS = 1500;

export class Speaker {
  #segments;
  #cues;
  #voice;
  #tones = new Tones();
  #segment = -1;

  constructor({ segments, cues, voice }) {
    this.#segments = segments;
    this.#cues = cues;
    this.#voice = new Voice(voice);
  }
  spokeAt = -Infinity; // when the last sentence began, by performance.now()

  open() {
    this.#tones.open();
  }
  hush() {
    this.#voice.hush();
  }
  say(text) {
    this.spokeAt = performance.now();
    this.#voice.say(text);
  }
  // Where we are and how long it takes yet. The step's own first sentence says it where one is about to.
  where(position) {
    const { segment, into, left } = placeAt(this.#segments, position);
    const { site } = this.#segments[segment];
    if (site && into > LATE_MS) this.say(`We are on ${named(site)}. ${inWords(left)} to go.`);
  }
  // The player went from one position to another. Cues that were missed stay unsaid: only where we are now.
  passed(from, to) {
    const cue = cuesBetween(this.#cues, from, to).at(-1);
    if (cue && to - cue.at <= LATE_MS) this.say(cue.say);
    else if (cue) this.where(to);
    const { segment } = placeAt(this.#segments, to);
    if (segment !== this.#segment && this.#segment >= 0)
      this.#tones.play(0.25, this.#segments[segment].kind === "switch" ? 440 : 660);
    this.#segment = segment;
  }
  end() {
    this.#tones.play(1.6, 523);
  }
}
