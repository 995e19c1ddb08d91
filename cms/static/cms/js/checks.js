/* Ask for the findings of what is being typed, once the typing pauses. Without this script they are those of the
   last save. */

(() => {
  "use strict";

  const PAUSE = 1200;
  let timer = 0;
  let seen = null;
  let asked = 0;

  const typed = (form) => {
    const data = new FormData(form);
    // Files are not texts, and the address of the answer is not theirs either.
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return new URLSearchParams(data);
  };

  const ask = async (form, place) => {
    const body = typed(form);
    const words = body.toString();
    if (words === seen) return;
    const first = seen === null;
    seen = words;
    if (first) return;
    asked += 1;
    const mine = asked;
    place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(place.dataset.typedChecks, {
        method: "POST",
        body,
        headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      if (answer.ok && mine === asked) place.innerHTML = await answer.text();
    } finally {
      if (mine === asked) place.setAttribute("aria-busy", "false");
    }
  };

  const watch = () => {
    const form = document.querySelector("form[data-edit-form]");
    if (!form || !document.querySelector("[data-typed-checks]")) return;
    const soon = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        // A save without leaving the page puts a new panel in the place of the old one.
        const place = document.querySelector("[data-typed-checks]");
        if (place) ask(form, place);
      }, PAUSE);
    };
    // Choosers and rich text change hidden fields without an event of input: clicks and keys stand for them.
    for (const kind of ["input", "change", "keyup", "click"]) document.addEventListener(kind, soon);
    // What the page holds once its blocks are drawn is what was saved.
    window.setTimeout(() => ask(form, document.querySelector("[data-typed-checks]")), PAUSE);
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", watch);
  else watch();
})();
