/* My school: everything in the open record, on one page. This draws the rounds
   and asks the other pieces to draw theirs. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});

  PSL.School = class {
    constructor(place) {
      this.place = place;
      this.draft = PSL.draft();
      this.instruments = PSL.instruments();
      this.pieces = [new PSL.SchoolDates(this), new PSL.SchoolFeatures(this), new PSL.SchoolVoices(this), new PSL.SchoolSummary(this)];
      this.draft.addEventListener("record", () => this.show());
      place.addEventListener("click", (event) => this.clicked(event.target.closest("button")));
      window.addEventListener("afterprint", () => document.body.removeAttribute("data-print-only"));
      this.show();
    }

    at(name) {
      return this.place.querySelector(`[data-school="${name}"]`);
    }

    instrument(id) {
      return this.instruments.find((one) => one.id === id);
    }

    /* The school's latest round of each instrument that has one. Rounds of single
       people are in no score, plan, summary or pack of the school. */
    latest() {
      return this.instruments.map((about) => {
        const rounds = this.draft.rounds(about.id).filter((one) => one.voice === "school");
        return { about, round: rounds[rounds.length - 1], before: rounds[rounds.length - 2] };
      }).filter((one) => one.round);
    }

    /* Changes the record, saves it, says so, and shows it all again. */
    change(make, said) {
      this.draft.change(make);
      this.show();
      this.say(said ? `${said} ${this.draft.said()}` : this.draft.said());
    }

    say(text) {
      this.place.querySelector("[data-status]").textContent = text;
    }

    show() {
      const active = document.activeElement;
      const key = active && active.dataset ? active.dataset.key : null;
      this.rounds();
      this.pieces.forEach((piece) => piece.show());
      // What had the focus was drawn anew.
      const again = key && this.place.querySelector(`[data-key="${CSS.escape(key)}"]`);
      if (again) again.focus();
    }

    rounds() {
      const { el, table } = PSL.draw;
      const record = this.draft.record;
      const rows = this.instruments.flatMap((about) => this.draft.rounds(about.id).map((round) => this.row(about, round)));
      const strange = record.rounds.filter((round) => !this.instrument(round.instrument));
      const unasked = record.rounds.flatMap((round) => this.unasked(round));
      const kept = [...record.retired.map((one) => [`${one.statement} (${one.edition})`, one.text, one.answer.note || one.answer.reason || one.answer.level || "", one.why]), ...unasked];
      PSL.draw.into(this.at("rounds"),
        rows.length ? table("rounds", ["Instrument", "Round", "Answered", "Score", "What to do"], rows, true)
          : el("p", {}, "No rounds yet. Answer an audit, checklist or planner, or open a file."),
        record.rounds.some((round) => round.voice === "person") ? el("p", {}, "Rounds of single people are here because they were added. They count in no score, plan, page for governors or evidence pack of the school.") : null,
        strange.length ? el("p", {}, `${strange.length} of the record’s rounds belong to instruments that this edition does not have (${[...new Set(strange.map((one) => one.instrument))].join(", ")}). They stay in the file.`) : null,
        kept.length ? [el("h3", {}, "Kept from earlier editions"), el("p", {}, "This edition no longer asks these. The answers stay in the file."),
          table("answers kept", ["Statement", "Text", "Answer", "Why"], kept)] : []);
    }

    row(about, round) {
      const { el } = PSL.draw;
      const score = PSL.score.score(about, round.answers).overall;
      const button = (name, words) => el("button", { type: "button", class: "psl-link-button", "data-do": name, "data-round": round.id, "data-key": `${name} ${round.id}`, "aria-label": `${words}: ${about.title}, ${PSL.draw.roundName(round, about.kind)}` }, words);
      const copied = Object.values(round.answers).filter((answer) => answer.copied).length;
      return [el("a", { href: about.url }, about.title),
        [PSL.draw.roundName(round, about.kind), round.voice === "school" ? "" : ` (${PSL.draw.VOICE[round.voice]})`].join(""),
        `${score.answered} of ${score.total}${copied ? `, ${copied} copied and not looked at` : ""}`,
        (round.voice === "school" && PSL.score.decimal(score.hundredths)) || "–",
        el("span", {}, round.voice === "school" ? button("copy", "New round from this") : null, button("delete", "Delete"))];
    }

    unasked(round) {
      const about = this.instrument(round.instrument);
      if (!about) return [];
      const asked = new Set(PSL.score.statementsOf(about).map((item) => item.id));
      return Object.entries(round.answers).filter(([id]) => !asked.has(id))
        .map(([id, answer]) => [`${id} (${round.edition})`, "", answer.note || answer.reason || answer.level || "", ""]);
    }

    clicked(button) {
      if (!button) return;
      const round = this.draft.record.rounds.find((one) => one.id === button.dataset.round);
      if (button.dataset.do === "copy" && round) this.copy(round);
      else if (button.dataset.do === "delete" && round) this.remove(round);
      else if (button.dataset.printOnly) {
        const folded = this.place.querySelector(`[data-print="${button.dataset.printOnly}"] details`);
        if (folded) folded.open = true;
        document.body.dataset.printOnly = button.dataset.printOnly;
        window.print();
      }
    }

    copy(round) {
      if (this.draft.record.rounds.length >= PSL.rules.MOST.rounds) {
        this.say("A record holds at most 200 rounds. Save this one to a file and begin another.");
        return;
      }
      this.change((record) => record.rounds.push(PSL.file.copyRound(round, this.draft.library)),
        "A new round. What is copied is marked until you have looked at it again.");
    }

    async remove(round) {
      const dialog = this.place.querySelector("[data-school-sure]");
      const about = this.instrument(round.instrument);
      dialog.querySelector("[data-school-about]").textContent = `${about.title}, ${PSL.draw.roundName(round, about.kind)}. Files that you saved stay.`;
      if (await PSL.ask(dialog) !== "yes") return;
      this.change((record) => { record.rounds = record.rounds.filter((one) => one.id !== round.id); }, "The round was deleted.");
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-part=my-school]").forEach((place) => {
      try {
        new PSL.School(place);
      } catch (error) {
        console.error("my-school:", error);
      }
    });
  });
})();
