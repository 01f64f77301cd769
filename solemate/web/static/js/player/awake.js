// Keeps the screen on while a session runs, where the browser can. A hidden page loses it: ask again when it is seen.

const AFTER_PAUSE_MS = 60_000;

export class Awake {
  #lock = null;
  #later = null;

  async keep() {
    clearTimeout(this.#later);
    if (this.#lock && !this.#lock.released) return;
    try {
      this.#lock = await navigator.wakeLock?.request("screen");
    } catch {
      this.#lock = null; // low battery, or not allowed: the session goes on in the dark
    }
  }
  // A pause is often short; the screen goes dark a minute later.
  letGoLater() {
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.letGo(), AFTER_PAUSE_MS);
  }
  letGo() {
    clearTimeout(this.#later);
    this.#lock?.release();
    this.#lock = null;
  }
}
