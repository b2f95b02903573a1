// What can be done with a turn: copy it, ask again, change the question.

import { button, element, field, fill, texts } from "./dom.js";
import { judge } from "./verdicts.js";
import { wished, wishOnce } from "./wishes.js";

const editing = element("p", { id: "editing", hidden: true });
const SAID_MS = 2000;

const questionOf = (control) => {
  const turn = Number(control.value);
  return document.querySelectorAll("#chat .question")[turn].textContent;
};

let sending = false;

/** Send without touching what is being typed. Clicked twice, it is sent once. */
const send = (wishes) => {
  if (sending || document.querySelector("#chat .state.working")) return;
  sending = true;
  wishOnce(wishes);
  // Once Gradio has taken the field's value in.
  setTimeout(() => document.querySelector("#ask").click(), 0);
};

const acts = {
  again: (control) => send({ turn: Number(control.value), again: true }),
  suggestion: (control) => send({ suggestion: control.value }),
  edit(control) {
    wishOnce({ turn: Number(control.value) });
    fill("question", questionOf(control));
    editing.hidden = false;
    field("question").focus();
  },
  up: judge,
  down: judge,
  copy: (control) => copy(control, answerText(control.closest(".answer"))),
  "copy-quote": (control) => copy(control, quoteText(control.closest("li.source"))),
};

/** The answer as plain text: its words with `[n]`, then the quotes behind the numbers. */
const answerText = (answer) => {
  const words = [...answer.querySelectorAll(".words p")].map(withNumbers);
  const quotes = [...answer.querySelectorAll("li.source")].map(
    (card) => `[${card.value}] ${quoteText(card)}`,
  );
  return [...words, quotes.join("\n")].join("\n\n");
};

const withNumbers = (paragraph) =>
  [...paragraph.childNodes]
    .map((node) => (node.matches?.("a.cite") ? `[${node.textContent}]` : node.textContent))
    .join("")
    .replaceAll("\u00a0[", " [") // a number is bound to its word on the page only
    .trim();

/** The words, where they stand, and the address that opens them. */
const quoteText = (card) => {
  const quote = [...card.querySelectorAll("q")].map((part) => part.textContent).join(" […] ");
  const title = card.querySelector("cite").textContent;
  const where = card.querySelector(".place").textContent.replace(/\s+/g, " ").trim();
  const address = new URL(`./${card.querySelector("a.cite").hash}`, document.baseURI);
  const [left, right] = card.querySelector("blockquote").lang === "en" ? "“”" : "„“";
  const marked = /^["„“»«]/.test(quote) ? quote : left + quote + right;
  return `${marked} (${title}, ${where.replace(" · ", ", ")}) ${address}`;
};

const copy = async (control, text) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    mark(control, text); // an insecure address, or not allowed
    return;
  }
  const label = control.textContent;
  control.textContent = texts.copied;
  setTimeout(() => (control.textContent = label), SAID_MS);
};

/** Show the text, marked, where the browser leaves the copying to the reader. */
const mark = (control, text) => {
  const shown = element("textarea", { value: text, readOnly: true, rows: 4 });
  shown.setAttribute("aria-label", texts.copy_marked);
  const note = element("p", { textContent: texts.copy_marked });
  const box = element("div", { className: "to-copy" }, note, shown);
  control.closest(".acts").after(box);
  shown.focus();
  shown.select();
  shown.addEventListener("blur", () => box.remove());
};

const stopEditing = () => {
  editing.hidden = true;
};

export const startTurns = (talk) => {
  const end = button(texts.editing_end);
  end.addEventListener("click", () => {
    wishOnce({});
    fill("question", "");
    stopEditing();
    field("question").focus();
  });
  editing.append(`${texts.editing} `, end);
  talk.querySelector("#ask-row").before(editing);
  document.addEventListener("click", (event) => {
    const control = event.target.closest?.("#desk button[name]");
    if (control && acts[control.name]) acts[control.name](control);
  });
  document.addEventListener("briefing-refused", () => {
    sending = false;
  });
  // js/embed.js has a question of the page around this one.
  document.addEventListener("briefing-ask", ({ detail }) => send({ suggestion: detail }));
  // Typing anew takes back what a click wished, but not that an earlier question is changed.
  talk.addEventListener("input", (event) => {
    const { again, suggestion } = wished();
    if (event.isTrusted && (again || suggestion)) wishOnce({});
  });
};

/** A question went out. */
export const asked = () => {
  sending = false;
  stopEditing();
};
