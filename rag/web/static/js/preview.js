// The quote behind a number, beside it, while it is pointed at or has the focus.
// Screen readers get it as the number's name.

import { element } from "./dom.js";
import { cardOf } from "./reader.js";

const DELAY_MS = 120;
const GAP = 6;

const preview = element("div", { id: "preview", hidden: true });
preview.setAttribute("aria-hidden", "true");

let timer = 0;
let shownFor = null;

const show = (control) => {
  const card = cardOf(control);
  if (!card || !control.isConnected) return;
  const parts = [".where", "blockquote", ".translation"].map((part) => card.querySelector(part));
  preview.replaceChildren(...parts.filter(Boolean).map((part) => part.cloneNode(true)));
  const number = preview.querySelector("a.cite");
  if (number) number.remove();
  preview.hidden = false;
  place(control.getBoundingClientRect());
  light(control);
  shownFor = control;
};

/** Below the number, or above where there is more room; never over the sources beside it. */
const place = (at) => {
  const { offsetWidth: width, offsetHeight: height } = preview;
  const edge = Math.min(innerWidth - GAP, document.querySelector("#talk").getBoundingClientRect().right);
  const left = Math.max(GAP, Math.min(at.left, edge - width));
  const below = at.bottom + GAP + height <= innerHeight || at.top < height + GAP;
  preview.style.left = `${left}px`;
  preview.style.top = `${below ? at.bottom + GAP : at.top - height - GAP}px`;
};

/** The same passage in the panel beside the conversation. */
const light = (control) => {
  for (const lit of document.querySelectorAll("#sources li.lit")) lit.classList.remove("lit");
  if (!control || !control.closest(".answer.latest")) return;
  for (const cite of document.querySelectorAll("#sources a.cite")) {
    if (cite.hash === control.hash) cite.closest("li").classList.add("lit");
  }
};

const hide = () => {
  clearTimeout(timer);
  preview.hidden = true;
  light(null);
  shownFor = null;
};

const later = (act) => {
  clearTimeout(timer);
  timer = setTimeout(act, DELAY_MS);
};

const numberAt = (target) => target.closest && target.closest(".words a.cite");

export const startPreview = () => {
  document.body.append(preview);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const control = numberAt(event.target);
    if (control) later(() => show(control));
    else if (preview.contains(event.target)) clearTimeout(timer);
    else if (shownFor || timer) later(hide);
  });
  document.addEventListener("focusin", (event) => {
    const control = numberAt(event.target);
    if (control && control.matches(":focus-visible")) show(control);
    else hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener("click", (event) => {
    if (!preview.contains(event.target)) hide();
  });
  document.addEventListener("scroll", hide, true);
};
