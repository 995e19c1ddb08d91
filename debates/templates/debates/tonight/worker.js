{% comment %}
The service worker of one door. Input: page, its address. It answers for that page and its style and script only, from
what was kept once the network fails; a page that the server refuses (logged out, somebody else) is forgotten at once.
{% endcomment %}const PAGE = "{{ page|escapejs }}";
const NAME = `door ${PAGE}`;

async function forget() {
  await caches.delete(NAME);
  await self.registration.unregister();
}

async function keep(request, response) {
  const cache = await caches.open(NAME);
  await cache.put(request, response);
}

async function kept(request) {
  const response = await caches.match(request, { cacheName: NAME });
  const until = Number(response?.headers.get("X-Kept-Until") ?? Infinity) * 1000;
  if (response && Date.now() <= until) return response;
  if (response) await forget();
  return Response.error();
}

async function page(request) {
  let response;
  try {
    response = await fetch(request);
  } catch {
    return kept(PAGE);
  }
  const isRefused = response.type === "opaqueredirect" || response.redirected || [401, 403, 404].includes(response.status);
  if (isRefused) await forget();
  else if (response.ok && request.method === "GET") await keep(PAGE, response.clone());
  return response;
}

async function part(request) {
  try {
    const response = await fetch(request);
    if (response.ok) await keep(request, response.clone());
    return response;
  } catch {
    return kept(request);
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && address.pathname === PAGE && !address.search) event.respondWith(page(event.request));
  else if (["style", "script", "font"].includes(event.request.destination)) event.respondWith(part(event.request));
});
