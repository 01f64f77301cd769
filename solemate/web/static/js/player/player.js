// The session player. In: the script in the page. Out: voice, captions, pictures, and an event log of what was played.
// What is shown is a function of the clock's position alone; a tick only looks.

import { EventLog } from "./event-log.js";
import { asClock, cuesBetween, placeAt } from "./timeline.js";
import { Tones, Voice } from "./voice.js";
import { WallClock } from "./wall-clock.js";

const TICK_MS = 200;
const PROOF_MS = 15_000;
const SEEN_MS = 1000;
const LATE_MS = 1500; // a cue missed by more is shown, never spoken late
const SECOND_TAP_MS = 600;
const PAUSE_KEYS = [" ", "Enter", "PageDown"];
const AGAIN_KEYS = ["PageUp"];

const data = JSON.parse(document.getElementById("session-script").textContent);
const { segments, cues } = data;
const end = segments.at(-1).end;
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const token = document.querySelector("[name=csrfmiddlewaretoken]").value;

const log = new EventLog({
  id: data.id,
  address: data.addresses.events,
  token,
  known: data.known.number,
  onChange: showSaved,
});
const voice = new Voice(data.voice);
const tones = new Tones();

let state = "ready";
let lastPosition = -1;
let lastProof = 0;
let lastSeen = 0;
let lastChange = -SECOND_TAP_MS;
let shownSegment = -1;
let wakeLock = null;

// An earlier page of this session may have been closed, reloaded or killed. It is taken up where it was last seen.
const earlier = log.lastSeen;
const from = Math.max(earlier.position ?? 0, data.known.position);
const clock = new WallClock(Math.min(from, end));
if (earlier.running) log.add("pause", from, { reason: "interrupted" });
if (data.known.number > 0 || earlier.position !== null) enter("paused");
else enter("ready");
part("by-hand").hidden = true;
log.send();

function enter(next) {
  state = next;
  document.body.dataset.state = next;
  for (const name of ["ready", "running", "paused", "offline"]) part(name).hidden = name !== next;
  show();
  scrollTo(0, 0); // Stop and the side must be in sight, wherever Start was
  const main = { running: "pause", paused: "go-on" }[next];
  if (main) part(main).focus({ preventScroll: true });
}

function begin() {
  tones.open();
  log.add("start", 0);
  play();
}

function play() {
  // Read before the clock runs: a slow device must not lose the sentence that belongs to this very moment.
  lastPosition = clock.position() - 1;
  lastProof = lastSeen = clock.position();
  clock.start();
  keepAwake();
  enter("running");
  tick();
}

function pause(reason) {
  clock.pause();
  log.add("pause", clock.position(), { reason });
  voice.hush();
  enter("paused");
}

function goOn() {
  tones.open();
  log.add("resume", clock.position());
  const place = placeAt(segments, clock.position());
  const segment = segments[place.segment];
  play();
  // Said in words, unless the step's own first sentence is about to say it.
  if (place.into > LATE_MS && segment.site) voice.say(`We are on ${named(segment.site)}. ${inWords(place.left)} to go.`);
}

function jump(kind, to) {
  log.add(kind, clock.position(), { to });
  clock.seek(to);
  goOn();
}

function again() {
  jump("repeat", segments[placeAt(segments, clock.position()).segment].start);
}

function skip() {
  const place = placeAt(segments, clock.position());
  const to = segments[place.segment].end;
  if (to < end) return jump("skip", to);
  log.add("skip", clock.position(), { to });
  clock.seek(to);
  finish();
}

async function finish() {
  clock.pause();
  state = "ended";
  log.add("finish", end);
  tones.play(1.6, 523);
  await leaveFor(data.addresses.finished);
}

async function stop(reason) {
  clock.pause();
  state = "ended";
  voice.hush();
  log.add("stop", clock.position(), { reason });
  await leaveFor(reason === "wrong" ? data.addresses.wrong : data.addresses.stopped);
}

async function leaveFor(address) {
  releaseWake();
  const patience = new Promise((done) => setTimeout(done, 3000));
  await Promise.race([log.send({ leaving: true }), patience]);
  if (log.waiting && !navigator.onLine) return enter("offline"); // no page would come: say here what matters
  location.assign(address);
}

// Feet in water do not pause: the steps end this long after the first of them began, by the real clock.
const firstStep = segments.find((segment) => segment.kind === "step");
const lastStep = segments.findLast((segment) => segment.kind === "step");
let stepsBegan = null;

function realTimeIsOver() {
  if (!data.realTime || clock.position() < firstStep.start || clock.position() >= lastStep.end) return false;
  stepsBegan ??= performance.now() - (clock.position() - firstStep.start);
  return performance.now() - stepsBegan >= data.realTime.ms;
}

function endSteps() {
  const to = lastStep.end;
  if (state === "running") log.add("pause", clock.position(), { reason: "real-time" });
  log.add("skip", clock.position(), { to });
  clock.pause();
  clock.seek(to);
  log.add("resume", to);
  play();
  voice.say(data.realTime.say);
}

function tick() {
  if ((state === "running" || state === "paused") && realTimeIsOver()) return endSteps();
  if (state !== "running") return;
  const position = clock.position();
  const passed = cuesBetween(cues, lastPosition, position);
  const cue = passed.at(-1);
  if (cue && position - cue.at <= LATE_MS) voice.say(cue.say);
  lastPosition = position;
  if (position >= end) return void finish();
  if (position - lastProof >= PROOF_MS) {
    lastProof = position;
    log.add("proof", position);
  } else if (position - lastSeen >= SEEN_MS) {
    lastSeen = position;
    log.seen(position);
  }
  show();
}

function show() {
  const position = clock.position();
  const place = placeAt(segments, position);
  const segment = segments[place.segment];
  document.body.dataset.side = segment.side || "none";
  for (const name of document.querySelectorAll("[data-show=title]")) name.textContent = segment.title;
  for (const name of document.querySelectorAll("[data-show=left]")) name.textContent = asClock(place.left);
  for (const name of document.querySelectorAll("[data-show=side]")) name.textContent = segment.side;
  for (const name of document.querySelectorAll("[data-show=where]"))
    name.textContent = segment.site ? `We are on ${named(segment.site)}` : "We are nearly done";
  const said = cues.filter((cue) => cue.at <= position && cue.at >= segment.start).at(-1);
  part("caption").textContent = said?.say ?? segment.line;
  for (const picture of document.querySelectorAll("[data-picture]"))
    picture.hidden = picture.dataset.picture !== segment.picture;
  for (const piece of document.querySelectorAll("[data-piece]")) {
    const { start, end: stop } = segments[Number(piece.dataset.piece)];
    const share = Math.min(1, Math.max(0, (position - start) / (stop - start)));
    piece.style.setProperty("--done", `${Math.round(share * 100)}%`);
  }
  if (shownSegment !== place.segment && state === "running") {
    if (shownSegment >= 0) tones.play(0.25, segment.kind === "switch" ? 440 : 660);
    shownSegment = place.segment;
  }
}

function showSaved(how) {
  const words = {
    saved: "Saved",
    waiting: "Saved on this phone. Will send later.",
    "memory-only": "Not saved on this phone. Keep this page open.",
  };
  for (const line of document.querySelectorAll("[data-show=saved]")) line.textContent = words[how];
}

function named(site) {
  return site.startsWith("both") ? site : `the ${site}`;
}

function inWords(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? "One minute" : `${minutes} minutes`;
}

async function keepAwake() {
  try {
    wakeLock = await navigator.wakeLock?.request("screen");
  } catch {
    wakeLock = null;
  }
}

function releaseWake() {
  wakeLock?.release();
  wakeLock = null;
}

// A second tap within 600 ms of a change is a finger that did not feel the first one.
function once(act) {
  return () => {
    if (performance.now() - lastChange < SECOND_TAP_MS || state === "ended") return;
    lastChange = performance.now();
    act();
  };
}

const acts = {
  start: once(begin),
  pause: once(() => pause("touch")),
  stop: once(() => pause("stop")),
  "go-on": once(goOn),
  again: once(again),
  skip: once(skip),
  "stop-today": once(() => stop("enough")),
  wrong: once(() => stop("wrong")),
};
for (const [name, act] of Object.entries(acts)) part(name).addEventListener("click", act);

// The focus ring is for those who use keys; a ring round the whole screen after a tap would only puzzle.
document.addEventListener("pointerdown", () => delete document.body.dataset.keys, true);
document.addEventListener("keydown", () => (document.body.dataset.keys = ""), true);

document.addEventListener("keydown", (event) => {
  const main = { ready: "start", running: "pause", paused: "go-on" }[state];
  const elsewhere = event.target.closest?.("button, a, input, summary");
  if (AGAIN_KEYS.includes(event.key) && state !== "ready") {
    event.preventDefault();
    if (!event.repeat && !data.realTime) acts.again();
  } else if (PAUSE_KEYS.includes(event.key)) {
    if (elsewhere && elsewhere !== part(main) && event.key !== "PageDown") return; // that button's own business
    event.preventDefault();
    if (!event.repeat) acts[main]?.();
  }
});

addEventListener("pagehide", () => {
  if (state !== "running") return;
  clock.pause();
  log.add("pause", clock.position(), { reason: "left" });
  log.send({ leaving: true });
  state = "paused";
});
addEventListener("pageshow", (event) => {
  if (event.persisted && state !== "ended") enter("paused");
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && state === "running") {
    keepAwake();
    tick();
  }
});
addEventListener("online", () => log.send());
addEventListener("focus", () => log.send());
setInterval(tick, TICK_MS);
