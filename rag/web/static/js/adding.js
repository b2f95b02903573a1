// Adding articles to the briefing, for those who may: files, chosen or dropped, or a pasted text.
// Each is a line of its own, from the first byte sent until it can be asked about.

import { button, element, filled, locale, query, texts } from "./dom.js";

const POLL_MS = 700;

const part = element("section", { className: "adding", hidden: true });
const choice = element("input", { type: "file", multiple: true, className: "unseen" });
const kinds = element("span", { className: "kinds" });
const form = element("form", {});
const words = element("textarea", { name: "text", rows: 5, required: true });
const title = element("input", { type: "text", name: "title", maxLength: 200 });
const day = element("input", { type: "date", name: "date" });
const uploads = element("ol", { className: "uploads" });
const told = element("p", { className: "unseen" });
const here = element("div", { id: "drop-here", popover: "manual" });

/** What the page does: `changed` reads the list anew, `open` shows this window, `read` and `ask`
    are offered for an article that is in. */
let page = null;
let limits = {};
let allowed = false;

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const line = (name) => {
  const bar = element("progress", { max: 1, value: 0 });
  bar.setAttribute("aria-label", name);
  const said = element("span", { className: "said" });
  const about = element("span", { className: "name", textContent: name, dir: "auto" });
  const row = element("li", {}, about, bar, said);
  uploads.prepend(row);
  return { name, row, bar, said, article: null };
};

/** Underway; without a share, nobody knows how far. */
const step = ({ bar, said }, message, share = null) => {
  said.textContent = message;
  if (share === null) bar.removeAttribute("value");
  else bar.value = share;
};

const settle = ({ name, row, bar, said }, message, state, ...offers) => {
  bar.remove();
  said.textContent = message;
  row.className = state;
  row.append(...offers);
  told.textContent = `${name}: ${message}`;
};

const refuse = (upload, message) => settle(upload, message, "refused");

// ---- sending, one after the other

const post = (data, progress) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", `api/articles?${query}`);
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(loaded / total));
    request.addEventListener("loadend", () => resolve(request));
    request.send(data);
  });

const send = async (upload, data) => {
  const sent = await post(data, (share) => step(upload, texts.adding_sending, share));
  const outcome = sent.response;
  if (sent.status === 429) {
    await wait(1000 * Number(sent.getResponseHeader("retry-after") || 1));
    return send(upload, data);
  }
  if (!outcome) return refuse(upload, texts.adding_lost);
  if (sent.status !== 200) return refuse(upload, outcome.detail);
  if (!outcome.added.length) return refuse(upload, outcome.problems[0].message);
  [upload.article] = outcome.added;
  step(upload, outcome.indexing.message);
  taken.push(upload);
  follow();
};

let sending = Promise.resolve();
const enqueue = (upload, data) => {
  step(upload, texts.adding_sending, 0);
  sending = sending.then(() => send(upload, data));
};

const addFile = async (file) => {
  const upload = line(file.name);
  const suffix = file.name.slice(file.name.lastIndexOf(".")).toLowerCase();
  // What is too large for every format is not sent at all: the service would hang up in the middle.
  const limit = limits[suffix] || Math.max(...Object.values(limits));
  if (file.size > limit) return refuse(upload, filled(texts.adding_too_large, megabytes(limit)));
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch {
    return refuse(upload, texts.adding_no_file); // a folder, or gone since
  }
  const data = new FormData();
  data.append("files", file, file.name);
  enqueue(upload, data);
};

const megabytes = (bytes) => ({ limit: (bytes / 1e6).toLocaleString(locale) });

// ---- until it can be asked about

const taken = [];
let following = false;

const follow = async () => {
  if (following) return;
  following = true;
  while (taken.length) {
    const these = [...taken]; // what is sent while we ask may not be part of the answer
    const response = await fetch(`api/articles/indexing?${query}`).catch(() => null);
    const indexing = response && response.ok && (await response.json());
    if (indexing && !indexing.running) {
      taken.splice(0, these.length);
      if (!indexing.message) await page.changed();
      for (const upload of these) arrived(upload, indexing.message);
    } else {
      const { message, done, total } = indexing || { message: texts.unreachable };
      for (const upload of these) step(upload, message, total ? done / total : null);
      await wait(POLL_MS);
    }
  }
  following = false;
};

const arrived = (upload, problem) => {
  if (problem) return refuse(upload, problem);
  const { article } = upload;
  const read = button(texts.adding_read, { className: "offer" });
  read.addEventListener("click", () => page.read(article));
  const ask = button(texts.adding_ask, { className: "offer" });
  ask.addEventListener("click", () => page.ask(article));
  settle(upload, texts.adding_there, "there", ask, read);
};

// ---- dropping, anywhere on the page

const carriesFiles = (event) => [...event.dataTransfer.types].includes("Files");

const startDropping = () => {
  const on = (name, act) =>
    document.addEventListener(name, (event) => {
      if (!carriesFiles(event)) return;
      // Else the browser would leave the page and open the file in its place.
      event.preventDefault();
      act(event);
    });
  on("dragenter", () => allowed && here.showPopover());
  on("dragleave", ({ relatedTarget }) => relatedTarget || here.hidePopover());
  on("dragover", ({ dataTransfer }) => {
    dataTransfer.dropEffect = allowed ? "copy" : "none";
  });
  on("drop", ({ dataTransfer }) => {
    here.hidePopover();
    if (!allowed) return;
    page.open();
    [...dataTransfer.files].forEach(addFile);
  });
};

/** Shown to those who may add; which files can be read is the server's to say. */
export const showAdding = ({ may_add: may, formats }) => {
  allowed = may;
  limits = formats;
  part.hidden = !may;
  choice.accept = Object.keys(formats).join(",");
  const names = Object.keys(formats).map((suffix) => suffix.slice(1).toUpperCase());
  const longer = (name) => names.some((other) => other !== name && other.startsWith(name));
  kinds.textContent = names.filter((name) => !longer(name)).join(", ");
};

const field = (label, control) => element("label", { className: "field" }, label, control);

const startPasting = () => {
  const pair = element("div", { className: "pair" });
  pair.append(field(texts.adding_title, title), field(texts.adding_date, day));
  const done = button(texts.adding_send, { type: "submit", className: "primary" });
  form.append(field(texts.adding_text, words), pair, done);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = title.value.trim() || words.value.trim().split("\n")[0].slice(0, 80);
    enqueue(line(name || texts.adding_text), new FormData(form));
    form.reset();
  });
  return element("details", {}, element("summary", { textContent: texts.adding_paste }), form);
};

/** The part of the window, for those who may. */
export const startAdding = (acts) => {
  page = acts;
  told.setAttribute("role", "status");
  const drop = element("label", { className: "drop" }, choice, texts.adding_drop, kinds);
  choice.addEventListener("change", () => {
    [...choice.files].forEach(addFile);
    choice.value = "";
  });
  here.append(element("p", { textContent: texts.adding_release }));
  document.body.append(here);
  startDropping();
  part.append(element("h3", { textContent: texts.adding }), drop, uploads, startPasting(), told);
  return part;
};
