// Keeps the public pages that were opened, with their covers, to be read without a connection. Private pages, answers for
// programs and anything the server does not call public are neither kept nor touched: most requests pass by.

const VERSION = "1"; // counted up when what is kept changes its form: the old is thrown away
const CORE = `bookraiser-core-${VERSION}`;
const PAGES = `bookraiser-pages-${VERSION}`;
const FILES = `bookraiser-files-${VERSION}`;
const PAGES_MAX = 40;
const FILES_MAX = 240;
const LOCALES = ["uk", "en"];

// Kept pages run nothing: what scripts would do needs the server.
const HEADERS = {
  "Content-Type": "text/html; charset=utf-8",
  "Cache-Control": "no-store",
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};

const PUBLIC = /^\/(?:(?:uk|en)(?:\/.*)?)?$/;
const PRIVATE = /^\/(?:uk|en)\/(?:(?:claims|donations|waits|join|reports|books|sign-in|inbox)(?:\/|$)|[^/]+\/(?:me|desk)(?:\/|$))/;
const LASTING = /^\/(?:media\/|_next\/static\/.+\.(?:css|woff2)$)/;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(Promise.all(LOCALES.map((locale) => keepPage(`/${locale}/offline`, CORE, CORE))));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(throwOldAway().finally(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (PUBLIC.test(pathname) && !PRIVATE.test(pathname)) event.respondWith(openPage(request, pathname));
  } else if (LASTING.test(pathname)) event.respondWith(openFile(event, pathname));
});

/** A page tells what it shows: its path, then the addresses of its pictures. */
self.addEventListener("message", (event) => {
  const [pathname, ...pictures] = Array.isArray(event.data) ? event.data.map(String) : [];
  if (pathname && PUBLIC.test(pathname) && !PRIVATE.test(pathname))
    event.waitUntil(
      keepAll(pathname, pictures)
        .catch(() => {}) // no connection, or no room: another time
        .finally(throwOldAway), // a browser may fail to, as it activates the worker on a slow disk
    );
});

async function throwOldAway() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("bookraiser-") && ![CORE, PAGES, FILES].includes(name));
  await Promise.allSettled(old.map((name) => caches.delete(name)));
}

async function openPage(request, pathname) {
  try {
    return await fetch(request);
  } catch {
    return (await keptPage(pathname)) ?? (await offlinePage(pathname));
  }
}

async function openFile(event, pathname) {
  const kept = await caches.match(event.request, { ignoreVary: true });
  if (kept) return kept;
  try {
    const response = await fetch(event.request);
    if (isLasting(response)) event.waitUntil(put(FILES, event.request.url, response.clone(), FILES_MAX).catch(() => {}));
    return response;
  } catch (error) {
    const other = await otherWidth(pathname);
    if (other) return other;
    throw error;
  }
}

/** The same photo as it was seen, if it was seen in another width. */
async function otherWidth(pathname) {
  const [, name] = /^(\/media\/.+-)\d+\.webp$/.exec(pathname) ?? [];
  if (!name) return undefined;
  for (const width of [640, 320, 1280]) {
    const kept = await caches.match(`${name}${width}.webp`);
    if (kept) return kept;
  }
  return undefined;
}

async function keepAll(pathname, pictures) {
  await keepPage(pathname, PAGES, FILES);
  for (const picture of pictures.slice(0, 60)) {
    const { origin, pathname } = new URL(picture, self.location.origin);
    if (origin === self.location.origin && LASTING.test(pathname)) await keepFile(pathname, FILES);
  }
}

/** Asks for a page as a stranger would, and keeps it when the server calls it public: nobody's own data can be in it. */
async function keepPage(pathname, pages, files) {
  const response = await fetch(pathname, { credentials: "omit", redirect: "error" });
  const type = response.headers.get("content-type") ?? "";
  const mayKeep = response.status === 200 && type.startsWith("text/html") && isPublic(response);
  if (!mayKeep) {
    if (response.status === 404) await (await caches.open(pages)).delete(pathname); // it is gone
    if (pages === CORE) throw new Error(`${pathname} cannot be kept`);
    return;
  }
  const whole = await response.text();
  const html = whole.replace(/<script\b[\s\S]*?<\/script>/gi, "").replace(/<link[^>]+as="script"[^>]*>/gi, "");
  const headers = { ...HEADERS, "Kept-At": new Date().toISOString() };
  await put(pages, pathname, new Response(html, { headers }), PAGES_MAX);
  for (const [, css] of html.matchAll(/<link[^>]+href="(\/_next\/static\/[^"]+\.css)[^"]*"/g)) await keepFile(css, files);
}

async function keepFile(pathname, files) {
  if (await caches.match(pathname)) return;
  const response = await fetch(pathname, { credentials: "omit" });
  if (isLasting(response)) await put(files, pathname, response, FILES_MAX);
}

const controlOf = (response) => response.headers.get("cache-control") ?? "";
const isPublic = (response) => /\bpublic\b|\bs-maxage\b/.test(controlOf(response)) && !/no-store|private/.test(controlOf(response));
const isLasting = (response) => response.status === 200 && response.type === "basic" && /immutable/.test(controlOf(response));

/** Keeps the latest and lets go of those kept longest ago. */
async function put(name, key, response, most) {
  const cache = await caches.open(name);
  await cache.delete(key);
  await cache.put(key, response);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((old) => cache.delete(old)));
}

/** A page as it was when it was last seen, and a line that says so. */
async function keptPage(pathname) {
  const kept = await (await caches.open(PAGES)).match(pathname);
  if (!kept) return undefined;
  const locale = localeOf(pathname);
  const at = new Date(kept.headers.get("kept-at") ?? Date.now());
  const words = new Intl.DateTimeFormat(locale === "uk" ? "uk-UA" : "en-GB", { dateStyle: "long", timeStyle: "short" });
  const [, notice = ""] = /<p[^>]*id="offline-notice"[^>]*>([\s\S]*?)<\/p>/.exec((await coreText(locale)) ?? "") ?? [];
  const line = `<p class="offline-notice" role="status">${notice.replace("{at}", words.format(at))}</p>`;
  const html = (await kept.text()).replace(/<body[^>]*>/, (body) => body + line);
  return new Response(html, { headers: HEADERS });
}

/** The page that says there is no connection, with those that can be read. */
async function offlinePage(pathname) {
  const locale = localeOf(pathname);
  const text = await coreText(locale);
  if (!text) return Response.error();
  const cache = await caches.open(PAGES);
  const items = [];
  for (const { url } of (await cache.keys()).reverse()) {
    const path = new URL(url).pathname;
    if (localeOf(path) !== locale) continue;
    const [, title = path] = /<title>([^<]*)<\/title>/.exec((await (await cache.match(url))?.text()) ?? "") ?? [];
    items.push(`<li><a href="${path}">${title}</a></li>`);
  }
  const html = text
    .replace(/<section[^>]*id="offline-kept"[^>]*>/, (tag) => (items.length > 0 ? tag.replace(/ hidden(="")?/, "") : tag))
    .replace(/(<ul[^>]*id="offline-list"[^>]*>)/, (_, tag) => tag + items.join(""));
  return new Response(html, { status: 503, headers: HEADERS });
}

const coreText = async (locale) => (await (await caches.open(CORE)).match(`/${locale}/offline`))?.text();
const localeOf = (pathname) => (/^\/en(\/|$)/.test(pathname) ? "en" : "uk");
