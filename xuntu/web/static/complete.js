/* What the editor offers, from the schema: kinds after a colon, properties after a dot or in braces, words elsewhere. */

const KEYWORDS = ["MATCH", "OPTIONAL MATCH", "WHERE", "WITH", "RETURN", "ORDER BY", "LIMIT", "SKIP", "DISTINCT", "UNWIND", "CALL", "UNION", "AS", "AND", "OR", "NOT", "IN", "IS NULL", "IS NOT NULL", "CONTAINS", "STARTS WITH", "ENDS WITH", "CASE", "WHEN", "THEN", "ELSE", "END", "EXISTS", "DESC"];
const FUNCTIONS = ["count", "collect", "coalesce", "size", "min", "max", "sum", "avg", "round", "labels", "type", "nodes", "relationships", "shortestPath", "substring", "toString", "toInteger", "date", "duration"];

const kinds = (some) => Object.entries(some).map(([label, kind]) => ({ label, detail: kind.label, type: "type" }));
const properties = (some) => {
  const told = new Map([["id", "编号（内部）"]]);
  for (const kind of some) for (const [name, label] of Object.entries(kind.properties)) told.set(name, label);
  return [...told].map(([label, detail]) => ({ label, detail, type: "property" }));
};

/** The kind that a variable was bound to: (f:Finding), [r:LED_TO]. */
function kindOf(variable, whole, words) {
  const found = whole.match(new RegExp(`[([]\\s*${variable}\\s*:\\s*(\\w+)`));
  return found && (words.nodes[found[1]] || words.edges[found[1]]);
}

/** What may stand at the end of `before`: `{ from, options }`, or null. */
export function complete(before, whole, explicit, words) {
  const typed = /\w*$/.exec(before)[0];
  const from = before.length - typed.length;
  const head = before.slice(0, from);
  const every = [...Object.values(words.nodes), ...Object.values(words.edges)];
  const inside = /[([{][^()[\]{}]*$/.exec(head)?.[0] || "";
  if (inside.startsWith("[") && /[:|]\s*$/.test(head)) return { from, options: kinds(words.edges) };
  if (/[:|&]\s*$/.test(head) && !inside.startsWith("{")) return { from, options: kinds(words.nodes) };
  const owner = /(\w+)\.$/.exec(head);
  if (owner) {
    const kind = kindOf(owner[1], whole, words);
    return { from, options: properties(kind ? [kind] : every) };
  }
  if (inside.startsWith("{") && /[{,]\s*$/.test(head)) {
    const kind = /:\s*(\w+)\s*\{[^{}]*$/.exec(head);
    const known = kind && (words.nodes[kind[1]] || words.edges[kind[1]]);
    return known ? { from, options: properties([known]) } : null;
  }
  if (!typed && !explicit) return null;
  const plain = KEYWORDS.map((label) => ({ label, type: "keyword" }));
  return { from, options: [...plain, ...FUNCTIONS.map((label) => ({ label, apply: `${label}(`, type: "function" }))] };
}
