// The school's own documents: reads list.js from the school's folder and shows what it names.
// That file is the school's, so it is shown as text, and leads nowhere but to that folder or the web.
(function () {
  "use strict";

  var place = document.querySelector("[data-our-school]");
  if (!place) return;
  var folder = place.getAttribute("data-our-school");

  // The address of a document, or nothing when it would lead out of the folder.
  function address(file) {
    if (/^https?:\/\/\S+$/i.test(file)) return file;
    var steps = file.split("/");
    var leaves = /^[a-z][a-z0-9+.-]*:/i.test(file) || file.indexOf("\\") >= 0;
    if (!file || leaves || steps.indexOf("..") >= 0 || steps[0] === "") return "";
    return folder + steps.map(encodeURIComponent).join("/");
  }

  function item(title, to, words) {
    var row = document.createElement("li");
    var link = document.createElement("a");
    link.href = to;
    link.textContent = title;
    if (/^https?:/i.test(to)) link.rel = "noopener external";
    row.appendChild(link);
    if (words) row.appendChild(document.createElement("span")).textContent = words;
    return row;
  }

  function show() {
    var list = place.querySelector("[data-our-list]");
    var refused = [];
    String(window.OUR_SCHOOL || "").split("\n").forEach(function (line) {
      var parts = line.split("|").map(function (part) { return part.trim(); });
      if (!line.trim() || line.trim().charAt(0) === "#") return;
      var to = parts[0] && address(parts[1] || "");
      if (to) list.appendChild(item(parts[0], to, parts[2]));
      else refused.push(line.trim());
    });
    reveal("list", list.children.length > 0);
    reveal("none", !list.children.length);
    reveal("broken", typeof window.OUR_SCHOOL !== "string");
    var note = reveal("refused", refused.length > 0);
    note.appendChild(document.createElement("q")).textContent = refused.join(" · ");
  }

  function reveal(name, shown) {
    var part = place.querySelector("[data-our-" + name + "]");
    if (part) part.hidden = !shown;
    return part;
  }

  var script = document.createElement("script");
  script.src = folder + "list.js";
  script.onload = show;
  document.head.appendChild(script);
})();
