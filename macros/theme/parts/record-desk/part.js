/* The desk of a record: save to a file, open a file, delete from this device.
   A file that is refused leaves the open record as it is. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});

  class Desk {
    constructor(section) {
      this.section = section;
      this.draft = PSL.draft();
      this.draft.addEventListener("record", () => this.show());
      this.at("school").addEventListener("input", () => this.named());
      this.at("save").addEventListener("click", () => this.save());
      this.at("open").addEventListener("click", () => this.at("file").click());
      this.at("file").addEventListener("change", (event) => this.open(event.target.files[0]));
      this.at("forget").addEventListener("click", () => this.forget());
      // Of browsers that open pages from folders, Chromium shares one store among them.
      this.at("apart").hidden = window.location.protocol !== "file:" || "chrome" in window;
      if (!PSL.file.canLock()) {
        this.at("phrase").disabled = true;
        section.querySelector("#psl-desk-phrase-note").textContent =
          "This browser can lock files only on pages from a folder or over https.";
      }
      this.bringHere();
      this.show();
    }

    /* Rounds of earlier editions, in the terms of this one; said once, old and new side by side. */
    bringHere() {
      const { el, table, into } = PSL.draw;
      const came = PSL.journey.bring(this.draft.record, PSL.instruments());
      if (came.record === this.draft.record) return;
      const words = (pairs) => el("span", {}, pairs.map(([id, text], at) => `${at ? "; " : ""}${id} ${text}`).join("") || "Nothing");
      const KIND = { kept: "Kept", reworded: "Reworded", moved: "Moved", split: "Split", merged: "Merged", retired: "Retired" };
      into(this.at("review"), el("h3", {}, "Look again: this record comes from an earlier edition"), came.messages.map((one) => el("p", {}, one)),
        came.reviews.length ? table("what changed between editions", ["What happened", "Before", "Now", "Why"],
          came.reviews.map((one) => [KIND[one.kind], words(one.old), words(one.now), one.why])) : el("p", {}, "Everything kept its meaning."));
      this.draft.replace(came.record, "brought");
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
      PSL.file.give(PSL.file.fileName(record), words, "application/json");
      this.draft.filed(record.saved);
      this.refuse("");
      this.say(`The file ${PSL.file.fileName(record)} was given to your browser${phrase ? ", locked with your passphrase" : ""}.`);
    }

    refuse(sentence) {
      this.at("refusal").textContent = sentence;
    }

    async open(file) {
      this.at("file").value = "";
      if (!file) return;
      this.refuse("");
      document.dispatchEvent(new CustomEvent("psl-before-save"));
      try {
        let found = await PSL.file.opened(file, this.draft.library);
        if (found.locked) found = await this.unlock(found.locked);
        if (found) await this.take(found);
      } catch (error) {
        if (!(error instanceof PSL.rules.Refused)) console.error("record-desk:", error);
        this.refuse(`${file.name.slice(0, 80)} was not opened. ` +
          (error instanceof PSL.rules.Refused ? error.message : "It could not be read from where it is.") +
          " The open record is as it was.");
      }
    }

    /* Asks with a dialog; resolves with the answer, "" when it is closed. */
    ask(dialog) {
      return new Promise((answered) => {
        const choose = (event) => {
          const button = event.target.closest("[data-answer]");
          if (button) dialog.close(button.dataset.answer);
        };
        const enter = (event) => {
          if (event.key === "Enter" && event.target.matches("input")) dialog.close("yes");
        };
        dialog.returnValue = "";
        dialog.addEventListener("click", choose);
        dialog.addEventListener("keydown", enter);
        dialog.addEventListener("close", () => {
          dialog.removeEventListener("click", choose);
          dialog.removeEventListener("keydown", enter);
          answered(dialog.returnValue);
        }, { once: true });
        dialog.showModal();
      });
    }

    async unlock(locked) {
      const wrong = this.at("wrong");
      wrong.textContent = "";
      for (;;) {
        this.at("key").value = "";
        if (await this.ask(this.at("unlock")) !== "yes") return null;
        try {
          return await PSL.file.unlocked(locked, this.at("key").value, this.draft.library);
        } catch (error) {
          if (error.code !== "locked") throw error;
          wrong.textContent = error.message;
        } finally {
          this.at("key").value = "";
        }
      }
    }

    async take(found) {
      let how = "replace";
      if (!this.draft.empty) {
        const named = (record) => `${record.school || "a school without name"}, ${record.rounds.length} ${record.rounds.length === 1 ? "round" : "rounds"}`;
        this.at("about").textContent = `Open now: ${named(this.draft.record)}. The file: ${named(found.record)}.`;
        how = await this.ask(this.at("which"));
      }
      if (!how) return;
      const record = how === "add" ? this.joined(found.record) : found.record;
      this.at("review").replaceChildren();
      this.draft.replace(record, "opened");
      this.bringHere();
      this.say([how === "add" ? "The file’s rounds were added to the open record." : "The file is open.",
        this.draft.trouble ? this.draft.said() : "", ...found.messages].filter(Boolean).join(" "));
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
      if (await this.ask(this.at("sure")) !== "yes") return;
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
