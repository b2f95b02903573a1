// The briefing's articles, beside a conversation that has not begun.

import { button, element, filled, locale, longDate, texts } from "./dom.js";

const MOST = 30;

const panel = element("section", { id: "contents", hidden: true });
const list = element("ul", { className: "articles" });
const all = button("", { className: "all" });
const languages = new Intl.DisplayNames(locale, { type: "language" });

/** An article's title, which can be clicked, and what is known of it. */
export const entry = (article, read, ...more) => {
  const title = button(article.title, { className: "title", lang: article.language, dir: "auto" });
  title.addEventListener("click", () => read(article, title));
  const facts = [
    ...(article.outlet ? [article.outlet] : []),
    article.date ? longDate(article.date) : texts.undated,
    languages.of(article.language),
    filled(texts.words, { count: article.words.toLocaleString(locale) }),
    ...more,
  ];
  const about = element("span", { className: "facts", textContent: facts.join(" · ") });
  return element("div", {}, title, about);
};

export const showContents = (articles, read) => {
  panel.hidden = articles.length === 0;
  const shown = articles.slice(0, MOST);
  list.replaceChildren(...shown.map((article) => element("li", {}, entry(article, read))));
  all.textContent = filled(texts.contents_all, { count: articles.length.toLocaleString(locale) });
  all.hidden = shown.length === articles.length;
};

/** The panel; `more` shows all of them. */
export const startContents = (more) => {
  all.addEventListener("click", more);
  panel.append(element("h2", { textContent: texts.contents }), list, all);
  return panel;
};
