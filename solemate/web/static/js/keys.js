// The eleven keys: arrow keys move between them.
for (const pad of document.querySelectorAll("[data-keys]")) {
  const keys = [...pad.querySelectorAll("button")];
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 3, ArrowUp: -3 };
  pad.addEventListener("keydown", (event) => {
    const by = step[event.key];
    const next = keys[keys.indexOf(document.activeElement) + by];
    if (by && next) {
      event.preventDefault();
      next.focus();
    }
  });
}
