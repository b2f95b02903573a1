// Conversations, kept in this browser. The server is handed the record of the one that is open and
// gives it an id; after every answer the record is fetched and kept anew.

import { appeared, button, element, field, fill, filled, locale, query, texts } from "./dom.js";
import { browser, tab } from "./keep.js";
import { makeWindow } from "./windows.js";

const INDEX = "conversations";
const MOST = 100;
const TITLE = 120;
const recordKey = (key) => `conversation.${key}`;

let key = null;
let id = null;

/** Where the server has the conversation that is open. */
export const conversationAddress = () => `api/conversations/${id}`;

const index = () => browser.get(INDEX) || [];

/** Open a kept conversation, or a new one; true if it is there as it was kept. */
export const openConversation = async (wanted = null) => {
  const record = (wanted && browser.get(recordKey(wanted))) || { exchanges: [] };
  const opened = await handIn(record);
  if (!opened && record.exchanges.length) return openConversation();
  key = record.exchanges.length ? wanted : newKey();
  id = opened;
  tab.set("current", key);
  await appeared("#conversation textarea");
  fill("conversation", id || "");
  return key === wanted;
};

const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(8))].map((n) => n.toString(16).padStart(2, "0")).join("");

const handIn = async (record) => {
  const response = await fetch(`api/conversations?${query}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(record),
  }).catch(() => null);
  return response && response.ok ? (await response.json()).id : null;
};

/** The conversation that this tab had when it was left or reloaded. */
export const reopen = () => openConversation(key || tab.get("current"));

/** Keep the conversation as it is now. */
export const save = async () => {
  const [at, kept] = [id, key];
  const response = await fetch(`api/conversations/${at}?${query}`).catch(() => null);
  if (!response || !response.ok) return;
  const record = await response.json();
  if (!record.exchanges.some((exchange) => exchange.answer)) return;
  const title = record.exchanges[0].question.slice(0, TITLE);
  const others = index().filter((entry) => entry.key !== kept);
  const entries = [{ key: kept, title, at: new Date().toISOString() }, ...others];
  for (const entry of entries.splice(MOST)) browser.remove(recordKey(entry.key));
  browser.set(recordKey(kept), record);
  browser.set(INDEX, entries);
};

const forget = (keys) => {
  for (const gone of keys) browser.remove(recordKey(gone));
  browser.set(INDEX, index().filter((entry) => !keys.includes(entry.key)));
  if (keys.includes(key)) openConversation();
};

// ---- the list

const list = element("ol");
const note = element("p", { className: "note" });
const everything = button("", { className: "danger" });
let dialog = null;

const refresh = () => {
  const entries = index();
  list.replaceChildren(...entries.map(row));
  const problem = browser.lasting ? "" : texts.history_off;
  note.textContent = problem || (entries.length ? texts.history_note : texts.history_empty);
  everything.textContent = texts.delete_all;
  everything.hidden = entries.length === 0;
};

const row = (entry) => {
  const name = entry.title;
  const day = new Date(entry.at).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
  const open = button("", { className: "open" });
  open.append(element("span", { textContent: name, dir: "auto" }), element("time", { textContent: day }));
  if (entry.key === key) open.setAttribute("aria-current", "true");
  open.addEventListener("click", () => {
    dialog.close();
    openConversation(entry.key);
    field("question").focus();
  });
  const remove = button(texts.delete, { className: "delete" });
  remove.setAttribute("aria-label", filled(texts.delete_named, { name }));
  remove.addEventListener("click", () => {
    forget([entry.key]);
    refresh();
    dialog.querySelector("button").focus();
  });
  return element("li", {}, open, remove);
};

export const showHistory = () => {
  refresh();
  dialog.showModal();
};

export const startHistory = () => {
  everything.addEventListener("click", () => {
    if (everything.textContent === texts.delete_all) {
      everything.textContent = texts.delete_sure;
      return;
    }
    forget(index().map((entry) => entry.key));
    refresh();
  });
  dialog = makeWindow("history", texts.history_title, note, list, everything);
};
