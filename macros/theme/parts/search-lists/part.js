/* Lists of numbers out of the short texts that the index' files hold: the
   browser's half of library/search/packing.py. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const LETTERS = Array.from({ length: 0x7f - 0x23 }, (_, at) => String.fromCharCode(0x23 + at))
    .filter((letter) => letter !== "," && letter !== "\\");
  const VALUES = new Int8Array(128);
  LETTERS.forEach((letter, value) => { VALUES[letter.charCodeAt(0)] = value; });
  const LAST = 46;
  const MORE = LETTERS.length - LAST;

  /* Ascending numbers from the steps between them; see library/search/packing.py. */
  function fromGaps(text) {
    const found = [];
    let before = -1;
    let step = 0;
    let unit = 1;
    for (let at = 0; at < text.length; at += 1) {
      const value = VALUES[text.charCodeAt(at)];
      if (value >= LAST) {
        step += (value - LAST) * unit;
        unit *= MORE;
      } else {
        before += step + value * unit + 1;
        found.push(before);
        step = 0;
        unit = 1;
      }
    }
    return found;
  }

  /* A term's documents and weights, from the lists of one file. */
  function unpacked(gaps, weights, levels) {
    const places = Int32Array.from(fromGaps(gaps));
    const worth = places.map((_, at) => levels[VALUES[weights.charCodeAt(at)]]);
    return { places, weights: worth };
  }

  const NOWHERE = { places: new Int32Array(0), weights: new Int32Array(0) };

  /* Two lists of one term as one; each names its documents in ascending order. */
  function added(one, other) {
    if (!one.places.length || !other.places.length) return one.places.length ? one : other;
    const sum = new Map();
    for (const { places, weights } of [one, other]) {
      places.forEach((place, at) => sum.set(place, (sum.get(place) || 0) + weights[at]));
    }
    return { places: Int32Array.from(sum.keys()), weights: Int32Array.from(sum.values()) };
  }

  /* Many fields with the same word are no better an answer than more of the words. */
  function damped({ places, weights }) {
    return { places, weights: Float64Array.from(weights, (weight) => Math.sqrt(weight * Math.sqrt(weight))) };
  }

  PSL.searchLists = { VALUES, NOWHERE, unpacked, added, damped };
})();
