// A clock says how far the session is. The player knows only these five words, so that another clock
// (the position of an audio file) can take this one's place.
// performance.now() never jumps: not for summer time, not when somebody sets the clock.

export class WallClock {
  #base = 0;
  #since = null;

  constructor(position = 0) {
    this.#base = position;
  }
  get running() {
    return this.#since !== null;
  }
  position() {
    return this.running ? this.#base + Math.max(0, performance.now() - this.#since) : this.#base;
  }
  start() {
    if (!this.running) this.#since = performance.now();
  }
  pause() {
    this.#base = this.position();
    this.#since = null;
  }
  seek(position) {
    this.#base = position;
    if (this.running) this.#since = performance.now();
  }
}
