// Opens the article behind a citation, and tells what the service is doing.
// Text from articles, questions and the model only ever passes through textContent.
"use strict";
{
  const language = document.documentElement.lang;
  const query = `lang=${language}`;
  const POLL_LOADING_MS = 1000;
  const POLL_READY_MS = 20000;
  const PREFIX = "#quote-";

  let texts = {};
  let opener = null;
  let opening = 0;

  const element = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  const filled = (text, values) =>
    text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

  // ---- the reading view

  const reader = element("aside", { id: "reader", hidden: true });
  const title = element("h2", { id: "reader-title", tabIndex: -1 });
  const place = element("p", { className: "place" });
  const close = element("button", { type: "button", className: "close", textContent: "×" });
  const article = element("div", { className: "article" });
  reader.setAttribute("aria-labelledby", title.id);
  reader.append(element("header", {}, element("div", {}, title, place), close), article);

  const open = async (reference, control) => {
    const turn = ++opening;
    const response = await fetch(`api/passages/${reference}?${query}`).catch(() => null);
    const reading = response && (await response.json().catch(() => null));
    if (turn !== opening) return;
    opener = control;
    if (response && response.ok) show(reading, translationOf(control));
    else explain(reading ? reading.detail : texts.unreachable);
    reader.hidden = false;
    document.body.classList.add("reading");
    history.replaceState(history.state, "", PREFIX + reference);
    title.focus({ preventScroll: true });
    const mark = article.querySelector("mark");
    if (mark) mark.scrollIntoView({ block: "center" });
    else reader.scrollTop = 0;
  };

  const show = (reading, translation) => {
    title.textContent = reading.title;
    title.lang = reading.language;
    const day = reading.date
      ? new Date(`${reading.date}T12:00`).toLocaleDateString(language, { dateStyle: "long" })
      : "";
    place.textContent = [reading.source, day].filter(Boolean).join(" · ");
    article.lang = reading.language;
    article.replaceChildren(...reading.paragraphs.map(paragraph));
    const marks = article.querySelectorAll("mark");
    if (translation && marks.length) marks[marks.length - 1].closest(".paragraph").after(translation);
  };

  const paragraph = ({ number, pieces }) => {
    const words = element("p", { dir: "auto" });
    for (const { text, marked } of pieces) {
      words.append(marked ? element("mark", { textContent: text }) : text);
    }
    const label = filled(texts.paragraph, { number });
    const count = element("span", { className: "number", textContent: number, title: label });
    return element("div", { className: "paragraph" }, count, words);
  };

  const explain = (problem) => {
    title.textContent = texts.article;
    title.lang = language;
    place.textContent = "";
    article.lang = language;
    article.replaceChildren(element("p", { className: "problem", textContent: problem }));
  };

  // The translation belongs to the answer whose number was clicked, not to the newest one.
  const translationOf = (control) => {
    const around = control && control.closest("li.source, .answer");
    if (!around) return null;
    const cards = around.matches("li.source") ? [around] : [...around.querySelectorAll("li.source")];
    const card = cards.find((one) => one.querySelector("a.cite").hash === control.hash);
    const known = card && card.querySelector(".translation");
    return known && known.cloneNode(true);
  };

  const shut = () => {
    if (reader.hidden) return;
    opening += 1;
    reader.hidden = true;
    document.body.classList.remove("reading");
    history.replaceState(history.state, "", location.pathname + location.search);
    if (opener && opener.isConnected) opener.focus();
    opener = null;
  };

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
  close.addEventListener("click", shut);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shut();
  });

  const openFromAddress = () => {
    if (location.hash.startsWith(PREFIX)) open(location.hash.slice(PREFIX.length), null);
  };
  window.addEventListener("hashchange", openFromAddress);

  // ---- names for screen readers, which Gradio drops or fills with markup

  const name = () => {
    for (const message of document.querySelectorAll("#chat [data-testid][aria-label]")) {
      message.removeAttribute("aria-label");
    }
    const log = document.querySelector("#chat [role=log]");
    if (log && log.getAttribute("aria-label") !== texts.conversation) {
      log.setAttribute("aria-label", texts.conversation);
    }
    for (const cite of document.querySelectorAll("a.cite[title]")) {
      const quote = cite.title;
      cite.dataset.quote = quote;
      cite.removeAttribute("title");
      cite.setAttribute("aria-label", filled(texts.citation, { n: cite.textContent, quote }));
    }
  };

  // ---- what the service is doing

  const state = element("p", { id: "service-state", hidden: true });
  state.setAttribute("role", "status");

  const watch = async () => {
    const response = await fetch(`ready?${query}`).catch(() => null);
    const said = response && (await response.json().catch(() => null));
    const message = said && "message" in said ? said.message : texts.unreachable;
    if (state.textContent !== message) state.textContent = message;
    state.hidden = !message;
    const settled = said && said.ready && said.model.phase !== "loading";
    setTimeout(watch, settled ? POLL_READY_MS : POLL_LOADING_MS);
  };

  const begin = async () => {
    texts = await (await fetch(`api/texts?${query}`)).json();
    close.setAttribute("aria-label", texts.close);
    document.body.append(state, reader);
    new MutationObserver(name).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ["title", "aria-label"],
    });
    name();
    openFromAddress();
    watch();
  };
  begin();
}
