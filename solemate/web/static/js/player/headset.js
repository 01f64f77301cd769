// The keys of a headset, a watch and the lock screen. Browsers give them only to a page that plays sound, so silence is
// played: a few seconds, over and over, made here. When the phone takes the sound away (a call), that is told too.
// In: what the keys do. Out: calls of it.

const STORE = "solemate-headset";
const RATE = 8000;
const SECONDS = 10; // browsers show no keys for sounds under 5 s
const OURS_MS = 1500; // some phones stop it for our own voice: that is no call

export function headsetWanted() {
  try {
    return localStorage.getItem(STORE) !== "off";
  } catch {
    return true;
  }
}

export function wantHeadset(on) {
  try {
    localStorage.setItem(STORE, on ? "on" : "off");
    return true;
  } catch {
    return false;
  }
}

// Silence as a WAV file: one channel, 8 bits, where 128 is the middle.
export function silence(seconds) {
  const samples = RATE * seconds;
  const bytes = new Uint8Array(44 + samples).fill(128, 44);
  const view = new DataView(bytes.buffer);
  const word = (at, text) => [...text].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  word(0, "RIFF");
  view.setUint32(4, 36 + samples, true);
  word(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // plain samples
  view.setUint16(22, 1, true); // one channel
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE, true); // bytes a second
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  word(36, "data");
  view.setUint32(40, samples, true);
  return bytes;
}

export class Headset {
  #audio = null;
  #playing = false;
  #title;
  #acts;
  #taken;
  #lastSpoke;

  // `acts`: play, pause, nexttrack, previoustrack. `taken`: the sound was taken away. `lastSpoke`: when our voice began.
  constructor({ title, acts, taken, lastSpoke }) {
    this.#title = title;
    this.#acts = acts;
    this.#taken = taken;
    this.#lastSpoke = lastSpoke;
  }
  async play() {
    this.#playing = true;
    if (!headsetWanted() || !("mediaSession" in navigator)) return;
    try {
      this.#audio ??= this.#open();
      navigator.mediaSession.playbackState = "playing";
      await this.#audio.play();
    } catch {
      // Not allowed, or no sound here: the keys of a headset do nothing, and all else works.
    }
  }
  pause() {
    this.#playing = false;
    this.#audio?.pause();
    if (this.#audio) navigator.mediaSession.playbackState = "paused";
  }
  // Where the session is, for the lock screen; in ms.
  at(position, end) {
    try {
      const state = { duration: end / 1000, position: Math.min(position, end) / 1000, playbackRate: 1 };
      if (this.#audio) navigator.mediaSession.setPositionState?.(state);
    } catch {
      // Only a picture on the lock screen.
    }
  }
  #open() {
    const audio = new Audio(URL.createObjectURL(new Blob([silence(SECONDS)], { type: "audio/wav" })));
    audio.loop = true;
    audio.addEventListener("pause", () => this.#stopped());
    navigator.mediaSession.metadata = new MediaMetadata({ title: this.#title, artist: "Solemate" });
    for (const [key, act] of Object.entries(this.#acts)) navigator.mediaSession.setActionHandler(key, act);
    return audio;
  }
  #stopped() {
    if (!this.#playing) return; // it was us
    if (performance.now() - this.#lastSpoke() < OURS_MS) return void this.#audio.play().catch(() => {});
    this.#taken();
  }
}
