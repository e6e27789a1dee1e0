import { readdirSync, readFileSync } from "node:fs";
import { request as ask, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerLink } from "@/app/_cli/redirects";
import { sourceOf } from "@/app/_web/source";
import { sql } from "@/db/client";
import { claimBook } from "@/lib/claims/commands";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { pledgeDonation } from "@/lib/donations/pledge";
import { confirmTransfer } from "@/lib/donations/transfers";
import { visitorOf } from "@/lib/identity/actor";
import { addressClass, countAgainst } from "@/lib/identity/limits";
import { linkInput } from "@/lib/referrals/input";
import { createLink } from "@/lib/referrals/links";
import { aCampaign, aCommunity, aListedBook, anOrganizer, aTreasurer } from "../support/factories";
import { daysAfter } from "../support/times";

// What a visitor leaves on the way, each marked so that it can be found again wherever it went.
const MARKS = {
  email: "marked-zqx7@example.org",
  phone: "+380990007531",
  telegram: "marked_zqx7",
  name: "Позначка Зквіксова",
  address: "203.0.113.77",
  agent: "Mozilla/5.0 (Linux; Android 14; ZQX-7531) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36",
  cookie: "ZQX7531zqx7531ZQX7531z",
  referrer: "https://mail.example.org/inbox/zqx7531-secret?to=marked-zqx7@example.org",
};
/** Where a person's own words may stand. Whatever else is found fails. */
const ALLOWED = ["people.email", "people.name", "people.phone", "people.telegram"];

const said: string[] = [];
const server = createServer((request, response) => {
  request.headers["x-forwarded-for"] = MARKS.address;
  if (!answerLink(request, response)) response.writeHead(404).end();
});
beforeAll(async () => {
  for (const level of ["debug", "info", "warn", "error"] as const)
    log[level] = (...words: unknown[]) => void said.push(inspect(words, { depth: 9, maxStringLength: null }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const headers = (more: Record<string, string> = {}) => ({
  "user-agent": MARKS.agent,
  referer: MARKS.referrer,
  "x-forwarded-for": MARKS.address,
  ...more,
});

function visit(path: string, more: Record<string, string> = {}): Promise<string> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    ask({ host: "127.0.0.1", port, path, headers: headers(more), agent: false }, (response) => {
      response.on("end", () => resolve(JSON.stringify(response.headers))).resume();
    })
      .on("error", reject)
      .end();
  });
}

test("of a marked visitor's way from a link to a donation only what they typed is kept, and only where it belongs", async () => {
  const now = new Date();
  const community = await aCommunity();
  const communityId = community.id;
  const campaign = await aCampaign(communityId, { opensAt: daysAfter(now, -1), closesAt: daysAfter(now, 30) });
  const input = linkInput.parse({ network: "instagram", content: "story-4", target: `/${community.slug}/sale` });
  const link = await createLink(await anOrganizer(communityId), campaign.id, input, now);

  const answers = [
    await visit(`/r/${link.code}`),
    await visit(`/r/${link.code}?qr=1&email=${MARKS.email}`, { cookie: `vid=${MARKS.cookie}; other=${MARKS.phone}` }),
    await visit(`/r/${MARKS.email}`),
    await visit(`/r/${MARKS.phone}`),
    await visit(`/r/${encodeURIComponent(MARKS.name)}/`),
  ];
  await countAgainst("claimsPerNetwork", addressClass(MARKS.address));

  const contact = { name: MARKS.name, email: MARKS.email, locale: "uk" } as const;
  const source = sourceOf(new Headers(headers({ cookie: `vid=${MARKS.cookie}` })), { via: link.code });
  const book = await aListedBook(campaign, { listedAt: daysAfter(now, -1) });
  const guest = visitorOf(communityId);
  const { phone, telegram } = MARKS;
  const claim = { bookId: book.id, amountMinor: 30_000, method: "transfer", locale: "uk" } as const;
  const held = await claimBook(guest, { ...claim, contact: { ...contact, phone, telegram }, source }, now);
  const pledge = { campaignId: campaign.id, amountMinor: 20_000, method: "transfer", locale: "uk" } as const;
  await pledgeDonation(guest, { ...pledge, contact, source }, now);
  const parts = [{ code: held.claim.code, amountMinor: 30_000 }];
  await confirmTransfer(await aTreasurer(communityId), { reference: "BANK-1", amountMinor: 30_000, parts }, now);

  const [credited] = await sql<{ n: number }[]>`
    select count(*)::int as n from ledger_entries where community_id = ${communityId} and first_link_id = ${link.id}`;
  expect(credited?.n, "the way was really walked").toBeGreaterThan(0);

  const found = await whereMarksStand();
  expect(found.map(({ place }) => place).filter((place) => !ALLOWED.includes(place))).toEqual([]);
  expect(new Set(found.map(({ mark }) => mark))).toEqual(new Set(["email", "name", "phone", "telegram"]));
  log.info("the way was walked");
  expect(said.join("\n")).toContain("the way was walked"); // what is logged is heard
  for (const mark of Object.values(MARKS)) {
    expect(said.join("\n"), "in the log").not.toContain(mark);
    for (const answer of answers) expect(answer, "in an answer's headers").not.toContain(mark);
    for (const file of filesUnder(env.DATA_DIR)) expect(readFileSync(file, "latin1"), file).not.toContain(mark);
  }
});

/** Every column of every table, as text. */
async function whereMarksStand(): Promise<{ place: string; mark: string }[]> {
  const columns = await sql<{ table: string; column: string }[]>`
    select table_name as table, column_name as column from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE'`;
  expect(columns.length).toBeGreaterThan(100);
  const found: { place: string; mark: string }[] = [];
  for (const { table, column } of columns)
    for (const [mark, text] of Object.entries(MARKS)) {
      const [row] = await sql<{ n: number }[]>`
        select count(*)::int as n from ${sql(table)} where position(${text} in ${sql(column)}::text) > 0`;
      if (row?.n) found.push({ place: `${table}.${column}`, mark });
    }
  return found;
}

const filesUnder = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
