// What the service is doing, when it is gone, and what it refuses.

import { element, query, texts } from "./dom.js";

const POLL_LOADING_MS = 1000;
const POLL_READY_MS = 20000;
const SENDING = "/queue/join";

const state = element("p", { id: "service-state", hidden: true });
state.setAttribute("role", "status");

let condition = "";
let refused = "";

const tell = () => {
  const message = refused || condition;
  if (state.textContent !== message) state.textContent = message;
  state.hidden = !message;
};

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
  document.body.append(state);
  listen();
  let reachable = true;
  let timer = 0;
  let articles = "";
  const watch = async () => {
    clearTimeout(timer);
    const response = await fetch(`ready?${query}`).catch(() => null);
    const said = response && (await response.json().catch(() => null));
    const there = said !== null && "message" in said;
    condition = there ? said.message : texts.unreachable;
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
