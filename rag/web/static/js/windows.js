// Windows over the page: a heading, a way out, and what they are for.

import { button, element, texts } from "./dom.js";

/** A dialog with its heading; it closes by its button, by Escape, and by a click beside it. */
export const makeWindow = (id, heading, ...content) => {
  const title = element("h2", { id: `${id}-title`, textContent: heading });
  const close = button("×", { className: "close" });
  const dialog = element("dialog", { id });
  close.setAttribute("aria-label", texts.close_window);
  close.addEventListener("click", () => dialog.close());
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  const head = element("header", {}, title, close);
  dialog.append(element("div", { className: "sheet" }, head, ...content));
  document.body.append(dialog);
  return dialog;
};
