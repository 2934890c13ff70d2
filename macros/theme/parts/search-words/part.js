/* Words and their terms: the browser's half of library/search/words.py. A test
   asks both the same; change them together. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const NEAR = "^";
  const PHRASES = 16 ** 5;
  const INITIALS = /\b([a-z])[.&](?=[a-z]\b)/g;
  const WORD = /[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu;
  const SPELLINGS = [
    [/^(.{3,})iz(e|es|ed|er|ers|ing|ation|ations)$/, "$1is$2"],
    [/^(.{3,})yz(e|es|ed|er|ers|ing)$/, "$1ys$2"],
    [/^(.{3,})our(|s|ed|ing|al|ally|able|ful|ite|ites|less)$/, "$1or$2"],
    [/^(cance|channe|counse|labe|leve|mode|signa|trave)ll(ed|er|ers|ing|or|ors)$/, "$1l$2"],
  ];

  /* The words of a text: small letters, no accents, no apostrophes; initials are one
     word. */
  function words(text) {
    const plain = text.replace(/[\u2018\u2019\u02bc]/g, "'").normalize("NFKD")
      .replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(INITIALS, "$1");
    return (plain.match(WORD) || []).map((word) => word.replace(/'s$/, "").replace(/'/g, ""));
  }

  function isSilent(word) {
    return !window.lunr.stopWordFilter(new window.lunr.Token(word, {})) ||
      (word.length === 1 && !/\d/.test(word));
  }

  /* How words become terms, and which phrases are one thing. */
  class Language {
    constructor(spoken) {
      this.spellings = new Map(Object.entries(spoken.spellings));
      this.quiet = new Set(spoken.quiet);
      this.phrases = new Map();
      for (const [phrase, concepts] of Object.entries(spoken.phrases)) {
        const terms = phrase.split(" ");
        const same = this.phrases.get(terms[0]) || [];
        this.phrases.set(terms[0], same.concat(concepts.map((concept) => [terms, concept])));
      }
    }

    spelled(word) {
      if (this.spellings.has(word)) return this.spellings.get(word);
      return SPELLINGS.reduce((kept, [pattern, by]) => kept.replace(pattern, by), word);
    }

    term(word) {
      return window.lunr.stemmer(new window.lunr.Token(this.spelled(word), {})).toString();
    }

    concepts(terms) {
      const found = [];
      terms.forEach((term, at) => {
        for (const [phrase, concept] of this.phrases.get(term) || []) {
          if (phrase.every((part, step) => terms[at + step] === part)) {
            found.push([at, at + phrase.length, concept]);
          }
        }
      });
      return found;
    }
  }

  /* What stands for terms in a row. */
  function phraseTerm(terms) {
    const text = terms.join(" ");
    let number = 0;
    for (const letter of text) number = (number * 31 + letter.codePointAt(0)) % PHRASES;
    return "_" + number.toString(16);
  }

  PSL.searchWords = { NEAR, Language, words, isSilent, phraseTerm };
})();
