// Before a log-out: what pages marked on this device and have not sent is told, with the way back to them. With the
// log-out all that they kept here goes; the answer's header asks for the same, and Safari before 17 does not know it.
const leaving = document.getElementById("leaving");
const UNSENT = "unsent ";

// A page keeps what it could not send as {page: its address, marks: a list} under a name that begins so.
function unsent() {
  const found = [];
  try {
    for (const [name, value] of Object.entries(localStorage)) {
      if (!name.startsWith(UNSENT)) continue;
      const { page, marks } = JSON.parse(value);
      if (marks.length) found.push([page, marks.length]);
    }
  } catch {
    // A browser that refuses storage has kept nothing.
    return [];
  }
  return found;
}

function tell(found) {
  const told = leaving.querySelector("[data-unsent]");
  for (const [page, count] of found) {
    const item = told.querySelector("template").content.cloneNode(true);
    item.querySelector("a").href = page;
    item.querySelector("[data-unsent-count]").textContent = count;
    told.querySelector("ul").append(item);
  }
  told.hidden = found.length === 0;
}

async function erase() {
  for (const name of await caches.keys()) await caches.delete(name);
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
}

tell(unsent());
leaving.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    localStorage.clear();
    // Neither exists without HTTPS, and neither may keep a person from leaving.
    await Promise.race([erase(), new Promise((next) => setTimeout(next, 2000))]);
  } finally {
    event.target.submit();
  }
});
