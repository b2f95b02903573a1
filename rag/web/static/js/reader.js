// The article behind a citation, with the cited words marked.

import { button, element, filled, language, longDate, query, texts } from "./dom.js";

export const PREFIX = "#quote-";

const reader = element("aside", { id: "reader", hidden: true });
const title = element("h2", { id: "reader-title", tabIndex: -1 });
const place = element("p", { className: "place" });
const notice = element("p", { id: "reader-notice", className: "notice", hidden: true });
const close = button("×", { className: "close" });
const article = element("div", { className: "article" });
reader.setAttribute("aria-labelledby", title.id);
const head = element("header", {}, element("div", {}, title, place, notice), close);
reader.append(head, article);

const ENDLESS = /\S{1000}/;

let opener = null;
let opening = 0;

/** Open the article at a reference; `control` gets the focus back at the end. */
export const open = async (reference, control) => {
  const turn = ++opening;
  const response = await fetch(`api/passages/${reference}?${query}`).catch(() => null);
  const reading = response && (await response.json().catch(() => null));
  if (turn !== opening) return;
  opener = control;
  if (response && response.ok) show(reading, cardOf(control));
  else explain(reading ? reading.detail : texts.unreachable);
  reader.hidden = false;
  document.body.classList.add("reading");
  // In full: relative to Gradio's base address it would lose what is asked for after "?".
  history.replaceState(history.state, "", location.pathname + location.search + PREFIX + reference);
  title.focus({ preventScroll: true });
  reader.style.scrollPaddingTop = `${head.offsetHeight}px`; // which stays above the words
  const mark = article.querySelector("mark, .near");
  if (mark) mark.scrollIntoView({ block: "center" });
  else reader.scrollTop = 0;
};

const show = (reading, card) => {
  title.textContent = reading.title;
  title.lang = reading.language;
  const day = reading.date ? longDate(reading.date) : "";
  place.textContent = [reading.source, day].filter(Boolean).join(" · ");
  notify(reading.notice, reading.correction);
  article.lang = reading.language;
  article.replaceChildren(...reading.paragraphs.map(paragraph));
  const marks = article.querySelectorAll("mark");
  const translation = card && card.querySelector(".translation");
  if (translation && marks.length) {
    marks[marks.length - 1].closest(".paragraph").after(translation.cloneNode(true));
  }
};

/** In the head, which stays in sight; with a link to the correction of the marked words. */
const notify = (words, correction) => {
  notice.textContent = words || "";
  if (correction) {
    const link = element("a", { href: PREFIX + correction, textContent: texts.open_correction });
    notice.append(" ", link);
  }
  notice.hidden = !words;
  if (words) title.setAttribute("aria-describedby", notice.id);
  else title.removeAttribute("aria-describedby");
};

const paragraph = ({ number, pieces, near }) => {
  const words = element("p", { dir: "auto" });
  words.classList.toggle("endless", pieces.some(({ text }) => ENDLESS.test(text)));
  for (const { text, marked } of pieces) {
    words.append(marked ? element("mark", { textContent: text }) : text);
  }
  const label = filled(texts.paragraph, { number });
  const count = element("span", { className: "number", textContent: number, title: label });
  const cited = pieces.some(({ marked }) => marked) ? " cited" : "";
  return element("div", { className: `paragraph${cited}${near ? " near" : ""}` }, count, words);
};

const explain = (problem) => {
  title.textContent = texts.article;
  title.lang = language;
  place.textContent = "";
  notify("");
  article.lang = language;
  article.replaceChildren(element("p", { className: "problem", textContent: problem }));
};

/** The passage that a number stands for: of the very answer it is in, not of the newest one. */
export const cardOf = (control) => {
  const around = control && control.closest("li.source, .answer");
  if (!around) return null;
  if (around.matches("li.source")) return around;
  const cards = [...around.querySelectorAll("li.source")];
  return cards.find((card) => card.querySelector("a.cite").hash === control.hash) || null;
};

export const shut = () => {
  if (reader.hidden) return;
  opening += 1;
  reader.hidden = true;
  document.body.classList.remove("reading");
  history.replaceState(history.state, "", location.pathname + location.search);
  if (opener && opener.isConnected) opener.focus();
  opener = null;
};

const openFromAddress = () => {
  if (location.hash.startsWith(PREFIX)) open(location.hash.slice(PREFIX.length), null);
};

export const startReader = () => {
  close.setAttribute("aria-label", texts.close);
  close.addEventListener("click", shut);
  document.body.append(reader);
  document.addEventListener(
    "click",
    (event) => {
      const control = event.target.closest && event.target.closest(`a[href^="${PREFIX}"]`);
      if (!control || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      open(control.hash.slice(PREFIX.length), control);
    },
    true,
  );
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) shut();
  });
  window.addEventListener("hashchange", openFromAddress);
  openFromAddress();
};
