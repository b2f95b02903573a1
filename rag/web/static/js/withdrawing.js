// Taking articles out of the briefing and letting them in again, for those who may add some.

import { button, element, filled, locale, longDate, query, texts } from "./dom.js";

const list = element("details", { className: "left-out withdrawn", hidden: true });

/** What the page does: `changed` reads the list of articles anew. */
let page = null;
let allowed = false;

const post = async (act, body) => {
  const response = await fetch(`api/articles/${act}?${query}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => null);
  const answer = response && (await response.json().catch(() => null));
  if (!answer) return texts.unreachable;
  if (!response.ok) return answer.detail;
  await page.changed();
  return "";
};

/** A form in the article's line, in place of the button that opened it. */
const ask = (article, opener) => {
  const why = element("input", { type: "text", name: "why", required: true, maxLength: 500 });
  const said = element("p", { className: "problem" });
  said.setAttribute("role", "alert");
  const label = element("label", { className: "field" }, texts.withdraw_why, why);
  const done = button(texts.withdraw_do, { type: "submit", className: "primary" });
  const end = button(texts.withdraw_end, { className: "offer" });
  const form = element("form", { className: "withdrawing" }, label, done, end, said);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = await post("withdraw", { source: article.source, why: why.value });
  });
  end.addEventListener("click", () => {
    form.replaceWith(opener);
    opener.focus();
  });
  opener.replaceWith(form);
  why.focus();
};

/** What is offered for an article in the list; nothing for readers. */
export const withdrawal = (article) => {
  if (!allowed) return [];
  const opener = button(texts.withdraw, { className: "offer" });
  opener.setAttribute("aria-label", filled(texts.withdraw_named, { title: article.title }));
  opener.addEventListener("click", () => ask(article, opener));
  return [opener];
};

const line = ({ source, title, why, at }) => {
  const about = filled(texts.withdrawn_on, { date: longDate(at.slice(0, 10)), why });
  const row = element(
    "li",
    {},
    element("span", { textContent: title, dir: "auto" }),
    element("span", { className: "facts", textContent: about, dir: "auto" }),
  );
  if (!allowed) return row;
  const undo = button(texts.reinstate, { className: "offer" });
  const said = element("span", { className: "facts" });
  said.setAttribute("role", "alert");
  undo.addEventListener("click", async () => {
    said.textContent = await post("reinstate", { source });
  });
  row.append(undo, said);
  return row;
};

/** The withdrawn articles, each with the reason; seen by all. */
export const showWithdrawn = ({ may_add: may, withdrawn }) => {
  allowed = may;
  const count = withdrawn.length.toLocaleString(locale);
  const summary = element("summary", { textContent: filled(texts.withdrawn_list, { count }) });
  list.replaceChildren(summary, element("ul", {}, ...withdrawn.map(line)));
  list.hidden = withdrawn.length === 0;
};

export const startWithdrawing = (acts) => {
  page = acts;
  return list;
};
