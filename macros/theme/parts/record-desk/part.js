/* The desk of a record: save to a file, open a file, delete from this device.
   A file that is refused leaves the open record as it is. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});

  class Desk {
    constructor(section) {
      this.section = section;
      this.draft = PSL.draft();
      this.own = this.draft.library.own;
      this.opening = new PSL.Opening(section);
      this.review = new PSL.Review(this.at("review"), this.draft);
      this.draft.addEventListener("record", () => this.show());
      this.at("school").addEventListener("input", () => this.named());
      this.at("save").addEventListener("click", () => this.save());
      this.at("open").addEventListener("click", () => this.at("file").click());
      this.at("file").addEventListener("change", (event) => this.open(event.target.files[0]));
      this.at("forget").addEventListener("click", () => this.forget());
      this.at("apart").hidden = !PSL.apart();
      if (!PSL.file.canLock()) {
        this.at("phrase").disabled = true;
        section.querySelector("#psl-desk-phrase-note").textContent =
          "This browser can lock files only on pages from a folder or over https.";
      }
      this.review.bringHere();
      // Typed while the page still arrived.
      const early = this.at("school").value;
      this.show();
      if (early) {
        this.at("school").value = early;
        this.named();
      }
    }

    at(name) {
      return this.section.querySelector(`[data-desk-${name}]`);
    }

    show() {
      const field = this.at("school");
      if (document.activeElement !== field) field.value = this.draft.record.school;
      const filed = this.draft.filed();
      this.say(this.draft.trouble ? this.draft.said()
        : filed ? `Last saved to a file on ${PSL.draw.day(filed.slice(0, 10))}.` : "Not saved to a file yet.");
    }

    say(text) {
      this.at("said").textContent = text;
    }

    named() {
      this.draft.change((record) => { record.school = this.at("school").value; });
      this.say(this.draft.said());
    }

    async save() {
      document.dispatchEvent(new CustomEvent("psl-before-save"));
      const record = this.draft.record;
      const phrase = this.at("phrase").value;
      record.saved = PSL.file.now();
      const words = phrase ? await PSL.file.locked(record, phrase) : PSL.file.written(record);
      // A record that this library could not open again is no record.
      if (new Blob([words]).size > PSL.rules.MOST.bytes * (phrase ? 1.4 : 1)) {
        this.refuse("This record has grown beyond 5 MB. Delete old rounds on the page My school before you save it.");
        return;
      }
      PSL.file.give(PSL.file.fileName(record, this.own), words, "application/json");
      this.draft.filed(record.saved);
      this.refuse("");
      this.say(`The file ${PSL.file.fileName(record, this.own)} was given to your browser${phrase ? ", locked with your passphrase" : ""}.`);
    }

    refuse(sentence) {
      this.at("refusal").textContent = sentence;
    }

    async open(file) {
      this.at("file").value = "";
      if (!file) return;
      this.refuse("");
      this.say("");
      this.review.clear();
      document.dispatchEvent(new CustomEvent("psl-before-save"));
      try {
        const found = await this.opening.file(file);
        if (found && found.filled) await this.takeWorkbook(file.name, found.filled);
        else if (found) await this.take(found);
      } catch (error) {
        this.refuse(`${this.opening.refusal(file, error)}${error.code === "cells" ? "\n" : " "}The open record is as it was.`);
      }
    }

    async takeWorkbook(name, filled) {
      const { kind } = PSL.instruments().find((one) => one.id === filled.instrument);
      const single = ["framework", "survey"].includes(kind);
      if (single) filled.about.voice = "person";
      const wanted = await this.review.workbook(name, filled, single && !this.own
        ? "It holds one person’s own answers. Take them over only if that person wants them in the school’s record." : "");
      // The button that had the focus has gone.
      this.at("open").focus();
      if (!wanted) {
        this.say("The open record is as it was.");
        return;
      }
      const taken = PSL.workbook.applied(filled, this.draft.record, this.draft.library);
      const kept = this.draft.change((record) => Object.assign(record, taken.record));
      this.draft.tell("opened", taken.round);
      this.say(kept ? "The workbook’s answers are in the open record." : this.draft.said());
    }

    async take(found) {
      const alone = found.record.rounds.length > 0 && found.record.rounds.every((round) => round.voice === "person");
      if (this.own && found.record.rounds.some((round) => round.voice !== "person" || round.instrument !== this.own)) {
        PSL.rules.refuse("not-own", `This page keeps one person’s rounds of ${this.own}, and the file holds others: open it on My school, or on the page that it belongs to.`);
      }
      const personal = alone && !this.own;
      const how = this.draft.empty && !personal ? "replace" : await this.which(found.record, personal);
      if (!how) return;
      const record = how === "add" ? this.joined(found.record) : found.record;
      this.draft.replace(record, "opened");
      this.review.bringHere();
      this.say([how === "add" ? "The file’s rounds were added to the open record." : "The file is open.",
        this.draft.trouble ? this.draft.said() : "", ...found.messages].filter(Boolean).join(" "));
    }

    /* A person's own rounds come into the school's record by choice only, and never in its place. */
    which(record, personal) {
      const named = (one) => `${one.school || "no name"}, ${one.rounds.length} ${one.rounds.length === 1 ? "round" : "rounds"}`;
      const dialog = this.at("which");
      dialog.querySelector("[data-answer=replace]").hidden = personal;
      dialog.querySelector("h3").textContent = personal ? "This file holds rounds of single people" : "There is a record open already";
      this.at("about").textContent = `Open now: ${named(this.draft.record)}. The file: ${named(record)}.` +
        (personal ? " They are answers to surveys, or a person’s own growth. Add them only if these people want that." : "");
      return PSL.ask(dialog);
    }

    /* The open record and, after its own rounds, those of another that it has not. */
    joined(other) {
      const record = JSON.parse(JSON.stringify(this.draft.record));
      other.rounds.forEach((round) => {
        const same = record.rounds.find((one) => one.id === round.id);
        if (same && JSON.stringify(same) === JSON.stringify(round)) return;
        record.rounds.push({ ...round, id: same ? PSL.file.roundId() : round.id });
      });
      if (record.rounds.length > PSL.rules.MOST.rounds) {
        PSL.rules.refuse("too-many", "Together the two records have more than 200 rounds.");
      }
      record.retired.push(...other.retired.slice(0, PSL.rules.MOST.retired - record.retired.length));
      record.school = record.school || other.school;
      return record;
    }

    async forget() {
      if (await PSL.ask(this.at("sure")) !== "yes") return;
      this.draft.forget();
      this.say("Everything of this library was deleted from this device.");
    }
  }

  // When every script of the page has run, in whatever order.
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-part=record-desk]").forEach((section) => {
      try {
        new Desk(section);
      } catch (error) {
        console.error("record-desk:", error);
      }
    });
  });
})();
