/* Reads the chosen folder, compares every file with the manifests (RFC 8493, sha512), checks the
   signature (Ed25519, minisign's older form), and says the verdict in one sentence. */
(function () {
  "use strict";

  var KEY = (document.getElementById("key") || { textContent: "" }).textContent.trim();
  var TAGS = "tagmanifest-sha512.txt", LIST = "manifest-sha512.txt", SIGNATURE = TAGS + ".minisig";
  /* No part of the copy: the school's own files, and what an update keeps to go back to. */
  var OWN = /^(our-school|before-update)\//, UNDER_WAY = "update-under-way/";
  var JUNK = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^\/]*|~\$[^\/]*|__MACOSX\/.*)$/i;
  var input = document.getElementById("folder"), bar = document.getElementById("progress");
  var result = document.getElementById("result"), print = document.getElementById("print");

  function hex(buffer) {
    return Array.from(new Uint8Array(buffer), function (byte) {
      return byte.toString(16).padStart(2, "0");
    }).join("");
  }

  function bytes(base64) {
    return Uint8Array.from(atob(base64.trim()), function (letter) { return letter.charCodeAt(0); });
  }

  async function digest(file) {
    return hex(await crypto.subtle.digest("SHA-512", await file.arrayBuffer()));
  }

  /* The files of the copy by their name in it: what lies beside bagit.txt nearest the top. */
  function inCopy(files) {
    var tops = files.map(function (file) { return file.webkitRelativePath; })
      .filter(function (path) { return /(^|\/)bagit\.txt$/.test(path); })
      .sort(function (a, b) { return a.length - b.length; });
    if (!tops.length) return null;
    var top = tops[0].slice(0, -"bagit.txt".length), found = new Map();
    files.forEach(function (file) {
      if (file.webkitRelativePath.startsWith(top)) {
        found.set(file.webkitRelativePath.slice(top.length).normalize("NFC"), file);
      }
    });
    return found;
  }

  async function listed(file) {
    var wanted = new Map();
    (await file.text()).split("\n").forEach(function (line) {
      if (!line) return;
      var match = /^([0-9a-f]{128}) {2}(.+)$/.exec(line.replace(/\r$/, ""));
      if (!match) throw new Error("The list " + file.name + " is damaged: a line of it cannot be read.");
      wanted.set(match[2].replace(/%0A/g, "\n").replace(/%0D/g, "\r").replace(/%25/g, "%").normalize("NFC"), match[1]);
    });
    return wanted;
  }

  async function signed(files) {
    if (!KEY) return "unsigned";
    if (!files.has(SIGNATURE)) return "missing";
    try {
      var lines = (await files.get(SIGNATURE).text()).split(/\r?\n/);
      var key = bytes(KEY), first = bytes(lines[1]), whole = bytes(lines[3]);
      if (first[0] !== 69 || first[1] !== 100 || hex(first.slice(2, 10)) !== hex(key.slice(2, 10))) return "wrong";
      var open = await crypto.subtle.importKey("raw", key.slice(10), { name: "Ed25519" }, false, ["verify"]);
      var data = await files.get(TAGS).arrayBuffer();
      var comment = new TextEncoder().encode(lines[2].replace(/^trusted comment: /, ""));
      var both = new Uint8Array(64 + comment.length);
      both.set(first.slice(10));
      both.set(comment, 64);
      var good = await crypto.subtle.verify("Ed25519", open, first.slice(10), data) &&
        await crypto.subtle.verify("Ed25519", open, whole, both);
      return good ? "good" : "wrong";
    } catch (error) {
      return error && error.name === "NotSupportedError" ? "unable" : "wrong";
    }
  }

  async function check(files) {
    var found = { missing: [], changed: [], extra: [], renamed: [], junk: 0, read: 0, cut: false };
    if (!files.has(TAGS)) found.missing.push(TAGS);
    if (!files.has(LIST)) found.missing.push(LIST);
    var wanted = new Map();
    for (var name of [LIST, TAGS]) {
      if (files.has(name)) (await listed(files.get(name))).forEach(function (sum, path) { wanted.set(path, sum); });
    }
    bar.hidden = false;
    bar.max = Math.max(1, wanted.size);
    var names = Array.from(wanted.keys()), sums = new Map();
    async function work() {
      for (var path = names.shift(); path !== undefined; path = names.shift()) {
        if (!files.has(path)) found.missing.push(path);
        else {
          sums.set(path, await digest(files.get(path)));
          if (sums.get(path) !== wanted.get(path)) found.changed.push(path);
        }
        found.read += 1;
        bar.value = found.read;
      }
    }
    await Promise.all([work(), work(), work(), work()]);
    for (var other of files.keys()) {
      if (wanted.has(other) || other === TAGS || other === SIGNATURE || OWN.test(other)) continue;
      if (other.startsWith(UNDER_WAY)) found.cut = true;
      else if (JUNK.test(other)) found.junk += 1;
      else found.extra.push(other);
    }
    await renamed(found, files, wanted);
    found.signature = files.has(TAGS) ? await signed(files) : "missing";
    return found;
  }

  /* A missing and an extra file with the same contents are one file under another name. */
  async function renamed(found, files, wanted) {
    if (!found.missing.length) return;
    for (var path of found.extra.slice()) {
      var sum = await digest(files.get(path));
      var from = found.missing.find(function (name) { return wanted.get(name) === sum; });
      if (from === undefined) continue;
      found.renamed.push(from + " is now called " + path);
      found.missing.splice(found.missing.indexOf(from), 1);
      found.extra.splice(found.extra.indexOf(path), 1);
    }
  }

  function count(list, one, many) {
    return list.length ? list.length + " " + (list.length === 1 ? one : many) : "";
  }

  function verdict(found) {
    if (found.cut) {
      return "An update of this copy was cut short: start apply_update.py again, which finishes it or undoes it. " +
        "It lies in " + UNDER_WAY + " too.";
    }
    var faults = [
      count(found.missing, "file is missing", "files are missing"),
      count(found.changed, "file is changed", "files are changed"),
      count(found.renamed, "file is renamed", "files are renamed"),
      count(found.extra, "file is extra", "files are extra")
    ].filter(Boolean);
    if (found.signature === "wrong") faults.push("the signature does not fit");
    if (found.signature === "missing") faults.push("the signature is missing");
    if (faults.length) return "This copy is not as it was published: " + faults.join(", ") + ".";
    var all = "This copy is complete and unchanged: all " + found.read + " files are as the list says";
    if (found.signature === "good") return all + ", and the signature is the library's own.";
    if (found.signature === "unable") return all + ". This browser cannot check the signature.";
    return all + ". It carries no signature.";
  }

  function show(found) {
    var text = verdict(found), good = text.startsWith("This copy is complete");
    var line = document.createElement("p");
    line.className = "verdict " + (good ? "good" : "bad");
    line.textContent = (good ? "✓ " : "✗ ") + text;
    result.replaceChildren(line);
    [["Missing", found.missing], ["Changed", found.changed], ["Renamed", found.renamed], ["Extra", found.extra]]
      .forEach(function (group) {
        if (!group[1].length) return;
        var head = document.createElement("h2"), list = document.createElement("ul");
        head.textContent = group[0];
        list.className = "files";
        group[1].sort().forEach(function (path) {
          var item = document.createElement("li");
          item.textContent = path;
          list.appendChild(item);
        });
        result.append(head, list);
      });
    var when = document.createElement("p");
    when.textContent = "Checked on " + new Date().toLocaleString("en-GB") + "." +
      (found.junk ? " " + found.junk + " files that the computer itself leaves in folders were passed over." : "");
    result.append(when);
    print.hidden = false;
    result.focus();
  }

  function refuse(text) {
    var line = document.createElement("p");
    line.className = "verdict bad";
    line.textContent = "✗ " + text;
    result.replaceChildren(line);
    result.focus();
  }

  input.addEventListener("change", async function () {
    try {
      var files = inCopy(Array.from(input.files));
      if (!files) return refuse("This folder holds no copy of the library: a file bagit.txt is expected in it.");
      show(await check(files));
    } catch (error) {
      refuse(error.message);
    } finally {
      bar.hidden = true;
    }
  });
  print.addEventListener("click", function () { window.print(); });
})();
