/* What a filled workbook would change in a record, and the record with it: as
   library/workbook.py does it. A workbook of an earlier edition goes the way
   that records of it go. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const own = (value, key) => Object.prototype.hasOwnProperty.call(value, key);
  const copyOf = (value) => JSON.parse(JSON.stringify(value));
  const COLUMNS = { actions: "action" };

  /* A value of an answer as a reader is shown it; what is empty shows nothing. */
  function shown(value) {
    if (Array.isArray(value)) return value.map(shown).filter(Boolean).join("; ");
    if (value !== null && typeof value === "object") return Object.values(value).map(shown).filter(Boolean).join(", ");
    return value === true ? "done" : value ? String(value) : "";
  }

  const roundOf = (filled, record) => record.rounds.find((one) => one.instrument === filled.instrument && one.id === filled.round) || null;

  function level(key, other, filled) {
    const named = key || other || "";
    return own(filled.choices, named) ? filled.choices[named] : key || "";
  }

  const target = (value, filled) => shown([filled.choices[(value || {}).level || ""], (value || {}).by]);

  /* [before, after] of one field of an answer, in words. */
  function words(key, given, fields, filled) {
    if (key === "level") return [level(given.level, given.other, filled), level(fields.level, fields.other, filled)];
    if (key === "target") return [target(given.target, filled), target(fields.target, filled)];
    return [shown(given[key]), shown(fields[key])];
  }

  /* [{where, field, before, after}] in the workbook's order. */
  function differences(filled, record) {
    const { labels, headings } = PSL.workbook.words;
    const old = roundOf(filled, record);
    const before = old || { answers: {}, words: {} };
    const found = old ? [] : [{ where: filled.instrument, field: "a new round", before: "", after: filled.about.date || "no date" }];
    const note = (where, field, was, now) => { if (was !== now) found.push({ where, field, before: was, after: now }); };
    Object.entries(filled.about).forEach(([key, text]) => note(filled.instrument, labels[key], (key === "school" ? record.school : before[key]) || "", text));
    Object.entries(filled.words).forEach(([id, text]) => note(id, headings.words, own(before.words, id) ? before.words[id] : "", text));
    Object.entries(filled.answers).forEach(([id, fields]) => {
      const given = own(before.answers, id) ? before.answers[id] : PSL.rules.emptyAnswer();
      Object.keys(fields).filter((key) => !["other", "copied"].includes(key)).forEach((key) => {
        note(id, headings[COLUMNS[key] || key] || key, ...words(key, given, fields, filled));
      });
    });
    return found;
  }

  const holds = (fields) => Object.values(fields).some((value) => (Array.isArray(value) ? value.length : value));

  function answered(before, fields) {
    const given = before ? { ...copyOf(before), ...copyOf(fields) } : { ...PSL.rules.emptyAnswer(), ...copyOf(fields) };
    const changed = !before || Object.keys(fields).some((key) => shown(before[key]) !== shown(given[key]));
    if (changed && before && before.copied && !own(fields, "copied")) given.copied = false;
    return given;
  }

  /* The name of a new round: the workbook's, when no other round has it. */
  function freeId(record, wanted) {
    const taken = new Set(record.rounds.map((one) => one.id));
    let number = taken.size + 1;
    while (taken.has(`r${number}`)) number += 1;
    return wanted && !taken.has(wanted) ? wanted : `r${number}`;
  }

  function added(filled, record) {
    const taken = new Set([...record.rounds.map((one) => one.id), filled.round]);
    return filled.rounds.map((one) => {
      let [id, number] = [one.id, 1];
      for (; taken.has(id); number += 1) id = `${one.id.slice(0, 50)}-${number}`;
      return { ...one, id };
    });
  }

  /* {record, round}: the record with what the workbook says, and the round that holds it. */
  function applied(filled, record, library) {
    const old = roundOf(filled, record);
    const round = old ? copyOf(old) : { ...PSL.file.newRound(filled.instrument, library, "school"), edition: filled.edition, id: freeId(record, filled.round), date: null };
    Object.entries(filled.about).forEach(([key, text]) => { if (key !== "school") round[key] = key === "date" ? text || null : text; });
    Object.entries(filled.words).forEach(([id, text]) => {
      if (text) round.words[id] = text;
      else delete round.words[id];
    });
    Object.entries(filled.answers).forEach(([id, fields]) => {
      const before = own(round.answers, id) ? round.answers[id] : null;
      if (before || holds(fields)) round.answers[id] = answered(before, fields);
    });
    const made = copyOf(record);
    made.rounds = [...(old ? made.rounds.map((one) => (one.id === old.id ? round : one)) : [...made.rounds, round]), ...added(filled, record)];
    if (made.rounds.length > PSL.rules.MOST.rounds) PSL.rules.refuse("too-many", `The record has ${PSL.rules.MOST.rounds} rounds already; begin a new record.`);
    const known = new Set(made.retired.map((one) => JSON.stringify(one)));
    made.retired.push(...filled.retired.filter((one) => !known.has(JSON.stringify(one))));
    made.school = filled.about.school || made.school;
    return { record: made, round: round.id };
  }

  /* A workbook of an earlier edition in the terms of this one, with `reviews` of what changed. */
  function brought(filled, instruments, library) {
    if (filled.edition === library.edition) return { ...filled, reviews: [] };
    const old = applied(filled, PSL.file.blank(library), { ...library, edition: filled.edition }).record;
    const here = PSL.journey.bring(old, instruments);
    const ours = here.record.rounds.filter((one) => one.instrument === filled.instrument);
    const fields = new Set([...Object.values(filled.answers).flatMap((given) => Object.keys(given)), "copied"]);
    const kept = (answer) => Object.fromEntries(Object.entries(answer).filter(([key]) => fields.has(key)));
    return {
      ...filled, edition: library.edition,
      answers: Object.fromEntries(ours.flatMap((one) => Object.entries(one.answers).map(([id, answer]) => [id, kept(answer)]))),
      words: Object.assign({}, ...ours.map((one) => one.words)),
      messages: [...filled.messages, ...here.messages], reviews: here.reviews,
      rounds: here.record.rounds.filter((one) => !ours.includes(one)), retired: here.record.retired,
    };
  }

  Object.assign(PSL.workbook = PSL.workbook || {}, { differences, applied, brought });
})();
