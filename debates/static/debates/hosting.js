// While a host writes a debate: keeps what is typed on the server, and says what stands in the way of hours and place.
// Without this script the buttons keep it, and saving says the same.
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
      redirect: "error",
    });
    const answer = await response.json();
    if (response.ok) {
      form.elements.serial.value = answer.serial;
      showClashes(answer.clashes);
      say(form.dataset.saved);
    } else {
      unkept = true;
      say(answer.problem ?? form.dataset.unsaved);
    }
  } catch {
    unkept = true;
    say(form.dataset.unsaved);
  }
  isKeeping = false;
}

function schedule() {
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
}

if (form) {
  form.addEventListener("input", () => {
    unkept = true;
    schedule();
  });
  form.addEventListener("submit", () => {
    unkept = false;
    clearTimeout(timer);
  });
  addEventListener("beforeunload", (event) => {
    if (unkept) event.preventDefault();
  });
}
