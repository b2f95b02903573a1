// What the reader thinks of an answer.

import { button, element, query, texts } from "./dom.js";
import { conversationAddress, save } from "./history.js";
import { makeWindow } from "./windows.js";

const REASONS = [
  "wrong", "wrong_source", "incomplete", "wrongly_refused", "not_asked", "language", "other",
];

let dialog = null;
let form = null;
let problem = null;
let judged = null;

const send = async (control, verdict) => {
  const response = await fetch(`${conversationAddress()}/verdicts?${query}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ turn: Number(control.value), ...verdict }),
  }).catch(() => null);
  if (!response || !response.ok) return false;
  for (const one of control.parentElement.querySelectorAll("button")) {
    press(one, one.name === verdict.thumb);
  }
  save();
  return true;
};

const press = (control, pressed) => {
  control.classList.toggle("pressed", pressed);
  control.setAttribute("aria-pressed", String(pressed));
};

/**
 * A click on one of the two; on the one that is pressed already, it takes the verdict back.
 * What is wrong is asked where something was claimed.
 */
export const judge = async (control) => {
  const thumb = control.classList.contains("pressed") ? null : control.name;
  const sent = await send(control, { thumb });
  complain(control, !sent);
  if (!sent || thumb !== "down") return;
  if (control.closest(".fit")) return;
  judged = control;
  problem.textContent = "";
  form.reset();
  dialog.showModal();
};

/** Say below the two that a verdict was not kept, until one is. */
const complain = (control, lost) => {
  const acts = control.closest(".acts");
  acts.parentElement.querySelector(".lost")?.remove();
  if (!lost) return;
  const said = element("p", { className: "lost" });
  said.setAttribute("role", "alert");
  acts.after(said);
  said.textContent = texts.verdict_lost; // once it is there, or it is not read out
};

const explain = async (event) => {
  event.preventDefault();
  const { reason, comment } = Object.fromEntries(new FormData(form));
  const sent = await send(judged, { thumb: "down", reason: reason || null, comment });
  if (sent) dialog.close();
  else problem.textContent = texts.verdict_lost;
};

export const startVerdicts = () => {
  const choices = REASONS.map((reason) => {
    const radio = element("input", { type: "radio", name: "reason", value: reason });
    return element("label", {}, radio, ` ${texts[`verdict_${reason}`]}`);
  });
  const comment = element("textarea", { name: "comment", rows: 3, maxLength: 2000 });
  problem = element("p", { className: "problem" });
  problem.setAttribute("role", "alert");
  const said = element("label", { className: "comment" }, texts.verdict_comment, comment);
  const done = button(texts.verdict_send, { type: "submit", className: "primary" });
  const group = element("fieldset", {}, element("legend", { textContent: texts.verdict_title }), ...choices);
  form = element("form", {}, group, said, problem, done);
  form.addEventListener("submit", explain);
  const note = element("p", { className: "note", textContent: texts.verdict_note });
  dialog = makeWindow("verdict", texts.verdict_title, note, form);
};

/** What a screen reader has to know of the two buttons, which Gradio drops. */
export const nameVerdicts = () => {
  for (const control of document.querySelectorAll("#chat .verdict button:not([aria-pressed])")) {
    control.setAttribute("aria-pressed", String(control.classList.contains("pressed")));
  }
};
