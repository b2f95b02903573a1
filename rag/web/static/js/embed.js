// The framed chat's side of the conversation with the page around it (widget.js is the other).
// Runs before every other script. What it hears is heard from a listed origin or not at all; what
// it says is said to that origin alone. A plain frame, without widget.js, neither hears nor says.
"use strict";
{
  const root = document.documentElement;
  const listed = document.querySelector("meta[name=embed-origins]").content.split(" ");
  const parameters = new URLSearchParams(location.search);
  const host = parameters.get("host");
  const linked =
    window.parent !== window && (host === location.origin || (host && listed.includes(host)));
  const say = (type, detail = {}) => {
    if (linked) window.parent.postMessage({ briefing: type, ...detail }, host);
  };
  root.classList.add("embedded");

  // ---- manners: the focus is the page's until the reader, or the page, gives it to the chat

  Object.defineProperty(HTMLElement.prototype, "autofocus", { get: () => false, set() {} });
  let invited = false;
  const focus = HTMLElement.prototype.focus;
  HTMLElement.prototype.focus = function (...how) {
    if (invited || document.hasFocus()) focus.apply(this, how);
  };

  // ---- storage: in a frame of another site it throws or is forgotten, so the page keeps it

  const given = () => {
    try {
      return Object.entries(JSON.parse(window.name));
    } catch {
      return [];
    }
  };
  const kept = new Map(linked ? given() : []);
  const keep = (key, value) => {
    if (value === null) kept.delete(key);
    else kept.set(key, value);
    if (linked) window.name = JSON.stringify(Object.fromEntries(kept)); // for a reload
    say("keep", { key, value });
  };
  const usable = (kind) => {
    try {
      return Boolean(window[kind]);
    } catch {
      return false;
    }
  };
  for (const kind of ["localStorage", "sessionStorage"]) {
    if (!linked && usable(kind)) continue;
    const value = {
      getItem: (key) => kept.get(`${kind} ${key}`) ?? null,
      setItem: (key, value) => keep(`${kind} ${key}`, String(value)),
      removeItem: (key) => keep(`${kind} ${key}`, null),
    };
    Object.defineProperty(window, kind, { value });
  }

  // ---- colours

  let accent = parameters.get("accent") || "";
  root.dataset.colours = parameters.get("theme") || "system";

  /** WCAG's relative luminance. */
  const luminance = (channels) => {
    const [r, g, b] = channels.map((c) => (c > 10 ? ((c / 255 + 0.055) / 1.055) ** 2.4 : c / 3295));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  /** The colour, moved towards black or white until words in it can be read on the page. */
  const readable = (channels, dark) => {
    const [pole, paper] = dark ? [255, 0.015] : [0, 0.88];
    for (let share = 0; share < 1; share += 0.05) {
      const mixed = channels.map((c) => Math.round(c + share * (pole - c)));
      const [low, high] = [luminance(mixed), paper].sort((a, b) => a - b);
      if ((high + 0.05) / (low + 0.05) >= 5.5) return mixed;
    }
    return [pole, pole, pole];
  };

  const paint = () => {
    if (!/^#[\da-f]{6}$/i.test(accent)) return;
    const wanted = [1, 3, 5].map((at) => parseInt(accent.slice(at, at + 2), 16));
    const channels = readable(wanted, root.dataset.theme === "dark");
    root.style.setProperty("--accent", `rgb(${channels})`);
    root.style.setProperty("--accent-ink", luminance(channels) > 0.18 ? "#000" : "#fff");
    root.style.setProperty("--accent-wash", `rgb(${channels} / 12%)`);
  };
  paint();
  new MutationObserver(paint).observe(root, { attributeFilter: ["data-theme"] });

  // ---- what the page asks for

  let citations = "panel";
  let greeting = "";
  let questions = [];

  // Questions of the page are asked one after the other: the first when js/page.js is ready, each
  // further one when the answer before has ended, or was refused. Then the reader is told why.
  const waiting = [];
  let ready = false;
  let turnsBefore = null; // while a question is on its way

  const turns = () => document.querySelectorAll("#chat .question").length;
  const working = () => document.querySelector("#chat .state.working") !== null;

  const ask = () => {
    if (working() || (turnsBefore !== null && turns() !== turnsBefore)) turnsBefore = null;
    if (!ready || turnsBefore !== null || !waiting.length || working()) return;
    turnsBefore = turns();
    document.dispatchEvent(new CustomEvent("briefing-ask", { detail: waiting.shift() }));
  };

  document.addEventListener("briefing-ready", () => {
    ready = true;
    ask();
  });
  document.addEventListener("briefing-refused", () => {
    turnsBefore = null;
    setTimeout(ask); // once js/turns.js has heard of it, too
  });

  const element = (tag, className, ...children) => {
    const made = Object.assign(document.createElement(tag), { className });
    made.append(...children);
    return made;
  };

  /** The page's own words in place of ours, before the first question. */
  const greet = () => {
    const empty = document.querySelector("#chat .empty");
    if (!empty || (!greeting && !questions.length)) return;
    const wanted = JSON.stringify([greeting, questions]);
    if (empty.dataset.greeting === wanted) return;
    empty.dataset.greeting = wanted;
    const words = greeting || empty.querySelector("p").textContent;
    const offers = questions.map((question) => {
      const offer = element("button", "", question);
      offer.type = "button";
      offer.addEventListener("click", () => {
        if (turnsBefore === null && !waiting.length) hear.ask({ question }); // twice is once
      });
      return element("li", "", offer);
    });
    empty.replaceChildren(element("p", "greeting", words));
    if (offers.length) empty.append(element("ul", "offered", ...offers));
  };

  const hear = {
    options(wanted) {
      ({ accent, citations, greeting, questions } = wanted);
      root.dataset.colours = wanted.theme;
      paint();
      greet();
    },
    ask({ question }) {
      waiting.push(question);
      ask();
    },
    focus() {
      invited = true;
      window.focus();
      document.querySelector("#question textarea")?.focus();
    },
  };

  if (linked) {
    window.addEventListener("message", ({ source, origin, data }) => {
      if (source !== window.parent || origin !== host || !data) return;
      if (Object.hasOwn(hear, data.briefing)) hear[data.briefing](data);
    });
  }

  // ---- what the page is told

  document.addEventListener(
    "click",
    (event) => {
      const control = event.target.closest?.('a[href^="#quote-"]');
      if (!control) return;
      const permalink = new URL(control.hash, document.baseURI).href;
      const number = control.matches(".cite") ? control : control.querySelector("b");
      say("citation", { n: parseInt(number?.textContent.replace("[", ""), 10) || null, permalink });
      if (citations !== "tab" && !event.ctrlKey && !event.metaKey && !event.shiftKey) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      window.open(permalink, "_blank", "noopener");
    },
    true,
  );

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open], body.reading")) say("close");
  }, true);

  // A partial answer has the class of its status, too.
  const STATES = ["partial", "answered", "quoted", "unsure", "refused", "stopped", "failed"];
  let running = false;
  const watch = () => {
    greet();
    if (working()) running = true;
    ask();
    const answer = document.querySelector("#chat .answer.latest");
    const state = answer?.querySelector(".state");
    if (!running || !state || state.matches(".working")) return;
    running = false;
    const status = STATES.find((one) => state.classList.contains(one));
    say("answered", { status, citations: answer.querySelectorAll(".words a.cite").length });
  };

  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(watch).observe(document.body, { subtree: true, childList: true });
    say("ready");
  });
}
