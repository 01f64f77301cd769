// "Share": hands the file to the phone's own sheet, where there is one. Without it the button stays hidden, and File is there.
const button = document.querySelector("[data-share]");

const can = () => {
  try {
    return navigator.canShare?.({ files: [new File(["x"], "x.pdf", { type: "application/pdf" })] }) ?? false;
  } catch {
    return false;
  }
};

if (button && can()) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const answer = await fetch(button.dataset.share);
    if (!answer.ok) return;
    const file = new File([await answer.blob()], button.dataset.name, { type: "application/pdf" });
    // Whoever closes the sheet has changed their mind; that is no error.
    await navigator.share({ files: [file] }).catch(() => {});
  });
}
