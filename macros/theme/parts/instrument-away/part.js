/* A round taken away from its page: on paper; as a filled workbook; or a person's own
   round into the school's record, when that person chooses. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  const inWords = (bytes) => (bytes < 1000000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1000000).toFixed(1)} MB`);

  PSL.Away = class {
    constructor(instrument) {
      this.instrument = instrument;
      const desk = document.querySelector("[data-part=record-desk]");
      this.opening = new PSL.Opening(desk);
      instrument.form.querySelector("[data-workbook]").addEventListener("click", () => this.give());
      instrument.form.querySelectorAll("[data-print-form]").forEach((button) => {
        button.addEventListener("click", () => this.print(button.dataset.printForm === "empty"));
      });
      const share = desk.querySelector("[data-desk-share]");
      if (!share) return;
      // Where each page has a store of its own, the file is the only way.
      share.hidden = PSL.apart();
      share.addEventListener("click", () => this.share());
    }

    async give() {
      const { instrument } = this;
      const { about, round } = instrument;
      instrument.saveNow();
      instrument.say("The workbook is being filled.");
      try {
        await this.opening.workbooks();
        const bytes = PSL.workbook.filled(await this.empty(about.id), about, round, instrument.draft.record.school);
        const name = [about.id, round.date, "filled.xlsx"].filter(Boolean).join("-");
        PSL.file.give(name, bytes, XLSX);
        instrument.say(`The file ${name} (${inWords(bytes.length)}) was given to your browser.`);
      } catch (error) {
        if (!(error instanceof PSL.rules.Refused)) console.error("instrument-away:", error);
        instrument.say(error instanceof PSL.rules.Refused ? error.message : "The workbook could not be filled. The empty one is at the top of the page.", true);
      }
    }

    /* The empty workbook: a script, since pages of a folder can fetch nothing; a preview has the file alone. */
    async empty(id) {
      const { root } = this.opening;
      try {
        await PSL.load(`${root}assets/workbooks/${id}.js`);
        return PSL.file.fromBase64(PSL.workbook.empty[id]);
      } catch (missing) {
        return new Uint8Array(await (await fetch(`${root}downloads/${id}.xlsx`)).arrayBuffer());
      }
    }

    /* The form alone, as it stands or empty; what is on the page stays as it is. */
    print(empty) {
      const { instrument } = this;
      instrument.saveNow();
      const { round } = instrument;
      if (empty) instrument.round = { ...instrument.fresh(), date: null };
      if (empty) instrument.show();
      document.body.dataset.printOnly = "form";
      window.print();
      document.body.removeAttribute("data-print-only");
      instrument.round = round;
      if (empty) instrument.show();
    }

    /* A copy stands in the school's record; the person's own stays where it is. */
    share() {
      const { instrument } = this;
      instrument.saveNow();
      const school = PSL.schoolDraft();
      const round = JSON.parse(JSON.stringify(instrument.round));
      const at = school.record.rounds.findIndex((one) => one.id === round.id);
      if (at < 0 && school.record.rounds.length >= PSL.rules.MOST.rounds) {
        instrument.say("The school’s record has 200 rounds already.", true);
        return;
      }
      const kept = school.change((record) => {
        if (at < 0) record.rounds.push(round);
        else record.rounds[at] = round;
      });
      instrument.say(kept ? "A copy of this round is in the school’s record on this device. Take it out again on the page My school." : school.said(), !kept);
    }
  };
})();
