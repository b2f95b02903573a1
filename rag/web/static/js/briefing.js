// The articles: which there are, which of them may answer, reading one, adding some, taking out.

import { button, element, field, filled, locale, query, texts } from "./dom.js";
import { startAdding, showAdding } from "./adding.js";
import { entry, showContents, startContents } from "./contents.js";
import { open } from "./reader.js";
import { named, wish, wished } from "./wishes.js";
import { makeWindow } from "./windows.js";
import { showWithdrawn, startWithdrawing, withdrawal } from "./withdrawing.js";

const MOST = 100; // rows: a browser takes seconds to build thousands
const FEW = 10; // articles that are seen without a search

const scope = button("", { id: "scope" });
const find = element("input", { id: "find-article", type: "search", autocomplete: "off" });
const more = element("p", { className: "note", hidden: true });
more.setAttribute("role", "status");
const note = element("p", { className: "note" });
const list = element("ul", { className: "articles" });
const leftOut = element("details", { className: "left-out", hidden: true });
const notes = element("details", { className: "left-out", hidden: true });
const all = button("", { className: "all" });

let dialog = null;
let articles = [];

export const loadArticles = async () => {
  const response = await fetch(`api/articles?${query}`).catch(() => null);
  if (!response || !response.ok) return;
  const briefing = await response.json();
  // The newest first; those without a date keep their order behind them.
  articles = briefing.articles.sort((a, b) => (b.date || "").localeCompare(a.date || ""));
  // One that the page around us names may come later; until then no other answers in its place.
  const known = new Set([...articles.map((article) => article.source), ...named]);
  const kept = wished().sources.filter((source) => known.has(source));
  if (kept.length !== wished().sources.length) wish({ sources: kept });
  showWithdrawn(briefing);
  refresh();
  const missing = briefing.left_out.filter(({ fault }) => fault !== "withdrawn");
  showFiles(leftOut, texts.left_out, missing);
  showFiles(notes, texts.reading_notes, briefing.notes);
  showAdding(briefing);
};

/** Files, each with what is said of it: why it was not read, or what to know about it. */
const showFiles = (place, heading, files) => {
  const count = files.length.toLocaleString(locale);
  const lines = files.map(({ name, message }) =>
    element(
      "li",
      {},
      element("span", { textContent: name, dir: "auto" }),
      element("span", { className: "facts", textContent: message }),
    ),
  );
  const summary = element("summary", { textContent: filled(heading, { count }) });
  place.replaceChildren(summary, element("ul", {}, ...lines));
  place.hidden = files.length === 0;
};

const refresh = () => {
  if (dialog?.open) showList();
  note.textContent = articles.length ? texts.briefing_note : texts.briefing_empty;
  showContents(articles, (article, title) => open(article.id, title));
  showScope();
};

/** The articles whose title, newspaper or path has all words that are searched for. */
const matching = () => {
  const words = find.value.toLocaleLowerCase(locale).split(/\s+/).filter(Boolean);
  return articles.filter(({ title, outlet, source }) => {
    const text = `${title} ${outlet || ""} ${source}`.toLocaleLowerCase(locale);
    return words.every((word) => text.includes(word));
  });
};

const showList = () => {
  const chosen = new Set(wished().sources);
  const found = matching();
  const shown = found.filter((article, n) => n < MOST || chosen.has(article.source));
  list.replaceChildren(...shown.map((article) => row(article, chosen.has(article.source))));
  find.hidden = articles.length <= FEW;
  const left = found.length - shown.length;
  const count = (left || found.length).toLocaleString(locale);
  more.textContent = filled(left ? texts.find_more : texts.find_count, { count });
  more.hidden = !left && !find.value;
};

const showScope = () => {
  const chosen = new Set(wished().sources);
  const count = articles.length.toLocaleString(locale);
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
    showScope();
  });
  const line = entry(article, read, article.source);
  line.append(...withdrawal(article));
  return element("li", {}, box, line);
};

const read = (article) => {
  dialog.close();
  open(article.id, scope);
};

/** The next question goes to this article alone. */
const ask = (article) => {
  wish({ sources: [article.source] });
  refresh();
  dialog.close();
  field("question").focus();
};

export const showBriefing = () => {
  if (!dialog.open) dialog.showModal();
  showList();
  loadArticles();
};

/** The line below the question that says which articles may answer. */
export const scopeChoice = () => {
  scope.addEventListener("click", showBriefing);
  return scope;
};

/** The articles beside a conversation that has not begun. */
export const contents = () => startContents(showBriefing);

export const startBriefing = () => {
  find.placeholder = texts.find_article;
  find.setAttribute("aria-label", texts.find_article);
  find.addEventListener("input", showList);
  all.textContent = texts.scope_reset;
  all.addEventListener("click", () => {
    wish({ sources: [] });
    refresh();
  });
  const acts = { changed: loadArticles, open: showBriefing, read, ask };
  const withdrawn = startWithdrawing(acts);
  const parts = [note, all, find, more, list, withdrawn, leftOut, notes, startAdding(acts)];
  dialog = makeWindow("briefing", texts.briefing, ...parts);
};
