/* How the page is made. Text reaches it only through text nodes, never as markup. */

export const byId = (id) => document.getElementById(id);

/** An element with attributes (a function is a listener) and children; texts stay texts. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

/** Foreign text: isolated, so that its direction cannot turn what stands around it. */
export const words = (text) => make("bdi", {}, text === null || text === undefined ? "" : String(text));

export const say = (text) => { byId("live").textContent = text; };

let fields = 0;
/** A control with its label; the control gets an id. */
export function field(label, control, hint = "") {
  control.id = control.id || `field${(fields += 1)}`;
  return make("div", { class: "field" }, make("label", { for: control.id }, label), control, hint && make("small", {}, hint));
}

export function choice(options, attributes = {}) {
  return make("select", attributes, options.map(([value, label]) => make("option", { value }, label)));
}

/** A table in an area that scrolls and that the keyboard reaches; cells are texts or elements. */
export function table(label, headers, rows) {
  const cell = (one) => make("td", {}, one instanceof Node ? one : words(one));
  return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label },
    make("table", {},
      make("thead", {}, make("tr", {}, headers.map((one) => make("th", { scope: "col" }, words(one))))),
      make("tbody", {}, rows.map((row) => make("tr", {}, row.map(cell))))));
}

export const notice = (text) => make("p", { class: "notice" }, words(text));

/** What went wrong, in the place of what was asked for. */
export const fault = (error) => make("p", { class: "notice fault", role: "alert" }, words(error.message || error));

/** Do work while `area` says what is being done and for how long; its outcome or its fault takes the place. */
export async function busy(area, what, work) {
  const started = performance.now();
  const clock = make("span", {});
  area.replaceChildren(make("p", { class: "busy", role: "status" }, what, " ", clock));
  const timer = setInterval(() => { clock.textContent = `${Math.round((performance.now() - started) / 1000)} 秒`; }, 1000);
  try {
    const found = await work();
    area.replaceChildren(...[found].flat().filter(Boolean));
    say(`${what}：完成`);
  } catch (error) {
    area.replaceChildren(fault(error));
  } finally {
    clearInterval(timer);
  }
}

/** A form whose controls are shut while its work goes on, so that nothing is sent twice. */
export function form(attributes, work, ...children) {
  const made = make("form", { ...attributes, submit: async (event) => {
    event.preventDefault();
    const shut = [...made.querySelectorAll("button")];
    for (const button of shut) button.disabled = true;
    try { await work(event.submitter); } finally { for (const button of shut) button.disabled = false; }
  } }, children);
  return made;
}
