// What the reader wants of the next question: the answer's language, the articles, the turn that it
// replaces. It goes along with the question in a hidden field; rag/web/conversation/options.py reads it.

import { browser } from "./keep.js";
import { element, field, fill, texts } from "./dom.js";

const ONCE = { turn: null, again: false, suggestion: null };

/** The articles that the page around a framed chat wants asked. */
export const named = new URLSearchParams(location.search).getAll("article");

const lasting = { language: browser.get("answer-language"), sources: named };
let once = ONCE;

/** Before Gradio has made the field there is nothing to write to: startWishes does it then. */
const write = () => {
  if (field("wishes")) fill("wishes", JSON.stringify({ ...lasting, ...once }));
};

/** Of the next question only. */
export const wishOnce = (wishes) => {
  once = { ...ONCE, ...wishes };
  write();
};

export const wish = (wishes) => {
  Object.assign(lasting, wishes);
  write();
};

export const wished = () => ({ ...lasting, ...once });

/** The server has read them, and has itself written back those that last. */
export const granted = () => {
  once = ONCE;
};

/** Choosing the language of the answers. */
export const languageChoice = () => {
  const select = element("select", { id: "answer-language" });
  for (const [value, label] of [
    ["", texts.answer_as_asked],
    ["de", texts.answer_de],
    ["en", texts.answer_en],
  ]) {
    select.append(element("option", { value, textContent: label }));
  }
  select.value = lasting.language || "";
  select.addEventListener("change", () => {
    wish({ language: select.value || null });
    browser.set("answer-language", lasting.language);
  });
  return element("label", {}, `${texts.answer_language} `, select);
};

export const startWishes = write;
