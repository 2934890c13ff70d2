/* The finder: a question and choices, results with counts, all of it in the
   address. Without this script the page is the list of everything. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const PAGE = 50;

  class Finder {
    constructor(root) {
      this.root = root;
      this.form = this.one("form");
      this.words = this.form.elements.q;
      this.status = this.one("[data-status]");
      this.shown = PAGE;
      this.turn = 0;
      // What was typed or chosen while the page still arrived is asked as well.
      const early = this.isAsked() && !window.location.search;
      if (!early) this.restore();
      this.words.addEventListener("focus", () => { this.opened().catch(() => {}); });
      this.form.addEventListener("input", () => this.changed());
      this.form.addEventListener("submit", (event) => { event.preventDefault(); this.changed(); });
      // Choices are cleared, the words stay.
      this.form.addEventListener("reset", (event) => {
        event.preventDefault();
        this.choose(new URLSearchParams());
        this.changed();
        this.words.focus();
      });
      this.closesFacets();
      this.one("[data-more]").addEventListener("click", () => { this.shown += PAGE; this.find(); });
      this.one("[data-near-link]").addEventListener("click", (event) => {
        event.preventDefault();
        this.words.value = event.target.textContent;
        this.words.focus();
        this.changed();
      });
      window.addEventListener("popstate", () => { this.restore(); this.find(); });
      if (early) this.changed();
      else if (this.isAsked()) this.find();
    }

    /* A facet closes on Escape and when one presses or goes elsewhere. */
    closesFacets() {
      const close = (but) => {
        for (const facet of this.root.querySelectorAll("[data-facet][open]")) {
          if (facet !== but) facet.open = false;
        }
      };
      const facetOf = (event) => event.target.closest && event.target.closest("[data-facet]");
      document.addEventListener("pointerdown", (event) => close(facetOf(event)));
      this.form.addEventListener("focusin", (event) => close(facetOf(event)));
      this.form.addEventListener("keydown", (event) => {
        const facet = facetOf(event);
        if (event.key !== "Escape" || !facet || !facet.open) return;
        facet.open = false;
        facet.querySelector("summary").focus();
      });
    }

    one(selector) {
      return this.root.querySelector(selector);
    }

    /* What is asked, as the address says it. */
    asked() {
      return new URLSearchParams(Array.from(new FormData(this.form)).filter(([, value]) => value.trim()));
    }

    isAsked() {
      return this.asked().toString() !== "";
    }

    address() {
      return new URLSearchParams(window.location.search);
    }

    restore() {
      const asked = this.address();
      this.words.value = asked.get("q") || "";
      this.choose(asked);
    }

    choose(asked) {
      for (const input of this.form.querySelectorAll("input[type=checkbox], input[type=radio]")) {
        const values = asked.getAll(input.name);
        input.checked = values.includes(input.value) || (!input.value && !values.length);
      }
    }

    changed() {
      const asked = this.asked().toString();
      this.shown = PAGE;
      try {
        window.history.replaceState(null, "", asked ? "?" + asked : window.location.pathname);
      } catch (refused) {
        /* Some browsers keep the address of a local file as it is. */
      }
      this.find();
    }

    async opened() {
      if (!this.engine) {
        const engine = await PSL.openSearch(this.root.dataset.root);
        await PSL.load(this.root.dataset.root + "assets/parts/search-facets.js");
        if (this.engine) return this.engine;
        this.engine = engine;
        this.results = new PSL.searchResults.Results(
          this.one("[data-list]"), this.one("[data-result]"), this.root.dataset.root);
        PSL.searchFacets.offerFormats(this.root, engine.pages);
        if (this.address().has("format")) this.choose(this.address());
      }
      return this.engine;
    }

    async find() {
      const turn = (this.turn += 1);
      try {
        const engine = await this.opened();
        if (turn !== this.turn) return;
        const asked = this.asked();
        const facets = new PSL.searchFacets.Facets(engine.pages, asked);
        const words = (asked.get("q") || "").trim();
        if (!words) {
          const entries = facets.everything();
          const results = entries.filter((entry) => facets.allows(entry))
            .map((entry) => ({ entry, part: 0 }));
          this.show(facets, { question: { terms: [] }, results, rest: () => [], entries }, true);
          return;
        }
        await engine.ask(words, (answer, isLast) => {
          if (turn === this.turn) this.show(facets, answer, isLast, words);
        }, (entry) => facets.allows(entry));
      } catch (error) {
        console.warn("finder:", error);
        this.one("[data-found]").hidden = false;
        this.status.textContent = "Search could not be loaded. Everything is listed below.";
      }
    }

    show(facets, { question, results: best, rest, entries }, isLast, words) {
      const results = best.concat(rest());
      const every = Array.from(entries);
      const total = every.filter((entry) => facets.allows(entry)).length;
      this.one("[data-found]").hidden = !this.isAsked();
      this.one("[data-all]").hidden = this.isAsked() && total > 0;
      const shown = this.results.show(this.engine, results.slice(0, this.shown), question);
      this.one("[data-more]").hidden = results.length <= this.shown;
      this.count(facets, every);
      if (!isLast) return;
      this.say(total, Math.min(results.length, this.shown), every.length);
      this.offerNear(!every.length && words ? this.engine.near(words) : "");
      shown.then(() => { this.root.dataset.settled = this.asked().toString(); },
        (error) => console.error("finder:", error));
    }

    say(total, shown, without) {
      const results = (count) => (count === 1 ? "1 result" : count + " results");
      if (total) {
        this.status.textContent = total > shown
          ? results(total) + ". The best " + shown + " are shown." : results(total) + ".";
      } else {
        this.status.textContent = without
          ? "Nothing found with these choices. Without them there would be " + results(without) + "."
          : "Nothing found.";
      }
      this.one("[data-none]").hidden = total > 0;
    }

    offerNear(words) {
      this.one("[data-near]").hidden = !words;
      this.one("[data-near-link]").textContent = words;
      this.one("[data-near-link]").search = "?q=" + encodeURIComponent(words);
    }

    /* How many results each choice would leave, and how many choices are made. */
    count(facets, entries) {
      for (const facet of this.root.querySelectorAll("[data-facet]")) {
        const chosen = facet.querySelectorAll("input:checked:not([value=''])").length;
        facet.querySelector("[data-chosen]").textContent = chosen ? ": " + chosen + " chosen" : "";
      }
      this.one("[data-clear]").hidden = !facets.chosen.length;
      const choices = Array.from(this.form.querySelectorAll("[data-choice]"));
      const inputs = choices.map((choice) => choice.querySelector("input"));
      facets.counts(entries, inputs).forEach((count, at) => {
        choices[at].querySelector("[data-count]").textContent = "(" + count + ")";
        choices[at].toggleAttribute("data-empty", !count && !inputs[at].checked);
      });
    }
  }

  /* When every deferred script has run: the search box brings what opens the search. */
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-part=finder]").forEach((root) => {
      try {
        new Finder(root);
      } catch (error) {
        console.error("finder:", error);
      }
    });
  });
})();
