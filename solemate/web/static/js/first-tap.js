// Numb fingers tap twice without knowing. A form is sent once; and a tap that comes within 600 ms of the one that brought
// this page was meant for the page before: it does nothing, so that no question is answered unseen.
const SECOND_TAP_MS = 600;
const KEY = "solemate-last-tap";
let sent = false;

document.addEventListener("submit", (event) => {
  const now = Date.now();
  const since = now - Number(sessionStorage.getItem(KEY) ?? 0);
  if (sent || (since >= 0 && since < SECOND_TAP_MS)) {
    event.preventDefault();
    return;
  }
  sent = true;
  sessionStorage.setItem(KEY, String(now));
});
// A page that comes back from the browser's memory may be used again.
addEventListener("pageshow", () => (sent = false));
