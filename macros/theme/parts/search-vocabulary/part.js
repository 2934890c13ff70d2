/* Every word of the index: is it known, what does it begin, what is it a slip of
   the keys for. The browser's half of library/search/vocabulary.py. A test asks
   both the same; change them together. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const { VALUES } = PSL.searchLists;
  const COMPLETIONS = 6;
  const RELATIVES = 3;
  const CORRECTIONS = 3;
  const STEP = 5;

  /* A word's letters as bits: words that are a slip apart differ in two of them at most. */
  function lettersOf(word) {
    let bits = 0;
    for (let at = 0; at < word.length; at += 1) bits |= 1 << (word.charCodeAt(at) & 31);
    return bits;
  }

  function count(bits) {
    let ones = 0;
    for (let rest = bits; rest; rest &= rest - 1) ones += 1;
    return ones;
  }

  class Vocabulary {
    constructor(packed, unit) {
      this.terms = [];
      this.words = [];
      this.ends = [];
      this.letters = [];
      this.number = new Map();
      this.termOf = new Map();
      this.rarity = Array.from(packed.rarity, (letter) => VALUES[letter.charCodeAt(0)] / unit);
    }

    /* A vocabulary, made in steps of so few milliseconds that keys are answered in between. */
    static async read(packed, unit, pause) {
      const vocabulary = new Vocabulary(packed, unit);
      const rows = packed.terms ? packed.terms.split("!") : [];
      let before = "";
      let began = performance.now();
      for (let at = 0; at < rows.length; at += 1) {
        before = vocabulary.row(rows[at], before);
        if (at % 50 || performance.now() - began < STEP) continue;
        await pause();
        began = performance.now();
      }
      return vocabulary;
    }

    row(row, before) {
      const [head, ...forms] = row.split(",");
      const term = before.slice(0, VALUES[head.charCodeAt(0)]) + head.slice(1);
      const number = this.terms.push(term) - 1;
      this.number.set(term, number);
      for (const form of forms) {
        const word = term.slice(0, term.length - VALUES[form.charCodeAt(0)]) + form.slice(1);
        this.words.push(word);
        this.ends.push(number);
        this.letters.push(lettersOf(word));
        this.termOf.set(word, number);
      }
      return term;
    }

    common(found) {
      return Array.from(new Set(found)).filter((at) => this.rarity[at])
        .sort((one, other) => this.rarity[one] - this.rarity[other] || one - other);
    }

    completions(start) {
      const found = [];
      for (let at = 0; at < this.words.length; at += 1) {
        if (this.words[at].startsWith(start)) found.push(this.ends[at]);
      }
      return this.common(found).slice(0, COMPLETIONS);
    }

    relatives(term) {
      if (term.length < 5) return [];
      const found = [];
      for (let end = 5; end < term.length; end += 1) {
        const shorter = this.number.get(term.slice(0, end));
        if (shorter !== undefined) found.push(shorter);
      }
      // Terms stand in order: those that begin with this one follow it.
      let longer = this.number.get(term) + 1;
      while (longer < this.terms.length && this.terms[longer].startsWith(term)) {
        found.push(longer);
        longer += 1;
      }
      return this.common(found).slice(0, RELATIVES);
    }

    pieces(word) {
      let best = [];
      const told = (pair) => this.rarity[pair[0]] + this.rarity[pair[1]];
      for (let cut = 3; cut < word.length - 2; cut += 1) {
        const pair = [this.termOf.get(word.slice(0, cut)), this.termOf.get(word.slice(cut))];
        if (!pair.every((at) => at !== undefined && this.rarity[at])) continue;
        if (!best.length || told(pair) < told(best)) best = pair;
      }
      return best;
    }

    corrections(word) {
      const most = word.length < 3 ? 0 : word.length < 6 ? 1 : 2;
      const letters = lettersOf(word);
      const best = new Map();
      for (let at = 0; most && at < this.words.length; at += 1) {
        const other = this.words[at];
        const longer = other.length - word.length;
        if (longer > most || longer < -most) continue;
        if (count(letters ^ this.letters[at]) > 2 * most) continue;
        const apart = distance(word, other, most);
        if (apart > most) continue;
        const found = apart * 2 + (other[0] !== word[0] ? 1 : 0);
        const term = this.ends[at];
        if (!best.has(term) || found < best.get(term)) best.set(term, found);
      }
      return Array.from(best.keys())
        .sort((one, other) => best.get(one) - best.get(other) ||
          (this.rarity[one] || 99) - (this.rarity[other] || 99) || one - other)
        .slice(0, CORRECTIONS).map((term) => [term, best.get(term) >> 1]);
    }

    /* The word most like one that nothing answers to, for "did you mean". */
    nearest(word) {
      let best = { apart: Math.ceil(word.length / 2), word: "" };
      this.words.forEach((other, at) => {
        if (!this.rarity[this.ends[at]] || Math.abs(other.length - word.length) >= best.apart) return;
        const apart = distance(word, other, best.apart - 1);
        if (apart < best.apart) best = { apart, word: other };
      });
      return best.word;
    }

    family(word) {
      if (word.length < 6) return [];
      return this.completions(word.slice(0, Math.max(5, word.length - 4))).slice(0, RELATIVES);
    }
  }

  const ROWS = [new Uint8Array(64), new Uint8Array(64), new Uint8Array(64)];

  /* How many letters were missed, doubled, mistaken or swapped; most + 1 when more. */
  function distance(one, other, most) {
    if (other.length > 60) return most + 1;
    let [earlier, before, row] = ROWS;
    for (let to = 0; to <= other.length; to += 1) row[to] = to;
    for (let at = 1; at <= one.length; at += 1) {
      [earlier, before, row] = [before, row, earlier];
      row[0] = at;
      let least = at;
      const letter = one.charCodeAt(at - 1);
      for (let to = 1; to <= other.length; to += 1) {
        const facing = other.charCodeAt(to - 1);
        let cost = before[to - 1] + (letter === facing ? 0 : 1);
        if (before[to] + 1 < cost) cost = before[to] + 1;
        if (row[to - 1] + 1 < cost) cost = row[to - 1] + 1;
        if (at > 1 && to > 1 && letter === other.charCodeAt(to - 2) &&
            one.charCodeAt(at - 2) === facing && earlier[to - 2] + 1 < cost) {
          cost = earlier[to - 2] + 1;
        }
        row[to] = cost;
        if (cost < least) least = cost;
      }
      if (least > most) return most + 1;
    }
    return Math.min(row[other.length], most + 1);
  }

  PSL.searchVocabulary = { Vocabulary };
})();
