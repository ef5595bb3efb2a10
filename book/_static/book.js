// Search shows an excerpt of each page it finds, which it fetches: a browser refuses that on file://.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

// What is wider than its box scrolls inside it: only then can the keyboard reach the box, to scroll it.
// Watched, not measured once: blocks are laid out when they come near, fonts arrive late, windows change.
addEventListener("DOMContentLoaded", function () {
  "use strict";
  var boxes = ".math-block, pre, .cell_output > .output, .pst-scrollable-table-container";
  var watcher = new ResizeObserver(function (entries) {
    var seen = entries.map(function (entry) {
      var box = entry.target.closest(boxes);
      return [box, box.scrollWidth > box.clientWidth];
    });
    seen.forEach(function (one) {
      if (one[1]) one[0].tabIndex = 0;
      else one[0].removeAttribute("tabindex");
    });
  });
  document.querySelectorAll(boxes + ", .math-block > math").forEach(function (element) {
    // Until a block is laid out nobody knows whether it scrolls: the keyboard may reach it, to be safe.
    if (element.matches(boxes)) element.tabIndex = 0;
    watcher.observe(element);
  });
});

// A link to what stands in a fold opens it, and so does one to a folded cell or to the heading of a side path.
// Paper shows all side paths.
(function () {
  "use strict";
  function reveal() {
    var place = document.getElementById(decodeURIComponent(location.hash.slice(1).split("?")[0]));
    if (!place) return;
    var folds = [].slice.call(place.querySelectorAll(":scope > :is(details.side-path, details.hide)"));
    for (var up = place.closest("details"); up; up = up.parentElement.closest("details")) folds.push(up);
    folds = folds.filter(function (fold) { return !fold.open; });
    folds.forEach(function (fold) { fold.open = true; });
    if (folds.length) place.scrollIntoView();
  }
  addEventListener("DOMContentLoaded", reveal);
  addEventListener("hashchange", reveal);
  var unfolded = [];
  addEventListener("beforeprint", function () {
    unfolded = [].slice.call(document.querySelectorAll("details.side-path:not([open])"));
    unfolded.forEach(function (fold) { fold.open = true; });
  });
  addEventListener("afterprint", function () {
    unfolded.forEach(function (fold) { fold.open = false; });
  });
})();
