// Ticks that come on time. The timers of a page in the background come once a minute; those of a worker do not.

export class Ticker {
  #address;
  #worker = null;

  constructor(address) {
    this.#address = address;
  }
  start(look) {
    try {
      this.#worker ??= new Worker(this.#address);
      this.#worker.onmessage = () => look();
    } catch {
      this.#worker = null; // the page's own timer has to do
    }
  }
  stop() {
    this.#worker?.terminate();
    this.#worker = null;
  }
}
