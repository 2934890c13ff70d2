/* What a filled workbook says, by the rules of library/workbook.py: columns are
   found by their headings, rows by the ids of statements, labels by their
   words. What is damaged is named by its cell, all of it at once. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const MOST = { rows: 5000, columns: 100, about: 180, labels: 12 };
  const ID = /^[A-Z]{2}-[A-Z][1-9][0-9]?\.[0-9]{2}$/;
  const ROUND = /^[A-Za-z0-9_-]{1,60}$/;
  const SINGLE = ["reason", "note", "helps", "hinders", "goal", "measure"];

  const own = (value, key) => Object.prototype.hasOwnProperty.call(value, key);
  const refuse = (code, sentence) => PSL.rules.refuse(code, sentence);

  class Reading {
    constructor(sheets, instruments, library) {
      Object.assign(this, { sheets, instruments, library, faults: [], messages: [], found: {}, kept: new Map(), words: {} });
      this.cells = new PSL.WorkbookCells((cell, reason) => this.fault(cell, reason));
    }

    fault(cell, reason) {
      const line = `${cell.place}: ${reason}.`;
      if (!this.faults.includes(line)) this.faults.push(line);
    }

    filled() {
      const { headings } = PSL.workbook.words;
      const about = this.about();
      const tables = this.sheets.map((sheet) => PSL.workbook.table(sheet, (cell, reason) => this.fault(cell, reason))).filter(Boolean);
      if (!tables.length) {
        refuse("no-table", `No sheet of this file has a column headed '${headings.id}': the headings were changed, or it is another file.`);
      }
      this.instrument = this.instrumentOf(about, tables);
      this.asked = new Set([...PSL.score.statementsOf(this.instrument), ...this.instrument.questions].map((item) => item.id));
      tables.forEach((table) => this.rows(table));
      [["evidence", "evidence"], ["action", "actions"]].forEach(([column, key]) => {
        if (!tables.some(({ columns }) => columns.has(column))) return;
        Object.values(this.found).forEach((fields) => { if (!own(fields, key)) fields[key] = []; });
      });
      if (this.faults.length) refuse("cells", this.faults.join("\n"));
      this.missing();
      const named = Object.fromEntries(["school", "who", "date", "voice"].filter((key) => own(about, key)).map((key) => [key, about[key]]));
      return { instrument: this.instrument.id, edition: this.edition, round: this.roundId(about), about: named, answers: this.found,
        words: this.words, choices: PSL.workbook.answers(this.instrument), messages: this.messages, rounds: [], retired: [] };
    }

    missing() {
      const gone = PSL.score.statementsOf(this.instrument).map((item) => item.id).filter((id) => !own(this.found, id));
      if (!gone.length || this.edition !== this.library.edition) return;
      const several = gone.length > 1 ? "statements have no row here and stay as they are" : "statement has no row here and stays as it is";
      this.messages.push(`${gone.length} ${several}: ${gone.slice(0, 5).join(", ")}${gone.length > 5 ? " ..." : ""}`);
    }

    roundId(about) {
      if (!about.round || ROUND.test(about.round)) return about.round || null;
      this.messages.push("The name of the round was changed, so it is taken as a new one.");
      return null;
    }

    /* What the file says of itself, wherever its labels stand. */
    about() {
      const wanted = PSL.workbook.folded(PSL.workbook.words.format);
      for (const sheet of this.sheets) {
        const lines = [...sheet.lines(MOST.about, MOST.labels)];
        if (lines.some((line) => line.some((cell) => PSL.workbook.folded(cell.text) === wanted))) return this.labelled(lines);
      }
      this.messages.push("The sheet that says which edition this is has gone; the present edition was taken.");
      return {};
    }

    labelled(lines) {
      const labels = new Map(Object.entries(PSL.workbook.words.labels).map(([key, words]) => [PSL.workbook.folded(words), key]));
      const found = {};
      lines.forEach((line) => line.slice(0, -1).forEach((cell, at) => {
        const key = labels.get(PSL.workbook.folded(cell.text));
        if (key && !own(found, key)) found[key] = this.labelValue(key, line[at + 1]);
      }));
      return found;
    }

    labelValue(key, cell) {
      const { voices } = PSL.workbook.words;
      if (key === "date") return this.cells.day(cell) || "";
      if (key === "school") return [...this.cells.text(cell)].slice(0, 200).join("");
      if (key !== "voice") return this.cells.text(cell);
      const voice = cell.text ? PSL.workbook.chosen(cell.text, voices) : "school";
      if (voice === null) this.fault(cell, `'${this.cells.text(cell)}' is none of ${Object.values(voices).join(", ")}`);
      return voice || "school";
    }

    /* The instrument that was filled in. Other libraries and newer editions are refused. */
    instrumentOf(about, tables) {
      const ours = this.library;
      if (own(about, "library") && about.library !== ours.short) {
        refuse("other-library", `This workbook belongs to another library (${about.library.slice(0, 80)}), not to this one.`);
      }
      this.edition = about.edition || ours.edition;
      if (!PSL.rules.EDITION.test(this.edition)) refuse("edition", `'${this.edition.slice(0, 40)}' is no edition of this library.`);
      if (PSL.reader.later(this.edition, ours.edition)) {
        refuse("newer-edition", `This workbook is of edition ${this.edition}; this library is edition ${ours.edition}: open it with that one or a later one.`);
      }
      const named = about.instrument || this.firstId(tables).split(".")[0];
      const found = this.instruments.find((one) => one.id === named);
      return found || refuse("other-instrument", this.library.page && PSL.rules.NAMED.test(named)
        ? `This workbook is of ${named}, and this is the page of ${this.library.page}: open it on its own page, or on My school.`
        : `This workbook is of '${named.slice(0, 40)}', which this library has not.`);
    }

    firstId(tables) {
      for (const { sheet, columns, first } of tables) {
        for (const line of sheet.lines(MOST.rows, MOST.columns, first)) {
          const text = this.cells.text(line[columns.get("id")]);
          if (ID.test(text)) return text;
        }
      }
      return "";
    }

    rows({ sheet, columns, first }) {
      for (const line of sheet.lines(MOST.rows, MOST.columns, first)) {
        const at = Object.fromEntries([...columns].map(([key, place]) => [key, line[place]]));
        const statement = this.cells.text(at.id);
        const entered = Object.entries(at).filter(([key, cell]) => !PSL.workbook.IDENTIFYING.includes(key) && cell.kind !== "" && (cell.kind !== "text" || cell.text !== "")).map(([, cell]) => cell);
        if (!ID.test(statement)) {
          if (entered.length && statement) this.fault(at.id, `'${statement.slice(0, 40)}' is no statement's id`);
          else if (entered.length) this.fault(entered[0], "this row has no statement's id");
        } else if (!this.asked.has(statement) && this.edition === this.library.edition) {
          this.fault(at.id, `${this.instrument.id} has no statement ${statement}`);
        } else if (!statement.startsWith(`${this.instrument.id}.`)) {
          this.fault(at.id, `${statement} belongs to another tool than ${this.instrument.id}`);
        } else if (at.words) {
          this.words[statement] = this.cells.text(at.words);
          this.once(statement, "words", this.words[statement], at.words);
        } else this.row(statement, at);
      }
    }

    /* Takes over what one row says of a statement. */
    row(statement, at) {
      const { cells, instrument } = this;
      const { others, proof, done } = PSL.workbook.words;
      if (!own(this.found, statement)) this.found[statement] = {};
      if (at.level) {
        const key = cells.choice(at.level, PSL.workbook.answers(instrument));
        const other = key !== null && own(others, key);
        this.put(statement, "level", other ? null : key, at.level);
        this.put(statement, "other", other ? key : null, at.level);
      }
      SINGLE.filter((key) => at[key]).forEach((key) => this.put(statement, key, cells.text(at[key]), at[key]));
      if (at.target) {
        const target = { level: cells.choice(at.target, PSL.workbook.levels(instrument)), by: cells.day(at.target_by) };
        this.put(statement, "target", target.level || target.by ? target : null, at.target);
      }
      if (at.evidence) {
        this.item(statement, "evidence", at.evidence, { text: cells.text(at.evidence), date: cells.day(at.evidence_date), strength: cells.choice(at.strength, proof) });
      }
      if (at.action) {
        this.item(statement, "actions", at.action, { text: cells.text(at.action), owner: cells.text(at.owner), by: cells.day(at.by), done: cells.choice(at.done, done) === "True" });
      }
    }

    /* Two rows that say different things of one statement are a fault. */
    once(statement, key, value, cell) {
      const [name, said] = [`${statement} ${key}`, JSON.stringify(value)];
      if (!this.kept.has(name)) this.kept.set(name, { place: cell.place, said });
      const first = this.kept.get(name);
      if (first.said !== said) this.fault(cell, `${statement} is answered differently in ${first.place}`);
    }

    put(statement, key, value, cell) {
      this.once(statement, key, value, cell);
      this.found[statement][key] = value;
    }

    item(statement, key, cell, value) {
      const items = own(this.found[statement], key) ? this.found[statement][key] : (this.found[statement][key] = []);
      const known = items.some((one) => JSON.stringify(one) === JSON.stringify(value));
      if (Object.values(value).some(Boolean) && !known) items.push(value);
      if (items.length > PSL.rules.MOST.list) this.fault(cell, `${statement} has more than ${PSL.rules.MOST.list} rows here`);
    }
  }

  /* What a workbook's bytes say; Refused with what is wrong with it, by cell. */
  function read(bytes, instruments, library) {
    return new Reading(PSL.sheets.open(bytes).sheets, instruments, library).filled();
  }

  Object.assign(PSL.workbook = PSL.workbook || {}, { read });
})();
