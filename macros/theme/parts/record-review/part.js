/* What a reader looks at before or after a file is taken: what a workbook would
   change, and what changed between editions. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const KIND = { kept: "Kept", reworded: "Reworded", moved: "Moved", split: "Split", merged: "Merged", retired: "Retired" };

  PSL.Review = class {
    constructor(place, draft) {
      this.place = place;
      this.draft = draft;
    }

    clear() {
      this.place.replaceChildren();
    }

    changes(reviews) {
      const { el, table } = PSL.draw;
      const words = (pairs) => el("span", {}, pairs.map(([id, text], at) => `${at ? "; " : ""}${id} ${text}`).join("") || "Nothing");
      return table("what changed between editions", ["What happened", "Before", "Now", "Why"],
        reviews.map((one) => [KIND[one.kind], words(one.old), words(one.now), one.why]));
    }

    /* Rounds of earlier editions, in the terms of this one; said once, old and new side by side. */
    bringHere() {
      const { el, into } = PSL.draw;
      const came = PSL.journey.bring(this.draft.record, PSL.instruments());
      if (came.record === this.draft.record) return;
      into(this.place, el("h3", {}, "Look again: this record comes from an earlier edition"), came.messages.map((one) => el("p", {}, one)),
        came.reviews.length ? this.changes(came.reviews) : el("p", {}, "Everything kept its meaning."));
      this.draft.replace(came.record, "brought");
    }

    /* Shows what a workbook would change; resolves when it is taken over (true) or left. */
    workbook(name, filled, note = "") {
      const differences = PSL.workbook.differences(filled, this.draft.record);
      return new Promise((answered) => {
        const { el, into } = PSL.draw;
        const heading = el("h3", { tabindex: "-1" }, `What ${name.slice(0, 80)} would change`);
        const button = (words, answer, quiet) => {
          const made = el("button", { type: "button", class: `psl-button${quiet ? " psl-button--quiet" : ""}` }, words);
          made.addEventListener("click", () => { this.clear(); answered(answer); });
          return made;
        };
        into(this.place, heading, note ? el("p", {}, note) : null, filled.messages.map((one) => el("p", {}, one)),
          filled.reviews.length ? [el("h4", {}, "Between the editions"), this.changes(filled.reviews)] : [],
          differences.length ? this.table(differences) : el("p", {}, "Nothing: it says what the open record says."),
          el("p", { class: "psl-bar-buttons" }, differences.length ? button("Take these changes over", true) : null,
            button(differences.length ? "Leave the record as it is" : "Close", false, true)));
        heading.focus();
      }).then((taken) => (taken ? this.stillSo(name, filled, differences) : false));
    }

    /* What was answered while one looked is not written over unseen. */
    stillSo(name, filled, seen) {
      document.dispatchEvent(new CustomEvent("psl-before-save"));
      const now = PSL.workbook.differences(filled, this.draft.record);
      return JSON.stringify(now) === JSON.stringify(seen) ? true
        : this.workbook(name, filled, "The open record has changed since you looked. Nothing was taken over yet.");
    }

    table(differences) {
      const { el, table, shortened } = PSL.draw;
      const texts = new Map(PSL.instruments().flatMap((one) => [[one.id, one.title], ...[...PSL.score.statementsOf(one), ...one.questions].map((item) => [item.id, item.text])]));
      const nothing = () => el("span", { class: "psl-quiet" }, "nothing");
      return table("what the workbook would change", ["Statement", "What", "In the record", "In the workbook"],
        differences.map((one) => [`${one.where} ${shortened(texts.get(one.where) || "", 120)}`, one.field, one.before || nothing(), one.after || nothing()]), true);
    }
  };
})();
