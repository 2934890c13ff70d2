/* An edition that is not the newest says so, with a way to the same page in the
   newest. It asks versions.json beside the editions, on the same host, and only
   where this edition stands in a folder named after it: never from a file, in a
   copy, in latest/ or on a server with one edition. */
(function () {
  "use strict";

  var banner = document.querySelector("[data-part=edition-banner]");
  if (!banner || !/^https?:$/.test(window.location.protocol)) return;

  var edition = banner.getAttribute("data-edition");
  var top = new URL(".", banner.querySelector("[data-all]").href);
  if (top.pathname.slice(-edition.length - 2) !== "/" + edition + "/") return;

  function isNewest(one) {
    return Array.isArray(one.aliases) && one.aliases.indexOf("latest") !== -1;
  }

  function show(editions) {
    var newest = editions.filter(isNewest)[0];
    if (!newest || newest.version === edition) return;
    var here = window.location.pathname.slice(top.pathname.length);
    var link = banner.querySelector("[data-newest]");
    link.href = new URL("../latest/" + here, top).href + window.location.hash;
    link.querySelector("[data-number]").textContent = newest.version;
    banner.hidden = false;
  }

  window.fetch(new URL("../versions.json", top))
    .then(function (answer) { return answer.ok ? answer.json() : []; })
    .then(show)
    .catch(function () { /* Without an answer nobody can tell whether there is a newer one. */ });
})();
