/* The sheets of a workbook and the values of their cells, as openpyxl reads them
   for library/workbook.py: shared and inline texts, numbers, days, what
   formulas came to. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const DAY_FORMATS = [14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47];
  const QUOTED = /".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]/g;
  const DATED = /(?<![_\\])[dmhysDMHYS]/;
  const DAY = 86400000;

  const all = (node, name) => [...node.getElementsByTagNameNS("*", name)];
  const inside = (node, name) => [...node.children].filter((one) => one.localName === name);

  function parsed(bytes) {
    const made = new DOMParser().parseFromString(new TextDecoder().decode(bytes), "application/xml");
    return made.getElementsByTagName("parsererror").length ? PSL.zip.damaged() : made;
  }

  const columnOf = (letters) => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

  function lettersOf(column) {
    let [letters, rest] = ["", column];
    for (; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
    return letters;
  }

  /* All of a text in its pieces, without hints for how to pronounce it. */
  function textOf(node) {
    return inside(node, "t").concat(inside(node, "r").flatMap((run) => inside(run, "t"))).map((one) => one.textContent).join("");
  }

  /* Which cell formats show a number as a day. */
  function datedFormats(styles) {
    if (!styles) return [];
    const codes = new Map(all(styles, "numFmt").map((one) => [one.getAttribute("numFmtId"), one.getAttribute("formatCode")]));
    const formats = all(styles, "cellXfs").slice(0, 1).flatMap((one) => inside(one, "xf"));
    return formats.map((one) => {
      const id = one.getAttribute("numFmtId");
      return codes.has(id) ? DATED.test(codes.get(id).split(";")[0].replace(QUOTED, "")) : DAY_FORMATS.includes(Number(id));
    });
  }

  /* A spreadsheet's number of a day as {kind, text}: 1900 is taken for a leap year, as all programs do. */
  function dayOf(number, from1904) {
    const days = number + (number >= 0 && number < 60 && number >= 1 && !from1904 ? 1 : 0);
    const when = new Date((from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)) + Math.round(days * DAY));
    if (isNaN(when) || when.getUTCFullYear() < 1 || when.getUTCFullYear() > 9999) return { kind: "error", text: "#VALUE!" };
    if (number >= 0 && number < 1) return { kind: "text", text: when.toISOString().slice(11, 19) };
    return { kind: "day", text: when.toISOString().slice(0, 10) };
  }

  class Sheet {
    constructor(book, title, path) {
      Object.assign(this, { book, title, path });
      this.document = parsed(book.parts.get(path));
      this.rows = new Map();
      this.width = 0;
      let last = 0;
      all(this.document, "row").forEach((row) => {
        last = Number(row.getAttribute("r")) || last + 1;
        this.rows.set(last, { node: row, cells: this.cellsOf(row) });
      });
      this.height = last;
    }

    cellsOf(row) {
      const found = new Map();
      let at = 0;
      inside(row, "c").forEach((node) => {
        const letters = /^[A-Z]{1,3}/.exec(node.getAttribute("r") || "");
        at = letters ? columnOf(letters[0]) : at + 1;
        found.set(at, node);
        this.width = Math.max(this.width, at);
      });
      return found;
    }

    /* A cell, whether it is there or not: {sheet, row, column, place, kind, text, number}. */
    cell(row, column) {
      const node = this.rows.has(row) ? this.rows.get(row).cells.get(column) : null;
      const title = /^[\p{L}\p{N}]+$/u.test(this.title) ? this.title : `'${this.title}'`;
      return { sheet: this, row, column, node, place: `${title}!${lettersOf(column)}${row}`, ...(node ? this.value(node) : { kind: "", text: "" }) };
    }

    value(node) {
      const type = node.getAttribute("t") || "n";
      const given = inside(node, "v")[0];
      const text = given ? given.textContent : "";
      if (type === "inlineStr") return { kind: "text", text: inside(node, "is").map(textOf).join("") };
      if (!given || text === "") return { kind: "", text: "" };
      if (type === "s") return { kind: "text", text: this.book.shared(Number(text)) };
      if (type === "b") return { kind: "text", text: Number(text) ? "True" : "False" };
      if (type === "e") return { kind: "error", text };
      if (type === "d") return { kind: "day", text: text.slice(0, 10) };
      return type === "n" ? this.number(text.trim(), node) : { kind: "text", text };
    }

    number(text, node) {
      const number = Number(text);
      if (isNaN(number)) PSL.zip.damaged();
      if (this.book.dated[Number(node.getAttribute("s") || 0)]) return dayOf(number, this.book.from1904);
      return { kind: "number", number, text: String(number) };
    }

    /* The rows that are there, as lists of cells, as far as any of ours reaches. */
    * lines(most, columns, first = 1) {
      const width = Math.min(this.width, columns);
      for (const row of this.rows.keys()) {
        if (row >= first && row < first + most) yield Array.from({ length: width }, (_, at) => this.cell(row, at + 1));
      }
    }
  }

  class Book {
    constructor(parts) {
      this.parts = parts;
      this.path = this.related("_rels/.rels", "", "/officeDocument")[0] || "xl/workbook.xml";
      if (!parts.has(this.path)) PSL.zip.damaged();
      const folder = this.path.replace(/[^/]*$/, "");
      this.rels = folder + "_rels/" + this.path.slice(folder.length) + ".rels";
      this.folder = folder;
      this.document = parsed(parts.get(this.path));
      this.from1904 = all(this.document, "workbookPr").some((one) => ["1", "true"].includes(one.getAttribute("date1904")));
      const named = (type) => this.related(this.rels, folder, type).filter((path) => parts.has(path)).map((path) => parsed(parts.get(path)))[0];
      this.dated = datedFormats(named("/styles"));
      this.strings = this.stringsOf(named("/sharedStrings"));
      this.sheets = this.sheetsOf();
    }

    stringsOf(document) {
      return document ? all(document, "si").map((one) => textOf(one).replaceAll("x005F_", "")) : [];
    }

    shared(at) {
      return at in this.strings ? this.strings[at] : PSL.zip.damaged();
    }

    relations(path) {
      return this.parts.has(path) ? all(parsed(this.parts.get(path)), "Relationship") : [];
    }

    target(relation, folder) {
      const given = relation.getAttribute("Target") || "";
      return given.startsWith("/") ? given.slice(1) : new URL(given, `file:///${folder}`).pathname.slice(1);
    }

    related(path, folder, type) {
      return this.relations(path).filter((one) => (one.getAttribute("Type") || "").endsWith(type)).map((one) => this.target(one, folder));
    }

    sheetsOf() {
      const paths = new Map(this.relations(this.rels).filter((one) => (one.getAttribute("Type") || "").endsWith("/worksheet"))
        .map((one) => [one.getAttribute("Id"), this.target(one, this.folder)]));
      return all(this.document, "sheet").map((one) => {
        const id = [...one.attributes].find((each) => each.localName === "id" && each.prefix);
        return [one.getAttribute("name"), id && paths.get(id.value)];
      }).filter(([, path]) => path && this.parts.has(path)).map(([title, path]) => new Sheet(this, title, path));
    }
  }

  /* The sheets of the bytes of a workbook. */
  PSL.sheets = { open: (bytes) => new Book(PSL.zip.unpacked(bytes)), columnOf, lettersOf, inside, all, dayOf };
})();
