// What the service is doing, and when it is gone.

import { element, query, texts } from "./dom.js";

const POLL_LOADING_MS = 1000;
const POLL_READY_MS = 20000;

const state = element("p", { id: "service-state", hidden: true });
state.setAttribute("role", "status");

/** Tell the reader how the service is; `gone` and `back` are called when it goes and comes. */
export const startService = ({ gone, back }) => {
  document.body.append(state);
  let reachable = true;
  const watch = async () => {
    const response = await fetch(`ready?${query}`).catch(() => null);
    const said = response && (await response.json().catch(() => null));
    const there = said !== null && "message" in said;
    const message = there ? said.message : texts.unreachable;
    if (state.textContent !== message) state.textContent = message;
    state.hidden = !message;
    if (there !== reachable) (there ? back : gone)();
    reachable = there;
    const settled = there && said.ready && said.model.phase !== "loading";
    setTimeout(watch, settled ? POLL_READY_MS : POLL_LOADING_MS);
  };
  watch();
};
