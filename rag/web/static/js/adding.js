// Adding articles to the briefing, for those who may: files, or a pasted text.

import { button, element, filled, query, texts } from "./dom.js";

const POLL_MS = 700;

const part = element("details", { className: "adding", hidden: true });
const files = element("input", { type: "file", name: "files", multiple: true });
const words = element("textarea", { name: "text", rows: 4 });
const title = element("input", { type: "text", name: "title", maxLength: 200 });
const day = element("input", { type: "date", name: "date" });
const send = button("", { type: "submit", className: "primary" });
const told = element("div", { className: "told" });
const form = element("form", {});

let changed = null;

const field = (label, control) => element("label", { className: "field" }, label, control);

const say = (...lines) =>
  told.replaceChildren(...lines.map((line) => element("p", { textContent: line })));

const submit = async (event) => {
  event.preventDefault();
  send.disabled = true;
  say(texts.adding_sending);
  const response = await fetch(`api/articles?${query}`, {
    method: "POST",
    body: new FormData(form),
  }).catch(() => null);
  const outcome = response && (await response.json().catch(() => null));
  send.disabled = false;
  if (!outcome) return say(texts.unreachable);
  if (!response.ok) return say(outcome.detail);
  const problems = outcome.problems.map(({ name, message }) => `${name}: ${message}`);
  if (outcome.added.length) form.reset();
  if (outcome.indexing.running) await follow(problems);
  say(...problems, ...outcome.added.map((article) => filled(texts.adding_done, article)));
  changed();
};

/** Until everything can be asked about; a problem stays in sight. */
const follow = async (problems) => {
  for (;;) {
    const response = await fetch(`api/articles/indexing?${query}`).catch(() => null);
    const indexing = response && response.ok && (await response.json());
    if (!indexing || !indexing.running) {
      if (indexing && indexing.message) problems.push(indexing.message);
      return;
    }
    say(...problems, indexing.message);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
};

/** Shown to those who may add; which files can be read is the server's to say. */
export const showAdding = ({ may_add: allowed, formats }) => {
  part.hidden = !allowed;
  files.accept = Object.keys(formats).join(",");
};

/** The form; `then` is called when the briefing has changed. */
export const startAdding = (then) => {
  changed = then;
  send.textContent = texts.adding_send;
  told.setAttribute("role", "status");
  form.append(
    field(texts.adding_files, files),
    field(texts.adding_text, words),
    element("div", { className: "pair" }, field(texts.adding_title, title), field(texts.adding_date, day)),
    send,
    told,
  );
  form.addEventListener("submit", submit);
  part.append(element("summary", { textContent: texts.adding }), form);
  part.addEventListener("dragover", (event) => event.preventDefault());
  part.addEventListener("drop", (event) => {
    event.preventDefault();
    files.files = event.dataTransfer.files;
  });
  return part;
};
