/* What the page asks of the server. Every request goes to where the page came from. */

async function answered(response) {
  let found = null;
  try { found = await response.json(); } catch { /* said below */ }
  if (!response.ok || found === null) throw new Error(found?.error || `服务器没有回答（${response.status}）`);
  return found;
}

async function sent(address, options = {}) {
  let response;
  try {
    response = await fetch(address, { credentials: "same-origin", redirect: "error", ...options });
  } catch {
    throw new Error("连不上 xuntu serve：它可能已经停止，请在终端里重新启动");
  }
  return answered(response);
}

export const read = (name) => sent(`/api/${name}`);

export const call = (name, asked = {}) => sent(`/api/${name}`, {
  method: "POST",
  headers: { "content-type": "application/json", "x-xuntu": "1" },
  body: JSON.stringify(asked),
});

export const upload = (file) => sent(`/api/upload?name=${encodeURIComponent(file.name)}`, {
  method: "POST",
  headers: { "content-type": "application/octet-stream", "x-xuntu": "1" },
  body: file,
});
