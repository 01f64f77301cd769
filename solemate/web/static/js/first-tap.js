// Numb fingers tap twice without knowing. A form is sent once; the second tap on the same page does nothing.
export function firstTapOnly() {
  let sent = false;
  document.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  // A page that comes back from the browser's memory may be used again.
  addEventListener("pageshow", () => (sent = false));
}
