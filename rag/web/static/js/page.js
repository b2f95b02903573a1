// Puts the parts of the page together and follows the conversation.

import { appeared, element, field, fill, filled, loadTexts, texts } from "./dom.js";
import { contents, loadArticles, scopeChoice, startBriefing } from "./briefing.js";
import { startCompare } from "./compare.js";
import { startExport } from "./exporting.js";
import { reopen, save, startHistory } from "./history.js";
import { tab } from "./keep.js";
import { startPreview } from "./preview.js";
import { startReader } from "./reader.js";
import { startService } from "./service.js";
import { startTools } from "./tools.js";
import { asked, startTurns } from "./turns.js";
import { nameVerdicts, startVerdicts } from "./verdicts.js";
import { granted, languageChoice, startWishes } from "./wishes.js";

const ABOVE_PX = 16;

const announcer = element("p", { id: "announcer" });
announcer.setAttribute("role", "status");

let working = false;
let told = 0;

/** The newest turn has begun or ended. */
const follow = () => {
  const turns = document.querySelectorAll("#chat .answer");
  if (turns.length > told) reveal();
  if (turns.length !== told) asked();
  const last = turns[turns.length - 1];
  const now = Boolean(last && last.querySelector(".state.working"));
  if (now && (!working || turns.length !== told)) {
    granted();
    asked();
    tab.set("pending", lastQuestion().textContent);
  } else if (working && !now) {
    tab.remove("pending");
    tab.set("draft", field("question").value);
    save();
    if (last) announce(last);
  }
  working = now;
  told = turns.length;
};

const lastQuestion = () => {
  const questions = document.querySelectorAll("#chat .question");
  return questions[questions.length - 1];
};

/** The newest question at the top, so that its answer grows where it is read. */
const reveal = () => {
  const scroller = lastQuestion().closest(".panel-wrap");
  const { top } = lastQuestion().getBoundingClientRect();
  scroller.scrollTop += top - scroller.getBoundingClientRect().top - ABOVE_PX;
};

const announce = (answer) => {
  const words = answer.querySelector(".words");
  const told = [...answer.querySelectorAll(".state > *"), words];
  const sentences = told.filter(Boolean).map(({ textContent }) => textContent.trim());
  const ended = sentences.map((words) => (/[.!?…]$/.test(words) ? words : `${words}.`));
  announcer.textContent = ended.join(" ").replace(/\s+/g, " ");
};

/** Names for screen readers, which Gradio drops or fills with markup. */
const name = () => {
  for (const message of document.querySelectorAll("#chat [data-testid][aria-label]")) {
    message.removeAttribute("aria-label");
  }
  const log = document.querySelector("#chat [role=log]");
  if (log && log.getAttribute("aria-label") !== texts.conversation) {
    log.setAttribute("aria-label", texts.conversation);
    log.setAttribute("aria-live", "off"); // every piece of an answer; `announcer` tells the whole
  }
  for (const cite of document.querySelectorAll("a.cite[title]")) {
    const quote = cite.title;
    cite.removeAttribute("title");
    cite.setAttribute("aria-label", filled(texts.citation, { n: cite.textContent, quote }));
  }
  nameVerdicts();
};

/** What was being typed, or asked, when the page was left. */
const restoreQuestion = () => {
  const question = tab.get("draft") || tab.get("pending");
  tab.remove("pending");
  if (question && !field("question").value) fill("question", question);
};

const begin = async () => {
  await loadTexts();
  document.body.append(announcer);
  startReader();
  startPreview();
  startCompare();
  startHistory();
  startExport();
  startBriefing();
  startVerdicts();
  new MutationObserver(() => {
    name();
    follow();
  }).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ["title", "aria-label", "class"],
  });
  appeared("#top").then(startTools);
  appeared("#ask-row").then((row) => {
    startTurns(row.parentElement);
    row.after(element("div", { id: "options" }, scopeChoice(), languageChoice()));
  });
  appeared("#sources").then((sources) => sources.after(contents()));
  await Promise.all(["question", "wishes"].map((id) => appeared(`#${id} textarea`)));
  startWishes();
  restoreQuestion();
  field("question").addEventListener("input", () => tab.set("draft", field("question").value));
  await reopen();
  // For js/embed.js: what is asked before the conversation is there would be lost in it.
  appeared("#sources section").then(() => document.dispatchEvent(new Event("briefing-ready")));
  // A service that was started anew does not know this page's connection any more.
  startService({
    gone: restoreQuestion,
    back: () => (tab.lasting ? location.reload() : reopen()),
    changed: loadArticles,
  });
};

begin();
