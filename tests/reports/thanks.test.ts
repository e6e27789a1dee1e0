import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { messages, people } from "@/db/schema";
import { reopenCampaign } from "@/lib/catalog/closing";
import { withdrawBook } from "@/lib/claims/withdraw";
import { confirmTransfer } from "@/lib/donations/transfers";
import { linkToken, openLink } from "@/lib/identity/links";
import { readFacts } from "@/lib/messages/facts";
import { asText } from "@/lib/messages/render";
import { letterOf } from "@/lib/messages/templates";
import { thankForCampaign } from "@/lib/reports/closing";
import { promiseThanks, thanksProgress } from "@/lib/reports/thanks";
import { aClaim, aStage, aTransfer } from "../donations/stage";
import { aListedBook, aPerson } from "../support/factories";
import { daysAfter, hoursAfter } from "../support/times";
import { aSaleToClose, campaignRow, closed, EVENING, thanked } from "./closing-scene";

const spaced = (text = "") => text.replace(/[\u00A0\u202F]/g, " ");

async function letterTo(personId: string, locale: "uk" | "en" = "uk") {
  const [row] = await db
    .select()
    .from(messages)
    .where(and(eq(messages.personId, personId), eq(messages.kind, "campaign_thanks")));
  if (!row) throw new Error("no letter was promised");
  const message = { ...row, locale };
  return letterOf(message, await db.transaction((tx) => readFacts(tx, message)), EVENING);
}

describe("letters of thanks", () => {
  test("go to givers and readers, one each, also to whoever is both", async () => {
    const { campaign, organizer, treasurer, giver, paid, alsoLeft } = await aSaleToClose();
    const both = await aClaim(campaign, { bookId: (await aListedBook(campaign)).id });
    await confirmTransfer(treasurer, aTransfer(both.code), EVENING);
    await aListedBook(campaign, { giverId: both.claimant.personId });
    await closed(organizer, campaign, true);
    const written = await thanked(campaign);
    expect(new Set(written).size).toBe(written.length);
    expect(written).toEqual(
      expect.arrayContaining([giver.personId, paid.claimant.personId, both.claimant.personId, alsoLeft.giverId]),
    );
    // two givers of the claimed books are among them; who only holds a book is not
    expect(written).toHaveLength(7);
    expect(await thanksProgress(organizer, campaign.id)).toEqual({ people: 7, sent: 0, failed: 0 });
    await db.update(messages).set({ sentAt: EVENING }).where(eq(messages.personId, giver.personId));
    await db.update(messages).set({ failedAt: EVENING }).where(eq(messages.personId, paid.claimant.personId));
    expect(await thanksProgress(organizer, campaign.id)).toEqual({ people: 7, sent: 1, failed: 1 });
    await expect(thanksProgress(treasurer, campaign.id)).rejects.toMatchObject({ code: "identity.notAllowed" });
  });

  test("go to nobody erased, nor to whose address is no longer kept", async () => {
    const { campaign, organizer, giver, paid } = await aSaleToClose();
    const isIt = (id: string) => eq(people.id, id);
    await db.update(people).set({ erasedAt: EVENING, email: null, name: "" }).where(isIt(giver.personId));
    await db.update(people).set({ email: null }).where(isIt(paid.claimant.personId));
    await closed(organizer, campaign, true);
    const written = await thanked(campaign);
    expect(written).not.toContain(giver.personId);
    expect(written).not.toContain(paid.claimant.personId);
    expect(written).toHaveLength(3);
  });

  test("are not written unless asked for, and can be asked for later, once", async () => {
    const { campaign, organizer, treasurer } = await aSaleToClose();
    await expect(thankForCampaign(organizer, campaign.id)).rejects.toMatchObject({ code: "catalog.notClosed" });
    await closed(organizer, campaign, false);
    await promiseThanks(EVENING);
    expect(await thanked(campaign)).toEqual([]);
    await expect(thankForCampaign(treasurer, campaign.id)).rejects.toMatchObject({ code: "identity.notAllowed" });
    await thankForCampaign(organizer, campaign.id, hoursAfter(EVENING, 1));
    await thankForCampaign(organizer, campaign.id, hoursAfter(EVENING, 2));
    expect(await thanked(campaign)).toHaveLength(5);
    expect((await campaignRow(campaign)).thanksAskedAt).toEqual(hoursAfter(EVENING, 1));
  });

  test("of many people go in portions, and of two runs side by side nobody is written to twice", async () => {
    const { campaign, communityId, organizer } = await aSaleToClose();
    for (let nth = 0; nth < 205; nth++) {
      const { personId } = await aPerson(communityId, ["member"]);
      await aListedBook(campaign, { giverId: personId });
    }
    await closed(organizer, campaign, true);
    expect(await thanked(campaign)).toHaveLength(100);
    expect((await campaignRow(campaign)).thanksDoneAt).toBeNull();
    await Promise.all([promiseThanks(EVENING), promiseThanks(EVENING)]);
    await promiseThanks(EVENING);
    const written = await thanked(campaign);
    expect(written).toHaveLength(210);
    expect(new Set(written).size).toBe(210);
    expect((await campaignRow(campaign)).thanksDoneAt).toEqual(EVENING);
  }, 60_000);

  test("that have not left stay when the campaign is opened again, and nobody is written to twice when it is closed anew", async () => {
    const { campaign, organizer, giver, paid } = await aSaleToClose();
    await closed(organizer, campaign, true);
    await db.update(messages).set({ sentAt: EVENING }).where(eq(messages.personId, giver.personId));
    await reopenCampaign(organizer, { campaignId: campaign.id, reason: "Зарано" }, hoursAfter(EVENING, 1));
    expect(await letterTo(paid.claimant.personId)).toBeUndefined();
    await db
      .update(messages)
      .set({ failedAt: hoursAfter(EVENING, 1) }) // dropped: no longer true
      .where(and(eq(messages.personId, paid.claimant.personId), eq(messages.kind, "campaign_thanks")));
    await closed(organizer, campaign, true, daysAfter(EVENING, 1));
    const written = await thanked(campaign);
    expect(written.filter((id) => id === giver.personId)).toHaveLength(1);
    expect(written.filter((id) => id === paid.claimant.personId)).toHaveLength(1);
  });

  test("name the sum that was kept, and a giver's books that are left, with what can be done", async () => {
    const { campaign, communityId, organizer, giver, left, paid } = await aSaleToClose();
    await db.transaction((tx) => openLink(tx, "book", communityId, left.id));
    await closed(organizer, campaign, true);
    const made = await letterTo(giver.personId);
    expect(spaced(made?.subject)).toBe("Акцію «Charity Book Sale» завершено: разом зібрали 400 ₴");
    expect(spaced(made?.before.join(" "))).toContain(
      "Дякуємо за книги, якими ви поділилися! Разом ми зібрали 400 ₴, і 1 книга знайшла читача.",
    );
    expect(made?.details).toContainEqual(["Лишилися без читача", "Лишилася"]);
    expect(made?.after.join(" ")).toContain("зніміть її з каталогу");
    expect(made?.button?.url).toMatch(new RegExp(`/${campaign.slug}$`));
    expect(made?.another?.url).toContain(`/books/manage/${linkToken("book", communityId, left.id)}`);

    const toReader = await letterTo(paid.claimant.personId, "en");
    expect(spaced(toReader?.before.join(" "))).toContain(
      "Thank you for your donation! Together we raised UAH 400, and 1 book found its reader.",
    );
    expect([toReader?.another, toReader?.after]).toEqual([undefined, []]);
    if (toReader) expect(asText(toReader)).not.toMatch(/Found no reader|undefined/);

    await withdrawBook({ actor: giver, code: left.code }, undefined, hoursAfter(EVENING, 1)); // taken back before the letter left
    expect((await letterTo(giver.personId))?.details.map(([name]) => name)).toEqual(["Фонд"]);
  });

  test("to givers of several books name all of them and lead to their own page", async () => {
    const { campaign, organizer, giver } = await aSaleToClose();
    await aListedBook(campaign, { giverId: giver.personId, title: "Ще одна" });
    await closed(organizer, campaign, true);
    const made = await letterTo(giver.personId);
    expect(made?.details).toContainEqual(["Лишилися без читача", "Лишилася; Ще одна"]);
    expect(made?.after.join(" ")).toContain("Кілька ваших книг");
    expect(made?.another?.url).toMatch(/\/me$/);
  });

  test("of a campaign that raised nothing speak of no sum", async () => {
    const { campaign, organizer } = await aStage();
    const { giverId } = await aListedBook(campaign);
    await closed(organizer, campaign, true);
    const made = await letterTo(giverId);
    expect(made?.subject).toBe("Акцію «Charity Book Sale» завершено. Дякуємо!");
    expect(made?.before.at(-1)).toBe("Акцію «Charity Book Sale» завершено. Дякуємо за книги, якими ви поділилися!");
  });
});
