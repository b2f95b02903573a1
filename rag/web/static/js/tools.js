// The bar above the page: new conversation, history, language, colours.

import { button, element, field, icon, language, texts } from "./dom.js";
import { showBriefing } from "./briefing.js";
import { showExport } from "./exporting.js";
import { openConversation, showHistory } from "./history.js";
import { browser } from "./keep.js";
import { shut } from "./reader.js";

const DRAWINGS = {
  briefing: "M4 4.5h12M4 8.2h12M4 11.8h12M4 15.5h7",
  new: "M10 4v12M4 10h12",
  history: "M10 5.5V10l3 2M3.5 10a6.5 6.5 0 1 0 2-4.7M3.5 3.5v3h3",
  export: "M10 3v9M6.5 8.5 10 12l3.5-3.5M4 15.5h12",
  system: "M10 3.5a6.5 6.5 0 1 0 0 13zM10 3.5a6.5 6.5 0 0 1 0 13",
  light:
    "M10 6.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4M10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.5 1.5M14.2 14.2l1.5 1.5M4.3 15.7l1.5-1.5M14.2 5.8l1.5-1.5",
  dark: "M16.5 11.6A6.8 6.8 0 0 1 8.4 3.5a6.8 6.8 0 1 0 8.1 8.1z",
};
const COLOURS = ["system", "light", "dark"];

const tool = (drawing, label, act) => {
  const made = button("", { title: label });
  made.append(icon(DRAWINGS[drawing]), element("span", { textContent: label }));
  made.addEventListener("click", act);
  return made;
};

const begin = async () => {
  shut();
  await openConversation();
  field("question").focus();
};

/** To the page in the other language; what is typed and asked comes along (see page.js). */
const languageLink = () => {
  const other = language === "de" ? "en" : "de";
  const address = new URL(location.href);
  address.searchParams.set("lang", other);
  const name = { de: "Deutsch", en: "English" }[other];
  const link = element("a", { id: "language", href: address, lang: other, hreflang: other, title: name });
  link.append(element("abbr", { textContent: other.toUpperCase() }), element("span", { textContent: name }));
  link.addEventListener("click", () => browser.set("language", other));
  return link;
};

/** One button for three states, like the switch of a lamp. */
const colours = () => {
  const made = button("", { id: "colours" });
  const show = () => {
    const choice = document.documentElement.dataset.colours;
    const label = `${texts.theme}: ${texts[`theme_${choice}`]}`;
    made.replaceChildren(icon(DRAWINGS[choice]));
    made.setAttribute("aria-label", label);
    made.title = label;
  };
  made.addEventListener("click", () => {
    const now = COLOURS.indexOf(document.documentElement.dataset.colours);
    const choice = COLOURS[(now + 1) % COLOURS.length];
    document.documentElement.dataset.colours = choice;
    browser.set("colours", choice);
    show();
  });
  show();
  return made;
};

export const startTools = (top) => {
  const bar = element("nav", { id: "tools" });
  bar.setAttribute("aria-label", texts.tools);
  const briefing = tool("briefing", texts.briefing, showBriefing);
  briefing.id = "open-briefing";
  const fresh = tool("new", texts.new, begin);
  fresh.id = "new";
  const history = tool("history", texts.history, showHistory);
  history.id = "open-history";
  const saving = tool("export", texts.export, showExport);
  saving.id = "open-export";
  bar.append(briefing, fresh, history, saving, languageLink(), colours());
  top.append(bar);
};
