// The quote behind a number, beside it, while it is pointed at or has the focus.
// Screen readers get it as the number's name.
//
// The preview is never in the way: what is clicked through it is what lies below. It stays while
// the pointer is on it all the same, for those who have to magnify the page to read it.

import { element } from "./dom.js";
import { cardOf } from "./reader.js";

const DELAY_MS = 120;
const GAP = 6;

const preview = element("div", { id: "preview", hidden: true });
preview.setAttribute("aria-hidden", "true");

let wanted = null;
let shown = null;
let timer = 0;

/** Show the quote behind a number, or none, if that is still wanted in a moment. */
const want = (control, delay = DELAY_MS) => {
  if (control === wanted) return;
  wanted = control;
  clearTimeout(timer);
  timer = setTimeout(control ? show : hide, delay);
};

const show = () => {
  const card = cardOf(wanted);
  if (!card) return hide();
  const order = [".where", "blockquote", ".addition", ".translation"];
  const parts = order.map((part) => card.querySelector(part));
  preview.replaceChildren(...parts.filter(Boolean).map((part) => part.cloneNode(true)));
  for (const more of preview.querySelectorAll("a.cite, details")) more.remove();
  preview.hidden = false;
  shown = wanted;
  place();
  light(shown);
};

const hide = () => {
  clearTimeout(timer);
  wanted = null;
  conceal();
};

/** Without taking back what is wanted next. */
const conceal = () => {
  preview.hidden = true;
  light(null);
  shown = null;
};

/** Below the number, or above where there is more room; never over the sources beside it. */
const place = () => {
  const at = shown.getBoundingClientRect();
  const talk = document.querySelector("#talk").getBoundingClientRect();
  const away = !shown.isConnected || at.bottom < talk.top || at.top > talk.bottom;
  if (away) return wanted === shown ? hide() : conceal();
  const { offsetWidth: width, offsetHeight: height } = preview;
  const left = Math.max(GAP, Math.min(at.left, Math.min(innerWidth - GAP, talk.right) - width));
  const below = at.bottom + GAP + height <= innerHeight || at.top < innerHeight - at.bottom;
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

const numberAt = (target) => target.closest && target.closest(".words a.cite");

const isOnPreview = ({ clientX: x, clientY: y }) => {
  const { left, right, top, bottom } = preview.getBoundingClientRect();
  return shown && x >= left && x <= right && y >= top - GAP && y <= bottom + GAP;
};

export const startPreview = () => {
  document.body.append(preview);
  document.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    want(isOnPreview(event) ? shown : numberAt(event.target));
  });
  document.addEventListener("focusin", (event) => {
    const control = numberAt(event.target);
    if (control && control.matches(":focus-visible")) want(control, 0);
    else hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener("click", hide);
  document.addEventListener("scroll", () => shown && place(), true);
};
