/* The search in the head of every page. Without this script the form leads to
   the finder. Nothing of the search is loaded before it is first used. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const SCRIPTS = ["search-lists", "search-words", "search-vocabulary", "search-question",
    "search-rank", "search-results", "search-engine"];
  const MOST = 7;
  const loading = new Map();
  let engine = null;

  /* Load a script once; resolves when it has run. Scripts run in the order in which they are
     asked for. */
  PSL.load = function (address) {
    if (!loading.has(address)) {
      loading.set(address, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = address;
        script.async = false;
        script.addEventListener("load", () => { script.remove(); done(); });
        script.addEventListener("error", () => {
          script.remove();
          loading.delete(address);
          failed(new Error("The file " + address + " could not be loaded."));
        });
        document.head.append(script);
      }));
    }
    return loading.get(address);
  };

  const waiting = [];
  const { port1: here, port2: there } = new MessageChannel();
  here.onmessage = () => waiting.shift()();

  /* Let the page answer keys and draw between two steps of work. A message comes sooner than a
     timer, which browsers hold back. */
  PSL.pause = function () {
    return new Promise((go) => {
      waiting.push(go);
      there.postMessage(null);
    });
  };

  /* The search engine, loaded by the first who asks; shared by the search box and the finder. */
  PSL.openSearch = function (root) {
    if (!engine) {
      const files = ["assets/vendor/lunr/lunr.min.js",
        ...SCRIPTS.map((name) => "assets/parts/" + name + ".js"), "assets/search/first.js"];
      engine = Promise.all(files.map((file) => PSL.load(root + file)))
        .then(() => new PSL.search.Engine(root + "assets/search/"))
        .then((opened) => opened.ready.then(() => opened));
      engine.catch(() => { engine = null; });
    }
    return engine;
  };

  class SearchBox {
    constructor(form) {
      this.form = form;
      this.root = form.dataset.root;
      this.input = form.querySelector("input");
      this.panel = form.querySelector("[data-panel]");
      this.list = form.querySelector("[data-list]");
      this.status = form.querySelector("[data-status]");
      this.none = form.querySelector("[data-none]");
      this.all = form.querySelector("[data-all]");
      this.input.addEventListener("focus", () => { PSL.openSearch(this.root).catch(() => {}); });
      this.input.addEventListener("input", () => this.ask());
      this.input.addEventListener("focus", () => { if (this.list.children.length) this.open(true); });
      form.addEventListener("keydown", (event) => this.key(event));
      form.addEventListener("focusout", (event) => {
        if (event.relatedTarget && !form.contains(event.relatedTarget)) this.open(false);
      });
      document.addEventListener("pointerdown", (event) => {
        if (!form.contains(event.target)) this.open(false);
      });
      // Typed while the page still arrived.
      if (this.input.value) this.ask();
    }

    open(shown) {
      this.panel.hidden = !shown;
    }

    async ask() {
      const text = this.input.value;
      if (!text.trim()) {
        if (this.results) this.results.clear();
        this.say("");
        this.open(false);
        return;
      }
      try {
        const opened = await PSL.openSearch(this.root);
        if (text !== this.input.value) return;
        const template = this.form.querySelector("template");
        this.results = this.results || new PSL.searchResults.Results(this.list, template, this.root);
        await opened.ask(text, (answer, isLast) => this.show(opened, text, answer, isLast));
      } catch (error) {
        // A browser that leaves a page gives its files up: told on the page, and no fault.
        console.warn("search-box:", error);
        this.tell("Search could not be loaded. The finder lists everything.");
        this.list.replaceChildren();
        this.open(true);
      }
    }

    show(opened, text, { question, results, entries }, isLast) {
      if (text !== this.input.value) return;
      const shown = this.results.show(opened, results.slice(0, MOST), question);
      this.all.search = "?q=" + encodeURIComponent(text.trim());
      this.open(true);
      if (!isLast) return;
      this.tell(results.length ? "" : "Nothing found. Try another word, or look through the finder.");
      this.say(this.count(entries.size, Math.min(MOST, results.length)));
      shown.then(() => { this.form.dataset.settled = text; }, (error) => console.error("search-box:", error));
    }

    count(found, shown) {
      if (!found) return "Nothing found.";
      const results = found === 1 ? "1 result" : found + " results";
      return found > shown ? results + ", the first " + shown + " below." : results + " below.";
    }

    tell(text) {
      this.none.textContent = text;
      this.none.hidden = !text;
    }

    /* To screen readers, and only when typing has paused. */
    say(text) {
      window.clearTimeout(this.saying);
      this.saying = window.setTimeout(() => { this.status.textContent = text; }, 600);
    }

    key(event) {
      if (event.key === "Escape" && !this.panel.hidden) {
        event.preventDefault();
        this.input.focus();
        this.open(false);
        return;
      }
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      if (!(event.key in steps) || event.target.type === "submit") return;
      if (this.panel.hidden) {
        if (!this.list.children.length || event.key === "ArrowUp") return;
        this.open(true);
      }
      const stops = [this.input, ...this.panel.querySelectorAll("a")];
      const at = stops.indexOf(event.target) + steps[event.key];
      event.preventDefault();
      if (stops[at]) stops[at].focus();
    }
  }

  document.querySelectorAll("[data-part=search-box]").forEach((form) => {
    try {
      new SearchBox(form);
    } catch (error) {
      console.error("search-box:", error);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const input = document.querySelector("[data-part=finder] input[type=search]") ||
      document.querySelector("[data-part=search-box] input");
    if (!input) return;
    event.preventDefault();
    input.focus();
  });
})();
