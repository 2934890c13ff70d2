/* An instrument's workbook, filled from a round: the answers are put into the
   cells of the empty one that the library ships, so that its lists, formulas
   and chart stay as they are. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const NEVER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  const DAY = 86400000;
  const LINE = 15;
  const HIGHEST = 400;
  const LISTS = { evidence: "evidence", action: "actions" };

  const own = (value, key) => Object.prototype.hasOwnProperty.call(value, key);
  const serial = (iso) => (Date.parse(`${iso}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / DAY;

  class Writing {
    constructor(bytes, instrument, round) {
      this.book = PSL.sheets.open(bytes);
      Object.assign(this, { instrument, round });
    }

    make(document, name, text) {
      const node = document.createElementNS(document.documentElement.namespaceURI, name);
      if (text !== undefined) node.textContent = text;
      return node;
    }

    /* A value into a cell that is there, as what it is: {text}, {day} or nothing. */
    put(cell, { text = "", day = null }) {
      if (!cell || !cell.node) return;
      const { node, sheet } = cell;
      node.replaceChildren();
      node.removeAttribute("t");
      if (day) node.append(this.make(sheet.document, "v", serial(day)));
      if (day || !text) return;
      node.setAttribute("t", "inlineStr");
      const words = this.make(sheet.document, "t", text.replace(NEVER, ""));
      words.setAttributeNS("http://www.w3.org/XML/1998/namespace", "xml:space", "preserve");
      const holder = this.make(sheet.document, "is");
      holder.append(words);
      node.append(holder);
      this.roomFor(cell, text);
    }

    /* A row as high as its longest text. */
    roomFor(cell, text) {
      const row = cell.sheet.rows.get(cell.row).node;
      const width = PSL.sheets.all(cell.sheet.document, "col").find((one) => Number(one.getAttribute("min")) <= cell.column && cell.column <= Number(one.getAttribute("max")));
      const letters = Math.max(8, Number(width ? width.getAttribute("width") : 10) - 2);
      const lines = text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / letters)), 0);
      const height = Math.min(HIGHEST, LINE * lines + 4);
      if (height <= Number(row.getAttribute("ht") || 0)) return;
      row.setAttribute("ht", height);
      row.setAttribute("customHeight", "1");
    }

    /* What the workbook says of itself: which round, whose, when. */
    labels(school) {
      const { words, folded } = PSL.workbook;
      const keys = new Map(Object.entries(words.labels).map(([key, label]) => [folded(label), key]));
      const given = { round: { text: this.round.id }, school: { text: school }, who: { text: this.round.who },
        date: { day: this.round.date }, voice: { text: words.voices[this.round.voice] } };
      const sheet = this.book.sheets.find((one) => [...one.lines(180, 12)].some((line) => line.some((cell) => folded(cell.text) === folded(words.format))));
      for (const line of sheet.lines(180, 12)) {
        line.slice(0, -1).forEach((cell, at) => {
          const key = keys.get(folded(cell.text));
          if (own(given, key || "")) this.put(line[at + 1], given[key]);
        });
      }
    }

    /* The cells of a row by key, as values. */
    values(id) {
      const answer = own(this.round.answers, id) ? this.round.answers[id] : PSL.rules.emptyAnswer();
      const choices = PSL.workbook.answers(this.instrument);
      const chosen = (key) => (key && own(choices, key) ? choices[key] : "");
      const target = answer.target || { level: null, by: null };
      const texts = Object.fromEntries(["reason", "note", "helps", "hinders", "goal", "measure"].map((key) => [key, { text: answer[key] }]));
      return { ...texts, level: { text: chosen(answer.level || answer.other) }, target: { text: chosen(target.level) }, target_by: { day: target.by },
        words: { text: own(this.round.words, id) ? this.round.words[id] : "" } };
    }

    /* A sheet with one row for each statement or question. */
    answers({ sheet, columns, first }) {
      for (const line of sheet.lines(Infinity, Infinity, first)) {
        const id = line[columns.get("id")].text.trim();
        if (!/\.\d\d$/.test(id)) continue;
        Object.entries(this.values(id)).forEach(([key, value]) => { if (columns.has(key)) this.put(line[columns.get(key)], value); });
      }
    }

    items(key) {
      const { proof, done } = PSL.workbook.words;
      return PSL.score.statementsOf(this.instrument).filter((item) => own(this.round.answers, item.id))
        .flatMap((item) => this.round.answers[item.id][LISTS[key]].map((one) => (key === "evidence"
          ? { id: { text: item.id }, evidence: { text: one.text }, evidence_date: { day: one.date }, strength: { text: proof[one.strength] || "" } }
          : { id: { text: item.id }, action: { text: one.text }, owner: { text: one.owner }, by: { day: one.by }, done: { text: one.done ? done.True : "" } })));
    }

    /* A sheet with a row for each piece of evidence or action, and rows to spare. */
    list(table, key) {
      const { sheet, columns, first } = table;
      const items = this.items(key);
      const spare = sheet.height - first + 1;
      if (items.length > spare) this.longer(sheet, items.length - spare);
      const texts = new Map(PSL.score.statementsOf(this.instrument).map((item) => [item.id, item.text]));
      items.forEach((item, at) => {
        const cell = (name) => sheet.cell(first + at, columns.get(name) + 1);
        Object.entries(item).forEach(([name, value]) => { if (columns.has(name)) this.put(cell(name), value); });
        if (columns.has("text")) this.roomFor(cell("text"), texts.get(item.id.text));
      });
    }

    /* More rows like the last one, in the sheet, its lists and its table. */
    longer(sheet, count) {
      const last = sheet.height;
      const model = sheet.rows.get(last).node;
      for (let row = last + 1; row <= last + count; row += 1) {
        const copy = model.cloneNode(true);
        copy.setAttribute("r", row);
        PSL.sheets.inside(copy, "c").forEach((cell) => cell.setAttribute("r", cell.getAttribute("r").replace(/\d+$/, row)));
        PSL.sheets.all(copy, "f").forEach((formula) => { formula.textContent = formula.textContent.replace(new RegExp(`(\\$[A-Z]+)${last}\\b`, "g"), `$1${row}`); });
        model.parentNode.append(copy);
        sheet.rows.set(row, { node: copy, cells: sheet.cellsOf(copy) });
      }
      sheet.height = last + count;
      const stretched = (area) => area.replace(new RegExp(`(:[A-Z]+)${last}\\b`, "g"), `$1${sheet.height}`);
      PSL.sheets.all(sheet.document, "*").filter((one) => ["dimension", "dataValidation"].includes(one.localName)).forEach((one) => {
        ["ref", "sqref"].filter((name) => one.hasAttribute(name)).forEach((name) => one.setAttribute(name, stretched(one.getAttribute(name))));
      });
      this.tables(sheet, stretched);
    }

    tables(sheet, stretched) {
      const { parts } = this.book;
      const folder = sheet.path.replace(/[^/]*$/, "");
      this.book.related(`${folder}_rels/${sheet.path.slice(folder.length)}.rels`, folder, "/table").forEach((path) => {
        const words = new TextDecoder().decode(parts.get(path)).replace(/ ref="[^"]*"/g, stretched);
        parts.set(path, new TextEncoder().encode(words));
      });
    }

    /* What formulas came to in the empty workbook is no longer true: programs work it out as they open it. */
    forget() {
      this.book.sheets.forEach((sheet) => PSL.sheets.all(sheet.document, "f").forEach((formula) => {
        formula.parentNode.removeAttribute("t");
        PSL.sheets.inside(formula.parentNode, "v").forEach((value) => value.remove());
      }));
    }

    bytes() {
      const { parts } = this.book;
      this.book.sheets.forEach((sheet) => {
        const words = new XMLSerializer().serializeToString(sheet.document);
        const head = words.startsWith("<?xml") ? "" : '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
        parts.set(sheet.path, new TextEncoder().encode(head + words));
      });
      return PSL.zip.packed(parts);
    }
  }

  /* The bytes of an instrument's empty workbook with the answers of a round in it. */
  function filled(empty, instrument, round, school) {
    const writing = new Writing(empty, instrument, round);
    writing.labels(school);
    writing.book.sheets.map((sheet) => PSL.workbook.table(sheet, () => {})).filter(Boolean).forEach((table) => {
      const list = Object.keys(LISTS).find((key) => table.columns.has(key));
      if (list) writing.list(table, list);
      else writing.answers(table);
    });
    writing.forget();
    return writing.bytes();
  }

  Object.assign(PSL.workbook = PSL.workbook || {}, { filled });
})();
