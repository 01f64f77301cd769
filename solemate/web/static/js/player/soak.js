// Feet in water do not pause: the steps end a fixed time after the first of them began, by the longer of two clocks.
// In: segments, how long (ms), positions. Out: whether the time is over. Without `ms` it never is.

export class Soak {
  #ms;
  #first;
  #last;
  #began = null;

  constructor(segments, ms) {
    this.#ms = ms;
    this.#first = segments.find((segment) => segment.kind === "step");
    this.#last = segments.findLast((segment) => segment.kind === "step");
  }
  // Where the script goes on when the feet come out.
  get end() {
    return this.#last.end;
  }
  // `asleep`: what the steady clock missed since the last call; the feet were in the water meanwhile.
  isOver(position, steady, asleep) {
    if (!this.#ms || position < this.#first.start || position >= this.#last.end) return false;
    this.#began ??= steady - (position - this.#first.start);
    this.#began -= asleep;
    return steady - this.#began >= this.#ms;
  }
}
