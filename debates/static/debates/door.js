// The door of a debate. What is marked is shown at once, kept on this phone under an id of its own, and sent; without
// a network it is sent later, and an id that was sent twice counts once. Without this script the forms do the same.
const door = document.getElementById("door");
const told = door.querySelector("[data-told]");
const waiting = door.querySelector("[data-waiting]");
// Named so that the page of log-out finds what was not sent, and where.
const queueKey = `unsent ${door.dataset.code}`;
const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
const AGAIN = 20000;
let isSending = false;

function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(15)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function readQueue() {
  try {
    return JSON.parse(localStorage.getItem(queueKey))?.marks ?? [];
  } catch {
    return [];
  }
}

function writeQueue(marks) {
  if (marks.length) localStorage.setItem(queueKey, JSON.stringify({ page: location.pathname, marks }));
  else localStorage.removeItem(queueKey);
  waiting.hidden = marks.length === 0;
  waiting.textContent = `${navigator.onLine ? door.dataset.sending : door.dataset.offline} ${marks.length}`;
}

function rows(ticket) {
  return door.querySelectorAll(`[data-ticket="${CSS.escape(ticket)}"]`);
}

// The focus goes to the button that is left when the pressed one goes.
function showRow(row, present) {
  const isIn = present > 0;
  const [here, undo] = row.querySelectorAll("button");
  const hadFocus = row.contains(document.activeElement);
  row.classList.toggle("door-guest-in", isIn);
  row.querySelector("[data-in]").hidden = !isIn;
  row.querySelector("[data-out]").hidden = isIn;
  row.querySelector("[data-present]").textContent = present;
  row.querySelector("[name=was]").value = present;
  const many = row.querySelector("select");
  if (many) many.value = present || row.dataset.seats;
  here.hidden = isIn && !many;
  undo.hidden = !isIn;
  if (hadFocus && document.activeElement?.hidden !== false) (here.hidden ? undo : here).focus();
}

function readTicket(typed) {
  return typed.split("ticket=").pop().split("&")[0].toLowerCase().replace(/[^a-z0-9]/g, "");
}

function markOf(form, button) {
  const data = new FormData(form, button);
  const mark = { id: newId(), kind: data.get("kind"), ticket: readTicket(data.get("ticket") ?? ""), people: data.get("people"), at: Date.now() };
  if (data.get("do") === "undo") return { ...mark, kind: "set", people: "0" };
  if (mark.kind === "in" && Number(data.get("was") ?? 0) > 0) return { ...mark, kind: "set", people: mark.people ?? "1" };
  return mark;
}

// What this phone can say by itself, until the server has answered.
function showMark(mark) {
  if (mark.kind === "walk") return door.dataset.marked;
  const found = [...rows(mark.ticket)];
  if (!found.length) return door.dataset.unknown;
  if (mark.kind === "in" && found[0].classList.contains("door-guest-in")) return door.dataset.twice;
  const name = found[0].querySelector(".door-name").textContent;
  for (const row of found) showRow(row, Number(mark.people ?? row.dataset.seats));
  return door.dataset.named.replace("{name}", name);
}

function say(mark) {
  told.textContent = showMark(mark);
  writeQueue([...readQueue(), mark]);
  send();
}

function settle(answer, sent) {
  const ids = new Set(sent.map((mark) => mark.id));
  const left = readQueue().filter((mark) => !ids.has(mark.id));
  writeQueue(left);
  door.querySelector("[data-count]").innerHTML = answer.count;
  const pending = new Set(left.map((mark) => mark.ticket));
  for (const [ticket, present] of Object.entries(answer.present)) {
    if (!pending.has(ticket)) for (const row of rows(ticket)) showRow(row, present);
  }
  const texts = answer.results.filter((one) => one.outcome !== "done" || answer.results.length === 1).map((one) => one.text);
  if (texts.length) told.textContent = texts.join(" ");
}

async function send() {
  const marks = readQueue().slice(0, 100);
  if (isSending || (!marks.length && document.hidden)) return;
  isSending = true;
  let isSettled = false;
  try {
    const body = JSON.stringify({ marks: marks.map(({ at, ...mark }) => ({ ...mark, ago: Math.max(Date.now() - at, 0) })) });
    const response = await fetch(door.dataset.marks, { method: "POST", body, headers: { "Content-Type": "application/json", "X-CSRFToken": token }, signal: AbortSignal.timeout?.(AGAIN) });
    if (response.redirected || [401, 403, 404].includes(response.status)) told.textContent = door.dataset.login;
    else if (!response.ok) throw new Error(door.dataset.refused);
    else {
      settle(await response.json(), marks);
      isSettled = true;
    }
  } catch (error) {
    if (error.message === door.dataset.refused) told.textContent = error.message;
    writeQueue(readQueue());
  } finally {
    isSending = false;
  }
  // What was marked in the meantime goes at once; after a failure it waits for the next try.
  if (isSettled && readQueue().length) send();
}

function readerParts() {
  return [door.dataset.readerSquares, door.dataset.readerWords];
}

// The browser's own reader of codes where it has one; ours elsewhere, as on iPhones and in Firefox.
async function makeReader() {
  const formats = (await window.BarcodeDetector?.getSupportedFormats?.()) ?? [];
  if (formats.includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue;
  }
  const [{ squares }, { words }] = await Promise.all(readerParts().map((part) => import(part)));
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(640 / Math.max(video.videoWidth, video.videoHeight), 1);
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight].map((side) => Math.round(side * scale));
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    for (const square of squares(pen.getImageData(0, 0, canvas.width, canvas.height))) {
      const said = words(square);
      if (said) return said;
    }
    return "";
  };
}

function offerCamera(button) {
  if (!navigator.mediaDevices) return;
  const video = door.querySelector("[data-video]");
  // Loaded with the page, for the network may be gone when it is needed.
  const early = makeReader().catch(() => null);
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      const read = (await early) ?? (await makeReader());
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.hidden = false;
      await video.play();
      const ticket = await firstCode(read, video);
      if (ticket) say({ id: newId(), kind: "in", ticket, people: null, at: Date.now() });
      else told.textContent = door.dataset.noCode;
    } catch (error) {
      told.textContent = error.name === "NotAllowedError" ? door.dataset.cameraRefused : door.dataset.noCamera;
    }
    for (const track of video.srcObject?.getTracks() ?? []) track.stop();
    video.hidden = true;
  });
}

// Looks four times a second, for half a minute at most: a camera left on empties a phone.
async function firstCode(read, video) {
  for (let look = 0; look < 120; look += 1) {
    const said = await read(video);
    if (said) return readTicket(said);
    await new Promise((next) => setTimeout(next, 250));
  }
  return "";
}

function offerKeeping(box) {
  if (!navigator.serviceWorker || !window.isSecureContext) return;
  const { worker } = door.dataset;
  box.hidden = false;
  box.querySelector("[data-keep]").addEventListener("click", async () => {
    await navigator.serviceWorker.register(worker);
    await navigator.serviceWorker.ready;
    // Through the worker now, which keeps what it sees pass.
    const parts = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((one) => one.href || one.src);
    const cache = await caches.open(`door ${location.pathname}`);
    await cache.addAll([location.pathname, ...parts, ...readerParts()]);
    told.textContent = door.dataset.kept;
  });
  box.querySelector("[data-forget]").addEventListener("click", async () => {
    const registration = await navigator.serviceWorker.getRegistration(worker);
    await registration?.unregister();
    await caches.delete(`door ${location.pathname}`);
    told.textContent = door.dataset.forgotten;
  });
}

door.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-door]")) return;
  event.preventDefault();
  say(markOf(event.target, event.submitter));
  if (event.target.querySelector("#ticket")) event.target.reset();
});
window.addEventListener("online", send);
window.addEventListener("offline", () => writeQueue(readQueue()));
setInterval(send, AGAIN);
offerCamera(door.querySelector("[data-camera]"));
offerKeeping(door.querySelector("[data-keeping]"));
for (const mark of readQueue()) showMark(mark);
send();
