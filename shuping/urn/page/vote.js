// The voter's page. It keeps the code, the marks and 32 random bytes until there is a
// receipt, and then nothing; the same bytes are sent again and again, so that a ballot
// goes in once however often the network drops.
import { read } from "./codes.js";
import { WORDS } from "./words.js";

const ROWS = 8, BLANK = 252, UNKNOWN = 253;
const KEPT = `ballot ${location.pathname}`;
const main = document.getElementById("main");
const at = (id) => document.getElementById(id);
const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

let language = navigator.language.toLowerCase().startsWith("zh") ? "zh-Hans" : "en";
let code = "", form = null, marks = [], screen = () => {};

const say = (name, about = {}) =>
  WORDS[language][name].replace(/\{(\w+)\}/g, (_, gap) => about[gap]);

// One element with its words and children; text is never read as markup.
function make(kind, about = {}, ...inside) {
  const one = Object.assign(document.createElement(kind), about);
  one.append(...inside);
  return one;
}
const button = (words, kind, act) =>
  make("button", { type: "button", className: kind, textContent: words, onclick: act });

function show(...parts) {
  main.replaceChildren(...parts);
  window.scrollTo(0, 0);
  main.focus({ preventScroll: true });
}

// The head of the page: language, size, reading aloud.
function dress() {
  document.documentElement.lang = language;
  at("other").textContent = say("other");
  at("larger").textContent = say(document.documentElement.classList.contains("large") ? "smaller" : "larger");
  at("aloud").hidden = !("speechSynthesis" in window);
  at("aloud").textContent = say(window.speechSynthesis?.speaking ? "quiet" : "aloud");
  if (form) at("title").textContent = form.title;
  at("rehearsal").hidden = !form?.rehearsal;
  at("rehearsal").textContent = say("rehearsal");
}
at("other").onclick = () => { language = language === "en" ? "zh-Hans" : "en"; dress(); screen(); };
at("larger").onclick = () => { document.documentElement.classList.toggle("large"); dress(); };
at("aloud").onclick = () => {
  if (speechSynthesis.speaking) speechSynthesis.cancel();
  else speechSynthesis.speak(Object.assign(new SpeechSynthesisUtterance(main.innerText), { lang: language === "en" ? "en" : "zh-CN", onend: dress }));
  setTimeout(dress, 100);
};

// Whoever passes by sees nothing while the voter looks elsewhere.
document.addEventListener("visibilitychange", () => { at("veil").hidden = !document.hidden; });

// What is wrong with a code that was scanned or typed stands below it, to be compared.
function askCode(given = "", found = {}) {
  screen = () => askCode(field.value, found);
  const field = make("input", { type: "text", id: "code", autocomplete: "off", autocapitalize: "characters", spellcheck: false, maxLength: 60, value: given });
  const told = make("p", { className: "wrong", role: "alert" });
  const tell = () => { told.textContent = found.wrong ? say(found.wrong, found.about) : ""; };
  const begin = (event) => {
    event.preventDefault();
    found = read(field.value);
    if (found.wrong) { tell(); field.focus(); return; }
    code = found.code;
    load();
  };
  const label = make("label", { htmlFor: "code", textContent: say("code") });
  show(
    make("h1", {}, label),
    make("form", { onsubmit: begin, noValidate: true }, field, told, make("p", { className: "why", textContent: say("codeHelp") }), make("button", { className: "go", textContent: say("start") })),
    make("p", { className: "why", textContent: say("secret") }),
  );
  tell();
  field.focus();
}

const wait = (words) => { screen = () => wait(words); show(make("p", { role: "status", textContent: say(words) })); };

function stop(words, again) {
  screen = () => stop(words, again);
  const parts = [make("div", { role: "alert" }, make("h1", { textContent: say(words) }))];
  if (again) parts.push(button(say(again === load ? "again" : "retype"), "go", () => again()));
  show(...parts);
}

async function load() {
  wait("waiting");
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await fetch(`${location.pathname}/form`, { cache: "no-store" });
      if (answer.status === 404) return stop("gone");
      const told = await answer.json();
      form = told.form;
      dress();
      if (told.state !== "open") return stop(told.state, told.state === "closed" ? null : load);
      if (marks.length !== cells().length) marks = cells().map(() => null);
      return vote(0);
    } catch {
      wait("offline");
      await pause(backOff(tries));
    }
  }
}

const cells = () => form.reporters.flatMap((whose) => form.items.map((item) => ({ whose, item })));
const choices = () => [
  ...form.grades.map((grade, place) => [place, grade.name]),
  ...(form.unknown ? [[UNKNOWN, say("unknown")]] : []),
  [BLANK, say("blank")],
];

function row({ whose, item }, place) {
  const name = form.items.length > 1 ? [`${whose.name} `, make("small", { textContent: item.name })] : [whose.name];
  const boxes = choices().map(([mark, words]) => {
    const tick = make("input", { type: "radio", name: `cell-${place}`, checked: marks[place] === mark });
    const label = make("label", { className: marks[place] === mark ? "on" : "" }, tick, words);
    tick.onchange = () => {
      marks[place] = mark;
      for (const one of label.parentNode.children) one.className = one === label ? "on" : "";
    };
    return label;
  });
  const numbered = make("legend", {}, `${place + 1}. `, ...name);
  if (whose.note) numbered.append(make("small", { textContent: ` ${whose.note}` }));
  return make("fieldset", {}, numbered, make("div", { className: "choices" }, ...boxes));
}

function vote(page) {
  screen = () => vote(page);
  const all = cells(), many = form.one_by_one ? 1 : ROWS, pages = Math.ceil(all.length / many) || 1;
  const first = page * many;
  const where = make("h1", { className: "where", textContent: say("page", { here: page + 1, all: pages }) });
  const foot = make("div", { className: "foot" });
  if (page) foot.append(button(say("back"), "", () => vote(page - 1)));
  foot.append(page + 1 < pages ? button(say("next"), "next", () => vote(page + 1)) : button(say("review"), "next", review));
  show(where, ...all.slice(first, first + many).map((cell, number) => row(cell, first + number)), foot);
}

function review() {
  screen = review;
  const names = new Map(choices()), all = cells();
  const done = marks.filter((mark) => mark !== null).length;
  const list = make("dl");
  all.forEach(({ whose, item }, place) => {
    const mark = marks[place];
    list.append(
      make("dt", { textContent: form.items.length > 1 ? `${whose.name} ${item.name}` : whose.name }),
      make("dd", { className: mark === null ? "blank" : "", textContent: mark === null ? "—" : names.get(mark) }),
    );
  });
  const parts = [make("h1", { textContent: say("reviewTitle") }), make("p", { textContent: say("reviewHelp", { all: all.length, done }) })];
  if (done < all.length) parts.push(make("p", { className: "wrong", textContent: say("unmarked", { count: all.length - done }) }));
  show(...parts, list, make("div", { className: "foot" }, button(say("change"), "", () => vote(0)), button(say("cast"), "next", () => cast())));
}

const hex = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
const backOff = (tries) => Math.min(8, 0.5 * 2 ** tries) * (0.75 + Math.random() / 2);

async function cast(kept = null) {
  const body = kept || JSON.stringify({ code, marks: hex(marks.map((mark) => mark ?? BLANK)), seed: hex(crypto.getRandomValues(new Uint8Array(32))) });
  sessionStorage.setItem(KEPT, body);
  wait("casting");
  for (let tries = 0; ; tries += 1) {
    let words = "offline";
    try {
      const answer = await fetch(location.pathname, { method: "POST", body, headers: { "Content-Type": "application/json" }, cache: "no-store" });
      const said = await answer.json();
      if (answer.status < 500) return told(answer.status, said);
      if (said.why === "paused") words = "held";
    } catch { /* the network dropped; the same bytes go again */ }
    wait(words);
    await pause(backOff(tries));
  }
}

function told(status, answer) {
  // A code that is not known was typed wrong: the marks stay, the code is typed again.
  forget(answer.why === "unknown" ? marks : []);
  if (status === 200) return thank(answer.receipt);
  if (answer.why === "unknown") return askCode("", { wrong: "badCode" });
  if (answer.why === "copied") return stop("copied", askCode);
  return stop(answer.why, answer.why === "used" || answer.why === "void" ? askCode : null);
}

// Nothing of the ballot stays: not in the page, not in the tab, not in its history.
function forget(left) {
  sessionStorage.removeItem(KEPT);
  code = "";
  marks = left;
}

function thank(receipt) {
  screen = () => thank(receipt);
  show(
    make("h1", { textContent: say("done") }),
    make("p", { textContent: say("receipt") }),
    make("p", { className: "receipt", textContent: receipt }),
    make("p", { className: "why", textContent: say("receiptHelp") }),
    make("p", { textContent: say("close") }),
  );
}

// A page that was left while it cast goes on casting the same bytes.
dress();
const scanned = location.hash.slice(1), found = read(scanned);
if (scanned) history.replaceState(null, "", location.pathname);
const kept = sessionStorage.getItem(KEPT);
if (kept) cast(kept);
else if (found.code) { code = found.code; load(); }
else askCode(scanned, scanned ? found : {});
