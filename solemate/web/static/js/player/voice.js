// Speaks a sentence where the browser can. Nothing waits for it: the end of an utterance may never be told.

export class Voice {
  constructor(on) {
    this.on = on && "speechSynthesis" in window;
  }
  say(text) {
    if (!this.on) return;
    try {
      speechSynthesis.cancel();
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = "en";
      utterance.rate = 0.95;
      speechSynthesis.speak(utterance);
    } catch {
      this.on = false; // a silent browser works as well: every word is on the screen
    }
  }
  hush() {
    if (this.on) speechSynthesis.cancel();
  }
}

// A short tone for each change, a long one for the end: one can know without looking.
export class Tones {
  #context = null;

  open() {
    try {
      this.#context ??= new AudioContext();
      this.#context.resume();
    } catch {
      this.#context = null;
    }
  }
  play(seconds, pitch) {
    if (!this.#context || this.#context.state !== "running") return;
    const start = this.#context.currentTime;
    const tone = this.#context.createOscillator();
    const volume = this.#context.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, start);
    volume.gain.exponentialRampToValueAtTime(0.15, start + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + seconds);
    tone.connect(volume).connect(this.#context.destination);
    tone.start(start);
    tone.stop(start + seconds);
  }
}
