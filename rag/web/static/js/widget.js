// <briefing-chat>: the briefing assistant in another site's page. Plain, without a dependency;
// its one global is BriefingChat. The chat is a frame of its own origin, so neither page can reach
// into the other: they exchange messages, and each checks whom a message comes from. Markup is
// built by the DOM and styles by sheets of their own, which a strict security policy permits.
// One file, because a page loads one and nothing is built. How it is used: docs/widget.md
"use strict";
(() => {
  const script = document.currentScript;
  const TAG = "briefing-chat";
  const ATTRIBUTES = [
    "lang", "theme", "accent", "position", "greeting", "questions", "mode", "articles",
    "citations", "history",
  ];

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const name in attributes) made.setAttribute(name, attributes[name]);
    made.append(...children);
    return made;
  };

  const whenParsed = (then) =>
    document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", then) : then();

  const first = () => document.querySelector(TAG);

  /** The chat that this script asks for, where the page has none. */
  const put = () => {
    if (first()) return;
    const made = element(TAG);
    for (const name of ATTRIBUTES) {
      if (name in script.dataset) made.setAttribute(name, script.dataset[name]);
    }
    const { into, mode } = script.dataset;
    if (into) document.querySelector(into).append(made);
    else if (mode === "inline") script.after(made);
    else document.body.append(made);
  };

  // A page that swaps its body (Turbo, portals) takes the chat away with it. A script in the body
  // comes with the new one and is run again: that ends here. One in the head stays, and watches.
  if (window.BriefingChat) {
    whenParsed(put);
    return;
  }

  const watch = () => {
    const swaps = new MutationObserver((changes) => {
      swaps.observe(document.body, { childList: true });
      // Taken out alone, it was meant to go.
      const swapped = ({ target, removedNodes }) =>
        target === document.body
          ? removedNodes.length > 1
          : [...removedNodes].some((gone) => gone.localName === "body");
      if (changes.some(swapped)) put();
    });
    for (const part of [document.documentElement, document.body]) {
      swaps.observe(part, { childList: true });
    }
  };

  const TEXTS = __TEXTS__;
  const HOME = new URL(".", script.src);
  const DARK = matchMedia("(prefers-color-scheme: dark)");
  const PHONE = matchMedia("(max-width: 600px), (max-height: 460px)");
  const PATIENCE_MS = 20000;
  const ACCENT = "#1b4f95";

  const STYLE = __STYLE__; // css/widget.css
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);

  const icon = (path) => {
    const space = "http://www.w3.org/2000/svg";
    const drawing = document.createElementNS(space, "svg");
    const line = document.createElementNS(space, "path");
    drawing.setAttribute("viewBox", "0 0 24 24");
    drawing.setAttribute("aria-hidden", "true");
    line.setAttribute("d", path);
    drawing.append(line);
    return drawing;
  };
  const SPEECH = "M4 5h16v11H11l-5 4v-4H4z M8 9h8 M8 12.5h5";
  const CROSS = "M6 6l12 12 M18 6L6 18";

  // ---- what the page looks like

  const rgb = (colour) => {
    const numbers = /^rgb/.test(colour) && colour.match(/[\d.]+/g).map(Number);
    return numbers && (numbers.length < 4 || numbers[3] > 0.5) ? numbers : null;
  };

  /** WCAG's relative luminance. */
  const luminance = (channels) => {
    const [r, g, b] = channels.map((c) => (c > 10 ? ((c / 255 + 0.055) / 1.055) ** 2.4 : c / 3295));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  const pageIsDark = () => {
    for (const part of [document.body, document.documentElement]) {
      const background = rgb(getComputedStyle(part).backgroundColor);
      if (background) return luminance(background) < 0.18;
    }
    const scheme = getComputedStyle(document.documentElement).colorScheme;
    return scheme.includes("dark") && (DARK.matches || !scheme.includes("light"));
  };

  // ---- what the page keeps for the frame, whose own storage browsers take away or partition

  // Each value is an entry of its own: "briefing-chat https://host/ NAME".
  const PREFIX = `${TAG} ${HOME} `;
  const OPEN = "open";

  /** A storage of the page; null if it has none. */
  const shelf = (name) => {
    try {
      return window[name];
    } catch {
      return null;
    }
  };

  const keep = (shelf, key, value) => {
    try {
      if (value === null) shelf?.removeItem(PREFIX + key);
      else shelf?.setItem(PREFIX + key, value);
    } catch {
      // It is full: this one lasts as long as the page.
    }
  };

  class BriefingChat extends HTMLElement {
    static observedAttributes = ATTRIBUTES;
    #parts = null;
    #ready = false;
    #address = "";
    #before = null;
    #questions = [];
    #life = null;

    connectedCallback() {
      this.#life = new AbortController();
      const { signal } = this.#life;
      const listen = (target, type, listener) => target?.addEventListener(type, listener, { signal });
      this.#parts ??= this.#build();
      this.#dress();
      if (this.#floats) {
        // The top layer: no style of the page can cover, cut or move what is in it.
        this.#parts.dock.showPopover?.();
      } else this.#load();

      listen(window, "message", (event) => this.#hear(event));
      const dress = () => this.#dress();
      listen(DARK, "change", dress);
      listen(visualViewport, "resize", () => this.#fit());
      listen(visualViewport, "scroll", () => this.#fit());
      const changes = new MutationObserver(() => {
        dress();
        setTimeout(dress, 500); // after the page's own transition
      });
      for (const part of [document.documentElement, document.body]) {
        changes.observe(part, { attributes: true });
      }
      signal.addEventListener("abort", () => changes.disconnect());
      const wasOpen = shelf("sessionStorage")?.getItem(PREFIX + OPEN);
      if (this.#floats && !PHONE.matches && wasOpen) this.#show();
    }

    disconnectedCallback() {
      this.#life.abort();
      this.#ready = false; // put in elsewhere, the frame loads anew
    }

    attributeChangedCallback() {
      if (!this.#parts || !this.isConnected) return;
      if (this.#address) this.#load();
      this.#dress();
    }

    // ---- for the page

    open() {
      if (this.#floats && !this.#isOpen) {
        this.#before = document.activeElement;
        this.#show(PHONE.matches ? "showModal" : "show");
        this.#focus();
      }
    }

    close() {
      if (!this.#floats || !this.#isOpen) return;
      const within = document.activeElement === this;
      const { panel, launcher } = this.#parts;
      panel.close();
      keep(shelf("sessionStorage"), OPEN, null);
      this.#label();
      const before = this.#before;
      const back = before?.isConnected && before !== document.body && before !== this;
      if (within) (back ? before : launcher).focus();
      this.#tell("closed");
    }

    ask(question) {
      this.open();
      this.#load();
      this.#questions.push(String(question));
      this.#flush();
    }

    // ---- inside

    get #floats() {
      return !["inline", "page"].includes(this.getAttribute("mode"));
    }

    get #isOpen() {
      return this.#parts.panel.open;
    }

    get #language() {
      const wanted = [this.lang, document.documentElement.lang, ...navigator.languages];
      return wanted.map((tag) => tag.toLowerCase().split("-")[0]).find((tag) => tag in TEXTS) || "en";
    }

    get #accent() {
      const wanted = this.getAttribute("accent") || "";
      return /^#[\da-f]{6}$/i.test(wanted) ? wanted : "";
    }

    /** The parts of an attribute that stand between bars. */
    #lines(name) {
      const parts = (this.getAttribute(name) || "").split("|").map((part) => part.trim());
      return parts.filter(Boolean);
    }

    #say(key) {
      return TEXTS[this.#language][key];
    }

    #build() {
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      const note = element("p", { class: "note", role: "status" });
      if (!this.#floats) {
        const panel = element("div", { class: "panel" }, note);
        const dock = element("div", { class: "dock" }, panel);
        root.append(dock);
        return { dock, panel, note };
      }
      const shut = element("button", { type: "button" }, icon(CROSS));
      const name = element("span");
      const panel = element("dialog", { class: "panel" }, element("div", { class: "bar" }, name, shut), note);
      const launcher = element("button", { type: "button", class: "launcher" }, icon(SPEECH));
      const dock = element("div", { class: "dock float", popover: "manual" }, panel, launcher);
      launcher.addEventListener("click", () => (this.#isOpen ? this.close() : this.open()));
      launcher.addEventListener("pointerenter", () => this.#load(), { once: true });
      shut.addEventListener("click", () => this.close());
      panel.addEventListener("cancel", (event) => {
        event.preventDefault();
        this.close();
      });
      panel.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
      root.append(dock);
      return { dock, panel, note, launcher, shut, name };
    }

    /** Brings the frame in, or in anew if it has to have another address. */
    #load() {
      const address = new URL("embed", HOME);
      const query = address.searchParams;
      query.set("lang", this.#language);
      query.set("host", location.origin);
      for (const article of this.#lines("articles")) query.append("article", article);
      if (address.href === this.#address) return;
      this.#address = address.href;
      // For its first look only; a change is told, and does not load the frame anew.
      query.set("theme", this.#parts.dock.dataset.theme);
      query.set("accent", this.#accent);
      this.#ready = false;
      this.#parts.frame?.remove();
      const frame = element("iframe", {
        src: address.href,
        // Read by the frame alone, before its first script.
        name: JSON.stringify(this.#kept()),
        title: this.#say("name"),
        allow: "clipboard-write",
        referrerpolicy: "no-referrer",
        // All that the chat needs, but not to lead the page elsewhere.
        sandbox:
          "allow-scripts allow-same-origin allow-forms allow-downloads allow-popups " +
          "allow-popups-to-escape-sandbox",
      });
      this.#parts.frame = frame;
      this.#parts.panel.append(frame);
      this.#note(this.#say("loading"));
      setTimeout(() => {
        if (this.#ready || this.#parts.frame !== frame) return;
        const elsewhere = element("a", { href: HOME, target: "_blank", rel: "noopener" });
        elsewhere.append(this.#say("elsewhere"));
        this.#note(this.#say("failed"), elsewhere);
      }, PATIENCE_MS);
    }

    #note(...said) {
      this.#parts.note.replaceChildren(...said);
      this.#parts.note.hidden = !said.length;
    }

    #show(how) {
      const { panel } = this.#parts;
      this.#load();
      if (how) panel[how]();
      else panel.setAttribute("open", ""); // as the page before left it: focus stays where it is
      keep(shelf("sessionStorage"), OPEN, "1");
      this.#fit();
      this.#label();
      this.#tell("opened");
    }

    #focus() {
      const { frame, shut } = this.#parts;
      if (this.#ready) {
        frame.focus();
        this.#post("focus");
      } else shut.focus();
    }

    /** Colours, names and whatever else the frame is told of attributes and page. */
    #dress() {
      const theme = this.getAttribute("theme") || "page";
      const dark = theme === "page" ? pageIsDark() : theme === "dark" || (theme === "system" && DARK.matches);
      const accent = this.#accent || ACCENT;
      const channels = [1, 3, 5].map((at) => parseInt(accent.slice(at, at + 2), 16));
      const { dock } = this.#parts;
      dock.dataset.theme = dark ? "dark" : "light";
      dock.style.setProperty("--accent", accent);
      dock.style.setProperty("--on-accent", luminance(channels) > 0.18 ? "#000" : "#fff");
      dock.style.setProperty("--focus", dark ? "#fff" : "#000");
      this.#label();
      this.#post("options", {
        theme: dock.dataset.theme,
        accent: this.#accent,
        greeting: this.getAttribute("greeting") || "",
        questions: this.#lines("questions"),
        citations: this.getAttribute("citations") || "panel",
      });
    }

    #label() {
      const { panel, launcher, shut, name } = this.#parts;
      if (!launcher) return;
      const does = this.#say(this.#isOpen ? "close" : "open");
      name.textContent = this.#say("name");
      panel.setAttribute("aria-label", this.#say("name"));
      shut.setAttribute("aria-label", this.#say("close"));
      launcher.setAttribute("aria-label", does);
      launcher.setAttribute("aria-expanded", this.#isOpen);
      launcher.title = does;
      for (const part of [panel, launcher]) part.lang = this.#language;
    }

    /** On a phone: as much of the screen as the keyboard leaves. */
    #fit() {
      const { style } = this.#parts.panel;
      style.setProperty("--seen-top", `${visualViewport.offsetTop}px`);
      style.setProperty("--seen-height", `${visualViewport.height}px`);
    }

    #hear({ source, origin, data }) {
      const { frame, note } = this.#parts;
      if (!frame || source !== frame.contentWindow || origin !== HOME.origin || !data) return;
      const { briefing, ...detail } = data;
      if (briefing === "ready") {
        this.#ready = true;
        const waiting = !note.hidden;
        this.#note();
        this.#dress();
        if (waiting && this.shadowRoot.activeElement === this.#parts.shut) this.#focus();
        this.#flush();
      } else if (briefing === "keep") {
        keep(this.#shelf, `frame ${detail.key}`, detail.value);
      } else if (briefing === "close") {
        this.close();
      } else if (briefing === "answered" || briefing === "citation") {
        this.#tell(briefing, detail);
      }
    }

    #flush() {
      while (this.#ready && this.#questions.length) {
        this.#post("ask", { question: this.#questions.shift() });
      }
    }

    #post(type, detail) {
      if (this.#ready) {
        this.#parts.frame.contentWindow.postMessage({ briefing: type, ...detail }, HOME.origin);
      }
    }

    #tell(type, detail = {}) {
      const event = new CustomEvent(`briefing-${type}`, { detail, bubbles: true, composed: true });
      this.dispatchEvent(event);
    }

    /** Where the frame's values are kept; null if they are not to be. */
    get #shelf() {
      const history = this.getAttribute("history");
      if (history === "off") return null;
      return shelf(history === "browser" ? "localStorage" : "sessionStorage");
    }

    #kept() {
      const found = {};
      const prefix = `${PREFIX}frame `;
      for (const key of Object.keys(this.#shelf || {})) {
        if (key.startsWith(prefix)) found[key.slice(prefix.length)] = this.#shelf.getItem(key);
      }
      return found;
    }
  }

  // ---- the script itself

  window.BriefingChat = Object.freeze({
    open: () => first()?.open(),
    close: () => first()?.close(),
    ask: (question) => first()?.ask(question),
    /** Calls ``listener`` with what happened; gives a function that ends it. */
    on(type, listener) {
      const hear = (event) => listener(event.detail);
      document.addEventListener(`briefing-${type}`, hear);
      return () => document.removeEventListener(`briefing-${type}`, hear);
    },
  });

  whenParsed(() => {
    customElements.define(TAG, BriefingChat);
    put();
    if (document.head.contains(script)) watch();
  });
})();
