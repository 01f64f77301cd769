// Where a session is, as a pure function of its segments and the elapsed time. Nothing here counts ticks.
// The twin of care/session.py `at`: a test holds the two equal.

export function placeAt(segments, position) {
  const end = segments.at(-1).end;
  const here = Math.min(Math.max(position, 0), end);
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (segments[middle].start <= here) low = middle;
    else high = middle - 1;
  }
  return { segment: low, into: here - segments[low].start, left: segments[low].end - here };
}

// The cues passed on the way from one position to another: after `from`, up to and including `to`.
export function cuesBetween(cues, from, to) {
  return cues.filter((cue) => cue.at > from && cue.at <= to);
}

export function asClock(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

// As one says it: "45 seconds", "1 minute 20", "2 minutes".
export function inWords(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 60) return seconds === 1 ? "1 second" : `${seconds} seconds`;
  const minutes = Math.floor(seconds / 60);
  if (seconds % 60) return `${minutes} ${minutes === 1 ? "minute" : "minutes"} ${seconds % 60}`;
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}
