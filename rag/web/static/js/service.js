// What the service is doing, when it is gone, and what it refuses.

import { button, element, field, icon, query, texts } from "./dom.js";
import { tab } from "./keep.js";

const POLL_LOADING_MS = 1000;
const POLL_READY_MS = 20000;
const SENDING = "/queue/join";

const CLOSED = "notice-closed";
const CROSS = "M5 5l10 10M15 5 5 15";

const words = element("span");
words.setAttribute("role", "status");
const shut = button("");
shut.append(icon(CROSS));
const state = element("div", { id: "service-state", hidden: true }, words, shut);

/** How the service is, and what that is about: a count within it may go on. */
let condition = { about: null, message: "" };
let refused = "";

const tell = () => {
  const { about, message } = refused ? { about: null, message: refused } : condition;
  // What was closed stays so until something else is to be told.
  if (about !== null && tab.get(CLOSED) !== about) tab.remove(CLOSED);
  if (words.textContent !== message) words.textContent = message;
  state.hidden = !message || (about !== null && tab.get(CLOSED) === about);
};

shut.addEventListener("click", ({ detail }) => {
  if (refused) refused = "";
  else tab.set(CLOSED, condition.about);
  tell();
  if (!detail) field("question").focus(); // by keyboard: do not lose the focus with the button
});

/** Gradio would answer a refused question with an English word; what was typed stays either way. */
const listen = () => {
  const send = window.fetch;
  window.fetch = async (...request) => {
    const asking = String(request[0]).includes(SENDING);
    try {
      const response = await send(...request);
      if (asking) refused = response.ok ? "" : (await response.clone().json()).detail;
      return response;
    } catch (error) {
      if (asking && error.name !== "AbortError") refused = texts.unreachable;
      throw error;
    } finally {
      tell();
      if (asking && refused) document.dispatchEvent(new Event("briefing-refused"));
    }
  };
};

/** Tell the reader how the service is. `gone` and `back` are called when it goes and comes,
    `changed` at first and when there are other articles. */
export const startService = ({ gone, back, changed }) => {
  shut.setAttribute("aria-label", texts.close_notice);
  shut.title = texts.close_notice;
  document.querySelector("#ask-row").before(state);
  listen();
  let reachable = true;
  let timer = 0;
  let articles = "";
  const watch = async () => {
    clearTimeout(timer);
    const response = await fetch(`ready?${query}`).catch(() => null);
    const said = response && (await response.json().catch(() => null));
    const there = said !== null && "message" in said;
    condition = there
      ? { about: `${said.index.phase} ${said.model.phase} ${said.ready}`, message: said.message }
      : { about: "unreachable", message: texts.unreachable };
    tell();
    if (there !== reachable) (there ? back : gone)();
    reachable = there;
    const now = there ? `${said.index.phase} ${said.index.documents}` : articles;
    if (now !== articles) changed();
    articles = now;
    const settled = there && said.ready && said.model.phase !== "loading";
    timer = setTimeout(watch, settled ? POLL_READY_MS : POLL_LOADING_MS);
  };
  for (const change of ["online", "offline"]) window.addEventListener(change, watch);
  watch();
};
