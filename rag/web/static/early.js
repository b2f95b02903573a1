// Runs before anything of Gradio: its client takes the language from navigator.language alone.
"use strict";
{
  const wanted = new URLSearchParams(location.search).get("lang");
  const language = [wanted, ...navigator.languages]
    .map((tag) => (tag || "").toLowerCase().split("-")[0])
    .find((tag) => tag === "de" || tag === "en") || "en";
  Object.defineProperty(navigator, "language", { get: () => language });
  Object.defineProperty(navigator, "languages", { get: () => [language] });
  document.documentElement.lang = language;
}
