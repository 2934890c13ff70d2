/* What single cells of a workbook say: a text, a choice from a list, a day; and
   how words are compared. As in library/columns.py. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
  const DAYS = [
    [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, [1, 2, 3]], [/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, [3, 2, 1]],
    [/^(\d{1,2})\.(\d{1,2})\.(\d{4})$/, [3, 2, 1]], [/^(\d{1,2})\s+([a-z]+)\s+(\d{4})$/i, [3, 2, 1]],
  ];
  const IDENTIFYING = ["id", "section", "text", "question", "where", "weight", "counted", "value"];
  const MOST = { head: 60, columns: 100 };
  // The numbers that days of this time have in a spreadsheet.
  const [FIRST, LAST] = [20000, 80000];

  /* A heading or choice as it is compared: no matter of case, spaces or kinds of dash. */
  function folded(text) {
    return text.normalize("NFKC").replace(/\u2019/g, "'").replace(/\u2013/g, "-").toUpperCase().toLowerCase().split(/\s+/).filter(Boolean).join(" ");
  }

  /* The key that a text stands for: its words, its word without the symbol, or the key. */
  function chosen(text, choices) {
    const wanted = folded(text);
    const others = Object.values(PSL.workbook.words.others);
    const found = Object.entries(choices).find(([key, words]) => {
      const bare = words.includes(" ") && !others.includes(words) ? words.slice(words.indexOf(" ") + 1) : words;
      return [folded(words), folded(bare || words), folded(key)].includes(wanted);
    });
    return found ? found[0] : null;
  }

  const levels = (instrument) => Object.fromEntries(instrument.levels.map((level) => [level.key, `${level.symbol} ${level.name}`]));
  const answers = (instrument) => ({ ...levels(instrument), ...PSL.workbook.words.others });

  function monthOf(text) {
    if (/^\d+$/.test(text)) return Number(text);
    return MONTHS.findIndex((name) => name === text.toLowerCase() || name.slice(0, 3) === text.toLowerCase()) + 1;
  }

  /* A day in one of the ways in which people write one, as 2027-07-01; null when it is none. */
  function dayIn(text) {
    for (const [form, [year, month, day]] of DAYS) {
      const parts = form.exec(text);
      if (!parts) continue;
      const iso = [parts[year], String(monthOf(parts[month])).padStart(2, "0"), parts[day].padStart(2, "0")].join("-");
      if (PSL.rules.realDay(iso)) return iso;
    }
    return null;
  }

  /* Where on a sheet the columns stand by key, and the row below their headings. */
  function table(sheet, fault) {
    const { headings } = PSL.workbook.words;
    const keys = new Map(Object.entries(headings).map(([key, words]) => [folded(words), key]));
    for (const line of sheet.lines(MOST.head, MOST.columns)) {
      const found = line.map((cell) => (cell.text ? keys.get(folded(cell.text)) : null));
      if (!found.includes("id") || !found.some((key) => key && !IDENTIFYING.includes(key))) continue;
      const columns = new Map();
      found.forEach((key, at) => {
        if (key && columns.has(key)) fault(line[at], `the heading '${headings[key]}' stands twice in this row`);
        else if (key) columns.set(key, at);
      });
      return { sheet, columns, first: line[0].row + 1 };
    }
    return null;
  }

  /* Reads cells; `fault` is told of each that cannot be read. */
  PSL.WorkbookCells = class {
    constructor(fault) {
      this.fault = fault;
    }

    text(cell) {
      if (!cell || cell.kind === "") return "";
      const text = cell.text.trim();
      if (cell.kind === "error") this.fault(cell, `the cell holds the error ${cell.text}`);
      else if ([...text].length <= PSL.rules.MOST.text) return text;
      else this.fault(cell, `the text is longer than ${PSL.rules.MOST.text.toLocaleString("en-GB")} characters`);
      return "";
    }

    choice(cell, choices) {
      const text = this.text(cell);
      if (!text) return null;
      const key = chosen(text, choices);
      if (key === null) this.fault(cell, `'${text.slice(0, 60)}' is not in the list; choose from ${Object.values(choices).join(", ")}`);
      return key;
    }

    day(cell) {
      const text = this.text(cell);
      if (!text) return null;
      if (cell.kind === "day") return text;
      if (cell.kind === "number" && FIRST < cell.number && cell.number < LAST) return PSL.sheets.dayOf(cell.number, false).text;
      const day = dayIn(text);
      if (day === null) this.fault(cell, `'${text.slice(0, 40)}' is no date; write one as 1 July 2027`);
      return day;
    }
  };

  Object.assign(PSL.workbook = PSL.workbook || {}, { folded, chosen, levels, answers, table, IDENTIFYING });
})();
