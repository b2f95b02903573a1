// Runs before anything of Gradio: language and colours, as the reader chose or the browser says.
// Gradio's client takes its language from navigator.language alone.
"use strict";
{
  const kept = (name) => {
    try {
      return JSON.parse(localStorage.getItem(`briefing.${name}`));
    } catch {
      return null; // a frame of another site, or no longer what was written
    }
  };
  const root = document.documentElement;

  const address = new URL(location.href);
  const chosen = kept("language");
  if (chosen && !address.searchParams.has("lang")) {
    // What is asked of the server from now on says so too.
    address.searchParams.set("lang", chosen);
    history.replaceState(history.state, "", address);
  }
  const language = [address.searchParams.get("lang"), ...navigator.languages]
    .map((tag) => (tag || "").toLowerCase().split("-")[0])
    .find((tag) => tag === "de" || tag === "en") || "en";
  Object.defineProperty(navigator, "language", { get: () => language });
  Object.defineProperty(navigator, "languages", { get: () => [language] });
  root.lang = language;

  // data-colours is the choice (system, light, dark), data-theme what follows from it. Gradio has
  // a class of its own for it, which it sets by the system's colours alone.
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => {
    const choice = root.dataset.colours;
    const dark = choice === "dark" || (choice !== "light" && systemIsDark.matches);
    root.dataset.theme = dark ? "dark" : "light";
    if (document.body) document.body.classList.toggle("dark", dark);
  };
  root.dataset.colours = kept("colours") || "system";
  paint();
  systemIsDark.addEventListener("change", paint);
  new MutationObserver(paint).observe(root, { attributeFilter: ["data-colours"] });
  document.addEventListener("DOMContentLoaded", () => {
    paint();
    new MutationObserver(paint).observe(document.body, { attributeFilter: ["class"] });
  });
}
