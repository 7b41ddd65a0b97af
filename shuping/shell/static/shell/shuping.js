// Pages work without this file; it only saves a press, or a mistake.

// A button that was pressed once is not pressed again while the answer is on its way.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  // Where a file is the answer, or none comes, the page stays: then it can be pressed.
  setTimeout(() => { delete form.dataset.sent; }, 10000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// What was typed is not lost by a slip of the finger.
let unsaved = false;
document.addEventListener("input", (event) => {
  if (event.target.closest("form[data-keep]")) unsaved = true;
});
document.addEventListener("submit", () => { unsaved = false; });
window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

// A choice with data-submit sends its form at once; without script there is a button.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
});

// Count the characters of a section while it is written, as the checks count them.
const word = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef\u2014\u2018-\u201d\u2026\u00b7]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef\u2014\u2018-\u201d\u2026\u00b7]+/gu;
for (const area of document.querySelectorAll("textarea[data-count]")) {
  const told = document.getElementById(area.dataset.count);
  const tell = () => { told.textContent = (area.value.match(word) || []).length; };
  area.addEventListener("input", tell);
  tell();
}

// A phrase that is chosen is put where one writes.
document.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-phrase]");
  const area = chosen && document.getElementById(chosen.dataset.phrase);
  if (!area) return;
  area.setRangeText(chosen.textContent, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
});

// Print from a page without leaving it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Sheets of paper are typed by number keys: a digit chooses, and the next row follows.
for (const sheet of document.querySelectorAll("[data-digits]")) {
  const rows = [...sheet.querySelectorAll("[role=radiogroup]")];
  for (const hint of document.querySelectorAll("[data-hint]")) hint.hidden = false;
  sheet.addEventListener("keydown", (event) => {
    if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    const here = rows.indexOf(event.target.closest("[role=radiogroup]"));
    const mark = rows[here]?.querySelectorAll("input[type=radio]")[event.key - 1];
    if (!mark) return;
    event.preventDefault();
    mark.click();
    const next = rows[here + 1];
    const there = next ? next.querySelector("input:checked") || next.querySelector("input") : sheet.closest("form").querySelector("button");
    there.focus();
  });
  if (!document.querySelector(".wrong")) sheet.closest("form").querySelector("input[name=author], [role=radiogroup] input").focus();
}

// The part of a page that moves is fetched anew each second until it moves no more.
const look = async (etag) => {
  const part = document.querySelector("[data-live]");
  if (!part) return;
  const headers = { "X-Part": "1", ...(etag && { "If-None-Match": etag }) };
  try {
    const answer = await fetch(part.dataset.live, { headers, cache: "no-store", redirect: "error" });
    if (answer.ok) part.outerHTML = await answer.text();
    etag = answer.headers.get("ETag") || etag;
  } catch { /* The next look may find the way again. */ }
  setTimeout(look, 1000, etag);
};
look();
