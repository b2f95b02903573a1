// The articles: which there are, which of them may answer, reading one, adding some.

import { button, element, filled, language, query, texts } from "./dom.js";
import { startAdding, showAdding } from "./adding.js";
import { open } from "./reader.js";
import { named, wish, wished } from "./wishes.js";
import { makeWindow } from "./windows.js";

const scope = button("", { id: "scope" });
const note = element("p", { className: "note" });
const list = element("ul", { className: "articles" });
const all = button("", { className: "all" });

let dialog = null;
let articles = [];

const load = async () => {
  const response = await fetch(`api/articles?${query}`).catch(() => null);
  if (!response || !response.ok) return;
  const briefing = await response.json();
  articles = briefing.articles;
  // One that the page around us names may come later; until then no other answers in its place.
  const known = new Set([...articles.map((article) => article.source), ...named]);
  const kept = wished().sources.filter((source) => known.has(source));
  if (kept.length !== wished().sources.length) wish({ sources: kept });
  refresh();
  showAdding(briefing);
};

const refresh = () => {
  const chosen = new Set(wished().sources);
  list.replaceChildren(...articles.map((article) => row(article, chosen.has(article.source))));
  note.textContent = articles.length ? texts.briefing_note : texts.briefing_empty;
  const count = articles.length.toLocaleString(language);
  const said = chosen.size ? texts.scope_some : texts.scope_all;
  const there = articles.filter((article) => chosen.has(article.source)).length;
  scope.textContent = filled(said, { chosen: there, count });
  all.hidden = chosen.size === 0;
};

const row = (article, chosen) => {
  const box = element("input", { type: "checkbox", checked: chosen });
  box.setAttribute("aria-label", filled(texts.limit_to, { title: article.title }));
  box.addEventListener("change", () => {
    const others = wished().sources.filter((source) => source !== article.source);
    wish({ sources: box.checked ? [...others, article.source] : others });
    refresh();
    [...list.querySelectorAll("input")][articles.indexOf(article)].focus();
  });
  const title = button(article.title, { className: "title", lang: article.language, dir: "auto" });
  title.addEventListener("click", () => {
    dialog.close();
    open(article.id, scope);
  });
  const day = article.date && new Date(`${article.date}T12:00`);
  const facts = [
    day ? day.toLocaleDateString(language, { dateStyle: "long" }) : texts.undated,
    new Intl.DisplayNames(language, { type: "language" }).of(article.language),
    filled(texts.words, { count: article.words.toLocaleString(language) }),
    article.source,
  ];
  const about = element("span", { className: "facts", textContent: facts.join(" · ") });
  return element("li", {}, box, element("div", {}, title, about));
};

export const showBriefing = () => {
  load();
  dialog.showModal();
};

/** The line below the question that says which articles may answer. */
export const scopeChoice = () => {
  scope.addEventListener("click", showBriefing);
  load();
  return scope;
};

export const startBriefing = () => {
  all.textContent = texts.scope_reset;
  all.addEventListener("click", () => {
    wish({ sources: [] });
    refresh();
  });
  dialog = makeWindow("briefing", texts.briefing, note, all, list, startAdding(load));
};
