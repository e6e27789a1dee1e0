import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { messages, people } from "@/db/schema";
import { claimBook, receiveBook } from "@/lib/claims/commands";
import { joinLine } from "@/lib/claims/waiting/commands";
import { startClaimCheckout } from "@/lib/donations/card/checkout";
import { recordCash } from "@/lib/donations/commands";
import { setPublicName } from "@/lib/donations/pledge";
import { submitProof } from "@/lib/donations/proofs";
import { donationOfClaim } from "@/lib/donations/receipts";
import { refundDonation } from "@/lib/donations/refunds";
import { confirmLines } from "@/lib/donations/statements/commands";
import { importStatement } from "@/lib/donations/statements/import";
import { openLines } from "@/lib/donations/statements/queries";
import { confirmTransfer } from "@/lib/donations/transfers";
import { type PersonActor, visitorOf } from "@/lib/identity/actor";
import { userWith } from "@/lib/identity/sign-in";
import { enterLeads } from "@/lib/referrals/leads";
import type { aCardStage } from "../donations/cards/stage";
import { attemptOfClaim, hearStripe } from "../donations/cards/stage";
import { aJarCsv } from "../donations/statements/make";
import type { FakeStripe } from "../fakes/stripe/start";
import { aListedBook, aMember } from "../support/factories";
import { hoursAfter, minutesAfter, NOON } from "../support/times";

type Stage = Awaited<ReturnType<typeof aCardStage>>;
/** What finds any of their names, addresses, phones and Telegram names. */
export const CROWD_MARKS = "zq\\d+x|Забудько|380997\\d{6}";
const pdfOf = (name: string) =>
  Buffer.from(
    `%PDF-1.4\n1 0 obj\n<</Title (${name})>>\nendobj\nxref\n0 1\ntrailer\n<</Root 1 0 R>>\nstartxref\n44\n%%EOF\n`,
  );

/**
 * Guests whose every word can be found again: each claims a book, stands in a line, gives a book, signs in, and pays by the bank, by
 * card, in cash or twice over; every fifth has the money back.
 */
export async function aCrowd(stage: Stage, stripe: FakeStripe, size: number): Promise<PersonActor[]> {
  const taken = await aListedBook(stage.campaign);
  const first = { bookId: taken.id, amountMinor: 40_000, method: "transfer", locale: "uk" } as const;
  await claimBook(await aMember(stage.communityId), first, NOON);
  const crowd: Awaited<ReturnType<typeof oneOf>>[] = [];
  for (let nth = 0; nth < size; nth++) crowd.push(await oneOf(stage, stripe, nth));
  await hearStripe(stripe, minutesAfter(NOON, 1)); // all at once: hearing takes longer the more was said
  for (const each of crowd) await each.goOn(taken.id);
  return crowd;
}

const WAYS = ["statement", "card", "cash", "transfer", "back"] as const;

async function oneOf(stage: Stage, stripe: FakeStripe, nth: number) {
  const { communityId, campaign, organizer, treasurer } = stage;
  const mark = `zq${nth}x`;
  const contact = {
    name: `Забудько ${mark}енко`,
    email: `${mark}-mail@example.com`,
    phone: `+38099${String(7_000_000 + nth)}`,
    telegram: `tg_${mark}`,
    locale: "uk",
  } as const;
  const way = WAYS[nth % WAYS.length] ?? "cash";
  const amountMinor = 30_000 + nth * 100;
  const method = way === "card" ? "card" : "transfer";
  const book = await aListedBook(campaign);
  const terms = { bookId: book.id, amountMinor, method, locale: "uk" } as const;
  const source = { visitor: `v${nth}`, unrecognised: `v${nth}`, via: undefined, heardFrom: `від ${contact.name}` };
  await enterLeads(stage.organizer, campaign.id, {
    network: "facebook",
    names: [contact.name],
    note: `пише ${contact.email}`,
  });
  const { claim } = await claimBook(visitorOf(communityId), { ...terms, contact, source }, NOON);
  const person: PersonActor = { kind: "person", communityId, personId: claim.claimantId, roles: [] };
  const ref = { communityId, claimId: claim.id };
  const { code } = claim;

  if (way === "card") {
    await startClaimCheckout(person, ref, { lateChoice: "keep", locale: "uk" }, NOON);
    stripe.pay((await attemptOfClaim(ref)).providerRef ?? "", undefined, contact.email);
  } else {
    await submitProof(person, ref, { receipt: `квитанція ${contact.name}` }, NOON);
    await submitProof(person, ref, { file: { bytes: pdfOf(mark), name: `${mark}.pdf` } }, NOON);
    if (way === "cash") await recordCash(organizer, { code, amountMinor }, NOON);
    else if (way === "statement") {
      const amount = (amountMinor / 100).toFixed(2);
      const line = { amount, from: contact.name, comment: `${code} від ${contact.name}`, at: minutesAfter(NOON, nth) };
      const file = { campaignId: campaign.id, name: "виписка.csv", bytes: aJarCsv([line]) };
      await importStatement(treasurer, file, hoursAfter(NOON, 30));
      const lines = (await openLines(treasurer, campaign.id)).filter(({ comment }) => comment.includes(code));
      const parts = [{ code, amountMinor }];
      await confirmLines(treasurer, { lines: lines.map(({ id: lineId }) => ({ lineId, parts })) }, NOON);
    } else {
      const parts = [{ code, amountMinor }];
      await confirmTransfer(treasurer, { reference: `M-${code}`, amountMinor, parts }, NOON);
    }
  }
  const { name, email, phone, telegram } = contact;
  return { ...person, goOn };

  /** What comes once the money is here. */
  async function goOn(takenId: string): Promise<void> {
    const donation = await donationOfClaim(ref);
    if (donation) await setPublicName(person, donation, name);
    if (way === "back") await refundDonation(treasurer, { code, reason: "Передумали" }, hoursAfter(NOON, 1));
    else await receiveBook(organizer, ref, hoursAfter(NOON, 2));
    await joinLine(visitorOf(communityId), { bookId: takenId, locale: "uk", contact }, NOON);
    await aListedBook(campaign, { giverId: person.personId, status: "withdrawn" });
    await db.transaction((tx) => userWith(tx, email, NOON));
    await db.update(people).set({ phone, telegram }).where(eq(people.id, person.personId));
    await db
      .update(messages)
      .set({ payload: { reason: name }, lastError: `550 no such mailbox ${email}` })
      .where(eq(messages.personId, person.personId));
  }
}
