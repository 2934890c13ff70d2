/* Targets and actions of the school's latest rounds, by date; also as a
   calendar file (RFC 5545) of whole days. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const LINE = 74;

  const escaped = (text) => text.replace(/[\u0000-\u0009\u000b-\u001f]/g, " ").replace(/[\\;,]/g, (one) => "\\" + one).replace(/\n/g, "\\n");

  /* Lines of a calendar are at most 75 bytes long; what is longer goes on in the next. */
  function folded(line) {
    const parts = [];
    let part = "";
    let bytes = 0;
    for (const letter of line) {
      const size = new TextEncoder().encode(letter).length;
      if (bytes + size > LINE) {
        parts.push(part);
        part = " ";
        bytes = 1;
      }
      part += letter;
      bytes += size;
    }
    return [...parts, part].join("\r\n");
  }

  const dayAfter = (iso) => new Date(Date.parse(`${iso}T00:00:00Z`) + 86400000).toISOString().slice(0, 10);
  const compact = (iso) => iso.replace(/-/g, "");

  PSL.SchoolDates = class {
    constructor(school) {
      this.school = school;
      school.place.querySelector("[data-calendar]").addEventListener("click", () => this.give());
      school.at("dates").addEventListener("change", (event) => this.done(event.target));
    }

    /* [{by, what, about, item, owner, done, place}] of all latest rounds, earliest first. */
    due() {
      const found = this.school.latest().flatMap(({ about, round }) => PSL.score.statementsOf(about).flatMap((item) => {
        const answer = PSL.rules.own(round.answers, item.id) ? round.answers[item.id] : null;
        if (!answer) return [];
        const actions = answer.actions.map((one, at) => ({ by: one.by, what: one.text || "An action without words", owner: one.owner, done: one.done, kind: "Action", about, item, round, at }));
        const level = answer.target && answer.target.level;
        const reached = level && answer.level !== null && about.values[answer.level] >= about.values[level];
        const target = level ? [{ by: answer.target.by, what: `${PSL.draw.level(about, level).textContent} in “${item.text}”`, owner: "", done: Boolean(reached), kind: "Target", about, item, round, at: -1 }] : [];
        return [...target, ...actions];
      }));
      return found.sort((a, b) => (a.by || "9999").localeCompare(b.by || "9999"));
    }

    show() {
      const { el, table } = PSL.draw;
      const due = this.due();
      this.school.place.querySelector("[data-calendar]").disabled = !due.some((one) => one.by && !one.done);
      PSL.draw.into(this.school.at("dates"), due.length
        ? table("targets and actions", ["What", "By", "Owner", "Statement", "State"], due.map((one) => this.row(one)), true)
        : el("p", {}, "No targets or actions yet. Open a statement’s plan on the page of an instrument."));
    }

    row(one) {
      const { el } = PSL.draw;
      const late = one.by && !one.done && one.by < PSL.file.today();
      const tick = one.kind === "Action" ? el("label", {}, el("input", { type: "checkbox", checked: one.done, "data-round": one.round.id, "data-statement": one.item.id, "data-at": one.at, "data-key": `${one.round.id} ${one.item.id} ${one.at}` }), " Done") : one.done ? "Reached" : "Not reached yet";
      return [`${one.kind}: ${PSL.draw.shortened(one.what, 300)}`,
        el("span", { class: late ? "psl-late" : null }, PSL.draw.time(one.by) || "No date", late ? " (overdue)" : ""),
        one.owner || "–", el("a", { href: `${one.about.url}#${one.item.id}` }, `${one.item.id} ${PSL.draw.shortened(one.item.text, 90)}`), tick];
    }

    done(box) {
      if (!box.matches("input[type=checkbox]")) return;
      this.school.change((record) => {
        const round = record.rounds.find((one) => one.id === box.dataset.round);
        const action = round && round.answers[box.dataset.statement] && round.answers[box.dataset.statement].actions[Number(box.dataset.at)];
        if (action) action.done = box.checked;
      });
    }

    calendar() {
      const stamp = PSL.file.now().replace(/[-:]/g, "");
      const events = this.due().filter((one) => one.by && !one.done).flatMap((one) => [
        "BEGIN:VEVENT", `UID:${one.round.id}-${one.item.id}-${one.at < 0 ? "target" : one.at}@${this.school.draft.library.slug}`, `DTSTAMP:${stamp}`,
        `DTSTART;VALUE=DATE:${compact(one.by)}`, `DTEND;VALUE=DATE:${compact(dayAfter(one.by))}`,
        `SUMMARY:${escaped(`${one.kind}: ${one.what}`)}`,
        `DESCRIPTION:${escaped([one.owner && `Owner: ${one.owner}`, `${one.item.id} ${one.item.text}`, one.about.title].filter(Boolean).join("\n"))}`,
        "TRANSP:TRANSPARENT", "END:VEVENT"]);
      return ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${this.school.draft.library.short}//My school//EN`, "CALSCALE:GREGORIAN", ...events, "END:VCALENDAR", ""]
        .map(folded).join("\r\n");
    }

    give() {
      const name = PSL.file.fileName(this.school.draft.record).replace(/record\.json$/, "dates.ics");
      PSL.file.give(name, this.calendar(), "text/calendar");
      this.school.say(`The file ${name} was given to your browser. Open it with your calendar.`);
    }
  };
})();
