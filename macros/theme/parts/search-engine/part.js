/* Opens the index and answers questions from it. The first file answers at once;
   files with the words of texts, and with what results show, are loaded when a
   question needs them. Scripts only, so that it works from a folder. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});

  class Engine {
    constructor(base) {
      this.base = base;
      this.files = new Map();
      this.ready = this.open();
      this.asked = 0;
    }

    async open() {
      const { Language } = PSL.searchWords;
      const { Vocabulary } = PSL.searchVocabulary;
      await PSL.load(this.base + "first.js");
      await PSL.pause();
      const first = this.take("first");
      await PSL.pause();
      this.first = first;
      this.pages = first.pages;
      const vocabulary = await Vocabulary.read(first.words, first.rarityUnit, PSL.pause);
      this.own = { start: 0, gaps: first.gaps.split("!"), weights: first.weights.split("!") };
      await PSL.pause();
      this.vocabulary = vocabulary;
      this.questions = new PSL.searchQuestion.Questions(
        new Language(first.language), vocabulary, first.kinds);
      await PSL.pause();
      this.ranking = new PSL.searchRank.Ranking(this.pages, vocabulary.rarity,
        (entry) => this.titleOf(entry));
      this.lists = new Map();
    }

    /* What a file of the index holds; it is let go of, since it is needed once. */
    take(name) {
      const text = window.PSL_SEARCH[name];
      delete window.PSL_SEARCH[name];
      const value = JSON.parse(text);
      if (this.first && value.state !== this.first.state) {
        throw new Error("The search index was renewed: load this page again.");
      }
      return value;
    }

    async fetch(name) {
      if (!this.files.has(name)) {
        // The index' own mark in the address: no file of an older index out of a cache.
        await PSL.load(this.base + name + ".js?" + this.first.state);
        if (!this.files.has(name)) this.files.set(name, this.take(name));
      }
      return this.files.get(name);
    }

    nameOf(kind, starts, number) {
      const at = starts.filter((start) => start <= number).length;
      return { name: kind + "-" + String(at).padStart(2, "0"), start: starts[at - 1] };
    }

    /* Files that hold more of a question's terms and are not here yet. */
    missing({ terms }) {
      const names = terms.map(([number]) => this.nameOf("text", this.first.texts, number).name);
      return Array.from(new Set(names)).filter((name) => !this.files.has(name));
    }

    /* A term's documents and weights, from every file that is here. */
    list(number) {
      const { name, start } = this.nameOf("text", this.first.texts, number);
      const file = this.files.get(name);
      const key = number + (file ? "" : "?");
      if (this.lists.has(key)) return this.lists.get(key);
      let list = this.unpacked(this.own, number);
      if (file) {
        file.split = file.split || { start, gaps: file.gaps.split("!"), weights: file.weights.split("!") };
        list = PSL.searchLists.added(list, this.unpacked(file.split, number));
      }
      list = PSL.searchLists.damped(list);
      this.lists.set(key, list);
      return list;
    }

    unpacked(file, number) {
      const at = number - file.start;
      if (!file.gaps[at]) return PSL.searchLists.NOWHERE;
      return PSL.searchLists.unpacked(file.gaps[at], file.weights[at], this.first.levels);
    }

    /* Ask a question once the engine is ready. `answer` is called with the results that the files here give, and again
       when files came that change them; never for a question that a later one has replaced.
       `allowed` may say which entries count. */
    async ask(text, answer, allowed) {
      const asked = (this.asked += 1);
      const question = this.questions.read(text);
      const missing = this.missing(question);
      answer(this.answered(question, allowed), !missing.length);
      if (!missing.length) return;
      for (const name of missing) await this.fetch(name);
      await PSL.pause();
      if (asked === this.asked) answer(this.answered(question, allowed), true);
    }

    answered(question, allowed) {
      const lists = question.terms.map(([number]) => this.list(number));
      const named = this.named(question).filter((item) => !allowed || allowed(item.entry));
      const hidden = new Set(named.map((item) => item.entry));
      const { results, rest, entries } = this.ranking.ranked(question, lists, allowed);
      return {
        question,
        results: named.concat(results.filter((item) => !hidden.has(item.entry))),
        rest: () => rest().filter((item) => !hidden.has(item.entry)),
        entries: new Set(entries.concat(Array.from(hidden))),
      };
    }

    /* What the question names by its id. */
    named(question) {
      const found = [];
      for (const id of new Set(question.ids)) {
        const entry = this.pages.id.indexOf(id);
        if (entry >= 0) found.push({ entry, part: 0, score: 1000, matched: new Set() });
        else found.push(...this.below(id));
      }
      return found;
    }

    /* The terms of the words of an entry's title, and of the groups in it. */
    titleOf(entry) {
      const { terms, termOf, number } = this.vocabulary;
      const own = PSL.searchWords.words(this.pages.title[entry])
        .map((word) => termOf.get(word)).filter((at) => at !== undefined);
      const groups = this.questions.language.concepts(own.map((at) => terms[at]))
        .map(([, , concept]) => number.get(concept)).filter((at) => at !== undefined);
      return [new Set(own), groups];
    }

    /* A statement or feature by its id, out of the runs of ids that follow each other. */
    below(id) {
      const [, start, digits] = id.match(/^(.*?)(\d*)$/);
      const number = Number(digits);
      return this.first.named
        .filter(([begins, least, , count]) => begins === start && number >= least && number < least + count)
        .map(([, least, document]) => {
          const place = document + number - least;
          const entry = this.ranking.owner[place];
          return { entry, part: place - this.ranking.starts[entry], score: 1000, matched: new Set() };
        });
    }

    /* The nearest question that the library's words could answer; empty when none is near. */
    near(text) {
      const typed = PSL.searchWords.words(text).filter((word) => !PSL.searchWords.isSilent(word));
      const near = typed.map((word) => this.vocabulary.nearest(word));
      return near.filter(Boolean).join(" ");
    }

    /* What a result shows: summary, and the anchor, title and text of its part. */
    async shown(result) {
      const { name, start } = this.nameOf("pages", this.first.chunks, result.entry);
      const [summary, parts] = (await this.fetch(name)).entries[result.entry - start];
      const [anchor, title, text] = parts[result.part];
      const url = this.pages.url[result.entry];
      return { summary, title, text, url: anchor ? url.split("#")[0] + "#" + anchor : url };
    }

    /* Every word that stands for one of these terms. */
    wordsOf(terms) {
      const { words, ends } = this.vocabulary;
      return new Set(words.filter((_, at) => terms.has(ends[at])));
    }
  }

  PSL.search = { Engine };
})();
