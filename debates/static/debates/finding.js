// The list of debates and a debate's page: the visitor's own hour beside the venue's, what is near, the map on request.
// Without this script hours are the venue's and the list is whole.
const script = document.currentScript;
const language = document.documentElement.lang;

function ownHour(element) {
  const written = element.getAttribute("datetime");
  const moment = new Date(written);
  const offset = /([+-])(\d{2}):(\d{2})$/.exec(written);
  if (Number.isNaN(moment.getTime()) || !offset) return "";
  const there = (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
  if (there === -moment.getTimezoneOffset()) return "";
  const isSameDay = Number(written.slice(8, 10)) === moment.getDate();
  const format = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(isSameDay ? {} : { weekday: "long" }) };
  return new Intl.DateTimeFormat(language, format).format(moment);
}

function tellOwnHours() {
  for (const element of document.querySelectorAll("time[data-zone-note]")) {
    const hour = ownHour(element);
    if (!hour) continue;
    const note = document.createElement("span");
    note.className = "zone-note";
    note.textContent = script.dataset.zoneWords.replace("{hour}", hour);
    element.after(" ", note);
  }
}

function offerNear(box) {
  const button = box.querySelector("button");
  const told = box.querySelector("[role=status]");
  const form = box.closest("form");
  box.hidden = false;
  button.addEventListener("click", () => {
    told.textContent = box.dataset.asking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const near = form.elements.near ?? form.appendChild(document.createElement("input"));
        near.type = "hidden";
        near.name = "near";
        // Three decimals are a hundred metres: enough to walk, too little to know a door.
        near.value = `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}`;
        form.requestSubmit();
      },
      () => {
        told.textContent = box.dataset.refused;
      },
      { maximumAge: 600000, timeout: 15000 },
    );
  });
}

function load(tag, properties) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    document.head.append(element);
  });
}

function offerMap(box) {
  const button = box.querySelector("[data-map-open]");
  const told = box.querySelector("[role=status]");
  const place = box.querySelector("[data-map-place]");
  box.hidden = false;
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-expanded") === "true") {
      button.setAttribute("aria-expanded", "false");
      place.hidden = true;
      return;
    }
    button.setAttribute("aria-expanded", "true");
    place.hidden = false;
    if (place.dataset.isDrawn) return;
    place.dataset.isDrawn = "yes";
    told.textContent = box.dataset.loading;
    try {
      await load("link", { rel: "stylesheet", href: box.dataset.sheet });
      await load("script", { src: box.dataset.leaflet });
      await load("script", { src: box.dataset.script });
      await window.drawDebates(box, place);
      told.textContent = "";
    } catch {
      delete place.dataset.isDrawn;
      told.textContent = box.dataset.failed;
    }
  });
}

tellOwnHours();
const near = document.querySelector("[data-near]");
if (near && navigator.geolocation) offerNear(near);
const map = document.querySelector("[data-map]");
if (map) offerMap(map);
