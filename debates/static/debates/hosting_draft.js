// What a host types and the site has not confirmed, in this browser: locked with a key that only the page of the person
// who is logged in holds, so that nothing can be read after log-out, and forgotten once the site has it.
const browserDraft = (() => {
  const form = document.querySelector("[data-hosting]");
  const offered = document.querySelector("[data-draft-offer]");
  const PREFIX = "hosting ";
  const DAYS = 7;
  const OURS = ["csrfmiddlewaretoken", "serial", "save"];
  const NOBODYS = ["revision", "more_language", "_FORMS", "-role"];
  const place = PREFIX + form?.dataset.draftName;
  let turn = 0;

  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""));

  function typed() {
    return [...new FormData(form)].filter(([name]) => !OURS.includes(name));
  }

  // What somebody wrote or chose: a page that came back with one more empty input says the same.
  function words(entries) {
    return JSON.stringify(entries.filter(([name, value]) => value !== "" && !NOBODYS.some((part) => name.includes(part))));
  }

  const begun = words(form ? typed() : []);

  function key() {
    return crypto.subtle.importKey("raw", bytes(form.dataset.draftKey), "AES-GCM", false, ["encrypt", "decrypt"]);
  }

  // Whether it is kept: a browser may refuse storage, and has no lock outside of HTTPS.
  async function keep() {
    const mine = ++turn;
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const said = new TextEncoder().encode(JSON.stringify(typed()));
      const locked = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), said);
      // Something newer was kept, or the site has confirmed this, while it was being locked.
      if (mine === turn) localStorage.setItem(place, JSON.stringify({ at: Date.now(), iv: text(iv), locked: text(locked) }));
      return true;
    } catch {
      return false;
    }
  }

  function forget() {
    turn += 1;
    try {
      localStorage.removeItem(place);
    } catch {
      return;
    }
  }

  function forgetOld() {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(PREFIX) && !(JSON.parse(localStorage[name]).at > Date.now() - DAYS * 86400000)) localStorage.removeItem(name);
    }
  }

  async function kept() {
    const { iv, locked } = JSON.parse(localStorage.getItem(place));
    const said = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(iv) }, await key(), bytes(locked));
    return JSON.parse(new TextDecoder().decode(said));
  }

  // The site takes it as if it had been typed now, and shows it with all its rows and languages.
  async function putBack(entries) {
    const body = new FormData();
    for (const [name, value] of entries) body.append(name, value);
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("serial", form.elements.serial.value);
    const state = offered.querySelector("[data-draft-state]");
    try {
      const response = await fetch(form.dataset.typedUrl, { method: "POST", body, redirect: "error" });
      if (!response.ok) {
        state.textContent = (await response.json()).problem ?? form.dataset.unsaved;
        return;
      }
    } catch {
      state.textContent = form.dataset.unsaved;
      return;
    }
    forget();
    location.reload();
  }

  async function offer() {
    let entries;
    try {
      forgetOld();
      if (localStorage.getItem(place) === null) return;
      entries = await kept();
    } catch {
      forget();
      return;
    }
    const revision = entries.find(([name]) => name === "revision")?.[1];
    // A saving that succeeded made another revision; what the page shows already needs no offer.
    if (revision !== form.elements.revision.value || words(entries) === begun) {
      forget();
      return;
    }
    offered.hidden = false;
    offered.querySelector("[data-draft-back]").addEventListener("click", () => putBack(entries));
    offered.querySelector("[data-draft-forget]").addEventListener("click", () => {
      forget();
      offered.hidden = true;
    });
  }

  return { keep, forget, offer };
})();
