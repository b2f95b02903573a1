// Original and translation sentence by sentence, while a translation is pointed at or has the focus.
// A click or a tap keeps them open until the next one.

const kept = new WeakSet();

const around = (target) => target && target.closest && target.closest(".translation");

const show = (translation, open) => {
  const pairs = translation.querySelector("details.pairs");
  if (pairs) pairs.open = open || kept.has(translation);
};

const leave = (translation, towards) => {
  if (!translation.contains(towards)) show(translation, false);
};

const toggle = (event) => {
  const translation = around(event.target);
  if (!translation || !translation.querySelector("details.pairs")) return;
  if (event.target.closest("summary")) event.preventDefault(); // opened and shut here
  else if (event.target.closest("table") || !getSelection().isCollapsed) return;
  if (kept.has(translation)) kept.delete(translation);
  else kept.add(translation);
  show(translation, kept.has(translation));
};

export const startCompare = () => {
  document.addEventListener("pointerover", (event) => {
    const translation = event.pointerType !== "touch" && around(event.target);
    if (translation && !translation.contains(event.relatedTarget)) show(translation, true);
  });
  document.addEventListener("pointerout", (event) => {
    const translation = event.pointerType !== "touch" && around(event.target);
    if (translation && !translation.contains(document.activeElement)) {
      leave(translation, event.relatedTarget);
    }
  });
  document.addEventListener("focusin", ({ target }) => {
    if (around(target) && target.matches(":focus-visible")) show(around(target), true);
  });
  document.addEventListener("focusout", ({ target, relatedTarget }) => {
    if (around(target)) leave(around(target), relatedTarget);
  });
  document.addEventListener("click", toggle);
};
