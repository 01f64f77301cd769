// Whether time went on as it should between two looks. performance.now() may stand still while a phone sleeps;
// Date.now() jumps when somebody sets the clock. Where they disagree, nobody knows what was practised meanwhile.
// In: what both clocks say, in ms. Out: null, or why the session must wait and how much longer the wall clock ran.

const APART_MS = 2000;
// A page in the background may be looked at once a minute. After a longer gap nothing was proven: it was frozen or asleep.
const LONGEST_GAP_MS = 90_000;

export class TwoClocks {
  #wall = 0;
  #steady = 0;

  constructor(wall, steady) {
    this.mark(wall, steady);
  }
  mark(wall, steady) {
    this.#wall = wall;
    this.#steady = steady;
  }
  look(wall, steady) {
    const byWall = wall - this.#wall;
    const bySteady = steady - this.#steady;
    this.mark(wall, steady);
    const longer = Math.max(0, byWall - bySteady);
    if (byWall - bySteady > APART_MS || bySteady > LONGEST_GAP_MS) return { why: "slept", longer };
    if (bySteady - byWall > APART_MS) return { why: "clock-set", longer };
    return null;
  }
}
