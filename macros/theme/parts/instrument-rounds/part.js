/* Rounds of an instrument: which one is on the page, new ones, and which of
   its statements are shown. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});

  PSL.Rounds = class {
    constructor(instrument) {
      this.instrument = instrument;
      const form = instrument.form;
      this.select = form.querySelector("[data-round]");
      this.select.addEventListener("change", () => this.turn(this.select.value));
      form.querySelectorAll("[data-new-round]").forEach((button) => {
        button.addEventListener("click", () => this.start(button.dataset.newRound));
      });
      form.querySelector("[data-filter]").addEventListener("change", () => this.filter(true));
    }

    kept() {
      return this.instrument.draft.rounds(this.instrument.about.id);
    }

    show() {
      const { round, about } = this.instrument;
      const kept = this.kept();
      const all = kept.some((one) => one.id === round.id) ? kept : [...kept, round];
      this.select.replaceChildren(...all.map((one) => {
        const copied = Object.values(one.answers).filter((answer) => answer.copied).length;
        const option = PSL.draw.el("option", { value: one.id }, PSL.draw.roundName(one, about.kind) + (copied ? ` (${copied} copied, not looked at)` : ""));
        option.selected = one.id === round.id;
        return option;
      }));
      const copied = Object.values(round.answers).some((answer) => answer.copied);
      this.instrument.form.querySelector("[data-filter-copied]").hidden = !copied;
    }

    turn(id) {
      this.instrument.saveNow();
      this.instrument.pick(id);
      this.instrument.show();
      this.filter(false);
    }

    start(how) {
      const { instrument } = this;
      instrument.saveNow();
      if (instrument.draft.record.rounds.length >= PSL.rules.MOST.rounds) {
        instrument.say("A record holds at most 200 rounds. Save this one to a file and begin another.", true);
        return;
      }
      instrument.round = how === "copy" ? PSL.file.copyRound(instrument.round, instrument.draft.library) : instrument.fresh();
      instrument.dirty = true;
      instrument.saveNow();
      instrument.show();
      this.filter(false);
      instrument.say(how === "copy" ? "A new round. What is copied is marked until you have looked at it again." : "A new, empty round.");
    }

    /* Applied when it is chosen, so that nothing vanishes under one's hands. */
    filter(said) {
      const { instrument } = this;
      instrument.saveNow();
      const chosen = instrument.form.querySelector("[name=filter]:checked").value;
      const answers = instrument.round.answers;
      const weak = PSL.score.priorities(instrument.about, answers, 5).map((item) => item.id);
      const rules = {
        "": () => true,
        unanswered: (id) => !PSL.score.isAnswered(answers[id]),
        weakest: (id) => weak.includes(id),
        copied: (id) => Boolean(answers[id] && answers[id].copied),
      };
      let shown = 0;
      instrument.statements.forEach((statement) => {
        statement.hidden = !rules[chosen](statement.dataset.statement);
        if (!statement.hidden) shown += 1;
      });
      instrument.form.querySelectorAll(".psl-instrument-section").forEach((section) => {
        const inside = [...section.querySelectorAll("[data-statement]")];
        section.hidden = inside.length > 0 && inside.every((one) => one.hidden);
      });
      if (said) instrument.say(shown === instrument.statements.length ? "All statements are shown."
        : `${shown} of ${instrument.statements.length} statements ${shown === 1 ? "is" : "are"} shown.`);
    }
  };
})();
