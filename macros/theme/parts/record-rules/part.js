/* What a record is, and how a file that claims to be one is read. Files come
   from elsewhere and are not trusted: a file opens whole, or is refused with
   one sentence. The same rules as library/record.py, tried on the same files. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const FORMAT = "partner-schools-library.record";
  const VERSION = 1;
  const MOST = { bytes: 5 * 1024 * 1024, text: 10000, rounds: 200, answers: 500, list: 50, retired: 5000, depth: 20 };
  const HARMFUL = ["__proto__", "constructor", "prototype"];
  const NAMED = /^[A-Z]{2}-[A-Z][1-9]\d?(\.\d{2})?$/;
  const STATEMENT = /^[A-Z]{2}-[A-Z][1-9]\d?\.\d{2}$/;
  const EDITION = /^\d{4}\.\d{1,6}(\.\d{1,6})?$/;
  const SAVED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/;

  const own = (value, key) => Object.prototype.hasOwnProperty.call(value, key);
  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

  class Refused extends Error {
    constructor(code, sentence) {
      super(sentence);
      this.code = code;
    }
  }

  function refuse(code, sentence) {
    throw new Refused(code, sentence);
  }

  function fault(at, expected) {
    refuse("shape", `This record cannot be opened: at ${at.slice(0, 120)}, ${expected} is expected.`);
  }

  /* Shapes: each takes a value and its place, and gives a fresh value or
     refuses. Nothing of the file's own objects is kept. */

  const text = (most, least = 0) => (value, at) =>
    typeof value === "string" && value.length >= least && value.length <= most
      ? value : fault(at, `a text of ${least ? least + " to " : "at most "}${most} characters`);

  const like = (pattern, words) => (value, at) =>
    typeof value === "string" && value.length <= 200 && pattern.test(value) ? value : fault(at, words);

  const oneOf = (...choices) => (value, at) =>
    choices.includes(value) ? value : fault(at, choices.filter(Boolean).join(" or "));

  const orNull = (shape) => (value, at, unknown) => (value === null ? null : shape(value, at, unknown));

  const yesOrNo = (value, at) => (typeof value === "boolean" ? value : fault(at, "true or false"));

  function realDay(value) {
    const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
    if (!parts || parts[1] === "0000") return false;
    const day = new Date(`${value}T00:00:00Z`);
    return !isNaN(day) && day.toISOString().slice(0, 10) === value;
  }

  function day(value, at) {
    if (value === null || value === "") return null;
    return typeof value === "string" && realDay(value) ? value : fault(at, "a day, as 2026-11-22,");
  }

  const list = (shape, most, words) => (value, at, unknown) => {
    if (!Array.isArray(value)) fault(at, "a list");
    if (value.length > most) refuse("too-many", `This record has more than ${most} ${words}.`);
    return value.map((item, place) => shape(item, `${at}.${place}`, unknown));
  };

  const byStatement = (name, shape) => (value, at, unknown) => {
    if (!isObject(value)) fault(at, "answers by statement");
    const made = {};
    Object.keys(value).forEach((key) => {
      if (STATEMENT.test(key)) made[key] = shape(value[key], `${at}.${key}`, unknown);
      else unknown.push(`${name}.${key}`);
    });
    return made;
  };

  /* Keys that nobody knows are left out and named. A key without a value of
     its own to begin with has to be there. */
  const object = (name, fields) => (value, at, unknown) => {
    if (!isObject(value)) fault(at || "the beginning", "an object");
    Object.keys(value).forEach((key) => { if (!own(fields, key)) unknown.push(name + key); });
    const made = {};
    Object.entries(fields).forEach(([key, [shape, empty]]) => {
      const place = at ? `${at}.${key}` : key;
      if (own(value, key)) made[key] = shape(value[key], place, unknown);
      else if (empty === undefined) fault(place, "something");
      else made[key] = typeof empty === "function" ? empty() : empty;
    });
    return made;
  };

  const words = [text(MOST.text), ""];
  const maybeDay = [day, null];
  const level = [orNull(text(40, 1)), null];
  const evidence = object("evidence.", { text: words, date: maybeDay, strength: [oneOf(null, "weak", "some", "strong"), null] });
  const action = object("actions.", { text: words, owner: words, by: maybeDay, done: [yesOrNo, false] });
  const target = object("target.", { level: level, by: maybeDay });

  const answerOf = (name) => object(name, {
    level: level,
    other: [oneOf(null, "not-applicable", "another-way"), null],
    reason: words,
    copied: [yesOrNo, false],
    evidence: [list(evidence, MOST.list, "pieces of evidence for one statement"), () => []],
    helps: words, hinders: words,
    target: [orNull(target), null],
    actions: [list(action, MOST.list, "actions for one statement"), () => []],
    goal: words, measure: words, note: words,
  });
  const emptyAnswer = () => answerOf("")({}, "", []);
  const named = like(NAMED, "an id, as AL-A1,");
  const edition = like(/^\d{4}\.\d+(\.\d+)?$/, "an edition");

  const round = object("rounds.", {
    id: [like(/^[A-Za-z0-9_-]{1,60}$/, "a short name")],
    instrument: [named],
    edition: [edition],
    date: maybeDay,
    who: words,
    voice: [oneOf("school", "colleague", "person"), "school"],
    copied_from: [orNull(text(200)), null],
    answers: [byStatement("answers", answerOf("answers.")), () => ({})],
    words: [byStatement("words", text(MOST.text)), () => ({})],
    moderated: [byStatement("moderated", object("moderated.", { level: level, reason: words, by: words, date: maybeDay })), () => ({})],
    joint: [byStatement("joint", object("joint.", { level: level, reason: words })), () => ({})],
  });

  const record = object("", {
    format: [oneOf(FORMAT)],
    version: [oneOf(VERSION)],
    library: [text(200)],
    edition: [edition],
    saved: [like(SAVED, "a time, as 2026-11-22T10:15:00Z,")],
    school: [text(200), ""],
    rounds: [list(round, MOST.rounds, "rounds"), () => []],
    retired: [list(object("retired.", {
      instrument: [named], statement: [named], text: words,
      answer: [answerOf("answer."), emptyAnswer],
      edition: [edition], why: words, round: [orNull(text(200)), null],
    }), MOST.retired, "retired answers"), () => []],
  });

  PSL.rules = {
    FORMAT, VERSION, MOST, HARMFUL, NAMED, EDITION, Refused, refuse, own, isObject, realDay, record, emptyAnswer,
  };
})();
