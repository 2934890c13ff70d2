/* An instrument's form and a round of the open record, kept alike: what is
   answered is saved as one goes, and what is opened is shown.
   The form works and prints without this script; it only adds to it. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const WAIT = 400;
  const LEVEL = /^~/;

  /* Whether a reader has changed a field since the page was written. */
  function isChanged(field) {
    if (field.type === "radio") return field.checked && !field.defaultChecked;
    if (!field.options) return "defaultValue" in field && field.value !== field.defaultValue;
    return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
  }

  class Instrument {
    constructor(form) {
      const early = [...form.elements].filter(isChanged).map((field) => [field, field.value]);
      this.form = form;
      this.about = PSL.instruments().find((one) => one.id === form.dataset.instrument);
      this.draft = PSL.draft();
      this.statements = [...form.querySelectorAll("[data-statement]")];
      this.status = form.querySelector("[data-status]");
      this.plan = this.about.kind === "survey" ? null : new PSL.Plan(this);
      this.rounds = new PSL.Rounds(this);
      this.results = new PSL.Results(this);
      this.away = new PSL.Away(this);
      this.pick();
      this.show();
      this.say(this.draft.trouble ? this.draft.said()
        : this.rounds.kept().length ? `Your answers of ${PSL.draw.day(this.draft.record.saved.slice(0, 10))} are back.`
          : "Nothing saved yet. Your answers are kept on this device as you go.", this.draft.trouble);
      this.listen();
      this.takeEarly(early);
    }

    /* A long page is answered while it still arrives: these answers hold against what was kept. */
    takeEarly(early) {
      early.forEach(([field, value]) => {
        if (field.type === "radio") field.checked = true;
        else field.value = value;
        this.changed({ target: field });
      });
    }

    listen() {
      const form = this.form;
      form.addEventListener("input", (event) => this.changed(event));
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("click", (event) => this.clicked(event));
      this.draft.addEventListener("record", (event) => this.recordChanged(event.detail));
      document.addEventListener("psl-before-save", () => this.saveNow());
      // The page may be left before the pause after the last key is over.
      window.addEventListener("pagehide", () => this.saveNow());
      document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") this.saveNow(); });
    }

    /* Another record is open, or another window has changed this one. */
    recordChanged({ why, round }) {
      const elsewhere = why === "elsewhere";
      if (elsewhere && this.dirty) return;
      if (elsewhere && this.form.contains(document.activeElement)) this.say("Changed in another window too.");
      this.pick(elsewhere ? this.round.id : round);
      this.show();
    }

    say(text, warning) {
      this.status.textContent = text;
      this.status.toggleAttribute("data-warning", Boolean(warning));
    }

    /* The round on the page: the one asked for, or our latest, or a new one
       that is kept from the first answer on. */
    pick(id) {
      const kept = this.draft.rounds(this.about.id);
      const ours = kept.filter((round) => round.voice !== "colleague");
      const latest = (ours.length ? ours : kept).slice(-1)[0];
      this.round = kept.find((round) => round.id === id) || latest || this.fresh();
      // A copy: what is typed is the page's until it is saved.
      this.round = JSON.parse(JSON.stringify(this.round));
    }

    fresh() {
      return PSL.file.newRound(this.about.id, this.draft.library, this.draft.library.own ? "person" : "school");
    }

    answer(id) {
      if (!PSL.rules.own(this.round.answers, id)) this.round.answers[id] = PSL.rules.emptyAnswer();
      return this.round.answers[id];
    }

    /* Everything of the round, into the form. */
    show() {
      const field = this.form.elements;
      field.who.value = this.round.who;
      field.when.value = this.round.date || "";
      field.voice.value = this.round.voice;
      this.statements.forEach((statement) => this.showStatement(statement));
      this.form.querySelectorAll("[data-words]").forEach((area) => {
        area.value = PSL.rules.own(this.round.words, area.dataset.words) ? this.round.words[area.dataset.words] : "";
      });
      this.rounds.show();
      this.count();
    }

    showStatement(statement) {
      const id = statement.dataset.statement;
      const given = PSL.rules.own(this.round.answers, id) ? this.round.answers[id] : PSL.rules.emptyAnswer();
      const value = given.other !== null ? "~" + given.other : given.level;
      statement.querySelectorAll("input[type=radio]").forEach((choice) => { choice.checked = choice.value === value; });
      if (this.plan) this.plan.show(statement, given);
      statement.querySelectorAll("[data-path]").forEach((input) => PSL.path.put(input, given));
      this.marked(statement, given);
    }

    marked(statement, given) {
      statement.toggleAttribute("data-is-copied", given.copied);
      statement.querySelector("[data-copied]").hidden = !given.copied;
    }

    changed(event) {
      const input = event.target;
      const statement = input.closest("[data-statement]");
      if (input.name === "filter" || input.matches("[data-round]")) return;
      if (statement) this.answered(statement, input);
      else if (input.dataset.words) this.round.words[input.dataset.words] = input.value;
      else if (input.name === "who") this.round.who = input.value;
      else if (input.name === "when") this.round.date = input.value || null;
      else if (input.name === "voice") this.round.voice = input.value;
      else return;
      this.touched();
    }

    answered(statement, input) {
      const id = statement.dataset.statement;
      const given = this.answer(id);
      if (input.type === "radio") {
        const other = LEVEL.test(input.value);
        given.level = other ? null : input.value;
        given.other = other ? input.value.slice(1) : null;
      } else if (input.dataset.path) PSL.path.take(input, given);
      else if (this.plan) this.plan.viewed(statement, id);
      given.copied = false;
      this.marked(statement, given);
      if (this.plan) this.plan.told(statement, given);
    }

    clicked(event) {
      const button = event.target.closest("button");
      const statement = button && button.closest("[data-statement]");
      if (!button) return;
      if (button.matches("[data-clear]")) this.clear();
      else if (statement && button.matches("[data-still-true]")) {
        this.answer(statement.dataset.statement).copied = false;
        this.marked(statement, this.answer(statement.dataset.statement));
        (statement.querySelector("input:checked") || statement.querySelector("input")).focus();
        this.touched();
      } else if (statement && button.matches("[data-unanswer]")) {
        Object.assign(this.answer(statement.dataset.statement), { level: null, other: null, reason: "", copied: false });
        this.showStatement(statement);
        this.touched();
      }
    }

    touched() {
      this.count();
      this.dirty = true;
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.saveNow(), WAIT);
    }

    saveNow() {
      if (!this.dirty) return;
      window.clearTimeout(this.timer);
      this.dirty = false;
      const round = JSON.parse(JSON.stringify(this.round));
      const kept = this.draft.change((record) => {
        const at = record.rounds.findIndex((one) => one.id === round.id);
        if (at < 0) record.rounds.push(round);
        else record.rounds[at] = round;
      });
      this.rounds.show();
      this.say(this.draft.said(), !kept);
    }

    clear() {
      if (!window.confirm("Clear every answer and note of the round on this page?")) return;
      Object.assign(this.round, { answers: {}, words: {}, moderated: {}, joint: {}, who: "" });
      this.dirty = true;
      this.saveNow();
      this.show();
      if (!this.draft.trouble) this.say("Cleared, here and on this device.");
    }

    count() {
      const given = this.statements.filter((one) => PSL.score.isAnswered(this.round.answers[one.dataset.statement]));
      this.form.querySelector("[data-answered]").textContent = given.length;
      this.form.querySelector("progress").value = given.length;
      this.results.show();
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-part=instrument]").forEach((form) => {
      try {
        new Instrument(form);
      } catch (error) {
        console.error("instrument " + form.dataset.instrument + ":", error);
      }
    });
  });
})();
