/* The open record: in memory, and as a draft in this browser's storage. Several
   windows may have it open, so each change is made to what is stored by then.
   Blocked or full storage loses nothing that is on the screen. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});

  class Draft extends EventTarget {
    constructor(library) {
      super();
      this.library = library;
      // One person's own record of one tool lies beside the school's, never in it.
      this.key = `psl:${library.slug}:${library.own ? `own:${library.own}` : "record"}`;
      this.trouble = null;
      this.record = PSL.file.blank(library);
      this.read();
      window.addEventListener("storage", (event) => {
        if (event.key !== this.key && event.key !== null) return;
        this.read();
        this.tell("elsewhere");
      });
    }

    tell(why, round = null) {
      this.dispatchEvent(new CustomEvent("record", { detail: { why, round } }));
    }

    /* What is stored takes the place of what is in memory. */
    read() {
      let words;
      try {
        words = window.localStorage.getItem(this.key);
      } catch (blocked) {
        this.trouble = "blocked";
        return;
      }
      if (words === null) {
        this.record = PSL.file.blank(this.library);
        return;
      }
      try {
        this.record = PSL.reader.fromValue(JSON.parse(words), this.library).record;
      } catch (unreadable) {
        this.setAside(words);
      }
    }

    /* A draft that cannot be read is kept under another name, never overwritten. */
    setAside(words) {
      this.trouble = "unreadable";
      try {
        window.localStorage.setItem(this.key + ":set-aside", words);
        window.localStorage.removeItem(this.key);
      } catch (full) {
        this.trouble = "blocked";
      }
    }

    /* Makes a change and saves it; false when it could not be saved. */
    change(make) {
      if (!["blocked", "full"].includes(this.trouble)) this.read();
      make(this.record);
      this.record.edition = this.library.edition;
      this.record.saved = PSL.file.now();
      return this.keep();
    }

    keep() {
      try {
        window.localStorage.setItem(this.key, PSL.file.written(this.record));
        this.trouble = null;
        return true;
      } catch (error) {
        this.trouble = /quota|full|exceed/i.test(error.name + error.message) ? "full" : "blocked";
        return false;
      }
    }

    /* Another record takes the place of the open one. */
    replace(record, why) {
      this.record = record;
      const kept = this.keep();
      this.tell(why);
      return kept;
    }

    /* Everything that this library keeps on this device. */
    forget() {
      try {
        Object.keys(window.localStorage)
          .filter((key) => key.startsWith(`psl:${this.library.slug}:`))
          .forEach((key) => window.localStorage.removeItem(key));
        this.trouble = null;
      } catch (blocked) {
        this.trouble = "blocked";
      }
      this.record = PSL.file.blank(this.library);
      this.tell("forgotten");
    }

    filed(when) {
      const key = `psl:${this.library.slug}:${this.library.own ? `own-filed:${this.library.own}` : "filed"}`;
      try {
        if (when) window.localStorage.setItem(key, when);
        return window.localStorage.getItem(key);
      } catch (blocked) {
        return null;
      }
    }

    get empty() {
      return !this.record.rounds.length && !this.record.school && !this.record.retired.length;
    }

    rounds(instrument) {
      const named = this.record.rounds.filter((round) => round.instrument === instrument);
      return named.sort((a, b) => (a.date || "").localeCompare(b.date || ""));
    }

    /* What to tell a reader about where things are kept. */
    said() {
      const stays = "What you write stays here while the page is open: save it to a file before you leave.";
      return {
        blocked: `This browser does not let the page save. ${stays}`,
        full: `The storage of this browser is full. ${stays}`,
        unreadable: "A draft on this device could not be read. It was set aside, and a new one begun.",
      }[this.trouble] || `Saved on this device at ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}.`;
    }
  }

  let draft = null;

  /* A library as a page's desk names it; `own` is the tool of which one person keeps a record here. */
  function libraryOf(ours) {
    const { short, edition, slug, whose, page } = document.querySelector("[data-part=record-desk]").dataset;
    return { short, edition, slug, own: whose === "person" && !ours ? page : null };
  }

  /* The one open record of the page; the desk says of which library, and whose. */
  PSL.draft = function () {
    if (!draft) draft = new Draft(libraryOf(false));
    return draft;
  };

  /* The school's record, on a page where one's own is open. */
  PSL.schoolDraft = () => new Draft(libraryOf(true));

  /* Of browsers that open pages from folders, Chromium shares one store among them; others do not. */
  PSL.apart = () => window.location.protocol === "file:" && !("chrome" in window);

  PSL.instruments = function () {
    return JSON.parse(document.querySelector("[data-instruments]").textContent);
  };
})();
