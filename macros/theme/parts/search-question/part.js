/* A question in somebody's own words, as terms of the index with what each
   counts: the browser's half of library/search/question.py. A test asks both
   the same; change them together. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const ID = /\b([a-z]{2})[ -]?([hpacgslvdnf])(\d{1,2})(?:\.(\d{2}))?\b/gi;
  const OPEN = /[\p{L}\p{N}]$/u;
  const COMPLETED = 0.7;
  const JOINED = 0.9;
  const CORRECTED = 0.9;
  const DOUBTED = 0.6;
  const RELATED = 0.25;
  const OF_GROUP = 1.2;
  const OF_NEAR = 0.5;
  const QUIET = 0.4;
  const IN_PHRASE = 0.5;
  const LONGEST = 5;
  const PREFIX = 4;
  const MEANT = 0.5;

  function add(word, number, counts) {
    word.terms.set(number, Math.max(counts, word.terms.get(number) || 0));
  }

  class Questions {
    /* `kinds` gives the terms that name each kind of resource. */
    constructor(language, vocabulary, kinds) {
      this.language = language;
      this.vocabulary = vocabulary;
      this.kinds = Object.entries(kinds);
    }

    read(text) {
      const { words, isSilent } = PSL.searchWords;
      const ids = Array.from(text.matchAll(ID), idOf);
      const typed = words(text.replace(ID, " ")).filter((word) => !isSilent(word));
      const isOpen = OPEN.test(text);
      const found = typed.length
        ? typed.map((word, at) => this.word(word, isOpen && at === typed.length - 1))
        : this.silent(text);
      this.join(typed, found);
      this.group(found);
      const answerable = found.filter((word) => word.terms.size);
      const terms = merged(answerable, this.phrases(found));
      const has = new Set(terms.map(([at]) => at));
      return { ids, words: answerable, terms, has, kinds: this.kindsOf(answerable) };
    }

    /* Add the terms of the groups that words are of, alone or in a row. */
    group(found) {
      const { number, rarity } = this.vocabulary;
      const inPhrase = new Set();
      for (const [start, end, concept] of this.language.concepts(found.map((word) => word.term))) {
        const at = number.get(concept);
        if (at === undefined || !rarity[at]) continue;
        const isNear = concept[0] === PSL.searchWords.NEAR;
        for (const word of found.slice(start, end)) {
          add(word, at, isNear ? OF_NEAR : OF_GROUP);
          if (end - start > 1 && !isNear) inPhrase.add(word);
        }
      }
      for (const word of inPhrase) {
        const own = number.get(word.term);
        if (word.terms.has(own)) word.terms.set(own, word.terms.get(own) * IN_PHRASE);
      }
    }

    /* The kinds of resource that a question names. */
    kindsOf(found) {
      const meant = new Set(found.flatMap((word) => Array.from(word.terms)
        .filter(([, counts]) => counts >= MEANT).map(([at]) => at)));
      return new Set(this.kinds.filter(([, names]) => names.some((at) => meant.has(at)))
        .map(([kind]) => kind));
    }

    /* Words in a row that are a title or a keyword: they lift what has them, and nothing answers
       less for want of them. */
    phrases(found) {
      const phrases = [];
      for (let start = 0; start < found.length; start += 1) {
        for (let end = start + 2; end <= Math.min(found.length, start + LONGEST); end += 1) {
          const some = found.slice(start, end);
          const at = this.vocabulary.number.get(PSL.searchWords.phraseTerm(some.map((word) => word.term)));
          if (at !== undefined) phrases.push(at);
        }
      }
      return phrases;
    }

    /* A question of nothing but little words: "I do, we do, you do". */
    silent(text) {
      const { number } = this.vocabulary;
      const found = PSL.searchWords.words(text.replace(ID, " "))
        .map((word) => ({ term: "=" + word, terms: new Map() }));
      for (const word of found.length > 1 ? found : []) {
        if (number.has(word.term)) add(word, number.get(word.term), 1);
      }
      return found;
    }

    word(typed, isOpen) {
      const { number, rarity } = this.vocabulary;
      const word = { term: this.language.term(typed), terms: new Map() };
      const at = number.get(word.term);
      if (at === undefined) {
        this.guess(word, typed, isOpen);
      } else if (rarity[at]) {
        add(word, at, this.language.quiet.has(word.term) ? QUIET : 1);
        for (const other of this.vocabulary.relatives(word.term)) add(word, other, RELATED);
        this.doubt(word, typed);
      }
      return word;
    }

    /* A form that no page has, though its root is known, may be a slip: "governer". */
    doubt(word, typed) {
      const { termOf, rarity } = this.vocabulary;
      if (termOf.has(typed)) return;
      for (const [at, apart] of this.vocabulary.corrections(typed)) {
        if (apart === 1 && rarity[at]) add(word, at, DOUBTED);
      }
    }

    guess(word, typed, isOpen) {
      const { vocabulary } = this;
      let guesses = [];
      if ((isOpen && typed.length > 1) || typed.length >= PREFIX) {
        guesses = vocabulary.completions(typed).map((at) => [at, COMPLETED]);
      }
      const slips = guesses.length ? [] : vocabulary.corrections(typed);
      if (!guesses.length && !slips.some(([, apart]) => apart === 1)) {
        guesses = vocabulary.pieces(typed).map((at) => [at, JOINED]);
      }
      if (!guesses.length) {
        guesses = slips.map(([at, apart], rank) => [at, CORRECTED / (rank + apart)]);
      }
      if (!guesses.length) guesses = vocabulary.family(typed).map((at) => [at, CORRECTED / 2]);
      for (const [at, counts] of guesses) {
        if (vocabulary.rarity[at]) add(word, at, counts);
      }
      if (guesses.length) word.term = vocabulary.terms[guesses[0][0]];
    }

    /* Two words that the library writes as one: "white board". */
    join(typed, found) {
      for (let at = 0; at + 1 < typed.length; at += 1) {
        const number = this.vocabulary.termOf.get(typed[at] + typed[at + 1]);
        if (number === undefined || !this.vocabulary.rarity[number]) continue;
        add(found[at], number, JOINED);
        add(found[at + 1], number, JOINED);
      }
    }
  }

  /* Every term wanted, in the order of the index, with what it counts. */
  function merged(words, phrases) {
    const found = new Map(phrases.map((at) => [at, 1]));
    for (const word of words) {
      for (const [number, counts] of word.terms) {
        found.set(number, Math.max(counts, found.get(number) || 0));
      }
    }
    return Array.from(found).sort((one, other) => one[0] - other[0]);
  }

  function idOf(match) {
    const part = match[4] ? "." + match[4] : "";
    return (match[1] + "-" + match[2] + match[3] + part).toUpperCase();
  }

  PSL.searchQuestion = { Questions };
})();
