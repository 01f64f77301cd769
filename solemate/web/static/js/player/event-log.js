// The session's log: what the player did, kept on this device until the server has said that it holds it.
// In: events as they happen. Out: the same events, each sent until its id comes back.

const PREFIX = "solemate-session-";
const BATCH = 200;
const RETRY_MS = 5000;

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

// Sends what a closed page left behind; any page may call it.
export async function sendLeftovers(token) {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    const { address, pending = [] } = read(key);
    if (!address || !pending.length) continue;
    const log = new EventLog({ id: key.slice(PREFIX.length), address, token, known: 0 });
    await log.send();
  }
}

export class EventLog {
  #key;
  #address;
  #token;
  #state;
  #sending = false;

  constructor({ id, address, token, known, onChange = () => {} }) {
    this.#key = PREFIX + id;
    this.#address = address;
    this.#token = token;
    this.onChange = onChange;
    const kept = read(this.#key);
    this.#state = {
      address,
      number: Math.max(kept.number ?? 0, known),
      pending: kept.pending ?? [],
      position: kept.position ?? null,
      running: kept.running ?? false,
      ended: kept.ended ?? false,
    };
  }
  get waiting() {
    return this.#state.pending.length;
  }
  // Where an earlier page of this session was when it was last seen, and whether it was playing then.
  get lastSeen() {
    return { position: this.#state.position, running: this.#state.running };
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
  async send({ leaving = false } = {}) {
    if ((this.#sending && !leaving) || !this.waiting) return;
    this.#sending = true;
    const events = this.#state.pending.slice(0, BATCH);
    let ok = false;
    try {
      const answer = await fetch(this.#address, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.#token },
        body: JSON.stringify({ events }),
        keepalive: leaving,
      });
      if (answer.ok) {
        const kept = new Set((await answer.json()).kept);
        this.#state.pending = this.#state.pending.filter((event) => !kept.has(event.id));
        this.#save();
        ok = true;
      }
    } catch {
      // No network: the events stay here and go with the next try.
    }
    this.#sending = false;
    this.onChange(ok ? (this.waiting ? "waiting" : "saved") : "waiting");
    if (ok && this.waiting) this.send();
    else if (this.waiting) setTimeout(() => this.send(), RETRY_MS);
  }
  #save() {
    try {
      if (this.#state.ended && !this.waiting) localStorage.removeItem(this.#key); // the server holds all of it
      else localStorage.setItem(this.#key, JSON.stringify(this.#state));
    } catch {
      this.onChange("memory-only");
    }
  }
}
