/* Shows results: fills copies of the page's <template>, and marks the words
   found. Data go in as text, never as HTML. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const WORD = /[\p{L}\p{N}]+(?:['\u2019][\p{L}\p{N}]+)*/gu;
  const BEFORE = 6;
  const SHOWN = 30;

  function minutes(count) {
    const hours = Math.floor(count / 60);
    const rest = count % 60;
    return [hours ? hours + " h" : "", rest || !hours ? rest + " min" : ""].filter(Boolean).join(" ");
  }

  /* "network-day" as "Network day". */
  function named(slug) {
    const words = slug.replace(/-/g, " ");
    return words[0].toUpperCase() + words.slice(1);
  }

  const PLAIN = /^[a-z0-9]+$/;

  /* The words of a text with their places, and whether each was asked for. */
  function spread(text, wanted) {
    return Array.from(text.matchAll(WORD), (match) => {
      const small = match[0].toLowerCase();
      const word = PLAIN.test(small) ? small : PSL.searchWords.words(small)[0];
      return { at: match.index, end: match.index + match[0].length, word, found: wanted.has(word) };
    });
  }

  /* From which word to show: where the most different words asked for stand together. */
  function bestStart(items) {
    const hits = items.map((item, at) => ({ at, word: item.word })).filter((hit) => items[hit.at].found);
    let best = { start: 0, worth: 0 };
    hits.forEach(({ at }, from) => {
      const near = new Set();
      for (let next = from; next < hits.length && hits[next].at < at + SHOWN - BEFORE; next += 1) {
        near.add(hits[next].word);
      }
      if (near.size > best.worth) best = { start: Math.max(0, at - BEFORE), worth: near.size };
    });
    return best;
  }

  /* Part of a text as nodes, with the words asked for in <mark>; null when none is in it. */
  function snippet(text, wanted) {
    const items = spread(text, wanted);
    const { start, worth } = bestStart(items);
    if (!worth) return null;
    const shown = items.slice(start, start + SHOWN);
    const nodes = [start ? "\u2026 " : ""];
    let at = shown[0].at;
    for (const item of shown.filter((one) => one.found)) {
      const mark = document.createElement("mark");
      mark.textContent = text.slice(item.at, item.end);
      nodes.push(text.slice(at, item.at), mark);
      at = item.end;
    }
    const goesOn = start + SHOWN < items.length;
    nodes.push(goesOn ? text.slice(at, shown[shown.length - 1].end) + " \u2026" : text.slice(at));
    return nodes;
  }

  /* When what was just changed can be seen; hidden pages are never drawn. */
  function drawn() {
    return new Promise((go) => {
      window.requestAnimationFrame(() => window.setTimeout(go, 0));
      window.setTimeout(go, 100);
    });
  }

  function fill(item, name, text) {
    const place = item.querySelector("[data-" + name + "]");
    place.textContent = text;
    place.hidden = !text;
  }

  /* A list of results. `template` is the page's, `root` the way to the site's top folder. */
  class Results {
    constructor(list, template, root) {
      this.list = list;
      this.template = template;
      this.root = root;
      this.turn = 0;
    }

    clear() {
      this.turn += 1;
      this.list.replaceChildren();
    }

    /* Show results at once by what the first file says; sections and texts follow when these
       have been drawn. */
    async show(engine, results, question) {
      const turn = (this.turn += 1);
      const items = results.map((result) => this.item(engine.pages, result));
      this.list.replaceChildren(...items);
      await drawn();
      if (turn !== this.turn) return;
      const wanted = engine.wordsOf(new Set(question.terms.map(([number]) => number)));
      const coming = results.map((result) => engine.shown(result));
      for (const [at, shown] of coming.entries()) {
        const told = await shown;
        await PSL.pause();
        if (turn !== this.turn) return;
        this.tell(items[at], told, wanted);
      }
    }

    item(pages, { entry }) {
      const item = this.template.content.firstElementChild.cloneNode(true);
      const [, strand, colour] = pages.strands[pages.strand[entry]] || ["", "", ""];
      item.querySelector("a").href = this.root + pages.url[entry];
      if (colour) item.dataset.colour = colour;
      fill(item, "title", pages.title[entry]);
      fill(item, "section", "");
      fill(item, "kind", named(pages.kind[entry]));
      fill(item, "strand", pages.kind[entry] === "strand" ? "" : strand);
      fill(item, "minutes", minutes(pages.minutes[entry]));
      fill(item, "id", pages.id[entry]);
      return item;
    }

    tell(item, shown, wanted) {
      item.querySelector("a").href = this.root + shown.url;
      fill(item, "section", shown.title);
      const found = snippet(shown.text, wanted) || snippet(shown.summary, wanted);
      item.querySelector("[data-snippet]").replaceChildren(...(found || [shown.summary]));
    }
  }

  PSL.searchResults = { Results };
})();
