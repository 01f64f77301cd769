// Reads a finding aloud. The words stand on the page in any case: without a voice the button never shows.

const button = document.querySelector("[data-hear]");
const words = document.querySelector("[data-aloud]")?.textContent.trim();
const voice = window.speechSynthesis;

if (button && words && voice) {
  button.hidden = false;
  button.addEventListener("click", () => {
    voice.cancel(); // a second tap begins anew
    const said = new SpeechSynthesisUtterance(words);
    said.lang = document.documentElement.lang;
    said.rate = 0.9;
    voice.speak(said);
  });
  window.addEventListener("pagehide", () => voice.cancel());
}
