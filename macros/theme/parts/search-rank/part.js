/* From terms to results in order: the browser's half of library/search/ranking.py.
   The packed lists choose the most promising entries, lunr scores them.
   A test asks both the same; change them together. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const CHOSEN = 24;
  const PARTS = 3;
  const PART = 0.7;
  const OTHERS = 0.12;
  const STANDS_OUT = 0.45;
  const NAMED = 1.5;
  const OF_KIND = 1.3;

  /* For lunr's set of tokens: only terms that the index holds are asked for. */
  const EVERY_TERM = { intersect: (tokens) => tokens };

  class Ranking {
    /* `pages` says of each entry how many parts it has, what it is worth in hundredths and its
       kind, `title` gives its title's terms. */
    constructor({ parts, worth, kind }, rarity, title) {
      this.title = title;
      this.counts = worth;
      this.kind = kind;
      this.rarity = rarity;
      this.starts = [0];
      for (const size of parts) this.starts.push(this.starts[this.starts.length - 1] + size);
      this.owner = new Int32Array(this.starts[parts.length]);
      parts.forEach((size, entry) => {
        this.owner.fill(entry, this.starts[entry], this.starts[entry] + size);
      });
      this.sums = new Float64Array(this.owner.length);
      this.marks = new Uint8Array(this.owner.length);
      this.worth = new Float64Array(parts.length);
    }

    /* The best entries for a question, best first; all below them when asked for; and every entry
       with an answer. `lists` are its terms' documents in the order of its terms; `allowed` says
       which entries may be found. */
    ranked(question, lists, allowed) {
      this.add(question.terms, lists);
      const entries = this.promises();
      const own = allowed ? entries.filter(allowed) : entries;
      const chosen = this.best(own).map((entry) => ({ entry, places: this.bestPlaces(entry) }));
      this.forget(lists);
      const { scores, matched } = byLunr(question.terms, lists, chosen, this.marks);
      const results = chosen.map((item) => this.entry(item, question, scores, matched))
        .filter((item) => item.score > 0)
        .sort((one, other) => other.score - one.score || one.entry - other.entry);
      return { results, rest: this.rest(own, chosen), entries };
    }

    /* Entries below those that were ranked, in the order of what they promise. */
    rest(entries, chosen) {
      const worth = this.worth.slice();
      return () => {
        const ranked = new Set(chosen.map((item) => item.entry));
        return entries.filter((entry) => !ranked.has(entry))
          .sort((one, other) => worth[other] - worth[one] || one - other)
          .map((entry) => ({ entry, part: 0, score: 0 }));
      };
    }

    add(terms, lists) {
      const { sums } = this;
      lists.forEach(({ places, weights }, at) => {
        const counts = terms[at][1];
        for (let step = 0; step < places.length; step += 1) {
          sums[places[step]] += counts * weights[step];
        }
      });
    }

    forget(lists) {
      for (const { places } of lists) {
        for (let step = 0; step < places.length; step += 1) this.sums[places[step]] = 0;
      }
    }

    /* Every entry with an answer; what each promises stands in `worth`. */
    promises() {
      const { sums, starts, worth } = this;
      const found = [];
      for (let entry = 0; entry < worth.length; entry += 1) {
        let part = 0;
        for (let place = starts[entry] + 1; place < starts[entry + 1]; place += 1) {
          if (sums[place] > part) part = sums[place];
        }
        worth[entry] = sums[starts[entry]] + PART * part;
        if (worth[entry] > 0) found.push(entry);
      }
      return found;
    }

    best(entries) {
      const { worth } = this;
      const all = Float64Array.from(entries, (entry) => worth[entry]).sort();
      const least = all.length > CHOSEN ? all[all.length - CHOSEN] : 0;
      return entries.filter((entry) => worth[entry] >= least)
        .sort((one, other) => worth[other] - worth[one] || one - other).slice(0, CHOSEN);
    }

    /* An entry's head and its most promising parts. */
    bestPlaces(entry) {
      const { sums } = this;
      const head = this.starts[entry];
      const parts = [];
      for (let place = head + 1; place < this.starts[entry + 1]; place += 1) {
        if (sums[place] > 0) parts.push(place);
      }
      parts.sort((one, other) => sums[other] - sums[one] || one - other);
      return (sums[head] > 0 ? [head] : []).concat(parts.slice(0, PARTS));
    }

    entry(item, question, scores, matched) {
      const head = this.starts[item.entry];
      let best = head;
      for (const place of item.places) {
        if (place === head) continue;
        const better = best === head ? 1 : scores.get(place) - scores.get(best) || best - place;
        if (better > 0) best = place;
      }
      const headScore = scores.get(head) || 0;
      const partScore = best === head ? 0 : scores.get(best);
      const together = new Set([...(matched.get(head) || []), ...(matched.get(best) || [])]);
      const anywhere = new Set(item.places.flatMap((place) => [...matched.get(place)]));
      const answered = (this.answered(question, together) + this.answered(question, anywhere)) / 2;
      let score = headScore + PART * partScore + OTHERS * this.others(item, best, scores);
      score *= 0.2 + 0.8 * answered * answered;
      score *= this.counts[item.entry] / 100;
      if (question.kinds.has(this.kind[item.entry])) score *= OF_KIND;
      const [title, groups] = this.title(item.entry);
      const isAsked = title.size && Array.from(title).every((number) => question.has.has(number));
      const named = new Set([...title, ...groups]);
      if (isAsked && this.answered(question, named) > 0.9) score *= NAMED;
      const leadsTo = partScore >= STANDS_OUT * headScore ? best : head;
      score = Math.floor(score * 1e6 + 0.5) / 1e6;
      return { entry: item.entry, part: leadsTo - head, score, matched: anywhere };
    }

    /* What an entry's parts are worth beside its best. */
    others({ entry, places }, best, scores) {
      const head = this.starts[entry];
      return places.filter((place) => place !== head && place !== best)
        .reduce((sum, place) => sum + scores.get(place), 0);
    }

    /* How much of the question these terms answer, from 0 to 1. */
    answered(question, terms) {
      let all = 0;
      let found = 0;
      for (const word of question.words) {
        let worth = 0;
        let most = 0;
        for (const [number, counts] of word.terms) {
          const told = counts * this.rarity[number];
          most = Math.max(most, told);
          if (terms.has(number)) worth = Math.max(worth, told);
        }
        all += most;
        found += worth;
      }
      return all ? found / all : 0;
    }
  }

  /* What lunr makes of the chosen documents: their scores and the terms they match. */
  function byLunr(terms, lists, chosen, marks) {
    const lunr = window.lunr;
    const wanted = chosen.flatMap((item) => item.places);
    const elements = new Map(wanted.map((place) => [place, []]));
    const invertedIndex = Object.create(null);
    for (const place of wanted) marks[place] = 1;
    terms.forEach(([number], at) => {
      const { places, weights } = lists[at];
      const found = {};
      for (let step = 0; step < places.length; step += 1) {
        if (!marks[places[step]]) continue;
        elements.get(places[step]).push(number, weights[step]);
        found[places[step]] = {};
      }
      invertedIndex[number] = { _index: number, all: found };
    });
    for (const place of wanted) marks[place] = 0;
    const fieldVectors = {};
    for (const [place, vector] of elements) fieldVectors["all/" + place] = new lunr.Vector(vector);
    const index = new lunr.Index({
      invertedIndex, fieldVectors, tokenSet: EVERY_TERM, fields: ["all"], pipeline: new lunr.Pipeline(),
    });
    const scores = new Map();
    const matched = new Map();
    const results = terms.length ? index.query((query) => {
      for (const [number, boost] of terms) query.term(String(number), { boost, usePipeline: false });
    }) : [];
    for (const { ref, score, matchData } of results) {
      scores.set(Number(ref), score);
      matched.set(Number(ref), Object.keys(matchData.metadata).map(Number));
    }
    return { scores, matched };
  }

  PSL.searchRank = { Ranking };
})();
