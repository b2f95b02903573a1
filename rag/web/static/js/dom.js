// Elements, texts, and the fields through which the script talks to Gradio.
// Text from articles, questions and the model only ever passes through textContent.

export const language = document.documentElement.lang;
/** For dates and numbers: English as it is written on this side of the ocean, as in answers. */
export const locale = language === "en" ? "en-GB" : "de-DE";
export const query = `lang=${language}`;

/** The interface's strings, in its language. */
export const texts = {};

export const loadTexts = async () => {
  Object.assign(texts, await (await fetch(`api/texts?${query}`)).json());
};

export const filled = (text, values) =>
  text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/** "16. Oktober 2025" */
export const longDate = (day) =>
  new Date(`${day}T12:00`).toLocaleDateString(locale, { dateStyle: "long" });

export const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

export const button = (label, properties = {}) =>
  element("button", { type: "button", textContent: label, ...properties });

/** A line drawing of 20 by 20, for those who see it only. */
export const icon = (path) => {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("viewBox", "0 0 20 20");
  drawing.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  drawing.append(line);
  return drawing;
};

/** The first element that fits, as soon as Gradio has made it. */
export const appeared = (selector) =>
  new Promise((resolve) => {
    const look = () => {
      const found = document.querySelector(selector);
      if (found) {
        watching.disconnect();
        resolve(found);
      }
    };
    const watching = new MutationObserver(look);
    watching.observe(document.documentElement, { subtree: true, childList: true });
    look();
  });

export const field = (id) => document.querySelector(`#${id} textarea`);

/** Write into a field of Gradio's as if it were typed. */
export const fill = (id, value) => {
  const target = field(id);
  target.value = value;
  target.dispatchEvent(new Event("input", { bubbles: true }));
};
