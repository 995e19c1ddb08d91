// While somebody answers: keeps what is typed on the server, and shows a question only when it applies.
// Without this script the page keeps everything on “Next” and shows every question with its condition.
const form = document.querySelector("[data-answering]");
const state = form?.querySelector("[data-save-state]");
const PAUSE = 1500;
let timer = 0;
let unsaved = false;

function valuesOf(name) {
  const inputs = form.querySelectorAll(`[name="${CSS.escape(name)}"]`);
  return [...inputs]
    .filter((input) => (input.type === "radio" || input.type === "checkbox" ? input.checked : input.value))
    .map((input) => input.value);
}

function showWhatApplies() {
  for (const block of form.querySelectorAll("[data-shown-if]")) {
    const wanted = block.dataset.shownValues.split(",");
    block.hidden = !valuesOf(block.dataset.shownIf).some((value) => wanted.includes(value));
    block.querySelector("[data-condition]")?.toggleAttribute("hidden", true);
  }
}

async function save() {
  state.textContent = form.dataset.saving;
  try {
    const response = await fetch(form.action || location.href, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Autosave": "1" },
      redirect: "error",
    });
    unsaved = !response.ok;
  } catch {
    unsaved = true;
  }
  state.textContent = unsaved ? form.dataset.unsaved : form.dataset.saved;
}

if (form) {
  showWhatApplies();
  form.addEventListener("input", () => {
    showWhatApplies();
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  // A second press of a button is the same press.
  form.addEventListener("submit", () => {
    unsaved = false;
    clearTimeout(timer);
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
}
