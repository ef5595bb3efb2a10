// Search shows an excerpt of each page it finds, which it fetches: a browser refuses that on file://.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

// A wide equation scrolls inside its box: only then can the keyboard reach the box, to scroll it.
// Watched, not measured once: fonts arrive late, windows change, dropdowns open.
addEventListener("DOMContentLoaded", function () {
  "use strict";
  var watcher = new ResizeObserver(function (entries) {
    entries.forEach(function (entry) {
      var block = entry.target.closest(".math-block");
      if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
      else block.removeAttribute("tabindex");
    });
  });
  document.querySelectorAll(".math-block, .math-block > math").forEach(function (element) {
    watcher.observe(element);
  });
});
