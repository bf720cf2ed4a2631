/* The frame of the workbench: its parts as tabs, its theme, what stands above. */
import { read } from "/static/api.js";
import board from "/static/board.js";
import catalogue from "/static/catalogue.js";
import check from "/static/check.js";
import cypher from "/static/cypher.js";
import { byId, fault, make } from "/static/dom.js";
import load from "/static/load.js";
import review from "/static/review.js";
import trace from "/static/trace.js";

const PARTS = [["ask", "提问", catalogue], ["cypher", "Cypher", cypher], ["trace", "追踪", trace], ["board", "看板", board], ["check", "回避核查", check], ["review", "待决事项", review], ["load", "装载", load]];
const nonce = document.querySelector("script[nonce]").nonce;
const root = document.documentElement;

async function status() {
  try {
    const found = await read("status");
    byId("status").textContent = `${found.committee}　${found.sources} 个来源，${found.nodes} 个节点，${found.edges} 条关系；待决 ${found.undecided}，隔离 ${found.quarantined}　快照 ${found.snapshot_hash.slice(0, 12)}`;
  } catch (error) {
    byId("status").replaceChildren(fault(error));
  }
}

const begun = new Set();
function open(name, focus = false) {
  for (const [id, , start] of PARTS) {
    const here = id === name;
    const tab = byId(`tab-${id}`);
    tab.setAttribute("aria-selected", String(here));
    tab.tabIndex = here ? 0 : -1;
    byId(id).hidden = !here;
    if (here && focus) tab.focus();
    if (here && !begun.has(id)) {
      begun.add(id);
      Promise.resolve(start(byId(id), nonce, status)).catch((error) => byId(id).append(fault(error)));
    }
  }
  history.replaceState(null, "", `#${name}`);
}

function step(event) {
  const names = PARTS.map(([id]) => id);
  const at = names.indexOf(event.target.id.slice(4));
  const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: names.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  open(names[(to + names.length) % names.length], true);
}

function setTheme(name) {
  root.dataset.theme = name;
  byId("theme").textContent = name === "dark" ? "浅色" : "深色";
}
const system = matchMedia("(prefers-color-scheme: dark)");
const theme = () => setTheme(system.matches ? "dark" : "light");
system.addEventListener("change", theme);
byId("theme").addEventListener("click", () => setTheme(root.dataset.theme === "dark" ? "light" : "dark"));
theme();

for (const [id, label] of PARTS) {
  byId("tabs").append(make("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": id, click: () => open(id), keydown: step }, label));
  byId("panels").append(make("section", { role: "tabpanel", id, "aria-labelledby": `tab-${id}`, hidden: true }));
}
document.addEventListener("keydown", (event) => {
  const wanted = event.altKey && PARTS[Number(event.key) - 1];
  if (!wanted) return;
  event.preventDefault();
  open(wanted[0], true);
});
open(PARTS.some(([id]) => `#${id}` === location.hash) ? location.hash.slice(1) : "ask");
status();
