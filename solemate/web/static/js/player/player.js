// The session player. In: the script in the page. Out: voice, captions, pictures, and an event log of what was played.
// What is shown is a function of the clock's position alone; a tick only looks.

import { Awake } from "./awake.js";
import { Taps, listen } from "./controls.js";
import { EventLog } from "./event-log.js";
import { Headset } from "./headset.js";
import { OneVoice } from "./one-voice.js";
import { Screen, part, why } from "./screen.js";
import { Soak } from "./soak.js";
import { Speaker } from "./speaker.js";
import { Ticker } from "./ticker.js";
import { placeAt } from "./timeline.js";
import { TwoClocks } from "./two-clocks.js";
import { WallClock } from "./wall-clock.js";

const TICK_MS = 200;
const PROOF_MS = 15_000;
const SEEN_MS = 1000;
const SETTLED_MS = 400; // by then another tab that plays has said so

const data = JSON.parse(document.getElementById("session-script").textContent);
const { segments } = data;
const end = segments.at(-1).end;
const token = document.querySelector("[name=csrfmiddlewaretoken]").value;

const log = new EventLog({ id: data.id, address: data.addresses.events, token, known: data.known });
const clock = new WallClock(Math.min(log.lastSeen.position ?? 0, end));
const clocks = new TwoClocks(Date.now(), performance.now());
const screen = new Screen(data);
const speaker = new Speaker(data);
const awake = new Awake();
const taps = new Taps();
const ticker = new Ticker(data.addresses.ticker);
const soak = new Soak(segments, data.realTime?.ms);
const others = new OneVoice({
  session: data.id,
  plays: () => state === "running",
  heard: () => state !== "running" && yieldVoice(),
  silenced: yieldVoice,
});

let state = "ready";
let looked = 0; // the position of the last look: proven, for the page was alive
let lastProof = 0;
let lastSeen = 0;
let settled = false;

log.onChange = () => screen.saved(log.saved);
part("by-hand").hidden = true;
if (log.lastSeen.position === null) enter("ready");
else if (log.lastSeen.ended) finished(); // it came to its end, and only the next page never came
else enter("recovering", "left");
// Nothing is written before we know that no other tab plays this session.
others.ask();
setTimeout(settle, SETTLED_MS);

function enter(next, reason) {
  state = next;
  screen.enter(next, reason);
  screen.show(clock.position());
  screen.saved(log.saved);
}

// An earlier page was closed, reloaded or killed while it played: it is taken up where it was last seen.
function settle() {
  if (settled || state === "elsewhere" || state === "ended") return;
  settled = true;
  if (log.lastSeen.running) log.add("pause", clock.position(), { reason: "interrupted" });
  log.send();
}

function begin() {
  settle();
  log.add("start", 0);
  play();
}

function play() {
  others.take();
  speaker.open();
  headset.play();
  headset.at(clock.position(), end);
  ticker.start(tick);
  // Read before the clock runs: a slow device must not lose the sentence that belongs to this very moment.
  looked = clock.position() - 1;
  lastProof = lastSeen = clock.position();
  clocks.mark(Date.now(), performance.now());
  clock.start();
  awake.keep();
  enter("running");
  tick();
}

function halt() {
  clock.pause();
  speaker.hush();
  headset.pause();
  ticker.stop();
  awake.letGoLater();
}

function pause(reason) {
  halt();
  log.add("pause", clock.position(), { reason });
  enter("paused");
}

// Something came between: back to the last moment that is proven, and the person says when to go on.
function interrupt(reason, at) {
  halt();
  clock.seek(at);
  log.add("pause", at, { reason });
  taps.expect();
  enter("recovering", reason);
}

function goOn() {
  settle();
  log.add("resume", clock.position());
  play();
  speaker.where(clock.position());
}

function jump(kind, to) {
  settle();
  log.add(kind, clock.position(), { to });
  clock.seek(to);
  goOn();
}

function again() {
  if (!data.realTime) jump("repeat", segments[placeAt(segments, clock.position()).segment].start);
}

function skip() {
  const place = placeAt(segments, clock.position());
  const to = segments[place.segment].end;
  if (to < end) return jump("skip", to);
  settle();
  log.add("skip", clock.position(), { to });
  clock.seek(to);
  finish();
}

function finish() {
  halt();
  log.add("finish", end);
  speaker.end();
  return finished();
}

function finished() {
  state = "ended";
  return leaveFor(data.addresses.finished);
}

async function stop(reason) {
  settle();
  halt();
  others.take();
  state = "ended";
  log.add("stop", clock.position(), { reason });
  await leaveFor(reason === "wrong" ? data.addresses.wrong : data.addresses.stopped);
}

async function leaveFor(address) {
  awake.letGo();
  const patience = new Promise((done) => setTimeout(done, 3000));
  await Promise.race([log.send({ leaving: true }), patience]);
  if (log.waiting && !navigator.onLine) return enter("offline"); // no page would come: say here what matters
  location.assign(address);
}

// Another tab begins: we are silent from here on, and give it what we know.
function yieldVoice() {
  if (state === "ended" || state === "elsewhere") return null;
  if (awakeAndRunning()) interrupt("other-tab", clock.position());
  enter("elsewhere");
  return log.handOver();
}

async function takeOver() {
  const left = await others.take();
  // Not begun, ended meanwhile, or feet that left the water: the server knows which page comes.
  if (!log.takeOver(left) || data.realTime) return location.reload();
  clock.seek(Math.min(log.lastSeen.position, end));
  enter("recovering", "other-tab");
  settled = false;
  settle();
}

// Feet in water: their time is over, whatever the script says.
function endSteps() {
  const to = soak.end;
  if (state === "running") log.add("pause", Math.min(looked, to), { reason: "real-time" });
  log.add("skip", clock.position(), { to });
  clock.pause();
  clock.seek(to);
  log.add("resume", to);
  play();
  speaker.say(data.realTime.say);
}

function tick() {
  if (!["running", "paused", "recovering"].includes(state)) return;
  const gone = clocks.look(Date.now(), performance.now());
  if (soak.isOver(clock.position(), performance.now(), gone?.longer ?? 0)) return endSteps();
  if (state !== "running") return;
  if (gone) {
    interrupt(gone.why, Math.max(0, looked));
    return speaker.say(`We wait. ${why(gone.why)}`);
  }
  const position = clock.position();
  speaker.passed(looked, position);
  looked = position;
  if (position >= end) return void finish();
  if (position - lastProof >= PROOF_MS) {
    lastProof = lastSeen = position;
    log.add("proof", position);
    headset.at(position, end);
  } else if (position - lastSeen >= SEEN_MS) {
    lastSeen = position;
    log.seen(position);
  }
  screen.show(position);
}

// Looks first: after a sleep the first thing that happens may be a tap, and it was meant for the page before.
function awakeAndRunning() {
  tick();
  return state === "running";
}

function act(doIt) {
  return taps.once(() => {
    const before = state;
    tick();
    if (state === before && state !== "ended") doIt();
  });
}

const acts = {
  start: act(begin),
  pause: act(() => pause("touch")),
  stop: act(() => pause("stop")),
  "go-on": act(goOn),
  again: act(again),
  skip: act(skip),
  "stop-today": act(() => stop("enough")),
  wrong: act(() => stop("wrong")),
  "take-over": act(takeOver),
  "send-again": () => log.send(),
};
listen(acts, () => state);
const begun = () => state === "running" || waits();
const waits = () => state === "paused" || state === "recovering";
const headset = new Headset({
  title: document.title,
  acts: {
    play: () => waits() && acts["go-on"](),
    pause: () => state === "running" && acts.pause(),
    nexttrack: () => begun() && acts.skip(),
    previoustrack: () => begun() && acts.again(),
  },
  taken: () => awakeAndRunning() && interrupt("sound", clock.position()),
  lastSpoke: () => speaker.spokeAt,
});

addEventListener("pagehide", () => {
  if (!awakeAndRunning()) return;
  halt();
  log.add("pause", clock.position(), { reason: "left" });
  log.send({ leaving: true });
  state = "paused";
});
addEventListener("pageshow", (event) => {
  if (event.persisted && waits()) enter("recovering", "left");
});
document.addEventListener("visibilitychange", () => {
  if (state !== "running") return;
  if (document.visibilityState === "visible") {
    awake.keep();
    tick();
  } else log.seen(clock.position());
});
for (const again of ["online", "focus"]) addEventListener(again, () => settled && log.send());
setInterval(tick, TICK_MS);
