/* Asks Pagefind through its own module, as its page would: without the time that a page of
   results takes to draw. */
window.bench = (function () {
  "use strict";

  let opened = null;

  async function results(words) {
    opened = opened || await import(new URL("pagefind/pagefind.js", document.baseURI).href);
    return (await opened.search(words)).results;
  }

  async function ask(words) {
    const began = performance.now();
    const [first] = await results(words);
    if (first) await first.data();
    return performance.now() - began;
  }

  async function found(words) {
    const best = (await results(words)).slice(0, 10);
    const pages = await Promise.all(best.map((result) => result.data()));
    return pages.map(({ url }) => url.split("#")[0].replace(/^\//, "").replace(/\/$/, "/index.html"));
  }

  return { ask, found };
})();
