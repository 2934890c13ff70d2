// The slide show: reveal.js shows it, this adds the bar, the presenter's window and the clock.
(function () {
  "use strict";

  var show = document.querySelector("[data-show]");
  if (!show || typeof Reveal === "undefined") return;

  var presents = /[?&]presenter\b/.test(location.search);
  var panel = document.querySelector("[data-presenter]");
  var slides = show.querySelectorAll("[data-slides] > section");
  var calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  var other = presents ? window.opener : null;
  var told = -1;

  show.classList.add("reveal");
  show.querySelector("[data-slides]").classList.add("slides");

  var deck = new Reveal(show, {
    width: 1280, height: 720, margin: 0.02, minScale: 0.1, maxScale: 4, center: false,
    hash: !presents, history: false, embedded: presents, keyboardCondition: null,
    slideNumber: "c/t", transition: calm ? "none" : "fade", transitionSpeed: "fast",
    keyboard: { 83: openPresenter }
  });

  deck.initialize().then(function () {
    slides.forEach(fit);
    deck.on("slidechanged", moved);
    deck.on("overviewhidden", function () { slides.forEach(fit); });
    bar();
    told = at();
    if (presents) startPresenter();
  });

  // A slide that holds a lot is set smaller, never cut off.
  function fit(slide) {
    var before = slide.style.display;
    var hidden = slide.hidden;
    slide.hidden = false;
    slide.style.display = "block";
    var size = 100;
    while (size > 50 && slide.scrollHeight > slide.clientHeight + 2) {
      size -= 5;
      slide.style.fontSize = size + "%";
    }
    slide.style.display = before;
    slide.hidden = hidden;
  }

  function at() { return deck.getIndices().h; }

  function moved() {
    if (presents) notes();
    if (at() === told) return;
    told = at();
    if (other && !other.closed) other.postMessage({ slideshow: location.pathname, at: told }, "*");
  }

  // From a folder a window's origin is "null", so a message is known by its page and its form.
  window.addEventListener("message", function (event) {
    var said = event.data;
    if (!said || said.slideshow !== location.pathname || event.source !== other) return;
    if (said.hello) return void event.source.postMessage({ slideshow: location.pathname, at: at() }, "*");
    if (typeof said.at !== "number" || said.at < 0 || said.at >= slides.length) return;
    told = said.at;
    if (said.at !== at()) deck.slide(said.at);
  });

  function openPresenter() {
    if (presents) return;
    var address = location.href.replace(/[?#].*$/, "") + "?presenter";
    other = window.open(address, "psl-presenter", "width=1200,height=720");
  }

  function bar() {
    document.querySelectorAll("[data-bar] [data-do]").forEach(function (button) {
      button.hidden = presents;
      button.addEventListener("click", function () {
        if (button.dataset.do === "presenter") openPresenter();
        if (button.dataset.do === "overview") deck.toggleOverview();
        if (button.dataset.do === "full") document.documentElement.requestFullscreen();
        button.blur();
      });
    });
  }

  function startPresenter() {
    var began = Date.now();
    document.body.classList.add("psl-presents");
    panel.hidden = false;
    deck.layout();
    panel.querySelector("[data-restart]").addEventListener("click", function () {
      began = Date.now();
      tick();
    });
    function tick() {
      var now = new Date();
      panel.querySelector("[data-clock]").textContent = two(now.getHours()) + ":" + two(now.getMinutes());
      panel.querySelector("[data-gone]").textContent = spoken((now - began) / 1000);
    }
    tick();
    setInterval(tick, 1000);
    notes();
    if (other) other.postMessage({ slideshow: location.pathname, hello: true }, "*");
  }

  function notes() {
    var here = slides[at()];
    var after = slides[at() + 1];
    var said = here.querySelector(".notes");
    var place = panel.querySelector("[data-notes]");
    var due = 0;
    for (var one = 0; one <= at(); one += 1) due += Number(slides[one].dataset.minutes);
    place.replaceChildren();
    if (said) place.append.apply(place, Array.from(said.cloneNode(true).childNodes));
    panel.querySelector("[data-next]").textContent =
      after ? after.querySelector("h1, h2").textContent : "the end";
    panel.querySelector("[data-due]").textContent = spoken(due * 60);
  }

  function two(number) { return String(number).padStart(2, "0"); }

  function spoken(seconds) {
    var whole = Math.floor(seconds);
    return Math.floor(whole / 60) + ":" + two(whole % 60);
  }
})();
