// What the theme leaves without a name for a screen reader, named here; tables and code that scroll can be reached by key.
for (const button of document.querySelectorAll("button:not([aria-label])")) {
  const title = button.title || button.dataset.bsOriginalTitle || button.dataset.bsTitle;
  if (!button.textContent.trim() && title) button.setAttribute("aria-label", title);
}
for (const box of document.querySelectorAll("div.highlight pre, .cell_output pre, .pst-scrollable-table-container")) {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
}
for (const summary of document.querySelectorAll("summary:not([aria-label])")) {
  const link = summary.closest("li")?.querySelector("a");
  if (!summary.textContent.trim()) summary.setAttribute("aria-label", `Pages below ${link ? link.textContent.trim() : "this one"}`);
}
