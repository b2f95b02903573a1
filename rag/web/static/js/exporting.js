// The conversation as a file.

import { element, query, texts } from "./dom.js";
import { conversationAddress } from "./history.js";
import { makeWindow } from "./windows.js";

const KINDS = ["docx", "html", "md"];

let dialog = null;
let list = null;
let note = null;

export const showExport = () => {
  const zone = encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const some = Boolean(document.querySelector("#chat .answer .trail"));
  note.textContent = some ? texts.export_note : texts.export_empty;
  const links = KINDS.map((kind) => {
    const href = `${conversationAddress()}/export.${kind}?${query}&zone=${zone}`;
    const link = element("a", { href, download: "", textContent: texts[`export_${kind}`] });
    link.addEventListener("click", () => dialog.close());
    return element("li", {}, link);
  });
  list.replaceChildren(...(some ? links : []));
  dialog.showModal();
};

export const startExport = () => {
  note = element("p", { className: "note" });
  list = element("ul", { className: "files" });
  dialog = makeWindow("export", texts.export_title, note, list);
};
