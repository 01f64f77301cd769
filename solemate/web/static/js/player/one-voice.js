// One device, one voice. A player that begins tells every other tab; they fall silent and hand their log over.
// In: this tab's session and what it does. Out: whether another tab plays, and what the tab before us left.

import { newId } from "./event-log.js";

const PATIENCE_MS = 300; // a tab that does not answer by then is closed or frozen

export class OneVoice {
  #me = newId();
  #channel = null;
  #yielded = null;

  // `plays`: whether this tab plays now. `heard`: another one does. `silenced`: another one begins; what we leave to it.
  constructor({ session, plays, heard, silenced }) {
    if (!("BroadcastChannel" in window)) return;
    this.#channel = new BroadcastChannel("solemate-player");
    this.#channel.onmessage = ({ data }) => {
      if (data.say === "who plays?" && plays()) this.#tell({ say: "I play" });
      else if (data.say === "I play") heard();
      else if (data.say === "mine") this.#tell({ say: "yours", to: data.from, session, left: silenced() });
      else if (data.say === "yours" && data.to === this.#me) this.#yielded?.(data.session === session ? data.left : null);
    };
  }
  ask() {
    this.#tell({ say: "who plays?" });
  }
  // From now on this tab is the one. Resolves with what another tab of the same session left, or null.
  take() {
    return new Promise((resolve) => {
      this.#yielded = (left) => left && resolve(left);
      setTimeout(() => resolve(null), this.#channel ? PATIENCE_MS : 0);
      this.#tell({ say: "mine" });
    });
  }
  #tell(message) {
    this.#channel?.postMessage({ ...message, from: this.#me });
  }
}
