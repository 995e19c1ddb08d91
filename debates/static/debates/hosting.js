// While a host writes a debate: keeps what is typed on the server, and says what stands in the way of hours and place.
// Until the server has it, hosting_draft.js keeps it in the browser. Without scripts the buttons keep it, and saving
// says the same.
const form = document.querySelector("[data-hosting]");
const PAUSE = 2500;
let timer = 0;
let unkept = false;
let isKeeping = false;

function say(sentence) {
  form.querySelector("[data-save-state]").textContent = sentence;
}

function showClashes(sentences) {
  const place = form.querySelector("[data-clashes]");
  const hasHours = form.elements.starts_at.value && form.elements.ends_at.value;
  const told = sentences.length || !hasHours ? sentences : [form.dataset.free];
  if (place.dataset.told === told.join("\n")) return;
  place.dataset.told = told.join("\n");
  place.classList.toggle("hosting-clashes-some", sentences.length > 0);
  place.replaceChildren(
    ...told.map((sentence) => {
      const line = document.createElement("p");
      line.textContent = sentence;
      return line;
    }),
  );
}

async function keep() {
  // One at a time: the next needs the serial that this one answers.
  if (isKeeping) {
    schedule();
    return;
  }
  isKeeping = true;
  unkept = false;
  say(form.dataset.saving);
  try {
    const response = await fetch(form.dataset.typedUrl, {
      method: "POST",
      body: new FormData(form),
      redirect: "manual",
    });
    await told(response);
  } catch {
    await missed(form.dataset.inBrowser);
  }
  isKeeping = false;
}

async function told(response) {
  // A login that ended answers with a redirect, or refuses the token of the page.
  if (response.type === "opaqueredirect" || response.status === 403) {
    await missed(form.dataset.loggedOut);
    return;
  }
  const answer = await response.json();
  if (!response.ok) {
    unkept = true;
    say(answer.problem ?? form.dataset.unsaved);
    return;
  }
  form.elements.serial.value = answer.serial;
  showClashes(answer.clashes);
  say(form.dataset.saved);
  if (!unkept) browserDraft.forget();
}

async function missed(sentence) {
  unkept = true;
  say((await browserDraft.keep()) ? sentence : form.dataset.unsaved);
}

function schedule() {
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
}

if (form) {
  browserDraft.offer();
  form.addEventListener("input", () => {
    unkept = true;
    browserDraft.keep();
    schedule();
  });
  form.addEventListener("submit", (event) => {
    unkept = false;
    clearTimeout(timer);
    if (event.submitter?.name === "discard") browserDraft.forget();
  });
  addEventListener("beforeunload", (event) => {
    if (unkept) event.preventDefault();
  });
}
