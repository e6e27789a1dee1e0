import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { and, desc, eq } from "drizzle-orm";
import { db, sql } from "@/db/client";
import { type Campaign, messages } from "@/db/schema";
import { openCampaign } from "@/lib/catalog/campaigns";
import { approveBook, listBook } from "@/lib/catalog/commands";
import { campaignInput, listBookInput } from "@/lib/catalog/input";
import { claimBook, receiveBook, verifyClaim } from "@/lib/claims/commands";
import { agreeToMeet, chooseParcel, proposeMeeting, shipParcel } from "@/lib/claims/handovers/commands";
import type { ClaimRef } from "@/lib/claims/moves";
import { claimByToken } from "@/lib/claims/queries";
import { joinLine } from "@/lib/claims/waiting/commands";
import { instantIn, partsIn } from "@/lib/core/zone";
import { submitProof } from "@/lib/donations/proofs";
import { confirmTransfer } from "@/lib/donations/transfers";
import { type Actor, type PersonActor, systemOf, visitorOf } from "@/lib/identity/actor";
import { createCommunity } from "@/lib/identity/communities";
import { addMember } from "@/lib/identity/roles";
import { deliverMessages } from "@/lib/messages/deliver";
import { Promo } from "./promo";
import { planPromo } from "./promo-plan";

// Replays the published case through the product's own commands, by the timeline's clock. `db/demo/README.md` says what is real.

type BookRow = Record<
  | "isbn13"
  | "title"
  | "authors"
  | "language"
  | "publisher"
  | "year"
  | "category"
  | "condition"
  | "description"
  | "suggested_donation_uah",
  string
>;
type PersonRow = Record<"id" | "name" | "email" | "role", string>;
type EventRow = Record<"at" | "kind" | "actor" | "book_row" | "channel" | "amount_uah" | "note", string>;

const OPENED_AT = new Date("2023-05-01T09:00:00+03:00");
const OPEN_DAYS = 60; // the sale ended in June 2023; the demo keeps it open, so that the books left can be tried
const OFFICE = "Офіс, 3-й поверх, полиця біля рецепції";
const CITIES: Record<string, string> = { o1: "Львів", o2: "Харків", o4: "Одеса" };
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

const STAFF = [
  { name: "Веста Впорядницька", email: "organizer@example.org", roles: ["organizer", "member"] },
  { name: "Лукаш Касовий", email: "treasurer@example.org", roles: ["treasurer", "member"] },
  { name: "Стелла Сторісенко", email: "smm@example.org", roles: ["smm"] },
] as const;

const MEETING_ROW = "69";
const PARCEL_ROW = "114";
/** A member who came by no link, and so is nobody's lead: she asked for the book while it was only promised. */
const WAITING = { row: PARCEL_ROW, member: "m01" };
const MEETING_IN_DAYS = 2;
const CAFE = "Кав’ярня біля метро «Золоті ворота»";
const WAYBILL = "20450812345678"; // of the right form, and nobody's

/** Half past six in Kyiv, some days on. */
function eveningAfter(now: Date, days: number): Date {
  const { year, month, day } = partsIn(new Date(now.getTime() + days * DAY_MS), "Europe/Kyiv");
  const date = new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
  return instantIn(`${date}T18:30`, "Europe/Kyiv") ?? now;
}

const before = (at: Date, ms: number) => new Date(at.getTime() - ms);
const read = <Row>(name: string): Row[] =>
  parse(readFileSync(new URL(`../../../db/demo/${name}`, import.meta.url)), { columns: true, bom: true });

const bookRows = read<BookRow>("case-1-books.csv");
const personRows = read<PersonRow>("case-1-participants.csv");
const eventRows = read<EventRow>("case-1-events.csv");

/** Everything the events refer to, as it comes into being. */
class Replay {
  private readonly people = new Map(personRows.map((row) => [row.id, row]));
  private readonly members = new Map<string, PersonActor>();
  private readonly listed = new Map<string, { id: string; code: string; giver: string }>();
  private readonly claimed = new Map<string, { holder: PersonActor; ref: ClaimRef; code: string }>();
  private transfers = 0;

  constructor(
    private readonly campaign: Campaign,
    private readonly organizer: PersonActor,
    private readonly treasurer: PersonActor,
    readonly promo: Promo,
  ) {}

  async addMembers(): Promise<void> {
    for (const { id, name, email, role } of personRows)
      if (role === "member")
        this.members.set(id, await member(this.organizer, { name, email, roles: ["member"] }, OPENED_AT));
  }

  async play(event: EventRow): Promise<void> {
    const { at, kind, actor, book_row: row, amount_uah: amount } = event;
    const when = new Date(at);
    if (await this.promo.play(event)) return;
    if (kind === "book_listed") await this.list(actor, row, when);
    else if (kind === "claimed") await this.claim(actor, row, when);
    else if (kind === "donated") await this.donate(row, Number(amount) * 100, when);
    else if (kind === "handed_over") await this.handOver(actor, row, when);
    else throw new Error(`The timeline has a ${kind} that nobody can replay`);
  }

  private async list(giver: string, row: string, at: Date) {
    const book = bookRow(row);
    const isMember = this.members.has(giver);
    const input = listBookInput.parse({
      title: book.title,
      authors: book.authors,
      isbn: book.isbn13 || null,
      language: book.language,
      publisher: book.publisher || null,
      year: book.year || null,
      category: book.category,
      condition: book.condition,
      description: book.description,
      minimumMinor: Number(book.suggested_donation_uah) * 100,
      ...(isMember ? { pickupPoint: OFFICE } : { city: CITIES[giver] ?? "Київ", giver: this.contact(giver) }),
    });
    const submittedAt = isMember ? at : before(at, HOUR_MS);
    const source = isMember ? undefined : this.promo.sourceOf(giver);
    const listing = await listBook(this.actor(giver), { ...input, campaignId: this.campaign.id, source }, submittedAt);
    if (!isMember) await approveBook(this.organizer, listing.code, at);
    this.listed.set(row, { ...listing, giver });
  }

  private async claim(reader: string, row: string, at: Date) {
    const { id: bookId } = found(this.listed, row);
    const contact = this.members.has(reader) ? undefined : this.contact(reader);
    const amountMinor = Math.max(this.donationOf(row), Number(bookRow(row).suggested_donation_uah) * 100);
    const source = contact && this.promo.sourceOf(reader);
    const input = { bookId, amountMinor, method: "transfer", locale: "uk", contact, source } as const;
    const { claim, token } = await claimBook(this.actor(reader), input, at);
    const opened = await claimByToken(token);
    if (!opened) throw new Error(`The claim of book ${row} has no private page`);
    const holder = this.members.get(reader) ?? opened.actor;
    if (contact)
      await verifyClaim(holder, opened.ref, await codeSentFor(opened.ref), new Date(at.getTime() + MINUTE_MS));
    this.claimed.set(row, { holder, ref: opened.ref, code: claim.code });
    if (row === WAITING.row)
      await joinLine(found(this.members, WAITING.member), { bookId, locale: "uk" }, new Date(at.getTime() + MINUTE_MS));
  }

  private async donate(row: string, amountMinor: number, at: Date) {
    const { holder, ref, code } = found(this.claimed, row);
    const reference = `2023-${String(++this.transfers).padStart(4, "0")}`;
    await submitProof(holder, ref, { receipt: reference }, at);
    await confirmTransfer(this.treasurer, { reference, amountMinor, parts: [{ code, amountMinor }] }, at);
  }

  private async handOver(giver: string, row: string, at: Date) {
    if (row === MEETING_ROW || row === PARCEL_ROW) return; // these two are still on their way: arranged at the end
    const actor = this.members.get(giver) ?? this.organizer; // an outsider has no account: the organizer marks it
    await receiveBook(actor, found(this.claimed, row).ref, at);
  }

  /** Two of the hundred books are shown on their way: one at a meeting ahead, one in the post. */
  async arrange(now: Date): Promise<void> {
    const meets = found(this.claimed, MEETING_ROW);
    const meetsAt = eveningAfter(now, MEETING_IN_DAYS);
    const giver = found(this.members, found(this.listed, MEETING_ROW).giver);
    await proposeMeeting(giver, meets.ref, { place: CAFE, meetsAt }, before(now, 20 * HOUR_MS));
    await agreeToMeet(meets.holder, meets.ref, { meetsAt }, before(now, 18 * HOUR_MS));

    const sent = found(this.claimed, PARCEL_ROW);
    const sender = found(this.members, found(this.listed, PARCEL_ROW).giver);
    const address = { city: "Львів", branch: "Відділення №12" };
    await chooseParcel(sent.holder, sent.ref, address, before(now, 2 * DAY_MS));
    await shipParcel(sender, sent.ref, { waybill: WAYBILL }, before(now, 6 * HOUR_MS));
  }

  /** A book somebody from outside has just offered: it waits for a review, and counts nowhere until then. */
  async offerForReview(now: Date): Promise<void> {
    const giver = { name: "Ярина Зустрічна", email: "yaryna.zustrichna@example.com", locale: "uk" as const };
    const input = listBookInput.parse({
      title: "Мислення швидке й повільне",
      authors: "Деніел Канеман",
      language: "uk",
      category: bookRows[0]?.category,
      condition: "good",
      minimumMinor: 35_000,
      city: "Київ",
      giver,
    });
    const offered = { ...input, campaignId: this.campaign.id };
    await listBook(visitorOf(this.campaign.communityId), offered, before(now, 3 * HOUR_MS));
  }

  private actor(id: string): Actor {
    return this.members.get(id) ?? visitorOf(this.campaign.communityId);
  }

  private contact(id: string) {
    const { name, email } = found(this.people, id);
    return { name, email, locale: "uk" as const };
  }

  private donationOf(row: string): number {
    const paid = eventRows.find((event) => event.kind === "donated" && event.book_row === row);
    return Number(paid?.amount_uah ?? 0) * 100;
  }
}

function found<Value>(map: Map<string, Value>, key: string): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`The timeline names ${key} before it is there`);
  return value;
}

function bookRow(row: string): BookRow {
  const book = bookRows[Number(row) - 1];
  if (!book) throw new Error(`There is no book ${row}`);
  return book;
}

async function member(
  by: Actor,
  {
    name,
    email,
    roles,
  }: { name: string; email: string; roles: readonly ("member" | "organizer" | "treasurer" | "smm")[] },
  at: Date,
): Promise<PersonActor> {
  const { communityId } = by;
  const person = await addMember(by, { name, email, locale: "uk", roles: [...roles] }, at);
  return { kind: "person", communityId, personId: person.id, roles };
}

/** The code a guest reads in the letter: in the demo, straight from the outbox. */
async function codeSentFor({ communityId, claimId }: ClaimRef): Promise<string> {
  const [letter] = await db
    .select({ payload: messages.payload })
    .from(messages)
    .where(and(eq(messages.communityId, communityId), eq(messages.subjectId, claimId), eq(messages.kind, "claim_code")))
    .orderBy(desc(messages.createdAt))
    .limit(1);
  return String(letter?.payload.code);
}

async function open() {
  const community = await createCommunity(
    { slug: "pm", name: "Спільнота проєктних менеджерів", locale: "uk", timeZone: "Europe/Kyiv" },
    OPENED_AT,
  );
  const [organizer, treasurer, smm] = await Promise.all(
    STAFF.map((person) => member(systemOf(community.id), person, OPENED_AT)),
  );
  if (!organizer || !treasurer || !smm) throw new Error("The demo has no staff");
  const campaign = await openCampaign(
    organizer,
    campaignInput.parse({
      slug: "charity-book-sale",
      name: "Charity Book Sale",
      description:
        "Книги, які проєктні менеджери вже прочитали й хочуть віддати тим, кому вони потрібніші. Оберіть свою, зробіть внесок у фонд — і книга ваша.",
      fund: {
        name: "Фонд «Сторінка за сторінкою»",
        jarUrl: "https://send.monobank.ua/jar/bookraiserdemo",
        iban: "UA213223130000026007233566001",
        edrpou: "12345678",
      },
      currency: "UAH",
      goalMinor: 4_000_000,
      defaultMinimumMinor: 30_000,
      opensAt: OPENED_AT,
      closesAt: new Date(Date.now() + OPEN_DAYS * DAY_MS),
      allowsCash: true,
      cards: "stripe",
      pickupPoints: [OFFICE],
      notAccepted: "Книги, видані в росії, підручники старші за десять років і книги без обкладинки.",
    }),
    OPENED_AT,
  );
  const outsiders = personRows.filter(({ role }) => role === "outsider").map(({ id }) => id);
  const shown = bookRows.map(({ title, authors, category }) => ({ title, category, authors: authors.split(";") }));
  const promo = new Promo(campaign, smm, await planPromo(campaign, { organizer, smm }, shown), outsiders);
  return new Replay(campaign, organizer, treasurer, promo);
}

const replay = await open();
await replay.addMembers();
for (const [nth, event] of eventRows.entries()) {
  await replay.play(event);
  if (process.stderr.isTTY) process.stderr.write(`\r${nth + 1} / ${eventRows.length}`);
}
await replay.promo.end();
await replay.arrange(new Date());
await replay.offerForReview(new Date());
// The letters of 2023 went to people who do not exist: they are settled, not sent.
let letters = 0;
do {
  const { sent, dropped } = await deliverMessages(new Date(), async () => {});
  letters = sent + dropped;
} while (letters > 0);
if (process.stderr.isTTY) process.stderr.write("\r");
console.log(`The demo is in: ${eventRows.length} events replayed, ${bookRows.length} books.`);
await sql.end();
