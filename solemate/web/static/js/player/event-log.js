// The session's log: what the player did, kept on this device until the server has said that it holds it.
// In: events as they happen. Out: the same events, each sent until its id comes back, and in words how safe they are.

const PREFIX = "solemate-session-";
const BATCH = 200;
const RETRY_MS = 5000;
const COMES_LATER = [401, 403, 408, 429]; // signed out, or too busy: the same events will do another time

export function newId() {
  // Not crypto.randomUUID(): that is missing on plain http in the home network.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

// Keeps a state; whether it could. What the server holds to the end needs no keeping.
function write(key, state) {
  try {
    if (state.ended && !state.pending.length) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(state));
    return true;
  } catch {
    return false;
  }
}

// Strikes out what the server holds, on what is kept now: another tab may have added to it meanwhile.
function acknowledge(key, kept) {
  const state = read(key);
  if (!state.pending) return;
  write(key, { ...state, pending: state.pending.filter((event) => !kept.has(event.id)) });
}

// Sends one batch. The ids that the server holds now, and whether it will never take what was sent.
async function post(address, token, events, leaving = false) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ events }),
      keepalive: leaving,
    });
    if (answer.ok) return { kept: new Set((await answer.json()).kept), refused: false };
    const never = answer.status >= 400 && answer.status < 500 && !COMES_LATER.includes(answer.status);
    return { kept: new Set(), refused: never };
  } catch {
    return { kept: new Set(), refused: false }; // no network: the events stay here and go with the next try
  }
}

// Sends what a closed page left behind; any page may call it.
export async function sendLeftovers(token) {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    for (;;) {
      const { address, pending = [] } = read(key);
      if (!address || !pending.length) break;
      const { kept } = await post(address, token, pending.slice(0, BATCH));
      if (!kept.size) break;
      acknowledge(key, kept);
    }
  }
}

export class EventLog {
  #key;
  #address;
  #token;
  #state;
  #open = true;
  #stored = true;
  #refused = false;
  #sending = false;
  #retry = null;

  // `known`: the number and position of the newest event that the server held when the page was made.
  constructor({ id, address, token, known, onChange = () => {} }) {
    this.#key = PREFIX + id;
    this.#address = address;
    this.#token = token;
    this.onChange = onChange;
    this.#take(read(this.#key), known);
  }
  get waiting() {
    return this.#state.pending.length;
  }
  get saved() {
    if (!this.waiting) return "saved";
    return this.#stored && !this.#refused ? "waiting" : "not-saved";
  }
  // Where an earlier page of this session was when it was last seen, whether it played then, whether it came to its end.
  get lastSeen() {
    return { position: this.#state.position, running: this.#state.running, ended: this.#state.ended };
  }
  add(kind, position, { to = null, reason = "" } = {}) {
    this.#state.number += 1;
    this.#state.pending.push({
      id: newId(),
      number: this.#state.number,
      kind,
      position_ms: Math.round(position),
      to_ms: to === null ? null : Math.round(to),
      reason,
      happened_at: new Date().toISOString(),
    });
    if (kind === "stop" || kind === "finish") this.#state.ended = true;
    if (kind !== "proof") this.#state.running = kind === "start" || kind === "resume";
    this.seen(to ?? position);
    this.send();
  }
  seen(position) {
    this.#state.position = Math.round(position);
    this.#save();
  }
  // Another tab goes on with this session: what it needs. From now on nothing is written or sent here.
  handOver() {
    this.#open = false;
    clearTimeout(this.#retry);
    return structuredClone(this.#state);
  }
  // This tab goes on, from what another one left or what is kept here; false: there is nothing to go on with.
  takeOver(left) {
    const state = left ?? read(this.#key);
    if (!state.number || state.ended) return false;
    this.#open = true;
    this.#take(state, { number: 0, position: 0 });
    this.#save();
    return true;
  }
  async send({ leaving = false } = {}) {
    if ((this.#sending && !leaving) || !this.waiting || !this.#open) return;
    this.#sending = true;
    clearTimeout(this.#retry);
    const { kept, refused } = await post(this.#address, this.#token, this.#state.pending.slice(0, BATCH), leaving);
    this.#sending = false;
    if (!this.#open) return acknowledge(this.#key, kept);
    this.#refused = refused;
    this.#state.pending = this.#state.pending.filter((event) => !kept.has(event.id));
    this.#save();
    if (kept.size) this.send();
    else if (this.waiting) this.#retry = setTimeout(() => this.send(), RETRY_MS);
  }
  #take(state, known) {
    const newer = (state.number ?? 0) >= known.number; // else the session went on elsewhere, and the server knows better
    this.#state = {
      address: this.#address,
      number: Math.max(state.number ?? 0, known.number),
      pending: state.pending ?? [],
      position: (newer ? state.position : known.position) ?? (known.number ? known.position : null),
      running: newer && (state.running ?? false),
      ended: state.ended ?? false,
    };
  }
  #save() {
    this.#stored = write(this.#key, this.#state);
    this.onChange();
  }
}
