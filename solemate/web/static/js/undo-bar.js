// The bar that takes a deletion back lies at the bottom and goes after its time; the bin keeps for 30 days what it no longer
// offers. It waits while somebody is on it. Without this script it is a line of the page, and stays.
const bar = document.querySelector(".undo-bar");
let left = Number(bar.dataset.milliseconds);
let last = performance.now();

bar.classList.add("floats");
document.body.classList.add("has-undo-bar");
const timer = setInterval(() => {
  const now = performance.now();
  if (!bar.matches(":hover, :focus-within")) left -= now - last;
  last = now;
  if (left > 0) return;
  clearInterval(timer);
  bar.hidden = true;
  document.body.classList.remove("has-undo-bar");
}, 250);
