/* Small pieces that pages of a record are drawn from. Whatever a person wrote
   reaches the page as text; nothing here makes HTML from it. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const SVG = "http://www.w3.org/2000/svg";
  const ROUND = { "○": "none", "◔": "quarter", "◐": "half", "◕": "most", "●": "all" };

  function filled(node, attributes, inner) {
    Object.entries(attributes || {}).forEach(([name, value]) => {
      if (value === true) node.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
    });
    node.append(...inner.flat().filter((item) => item !== null && item !== undefined && item !== false));
    return node;
  }

  const el = (name, attributes, ...inner) => filled(document.createElement(name), attributes, inner);
  const svg = (name, attributes, ...inner) => filled(document.createElementNS(SVG, name), attributes, inner);

  /* What stands in a place, replaced. */
  const into = (place, ...inner) => place.replaceChildren(...inner.flat().filter(Boolean));

  function symbol(text) {
    return ROUND[text] ? el("span", { class: `psl-round psl-round--${ROUND[text]}`, "aria-hidden": "true" })
      : el("span", { class: "psl-level-symbol", "aria-hidden": "true" }, text);
  }

  /* A level in symbol and word; what is no level of this scale is shown as it is. */
  function level(instrument, key) {
    const found = instrument.levels.find((one) => one.key === key);
    return el("span", { class: "psl-level-word" }, ...(found ? [symbol(found.symbol), " ", found.name] : [key || "Not answered"]));
  }

  const OTHER = { "not-applicable": "Not applicable", "another-way": "Another way" };

  function answer(instrument, given) {
    if (!given || (given.level === null && given.other === null)) return el("span", { class: "psl-quiet" }, "Not answered");
    return given.other !== null ? el("span", {}, OTHER[given.other], given.reason ? `: ${given.reason}` : "") : level(instrument, given.level);
  }

  /* A day as people read it; a text that is no day is left as it is. */
  function day(iso) {
    if (!iso) return "";
    const date = new Date(`${iso}T12:00:00`);
    return isNaN(date) ? iso : date.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
  }

  const time = (iso) => (iso ? el("time", { datetime: iso }, day(iso)) : null);

  const TERMS = ["Spring", "Spring", "Spring", "Summer", "Summer", "Summer", "Summer", "Summer", "Autumn", "Autumn", "Autumn", "Autumn"];
  const VOICE = { school: "our school", colleague: "a colleague", person: "one person" };

  const term = (round) => (round.date ? `${TERMS[Number(round.date.slice(5, 7)) - 1]} term` : "");

  function roundName(round, kind) {
    const when = kind === "framework" && term(round) ? `${term(round)}, ${day(round.date)}` : day(round.date) || "No date";
    return [when, round.who || VOICE[round.voice]].join(" – ").slice(0, 120);
  }

  /* A table in a box that scrolls and that a keyboard reaches. The first cell of
     a row is its heading. On a phone a stacked one has a line for each cell. */
  function table(name, heads, rows, stacked = false) {
    const cells = (row) => row.map((cell, at) => filled(document.createElement(at ? "td" : "th"), at ? { "data-head": heads[at] } : { scope: "row" }, [cell]));
    return el("div", { class: `table-scroll${stacked ? " psl-stacked" : ""}`, tabindex: "0", role: "region", "aria-label": `Table: ${name}` },
      el("table", { class: "psl-table" },
        el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
        el("tbody", {}, rows.map((row) => el("tr", {}, cells(row))))));
  }

  function shortened(text, most) {
    return text.length > most ? text.slice(0, most - 1).trimEnd() + "…" : text;
  }

  /* Bars of scores: [{name, value, before}], hundredths or null. A line marks
     where the round before stood. The table beside it says the same. */
  function bars(title, rows, values) {
    const [least, most] = [Math.min(...values, 1) , Math.max(...values)];
    const from = Math.min(0, least) * 100;
    const [high, wide, left, top] = [48, 400, 2, 6];
    const at = (hundredths) => Math.round(((hundredths - from) / (most * 100 - from)) * (wide - 64));
    const drawn = rows.flatMap((row, place) => {
      const y = top + place * high;
      const bar = [
        svg("text", { x: left, y: y + 12, class: "psl-bar-name" }, shortened(row.name, 52)),
        svg("rect", { x: left, y: y + 20, width: wide - 64, height: 16, class: "psl-bar-ground" }),
      ];
      if (row.value !== null) bar.push(svg("rect", { x: left, y: y + 20, width: Math.max(2, at(row.value)), height: 16, class: "psl-bar" }));
      if (row.before !== null && row.before !== undefined) {
        bar.push(svg("rect", { x: left + at(row.before) - 2, y: y + 17, width: 4, height: 22, class: "psl-bar-before" }));
      }
      bar.push(svg("text", { x: wide - 54, y: y + 34, class: "psl-bar-value" }, row.value === null ? "none" : PSL.score.decimal(row.value)));
      return bar;
    });
    return svg("svg", { viewBox: `0 0 ${wide} ${top * 2 + rows.length * high}`, class: "psl-chart", role: "img", "aria-label": `${title}. The table says the same.` }, drawn);
  }

  PSL.draw = { el, svg, into, symbol, level, answer, day, time, term, roundName, table, bars, shortened, OTHER, VOICE };
})();
