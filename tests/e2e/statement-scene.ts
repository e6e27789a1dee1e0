import { sql } from "@/db/client";
import { claimBook } from "@/lib/claims/commands";
import { confirmTransfer } from "@/lib/donations/transfers";
import { aJarCsv, type Line, typed } from "../donations/statements/make";
import { aCampaign, aCommunity, aListedBook, aMember, aPerson } from "../support/factories";
import { daysAfter, hoursAfter, minutesAfter } from "../support/times";

// A program of its own, run beside the product: makes a campaign with a hundred claims and the statement of its jar, and prints both.

const SURE = 88;
const now = new Date();
const { id: communityId, slug } = await aCommunity({ name: "Клуб проєктних менеджерів" });
const staff = await aPerson(communityId, ["treasurer", "member"], { name: "Лукаш Касовий" });
const campaign = await aCampaign(communityId, {
  slug: "sale",
  name: "Книжковий обмін",
  maxOpenClaims: 200,
  opensAt: daysAfter(now, -30),
  closesAt: daysAfter(now, 30),
});
const giver = await aMember(communityId);
const start = daysAfter(now, -1);

async function aClaim(amountMinor: number, name?: string) {
  const taker = await aPerson(communityId, ["member"], name === undefined ? {} : { name });
  const book = await aListedBook(campaign, { giverId: giver.personId, listedAt: daysAfter(now, -20) });
  const input = { bookId: book.id, amountMinor, method: "transfer", locale: "uk" } as const;
  return (await claimBook(taker, input, start)).claim.code;
}

const sure: string[] = [];
for (let nth = 0; nth < SURE; nth++) sure.push(await aClaim(40_000));
const pair = [await aClaim(30_000), await aClaim(35_000)];
const uneven = [await aClaim(30_000), await aClaim(30_000)];
const less = await aClaim(40_000);
const byHand = await aClaim(41_000);
await aClaim(55_500); // pays without a code
const forgotten = await aClaim(44_000, "Зоряна Палітурка");
const parts = [{ code: byHand, amountMinor: 41_000 }];
await confirmTransfer(staff, { reference: "ВРУЧНУ-1", amountMinor: 41_000, parts }, hoursAfter(start, 9));

const lines: Line[] = [
  ...sure.map((code, nth) => ({ amount: nth % 9 === 0 ? "450.00" : "400.00", comment: typed(code, nth) })),
  { amount: "650.00", comment: `за дві книги: ${pair.join(", ")}` },
  { amount: "700.00", comment: uneven.join(" + ") },
  { amount: "200.00", comment: less },
  { amount: "410.00", comment: byHand },
  { amount: "555.00", comment: "дякую" },
  { amount: "123.00", comment: "за книгу, код загубила", from: "Від: З. П." },
  { amount: "400.00", comment: sure[0] ?? "" }, // the same code again
  { amount: "77.00", comment: "на добру справу" },
  { amount: "78.00", comment: "слава Україні" },
  { amount: "79.00", comment: "просто так" },
  { amount: "9000.00", comment: "за квартиру" },
  { amount: "1000.00", category: "Часткове зняття" },
].map((line, nth) => ({ ...line, at: minutesAfter(hoursAfter(start, 1), nth) }));

const scene = {
  community: slug,
  email: staff.email,
  csv: Buffer.from(aJarCsv(lines)).toString("base64"),
  lines: lines.length,
  sure: SURE,
  less,
  forgotten,
};
export type StatementScene = typeof scene;
console.log(JSON.stringify(scene));
await sql.end();
