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

  const NOWHERE = { places: new Int32Array(0), weights: new Int32Array(0) };

  /* A term's documents and weights, from the lists of one file: ascending numbers from the steps
     between them, a letter for each weight; see library/search/packing.py. */
  function unpacked(gaps, letters, levels) {
    const places = new Int32Array(letters.length);
    const weights = new Int32Array(letters.length);
    let found = 0;
    let before = -1;
    let step = 0;
    let unit = 1;
    for (let at = 0; at < gaps.length; at += 1) {
      const value = VALUES[gaps.charCodeAt(at)];
      if (value >= LAST) {
        step += (value - LAST) * unit;
        unit *= MORE;
      } else {
        before += step + value * unit + 1;
        places[found] = before;
        weights[found] = levels[VALUES[letters.charCodeAt(found)]];
        found += 1;
        step = 0;
        unit = 1;
      }
    }
    return { places, weights };
  }

  /* Two lists of one term as one; each names its documents in ascending order. */
  function added(one, other) {
    if (!one.places.length || !other.places.length) return one.places.length ? one : other;
    const places = new Int32Array(one.places.length + other.places.length);
    const weights = new Int32Array(places.length);
    let found = 0;
    for (let at = 0, to = 0; at < one.places.length || to < other.places.length; found += 1) {
      const place = Math.min(one.places[at] ?? Infinity, other.places[to] ?? Infinity);
      places[found] = place;
      if (one.places[at] === place) weights[found] += one.weights[at++];
      if (other.places[to] === place) weights[found] += other.weights[to++];
    }
    return { places: places.subarray(0, found), weights: weights.subarray(0, found) };
  }

  /* Many fields with the same word are no better an answer than more of the words. */
  function damped({ places, weights }) {
    const less = new Float64Array(weights.length);
    for (let at = 0; at < weights.length; at += 1) less[at] = Math.sqrt(weights[at] * Math.sqrt(weights[at]));
    return { places, weights: less };
  }

  PSL.searchLists = { VALUES, NOWHERE, unpacked, added, damped };
})();
