/* The one scoring rule, as in library/scoring.py: scores are whole hundredths,
   rounded half up from whole numbers, held down by shut gates. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const PROOF = { weak: 1, some: 2, strong: 3 };
  const NEAR = { "true": -1, "false": 1 };

  const own = (value, key) => Object.prototype.hasOwnProperty.call(value, key);
  const levelOf = (answers, id) => (own(answers, id) && answers[id].level) || "";
  const isAnswered = (answer) => Boolean(answer) && (answer.level !== null || answer.other !== null);

  /* The quotient of two whole numbers, rounded half up. */
  const halfUp = (numerator, denominator) => Math.floor((2 * numerator + denominator) / (2 * denominator));

  function decimal(hundredths) {
    if (hundredths === null) return "";
    return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`;
  }

  function shutGates(instrument, answers) {
    const values = instrument.values;
    return instrument.gates.filter((gate) => gate.statements.some((id) => {
      const level = levelOf(answers, id);
      return own(values, level) && values[level] < values[gate.below];
    }));
  }

  function scored(values, statements, answers, gates) {
    const counts = {};
    Object.keys(values).forEach((key) => { counts[key] = 0; });
    let points = 0, weights = 0, counted = 0, answered = 0;
    statements.forEach((item) => {
      const answer = own(answers, item.id) ? answers[item.id] : null;
      if (!answer) return;
      if (isAnswered(answer)) answered += 1;
      if (answer.level === null || !own(values, answer.level)) return;
      counts[answer.level] += 1;
      counted += 1;
      points += item.weight * values[answer.level];
      weights += item.weight;
    });
    const raw = weights ? halfUp(100 * points, weights) : null;
    const held = gates.filter((gate) => raw !== null && 100 * values[gate.cap] < raw);
    const hundredths = raw === null ? null : Math.min(raw, ...gates.map((gate) => 100 * values[gate.cap]));
    return { hundredths, counted, answered, total: statements.length, counts, gates: held };
  }

  const statementsOf = (instrument) => instrument.sections.flatMap((section) => section.statements);

  function score(instrument, answers) {
    const shut = shutGates(instrument, answers);
    const sections = {};
    instrument.sections.forEach((section) => {
      const here = shut.filter((gate) => gate.section === null || gate.section === section.id);
      sections[section.id] = scored(instrument.values, section.statements, answers, here);
    });
    const everywhere = shut.filter((gate) => gate.section === null);
    return { sections, overall: scored(instrument.values, statementsOf(instrument), answers, everywhere) };
  }

  /* [{feature, sections, score}]: each feature of a strand that sections belong to, in their order. */
  function features(instrument, answers) {
    const shut = shutGates(instrument, answers);
    const named = new Map();
    instrument.sections.filter((section) => section.feature).forEach((section) => {
      const one = named.get(section.feature.id) || { feature: section.feature, sections: [] };
      one.sections.push(section);
      named.set(section.feature.id, one);
    });
    return [...named.values()].map((one) => {
      const here = shut.filter((gate) => gate.section === null || one.sections.some((section) => section.id === gate.section));
      return { ...one, score: scored(instrument.values, one.sections.flatMap((section) => section.statements), answers, here) };
    });
  }

  /* Statements in the order of the keys that a rule gives them; null leaves one out. */
  function ranked(instrument, answers, most, rule) {
    const found = [];
    statementsOf(instrument).forEach((item, at) => {
      const answer = own(answers, item.id) ? answers[item.id] : null;
      if (!answer || answer.level === null || !own(instrument.values, answer.level)) return;
      const keys = rule(instrument.values[answer.level], answer, item);
      if (keys) found.push({ keys: [...keys, at], item });
    });
    found.sort((a, b) => {
      const place = a.keys.findIndex((key, at) => key !== b.keys[at]);
      return place < 0 ? 0 : NEAR[a.keys[place] < b.keys[place]];
    });
    return found.slice(0, most).map((one) => one.item);
  }

  function priorities(instrument, answers, most = 3) {
    const values = instrument.values;
    const highest = Math.max(...Object.values(values));
    return ranked(instrument, answers, most, (value, answer, item) => {
      const wanted = answer.target && answer.target.level !== null && own(values, answer.target.level)
        ? values[answer.target.level] : value;
      return value < highest ? [value, value - wanted, -item.weight] : null;
    });
  }

  function strengths(instrument, answers, most = 3) {
    const lowest = Math.min(...Object.values(instrument.values));
    return ranked(instrument, answers, most, (value, answer) => {
      const proof = Math.max(0, ...(answer.evidence || []).map((one) => PROOF[one.strength] || 0));
      return value > lowest ? [-value, -proof] : null;
    });
  }

  /* Whole per cent by level; null when so few answered that somebody might be recognised. */
  function percentages(counts, small = 5) {
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    if (!total || total < small) return null;
    return Object.fromEntries(Object.entries(counts).map(([key, count]) => [key, halfUp(100 * count, total)]));
  }

  PSL.score = { score, features, decimal, halfUp, priorities, strengths, percentages, statementsOf, isAnswered };
})();
