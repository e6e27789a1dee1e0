import { readFileSync } from "node:fs";
import { request as ask, createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { desc, eq } from "drizzle-orm";
import decodeQR from "qr/decode.js";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { answerLink } from "@/app/_cli/redirects";
import { db, sql } from "@/db/client";
import { clicks, type Link, linkHosts, links } from "@/db/schema";
import { NOBODYS } from "@/lib/referrals/clicks";
import { linkInput } from "@/lib/referrals/input";
import { createLink, setLinkStatus } from "@/lib/referrals/links";
import { aCampaign, aCommunity, anOrganizer } from "../support/factories";
import { PEOPLE } from "./agents.data";

const PHONE = PEOPLE[0]?.[1] ?? "";
const PREVIEW = "facebookexternalhit/1.1";
const UTM = "utm_source=instagram&utm_medium=social&utm_campaign=2026-01-sale";

const server = createServer((request, response) => {
  request.headers["x-forwarded-for"] = request.socket.remoteAddress;
  if (!answerLink(request, response)) response.writeHead(418).end("not a link");
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer };
type Asked = { method?: string; agent?: string; headers?: Record<string, string>; body?: string };

/** As it is sent, unlike fetch, which would put an address in order first. */
function get(path: string, { method = "GET", agent = PHONE, headers = {}, body }: Asked = {}): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  const all = { ...(agent ? { "user-agent": agent } : {}), ...headers };
  return new Promise((resolve, reject) => {
    ask({ host: "127.0.0.1", port, path, method, headers: all, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on("error", reject)
      .end(body);
  });
}

let place: Awaited<ReturnType<typeof aPlace>>;
async function aPlace() {
  const community = await aCommunity();
  const campaign = await aCampaign(community.id, { description: "Книги <для> добра & «друзів»" });
  await db.insert(linkHosts).values({ communityId: community.id, host: "www.facebook.com" });
  return { community, campaign, staff: await anOrganizer(community.id), path: `/${community.slug}/${campaign.slug}` };
}
beforeEach(async () => {
  place = await aPlace();
});

const aLink = (more: Record<string, unknown> = {}): Promise<Link> =>
  createLink(
    place.staff,
    place.campaign.id,
    linkInput.parse({ network: "instagram", content: "story-4", target: place.path, tag: "2026-01-sale", ...more }),
  );
const clicksOf = (link: Link) => db.select().from(clicks).where(eq(clicks.linkId, link.id));
const orphansOf = (communityId: string, code: string) =>
  sql`select * from clicks where community_id = ${communityId} and orphan_code = ${code}`;

test("a person is sent to the page with the tags on it, and the click is kept with nothing of them", async () => {
  const link = await aLink();
  const answer = await get(`/r/${link.code}`, { headers: { referer: "https://l.instagram.com/?u=x", cookie: "a=1" } });
  expect(answer.status).toBe(302);
  expect(answer.headers).toMatchObject({
    location: `/uk${place.path}?${UTM}&utm_content=story-4&via=${link.code}`,
    "cache-control": "no-store",
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-content-type-options": "nosniff",
  });
  expect(answer.headers["set-cookie"]).toBeUndefined();
  expect(answer.headers["click-kept"]).toBeUndefined();
  expect(await clicksOf(link)).toEqual([
    {
      communityId: link.communityId,
      id: expect.any(String),
      linkId: link.id,
      at: expect.any(Date),
      visitor: expect.stringMatching(/^d[0-9a-f]{32}$/),
      isQr: false,
      botReason: null,
      app: "instagram",
      referrerHost: "l.instagram.com",
      orphanCode: null,
    },
  ]);
});

test("a page stored without a language opens in the visitor's, and in the community's when they want neither of ours", async () => {
  const link = await aLink();
  const languageFor = async (wanted?: string) => {
    const headers: Record<string, string> = wanted ? { "accept-language": wanted } : {};
    return (await get(`/r/${link.code}`, { headers })).headers.location?.slice(0, 4);
  };
  expect(await languageFor("en-GB,en;q=0.9,uk;q=0.8")).toBe("/en/");
  expect(await languageFor("uk-UA,uk;q=0.9,en;q=0.8")).toBe("/uk/");
  expect(await languageFor("de")).toBe("/uk/");
  expect(await languageFor()).toBe("/uk/");
  const inEnglish = await aLink({ target: `/en${place.path}` });
  const { headers } = await get(`/r/${inEnglish.code}`, { headers: { "accept-language": "uk" } });
  expect(headers.location).toContain(`/en${place.path}?`);
});

test("a host the community allows is reached with tags and without our code, and no longer once it is not allowed", async () => {
  const link = await aLink({ target: "https://www.facebook.com/groups/1/posts/2?ref=x#top" });
  const { headers } = await get(`/r/${link.code}`);
  expect(headers.location).toBe(`https://www.facebook.com/groups/1/posts/2?ref=x&${UTM}&utm_content=story-4#top`);
  const other = await aLink({ target: "https://www.facebook.com/" });
  await db.delete(linkHosts).where(eq(linkHosts.communityId, place.community.id));
  const after = await get(`/r/${other.code}`);
  expect(after.headers.location).toMatch(new RegExp(`^/uk${place.path}\\?utm_source=`));
  expect(await clicksOf(other)).toHaveLength(1);
});

test("what stands in the table, however it came there, leads to no other site", async () => {
  for (const target of [
    "//evil.example",
    "/.//evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "/\\evil",
  ]) {
    const link = await aLink();
    await db.update(links).set({ target }).where(eq(links.id, link.id));
    const { headers } = await get(`/r/${link.code}`);
    expect(headers.location, target).toMatch(new RegExp(`^/uk${place.path}\\?`));
  }
});

test("the link answers to any spelling of its address", async () => {
  const link = await aLink();
  const shout = link.code.toUpperCase();
  for (const path of [
    `/r/${link.code}/`,
    `/R/${shout}`,
    `//r//${link.code}//`,
    `/%72/${link.code}`,
    `/r/${link.code}?fbclid=IwAR0`,
  ]) {
    const { status, headers } = await get(path);
    expect([status, headers.location], path).toEqual([302, expect.stringContaining(`via=${link.code}`)]);
    expect(headers.location).not.toContain("fbclid");
  }
  expect(await clicksOf(link)).toHaveLength(5);
  for (const path of ["/", "/uk", "/r", "/r/a/b", "/readyz", `/uk/r/${link.code}`])
    expect((await get(path)).status, path).toBe(418);
});

test("HEAD is answered as a visit is, and counts nothing", async () => {
  const link = await aLink();
  for (let times = 0; times < 20; times++)
    for (const agent of [PHONE, PREVIEW]) {
      const { status, headers, body } = await get(`/r/${link.code}`, { method: "HEAD", agent });
      expect([status, headers.location?.includes(link.code), body.length]).toEqual([302, true, 0]);
    }
  expect((await get("/r/nosuch", { method: "HEAD" })).headers.location).toBe("/uk");
  expect(await clicksOf(link)).toEqual([]);
});

test("other methods are refused, and count nothing", async () => {
  const link = await aLink();
  for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
    const { status, headers } = await get(`/r/${link.code}`, { method, body: method === "POST" ? "a=1" : undefined });
    expect([method, status, headers.allow]).toEqual([method, 405, "GET, HEAD"]);
  }
  expect(await clicksOf(link)).toEqual([]);
});

test("robots that draw previews get a title, a text and a picture with its size, and are counted apart", async () => {
  const link = await aLink({ title: 'Четверта "сторіс" <b>' });
  const { status, headers, body } = await get(`/r/${link.code}`, { agent: PREVIEW });
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": expect.stringContaining("default-src 'none'"),
    "x-robots-tag": "noindex",
  });
  expect(headers["set-cookie"]).toBeUndefined();
  const page = body.toString();
  expect(page).toContain('<meta property="og:title" content="Четверта &quot;сторіс&quot; &lt;b&gt;">');
  expect(page).toContain('<meta property="og:description" content="Книги &lt;для&gt; добра &amp; «друзів»">');
  expect(page).toMatch(
    /<meta property="og:image" content="http:\/\/localhost:3000\/og\/[\w-]+\/[\w-]+\.png\?lang=uk&amp;v=\w{12}">/,
  );
  expect(page).toContain('<meta property="og:image:width" content="1200">');
  expect(page).toContain(
    '<meta property="og:image:alt" content="Акція «Charity Book Sale»: зібрано 0\u00a0₴ з 40\u00a0000\u00a0₴">',
  );
  expect(page).toContain('<meta name="twitter:card" content="summary_large_image">');
  expect(page).toContain(`<meta property="og:url" content="http://localhost:3000/r/${link.code}">`);
  expect(page).toContain(`<a href="/uk${place.path}">Charity Book Sale</a>`);
  expect(await clicksOf(link)).toMatchObject([{ botReason: "facebook preview" }]);
});

test("a link's own picture is shown with its real size, and one that is not there gives way to the icon", async () => {
  const own = await get(`/r/${(await aLink({ pictureUrl: "/apple-touch-icon.png" })).code}`, { agent: PREVIEW });
  const { width } = await sharp(readFileSync("public/apple-touch-icon.png")).metadata();
  expect(own.body.toString()).toContain('content="http://localhost:3000/apple-touch-icon.png"');
  expect(own.body.toString()).toContain(`<meta property="og:image:width" content="${width}">`);
  for (const pictureUrl of ["/nothere.png", "/../package.json", "/media/x/y.webp", "/uk"]) {
    const gone = await get(`/r/${(await aLink({ pictureUrl })).code}`, { agent: PREVIEW });
    expect(gone.body.toString(), pictureUrl).toContain("icon-512.png");
  }
});

test("programs and prefetching are sent on, as people are, and counted apart", async () => {
  const link = await aLink();
  for (const asked of [{ agent: "curl/8.5.0" }, { agent: "" }, { headers: { "sec-purpose": "prefetch;prerender" } }])
    expect((await get(`/r/${link.code}`, asked)).status).toBe(302);
  const kept = await clicksOf(link);
  expect(kept.map(({ botReason }) => botReason).sort()).toEqual(["no agent", "prefetch", "program"]);
});

test("a scanned code is counted apart", async () => {
  const link = await aLink();
  await get(`/r/${link.code}?qr=1`);
  await get(`/r/${link.code}?fbclid=1&qr=1`);
  await get(`/r/${link.code}?qr=10`);
  expect((await clicksOf(link)).map(({ isQr }) => isQr).sort()).toEqual([false, true, true]);
});

test("a code of nobody leads home, one that is switched off or expired to its campaign, and all are counted as orphans", async () => {
  const home = await get("/r/zzzzzz", { headers: { "accept-language": "en" } });
  expect([home.status, home.headers.location]).toEqual([302, "/en"]);
  expect(await orphansOf(NOBODYS, "zzzzzz")).toHaveLength(1);

  const off = await aLink();
  await setLinkStatus(place.staff, off.id, "disabled");
  const expired = await aLink({ expiresAt: "2026-01-01T00:00:00Z" });
  for (const link of [off, expired]) {
    for (const agent of [PHONE, PREVIEW]) {
      const { status, headers } = await get(`/r/${link.code}`, { agent });
      expect([status, headers.location]).toEqual([302, `/uk${place.path}`]);
    }
    expect(await clicksOf(link)).toEqual([]);
    expect(await orphansOf(place.community.id, link.code)).toHaveLength(2);
  }
});

test("whatever stands where a code should, it is an orphan without a word of it kept but a code's", async () => {
  const before = (await orphansOf(NOBODYS, "?")).length;
  const odd = [
    "malva@example.org",
    "x".repeat(8_000),
    "%D0%BA%D0%BD%D0%B8%D0%B3%D0%B0",
    "%00",
    "%",
    "'--",
    "a%2Fb%2Fc",
  ];
  for (const code of odd) expect([302, 418], code).toContain((await get(`/r/${code}`)).status);
  expect((await orphansOf(NOBODYS, "?")).length - before).toBe(odd.length - 1); // a/b/c is no link at all
});

test("a visitor is their cookie where they agreed to one, and address and agent of the day otherwise", async () => {
  const link = await aLink();
  const cookie = `vid=${"A".repeat(22)}`;
  for (const headers of [{ cookie }, { cookie: `x=1; ${cookie}` }, {}, { cookie: "vid=no" }] as Record<
    string,
    string
  >[])
    await get(`/r/${link.code}`, { headers });
  await get(`/r/${link.code}`, { agent: PEOPLE[20]?.[1] });
  const kept = await db.select().from(clicks).where(eq(clicks.linkId, link.id)).orderBy(desc(clicks.id));
  const [otherAgent, saidNo, without, known, alsoKnown] = kept.map(({ visitor }) => visitor);
  expect(known).toMatch(/^c/);
  expect(alsoKnown).toBe(known);
  expect(without).toMatch(/^d/);
  expect(saidNo).toBe(without);
  expect(otherAgent).not.toBe(without);
});

test("a referrer is kept by its host, and never as an address", async () => {
  const link = await aLink();
  for (const referer of [
    "http://192.168.1.5/x",
    "http://[2001:db8::1]/",
    "not an address",
    "https://localhost/",
    "android-app://org.telegram.messenger/",
  ])
    await get(`/r/${link.code}`, { headers: { referer } });
  expect((await clicksOf(link)).map(({ referrerHost }) => referrerHost).filter(Boolean)).toEqual([
    "org.telegram.messenger",
  ]);
});

test("the QR code of a link holds its address, marked, as a drawing and as a picture", async () => {
  const link = await aLink();
  const address = `http://localhost:3000/r/${link.code}?qr=1`;
  for (const [kind, type, size, side] of [
    ["svg", "image/svg+xml; charset=utf-8", "", 600],
    ["svg", "image/svg+xml; charset=utf-8", "?size=300", 300],
    ["png", "image/png", "", 600],
    ["png", "image/png", "?size=121", 121],
  ] as const) {
    const path = `/r/${link.code}/qr.${kind}${size}`;
    const { status, headers, body } = await get(path);
    expect([status, headers["content-type"], headers["cache-control"]]).toEqual([200, type, "public, max-age=86400"]);
    const { width, height, data } = kind === "svg" ? pixelsOf(body.toString()) : await decoded(body);
    if (kind === "png") expect([width, height]).toEqual([side, side]);
    else expect(body.toString()).toContain(`width="${side}" height="${side}"`);
    expect(decodeQR({ width, height, data })).toBe(address);
    const again = await get(path, { headers: { "if-none-match": headers.etag ?? "" } });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    const head = await get(path, { method: "HEAD" });
    expect([head.status, head.headers["content-length"]]).toEqual([200, String(body.length)]);
  }
  expect(await clicksOf(link)).toEqual([]);
});

async function decoded(png: Buffer) {
  const { data, info } = await sharp(png)
    .toColourspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
}

/** The drawing's dark squares, eight pixels each. */
function pixelsOf(svg: string) {
  const side = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]) * 8;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let nth = 0; nth < 64; nth++) {
      const at = ((Number(y) * 8 + (nth >> 3)) * side + Number(x) * 8 + (nth & 7)) * 4;
      data.fill(0, at, at + 3);
    }
  return { width: side, height: side, data };
}

test("a QR code has a bounded size, and none is drawn for a code of nobody", async () => {
  const link = await aLink();
  for (const [typed, side] of [
    ["1", 120],
    ["99999", 2_400],
    ["-5", 600],
    ["1e9", 600],
    ["", 600],
  ] as const) {
    const { body } = await get(`/r/${link.code}/qr.png?size=${typed}`);
    expect((await sharp(body).metadata()).width, typed).toBe(side);
  }
  for (const path of ["/r/zzzzzz/qr.svg", "/r/x/qr.png", "/r/%20/qr.svg"])
    expect((await get(path)).status, path).toBe(404);
  expect((await get(`/r/${link.code}/qr.svg`, { method: "POST" })).status).toBe(405);
});

test("a click that cannot be kept lets its visitor go on after two seconds, and says so", async () => {
  const link = await aLink();
  await get(`/r/${link.code}`); // known from now on
  const lock = await sql.reserve();
  await lock`begin`;
  await lock`lock table clicks, links in access exclusive mode`;
  const startedAt = performance.now();
  const [held, ofNobody] = await Promise.all([get(`/r/${link.code}`), get("/r/zzzzzz9")]);
  const waited = performance.now() - startedAt;
  await lock`rollback`;
  lock.release();
  expect([held.status, held.headers["click-kept"]]).toEqual([302, "no"]);
  expect(held.headers.location).toContain(`via=${link.code}`);
  expect([ofNobody.status, ofNobody.headers.location]).toEqual([302, "/uk"]);
  expect(waited).toBeLessThan(4_500);
  await vi.waitFor(async () => expect(await clicksOf(link)).toHaveLength(2), { timeout: 5_000 });
});

test("each of three hundred requests at once is counted, and a link that is switched off stops within seconds", async () => {
  const link = await aLink();
  const answers = await Promise.all(Array.from({ length: 300 }, () => get(`/r/${link.code}`)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([302]));
  expect(await clicksOf(link)).toHaveLength(300);
  await setLinkStatus(place.staff, link.id, "disabled");
  vi.useFakeTimers({ now: Date.now() + 5_001, toFake: ["Date"] });
  const { headers } = await get(`/r/${link.code}`);
  vi.useRealTimers();
  expect(headers.location).toBe(`/uk${place.path}`);
});
