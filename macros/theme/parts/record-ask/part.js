/* What is asked while a file is opened: a passphrase, or which of two records;
   and the one way in which pages open a file, whatever it is. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const WORKBOOKS = ["vendor/fflate/fflate.js", "parts/record-zip.js", "parts/record-sheets.js", "parts/record-cells.js",
    "parts/record-workbook.js", "parts/record-differences.js", "parts/record-writer.js", "workbooks/words.js"];

  /* Asks with a dialog; resolves with the answer, "" when it is closed. */
  PSL.ask = (dialog) => new Promise((answered) => {
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

  PSL.Opening = class {
    constructor(desk) {
      this.desk = desk;
      this.root = desk.dataset.root;
      this.library = { ...PSL.draft().library, page: desk.dataset.page || null };
    }

    at(name) {
      return this.desk.querySelector(`[data-desk-${name}]`);
    }

    /* The scripts that read and write workbooks: few visits need them. */
    async workbooks() {
      try {
        await Promise.all(WORKBOOKS.map((path) => PSL.load(`${this.root}assets/${path}`)));
      } catch (error) {
        PSL.rules.refuse("missing", "The library’s own files for Excel could not be loaded; they may be missing from this copy.");
      }
    }

    /* {record, messages} or {filled} of a file that somebody chose; null when it stays locked. */
    async file(file) {
      const found = await PSL.file.opened(file, this.library);
      if (found.locked) return this.unlock(found.locked, file.name);
      return found.workbook ? { filled: await this.workbook(found.workbook) } : found;
    }

    async workbook(bytes) {
      await this.workbooks();
      const instruments = PSL.instruments();
      return PSL.workbook.brought(PSL.workbook.read(bytes, instruments, this.library), instruments, this.library);
    }

    async unlock(locked, name) {
      this.at("wrong").textContent = "";
      this.at("locked").textContent = name.slice(0, 80);
      for (;;) {
        this.at("key").value = "";
        if (await PSL.ask(this.at("unlock")) !== "yes") return null;
        try {
          return await PSL.file.unlocked(locked, this.at("key").value, this.library);
        } catch (error) {
          if (error.code !== "locked") throw error;
          this.at("wrong").textContent = error.message;
        } finally {
          this.at("key").value = "";
        }
      }
    }

    /* Why a file was not opened, in one sentence that names it; a workbook’s cells follow. */
    refusal(file, error) {
      if (!(error instanceof PSL.rules.Refused)) console.error("record-ask:", error);
      return `${file.name.slice(0, 80)} was not opened. ${error instanceof PSL.rules.Refused ? error.message : "It could not be read from where it is."}`;
    }
  };
})();
