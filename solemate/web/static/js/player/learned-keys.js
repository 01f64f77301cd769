// Which key does what in a session. In: the name of a key, as the browser tells it. Out: "main" (start, pause, go on),
// "again" (this step again), or null. Pedals and remotes send keys; a key can be learned. Kept on this device only,
// for it is the device that a pedal is paired with.

const STORE = "solemate-keys";
export const USUAL = {
  " ": "main",
  Enter: "main",
  PageDown: "main",
  ArrowRight: "main",
  PageUp: "again",
  ArrowLeft: "again",
};
// Space and Enter press whatever has the focus; the others belong to the browser, or are half of another key.
const NEVER = [" ", "Enter", "Tab", "Escape", "Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "Dead"];

export function nameOf(event) {
  return event.key === "Unidentified" || event.key === undefined ? event.code : event.key;
}

export function learnedKeys() {
  try {
    const kept = Object.entries(JSON.parse(localStorage.getItem(STORE)) ?? {});
    return Object.fromEntries(kept.filter(([, act]) => act === "main" || act === "again"));
  } catch {
    return {};
  }
}

export function actOf(key, learned = learnedKeys()) {
  if (Object.hasOwn(learned, key)) return learned[key];
  return Object.hasOwn(USUAL, key) ? USUAL[key] : null;
}

export function mayBeLearned(key) {
  return Boolean(key) && !NEVER.includes(key);
}

// Whether it could be kept.
export function learn(key, act) {
  return keep({ ...learnedKeys(), [key]: act });
}

export function forgetAll() {
  return keep({});
}

function keep(keys) {
  try {
    localStorage.setItem(STORE, JSON.stringify(keys));
    return true;
  } catch {
    return false;
  }
}
