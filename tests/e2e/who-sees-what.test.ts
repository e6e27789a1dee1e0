import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type APIRequestContext, expect, test } from "@playwright/test";
import { STAFF, signIn } from "./support";

test.describe.configure({ mode: "parallel" }); // the longest file, and its tests know nothing of each other

const PEOPLE = ["visitor", "member", "smm", "treasurer", "organizer"] as const;
type Who = (typeof PEOPLE)[number];
const ADDRESSES: Record<Exclude<Who, "visitor">, string> = {
  member: "malva.knyhohliad@example.org",
  smm: "smm@example.org",
  ...STAFF,
};

const SEEN = 200;
const SIGN_IN = 307; // sent to the sign-in page
const NOT_THERE = 404; // not yours and not there look the same

const everyone = { visitor: SEEN, member: SEEN, smm: SEEN, treasurer: SEEN, organizer: SEEN };
const nobody = { visitor: NOT_THERE, member: NOT_THERE, smm: NOT_THERE, treasurer: NOT_THERE, organizer: NOT_THERE };
const known = { ...everyone, visitor: SIGN_IN };
const staff = { visitor: SIGN_IN, member: NOT_THERE, smm: SEEN, treasurer: SEEN, organizer: SEEN };
const money = { visitor: SIGN_IN, member: NOT_THERE, smm: NOT_THERE, treasurer: SEEN, organizer: SEEN };
const media = { visitor: SIGN_IN, member: NOT_THERE, smm: SEEN, treasurer: NOT_THERE, organizer: SEEN };
const organizers = { visitor: SIGN_IN, member: NOT_THERE, smm: NOT_THERE, treasurer: NOT_THERE, organizer: SEEN };

const K = "/pm/charity-book-sale";
const NO_ID = "00000000-0000-7000-8000-000000000000";
/** Every page of the product: where it is tried, and what each person gets. A page that is missing here fails the test. */
const PAGES: Record<string, { at: string; gets: Record<Who, number> }> = {
  "": { at: "", gets: everyone },
  "/about": { at: "/about", gets: everyone },
  "/offline": { at: "/offline", gets: everyone },
  "/sign-in": { at: "/sign-in", gets: everyone },
  "/inbox": { at: "/inbox", gets: everyone },
  "/claims/[token]": { at: `/claims/${"A".repeat(43)}`, gets: nobody },
  "/donations/[token]": { at: `/donations/${"A".repeat(43)}`, gets: nobody },
  "/claims/[token]/received": { at: `/claims/${"A".repeat(43)}/received`, gets: nobody },
  "/claims/[token]/receipt": { at: `/claims/${"A".repeat(43)}/receipt`, gets: nobody },
  "/donations/[token]/receipt": { at: `/donations/${"A".repeat(43)}/receipt`, gets: nobody },
  "/join/[token]": { at: `/join/${"A".repeat(43)}`, gets: everyone }, // says that it is none
  "/books/manage/[token]": { at: `/books/manage/${"A".repeat(43)}`, gets: nobody },
  "/reports/[token]": { at: `/reports/${"A".repeat(43)}`, gets: nobody },
  "/waits/[token]": { at: `/waits/${"A".repeat(43)}`, gets: nobody },
  "/reviews/[token]": { at: `/reviews/${"A".repeat(43)}`, gets: nobody },
  "/data/erased": { at: "/data/erased", gets: everyone },
  "/data/[kind]/[token]": { at: `/data/claims/${"A".repeat(43)}`, gets: nobody },
  "/data/[kind]/[token]/erase": { at: `/data/claims/${"A".repeat(43)}/erase`, gets: nobody },
  "/[community]": { at: "/pm", gets: everyone },
  "/[community]/[campaign]": { at: K, gets: everyone },
  "/[community]/[campaign]/books": { at: `${K}/books?q=agile`, gets: everyone },
  "/[community]/[campaign]/books/[code]": { at: `${K}/books/nothere`, gets: nobody },
  "/[community]/[campaign]/donate": { at: `${K}/donate`, gets: everyone },
  "/[community]/[campaign]/give": { at: `${K}/give`, gets: everyone },
  "/[community]/[campaign]/give/pile": { at: `${K}/give/pile`, gets: everyone },
  "/[community]/[campaign]/give/thanks": { at: `${K}/give/thanks?book=nothere`, gets: nobody },
  "/[community]/[campaign]/donors": { at: `${K}/donors`, gets: everyone },
  "/[community]/[campaign]/donors/more": { at: `${K}/donors/more?from=200`, gets: everyone },
  "/[community]/[campaign]/share": { at: `${K}/share`, gets: everyone },
  "/[community]/[campaign]/share/site": { at: `${K}/share/site`, gets: everyone },
  "/[community]/privacy": { at: "/pm/privacy", gets: everyone },
  "/[community]/me": { at: "/pm/me", gets: known },
  "/[community]/me/data": { at: "/pm/me/data", gets: known },
  "/[community]/me/data/erase": { at: "/pm/me/data/erase", gets: known },
  "/[community]/me/stickers": { at: "/pm/me/stickers", gets: known },
  "/[community]/me/books/[code]": { at: "/pm/me/books/nothere", gets: { ...nobody, visitor: SIGN_IN } },
  "/[community]/desk": { at: "/pm/desk", gets: staff },
  "/[community]/desk/money": { at: "/pm/desk/money", gets: money },
  "/[community]/desk/money/cards": { at: "/pm/desk/money/cards", gets: money },
  "/[community]/desk/money/transfer": { at: "/pm/desk/money/transfer", gets: { ...money, organizer: NOT_THERE } },
  "/[community]/desk/money/statement": { at: "/pm/desk/money/statement", gets: money },
  "/[community]/desk/books": { at: "/pm/desk/books", gets: organizers },
  "/[community]/desk/books/[code]": { at: "/pm/desk/books/nothere", gets: { ...nobody, visitor: SIGN_IN } },
  "/[community]/desk/books/stickers": { at: "/pm/desk/books/stickers", gets: organizers },
  "/[community]/desk/books/import": { at: "/pm/desk/books/import", gets: organizers },
  "/[community]/desk/hand-over": { at: "/pm/desk/hand-over", gets: organizers },
  "/[community]/desk/hand-over/[code]": { at: "/pm/desk/hand-over/nothere", gets: { ...nobody, visitor: SIGN_IN } },
  "/[community]/desk/links": { at: "/pm/desk/links", gets: media },
  "/[community]/desk/links/new": { at: "/pm/desk/links/new", gets: media },
  "/[community]/desk/links/[id]": { at: "/pm/desk/links/nothere", gets: { ...nobody, visitor: SIGN_IN } },
  "/[community]/desk/links/[id]/edit": { at: "/pm/desk/links/nothere/edit", gets: { ...nobody, visitor: SIGN_IN } },
  "/[community]/desk/promos": { at: "/pm/desk/promos", gets: media },
  "/[community]/desk/promos/new": { at: "/pm/desk/promos/new", gets: media },
  "/[community]/desk/promos/[promo]": { at: "/pm/desk/promos/nothere", gets: { ...nobody, visitor: SIGN_IN } },
  "/[community]/desk/promos/[promo]/brief": {
    at: "/pm/desk/promos/nothere/brief",
    gets: { ...nobody, visitor: SIGN_IN },
  },
  "/[community]/desk/promos/[promo]/contingency": {
    at: "/pm/desk/promos/nothere/contingency",
    gets: { ...nobody, visitor: SIGN_IN },
  },
  "/[community]/desk/promos/[promo]/numbers": {
    at: "/pm/desk/promos/nothere/numbers",
    gets: { ...nobody, visitor: SIGN_IN },
  },
  "/[community]/desk/promos/[promo]/report": {
    at: "/pm/desk/promos/nothere/report",
    gets: { ...nobody, visitor: SIGN_IN },
  },
  "/[community]/desk/promos/[promo]/meetings": {
    at: "/pm/desk/promos/nothere/meetings",
    gets: { ...nobody, visitor: SIGN_IN },
  },
  "/[community]/desk/promos/[promo]/meetings/[meeting]": {
    at: "/pm/desk/promos/nothere/meetings/nothere",
    gets: { ...nobody, visitor: SIGN_IN },
  },
  "/[community]/desk/promos/rules": { at: "/pm/desk/promos/rules", gets: media },
  "/[community]/desk/promos/[promo]/placements": {
    at: `/pm/desk/promos/${NO_ID}/placements`,
    gets: { ...nobody, visitor: SIGN_IN },
  },
  "/[community]/desk/promos/[promo]/placements/new": {
    at: `/pm/desk/promos/${NO_ID}/placements/new`,
    gets: { ...nobody, visitor: SIGN_IN },
  },
  "/[community]/desk/promos/[promo]/placements/[placement]": {
    at: `/pm/desk/promos/${NO_ID}/placements/${NO_ID}`,
    gets: { ...nobody, visitor: SIGN_IN },
  },
  "/[community]/desk/promos/[promo]/placements/[placement]/kit": {
    at: `/pm/desk/promos/${NO_ID}/placements/${NO_ID}/kit`,
    gets: { ...nobody, visitor: SIGN_IN },
  },
  "/[community]/desk/sources": { at: "/pm/desk/sources", gets: media },
  "/[community]/desk/webhooks": { at: "/pm/desk/webhooks", gets: organizers },
  "/[community]/desk/settings": { at: "/pm/desk/settings", gets: organizers },
  "/[community]/desk/campaigns/new": { at: "/pm/desk/campaigns/new", gets: organizers },
  "/[community]/desk/campaigns/[campaign]/close": {
    at: "/pm/desk/campaigns/charity-book-sale/close",
    gets: organizers,
  },
  "/[community]/desk/people": { at: "/pm/desk/people", gets: organizers },
  "/[community]/desk/people/erase": { at: "/pm/desk/people/erase", gets: organizers },
  "/[community]/desk/people/import": { at: "/pm/desk/people/import", gets: organizers },
  "/[community]/desk/people/proposals": { at: "/pm/desk/people/proposals", gets: money },
  "/[community]/desk/audit": { at: "/pm/desk/audit", gets: organizers },
};

test("every page of the product is in the table", () => {
  const root = resolve(import.meta.dirname, "../../app/[locale]");
  const pages = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => /(^|\/)page\.tsx$/.test(name))
    .map((name) => join("/", name).replace(/\/page\.tsx$/, ""));
  expect(Object.keys(PAGES).sort()).toEqual(pages.sort());
});

for (const who of PEOPLE)
  test(`each page answers ${who} as it should, by any spelling of its address`, async ({ page, request }) => {
    test.setTimeout(300_000); // some six hundred requests
    if (who !== "visitor") await signIn(page, ADDRESSES[who]);
    const asker = who === "visitor" ? request : page.request;
    const wrong: string[] = [];
    for (const [name, { at, gets }] of Object.entries(PAGES)) {
      const status = await statusOf(asker, `/uk${at}`);
      if (status !== gets[who]) wrong.push(`${name}: ${status} instead of ${gets[who]}`);
      if (gets[who] === SEEN) continue;
      const spellings = [`/en${at}`, `/uk${at}/`, `/uk/${at}`, `/uk${at.replace("desk", "%64esk")}`, `/uk${at}?_rsc=1`];
      const asked = [
        ...spellings.map((spelling) => ["GET", spelling] as const),
        ...[`/uk${at}`, `/uk${at}/`].map((spelling) => ["HEAD", spelling] as const),
      ];
      const answered = await Promise.all(asked.map(([method, spelling]) => statusOf(asker, spelling, method)));
      for (const [nth, [method, spelling]] of asked.entries())
        if (answered[nth] === SEEN) wrong.push(`${name}: ${method} ${spelling} was answered`);
      const body = await (await asker.get(`/uk${at}`, { headers: { rsc: "1" }, maxRedirects: 0 })).text();
      if (/BK-[0-9A-Z]{5}|@example\.org/.test(body)) wrong.push(`${name}: a stranger's data in its RSC answer`);
    }
    expect(wrong).toEqual([]);
  });

async function statusOf(asker: APIRequestContext, path: string, method: "GET" | "HEAD" = "GET"): Promise<number> {
  return (await asker.fetch(path, { method, maxRedirects: 0 })).status();
}

test("files of the desk and proofs are for those who may see them", async ({ page, request }) => {
  const files = [
    "/api/desk/pm/charity-book-sale/donations",
    "/api/desk/pm/charity-book-sale/books",
    "/api/desk/pm/charity-book-sale/leftovers",
  ];
  for (const path of files)
    expect((await request.get(path, { maxRedirects: 0 })).status(), path).toBeGreaterThanOrEqual(300);
  const pile = `/api/pile/pm/charity-book-sale?locale=uk&skip=0&pile=${"A".repeat(43)}`;
  for (const path of [
    pile,
    `/api/desk/pm/proofs/${crypto.randomUUID()}`,
    `/api/proofs/${crypto.randomUUID()}?community=pm`,
  ])
    expect((await request.get(path, { maxRedirects: 0 })).status(), path).toBe(404);
  await signIn(page, STAFF.organizer);
  for (const path of files) expect((await page.request.get(path)).status(), path).toBe(200);
});
