/* Records of earlier editions in the terms of this one, by the ledger's change
   maps: as library/changes.py does it, and tried on the same editions. What was
   not kept with the same meaning goes on a review list; nothing is dropped. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const ONE_TO_ONE = ["kept", "reworded", "moved"];
  const PARTS = ["answers", "words", "moderated", "joint"];
  const TEXTS = ["reason", "helps", "hinders", "goal", "measure", "note"];

  const own = (value, key) => Object.prototype.hasOwnProperty.call(value, key);
  const copyOf = (value) => JSON.parse(JSON.stringify(value));
  const joined = (texts) => [...new Set(texts.filter(Boolean))].join("\n").slice(0, PSL.rules.MOST.text);
  const first = (id) => id.split(".")[0];

  class Journey {
    constructor(changes, instruments, retired) {
      this.changes = changes;
      this.here = new Map(instruments.map((one) => [one.id, one]));
      this.asked = new Map(instruments.flatMap((one) => [...PSL.score.statementsOf(one), ...one.questions].map((item) => [item.id, item.text])));
      this.retired = retired;
      this.reviews = [];
      this.messages = [];
    }

    /* A round here; more than one when statements went to other instruments. */
    round(one, taken) {
      const steps = this.changes.maps.filter((step) => PSL.reader.later(step.edition, one.edition));
      const given = this.given(one);
      steps.forEach((step) => step.changes.forEach((change) => {
        if (change.from.some((key) => given.has(key))) this.change(one, step, change, given);
      }));
      this.leftovers(one, given);
      return this.rounds(one, given, taken);
    }

    given(one) {
      const found = new Map();
      PARTS.forEach((part) => Object.entries(one[part]).forEach(([key, value]) => found.set(key, { ...found.get(key), [part]: value })));
      return found;
    }

    change(one, step, change, given) {
      const present = change.from.filter((key) => given.has(key)).map((key) => [key, given.get(key)]);
      change.from.forEach((key) => given.delete(key));
      const simple = ONE_TO_ONE.includes(change.kind);
      if (change.kind !== "kept" && !(change.same_meaning && simple)) {
        this.reviews.push({ round: one.id, kind: change.kind, why: change.why,
          old: change.from.map((key) => [key, this.text(key, step.edition)]), now: change.to.map((key) => [key, this.asked.get(key) || ""]) });
      }
      if (!simple) present.forEach(([key, value]) => this.retire(one, key, value, this.text(key, step.edition), change.why));
      change.to.forEach((key) => {
        const made = present.length > 1 ? this.merged(one, present.map((pair) => pair[1])) : copyOf(present[0][1]);
        if (made.answers && !change.same_meaning && change.kind !== "kept") made.answers.copied = true;
        given.set(key, made);
      });
    }

    /* Several answers as one: the lowest level, all that was written, to be looked at. */
    merged(one, parts) {
      const found = parts.map((part) => part.answers).filter(Boolean);
      const words = joined(parts.map((part) => part.words));
      if (!found.length) return { words };
      const about = this.here.get(one.instrument);
      const value = (level) => (about && own(about.values, level) ? about.values[level] : 0);
      const levels = found.map((answer) => answer.level).filter((level) => level !== null).sort((a, b) => value(a) - value(b));
      const answer = { ...PSL.rules.emptyAnswer(), level: levels.length ? levels[0] : null, other: levels.length ? null : found[0].other, copied: true,
        target: (found.find((each) => each.target) || { target: null }).target,
        evidence: found.flatMap((each) => each.evidence).slice(0, PSL.rules.MOST.list), actions: found.flatMap((each) => each.actions).slice(0, PSL.rules.MOST.list) };
      TEXTS.forEach((key) => { answer[key] = joined(found.map((each) => each[key])); });
      return { answers: answer, words };
    }

    /* What this edition has no statement or level for is retired, and said. */
    leftovers(one, given) {
      [...given.keys()].forEach((key) => {
        const about = this.here.get(first(key));
        const value = given.get(key);
        if (!about) return;
        if (!this.asked.has(key)) {
          const why = `This library has no statement ${key}.`;
          given.delete(key);
          this.retire(one, key, value, this.text(key, "9999.1"), why);
          this.messages.push(`${why} What was answered is kept among the retired answers.`);
        } else if (value.answers && value.answers.level !== null && !own(about.values, value.answers.level)) {
          const why = `The scale of ${about.id} has no level '${value.answers.level}'.`;
          this.retire(one, key, value, this.asked.get(key), why);
          value.answers = { ...value.answers, level: null, copied: true };
          this.messages.push(`${key}: ${why} Choose one again.`);
        }
      });
    }

    retire(one, key, value, text, why) {
      const answer = copyOf(value.answers || PSL.rules.emptyAnswer());
      const said = (name, view) => (view ? `${name}: level ${view.level}. ${view.reason}` : "");
      answer.note = joined([answer.note, value.words, said("Adviser", value.moderated), said("Settled together", value.joint)]);
      this.retired.push({ instrument: first(key), statement: key, text: text, answer: answer, edition: one.edition, why: why, round: one.id });
    }

    /* The words of a statement in the last edition before this one. */
    text(key, before) {
      const editions = Object.keys(this.changes.texts).filter((edition) => PSL.reader.later(before, edition));
      editions.sort((a, b) => (PSL.reader.later(a, b) ? -1 : 1));
      const found = editions.find((edition) => own(this.changes.texts[edition], key));
      return found ? this.changes.texts[found][key] : "";
    }

    rounds(one, given, taken) {
      const groups = new Map([[one.instrument, []]]);
      given.forEach((value, key) => groups.set(first(key), [...(groups.get(first(key)) || []), [key, value]]));
      return [...groups].filter(([id, values]) => this.here.has(id) || values.length).map(([id, values]) => {
        let name = id === one.instrument ? one.id : `${one.id.slice(0, 40)}-${id}`;
        while (name !== one.id && taken.has(name)) name += "x";
        taken.add(name);
        const made = { ...one, id: name, instrument: id, edition: this.changes.edition };
        PARTS.forEach((part) => { made[part] = Object.fromEntries(values.filter(([, value]) => value[part]).map(([key, value]) => [key, value[part]])); });
        return made;
      });
    }
  }

  /* {record, reviews, messages}. A page brings the rounds of the instruments it
     has; others wait in the record, as they are, for the page that has theirs. */
  function bring(record, instruments) {
    const data = document.querySelector("[data-changes-between-editions]");
    const changes = data ? JSON.parse(data.textContent) : null;
    const known = new Set(instruments.map((one) => one.id));
    const old = (round) => changes && known.has(round.instrument) && PSL.reader.later(changes.edition, round.edition);
    if (!record.rounds.some(old)) return { record, reviews: [], messages: [] };
    const journey = new Journey(changes, instruments, copyOf(record.retired));
    const taken = new Set(record.rounds.map((round) => round.id));
    const rounds = record.rounds.flatMap((round) => (old(round) ? journey.round(copyOf(round), taken) : [round]));
    return { record: { ...record, edition: changes.edition, rounds, retired: journey.retired }, reviews: journey.reviews, messages: [...new Set(journey.messages)] };
  }

  PSL.journey = { bring };
})();
