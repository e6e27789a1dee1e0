import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, messages, requisiteChanges } from "@/db/schema";
import { editCampaign } from "@/lib/catalog/campaigns";
import { campaignSettingsInput } from "@/lib/catalog/input";
import { personalSigns } from "@/lib/catalog/personal-requisites";
import { findCampaign, listDeskCampaigns } from "@/lib/catalog/queries";
import {
  applyAtOnce,
  applyDueRequisites,
  cancelRequisites,
  changeRequisites,
  findWaitingChange,
} from "@/lib/catalog/requisites";
import { claimBook } from "@/lib/claims/commands";
import { findClaim } from "@/lib/claims/queries";
import { findPlainDonation, pledgeDonation } from "@/lib/donations/pledge";
import { systemOf } from "@/lib/identity/actor";
import { deliverMessages } from "@/lib/messages/deliver";
import { revokeRole } from "@/lib/messages/roles";
import type { Mail } from "@/lib/messages/smtp";
import { aCommunity, aListedBook, aMember, anOrganizer, aTreasurer } from "../support/factories";
import { daysAfter, hoursAfter, minutesAfter, NOON } from "../support/times";
import { aSale, fundOf, NEW, raceAtTheEnd, waitingIn } from "./changing";

const refusal = (code: string) => expect.objectContaining({ name: "Refusal", code });
const OLD = "Фонд «Повернись живим»";
/** What the clock changes in one campaign: other tests' are due, too. */
const writtenInto = async ({ id }: { id: string }, at: Date) =>
  (await applyDueRequisites(at)).filter(({ campaignId }) => campaignId === id);

describe("a change of the fund's requisites", () => {
  test("waits a day, is told to every organizer and treasurer, and then holds", async () => {
    const { community, organizer, other, campaign } = await aSale();
    const treasurer = await aTreasurer(community.id);
    expect(await changeRequisites(organizer, campaign.id, NEW, NOON)).toBe("waits");

    expect(await fundOf(campaign.id)).toBe(OLD);
    const sent = await db.select().from(messages).where(eq(messages.communityId, community.id));
    expect(sent.map(({ personId, kind }) => [personId, kind]).sort()).toEqual(
      [organizer, other, treasurer].map(({ personId }) => [personId, "requisites_changing"]).sort(),
    );
    expect(await findWaitingChange(other, campaign.id, NOON)).toMatchObject({
      fund: NEW,
      takesEffectAt: hoursAfter(NOON, 24),
      requestedByName: organizer.name,
    });
    expect(await writtenInto(campaign, minutesAfter(NOON, 24 * 60 - 1))).toEqual([]);
    expect(await writtenInto(campaign, hoursAfter(NOON, 24))).toEqual([{ campaignId: campaign.id, site: true }]);
    expect(await writtenInto(campaign, hoursAfter(NOON, 24))).toEqual([]);
    expect(await fundOf(campaign.id)).toBe("Новий фонд");
    expect(await findWaitingChange(other, campaign.id, hoursAfter(NOON, 24))).toBeUndefined();
  });

  test("is told to whoever was an organizer within the last week, who may have been put out for it", async () => {
    const { community, organizer, other, campaign } = await aSale();
    const longAgo = await anOrganizer(community.id);
    await revokeRole(organizer, { personId: longAgo.personId, role: "organizer" }, daysAfter(NOON, -8));
    await revokeRole(organizer, { personId: other.personId, role: "organizer" }, daysAfter(NOON, -6));
    await changeRequisites(organizer, campaign.id, NEW, NOON);
    const told = await db
      .select({ personId: messages.personId })
      .from(messages)
      .where(and(eq(messages.communityId, community.id), eq(messages.kind, "requisites_changing")));
    expect(told.map(({ personId }) => personId).sort()).toEqual([organizer.personId, other.personId].sort());
  });

  test("shows on every page where money is asked for from its moment on, before the clock has been by", async () => {
    const { community, organizer, campaign } = await aSale();
    const taker = await aMember(community.id);
    const book = await aListedBook(campaign);
    const input = { bookId: book.id, amountMinor: 40_000, method: "transfer", locale: "uk" } as const;
    const { claim } = await claimBook(taker, input, NOON);
    const promise = { campaignId: campaign.id, amountMinor: 50_000, method: "transfer", locale: "uk" } as const;
    const { donation } = await pledgeDonation(taker, promise, NOON);
    await changeRequisites(organizer, campaign.id, NEW, NOON);

    const seen = async (at: Date) => {
      const ref = { communityId: community.id, claimId: claim.id };
      const own = await findClaim(ref, at);
      const plain = await findPlainDonation({ communityId: community.id, donationId: donation.id }, at);
      const found = await findCampaign(community.slug, campaign.slug, at);
      const [desk] = await listDeskCampaigns(organizer, at);
      const of = (fund: { jarUrl: string | null; iban: string | null; edrpou: string | null } | undefined) =>
        fund && [fund.jarUrl, fund.iban, fund.edrpou];
      return [
        [own?.fundName, of(own)],
        [plain.fundName, of(plain)],
        [found?.fund.name, of(found?.fund)],
        [desk?.fund.name, of(desk?.fund)],
      ];
    };
    const before = [OLD, ["https://send.monobank.ua/jar/example", null, null]];
    const after = ["Новий фонд", [null, NEW.iban, NEW.edrpou]];
    expect(await seen(minutesAfter(NOON, 24 * 60 - 1))).toEqual([before, before, before, before]);
    expect(await seen(hoursAfter(NOON, 24))).toEqual([after, after, after, after]);
    expect(await fundOf(campaign.id)).toBe(OLD);
    await applyDueRequisites(hoursAfter(NOON, 24));
    expect(await seen(hoursAfter(NOON, 24))).toEqual([after, after, after, after]);
  });

  test("shows in a letter with requisites that leaves after its moment", async () => {
    const { community, organizer, campaign } = await aSale();
    const taker = await aMember(community.id);
    const { id: bookId } = await aListedBook(campaign);
    await claimBook(taker, { bookId, amountMinor: 40_000, method: "transfer", locale: "uk" }, hoursAfter(NOON, 20));
    await changeRequisites(organizer, campaign.id, NEW, NOON);
    const mails: Mail[] = [];
    await deliverMessages(hoursAfter(NOON, 25), async (mail) => {
      mails.push(mail);
    });
    const letter = mails.find(({ to }) => to === taker.email);
    expect(letter?.text).toContain("UA213223130000026007233566001");
    expect(letter?.text).not.toContain("send.monobank.ua");
  });

  test("is stopped by any organizer, and leaves everything as it was", async () => {
    const { organizer, other, campaign } = await aSale();
    await changeRequisites(organizer, campaign.id, NEW, NOON);
    const [change] = await waitingIn(campaign.id);
    await cancelRequisites(other, change?.id ?? "", hoursAfter(NOON, 23));
    await cancelRequisites(organizer, change?.id ?? "", hoursAfter(NOON, 23));
    expect(await writtenInto(campaign, hoursAfter(NOON, 48))).toEqual([]);
    expect(await fundOf(campaign.id)).toBe(OLD);
  });

  test("cannot be stopped once its time has come, whether or not the clock has been by", async () => {
    const { organizer, campaign } = await aSale();
    await changeRequisites(organizer, campaign.id, NEW, NOON);
    const [change] = await waitingIn(campaign.id);
    const late = () => cancelRequisites(organizer, change?.id ?? "", hoursAfter(NOON, 24));
    await expect(late()).rejects.toEqual(refusal("catalog.changeHolds"));
    await applyDueRequisites(hoursAfter(NOON, 24));
    await expect(late()).rejects.toEqual(refusal("catalog.changeHolds"));
  });

  test("asked for twice replaces the one that waits, and its day begins anew", async () => {
    const { organizer, other, campaign } = await aSale();
    await changeRequisites(organizer, campaign.id, NEW, NOON);
    const third = { ...NEW, name: "Третій фонд" };
    expect(await changeRequisites(other, campaign.id, third, hoursAfter(NOON, 10))).toBe("waits");
    expect(await changeRequisites(organizer, campaign.id, third, hoursAfter(NOON, 20))).toBe("same");
    expect(await waitingIn(campaign.id)).toMatchObject([{ fundName: "Третій фонд" }]);
    await applyDueRequisites(hoursAfter(NOON, 24));
    expect(await fundOf(campaign.id)).toBe(OLD);
    await applyDueRequisites(hoursAfter(NOON, 34));
    expect(await fundOf(campaign.id)).toBe("Третій фонд");
  });

  test("to what stands is none, and leaves the one that waits", async () => {
    const { organizer, campaign } = await aSale();
    const stands = { name: OLD, jarUrl: "https://send.monobank.ua/jar/example", iban: null, edrpou: null };
    expect(await changeRequisites(organizer, campaign.id, stands, NOON)).toBe("same");
    await changeRequisites(organizer, campaign.id, NEW, NOON);
    expect(await changeRequisites(organizer, campaign.id, stands, NOON)).toBe("same");
    expect(await waitingIn(campaign.id)).toHaveLength(1);
  });

  test("that is due counts as what stands when the next is asked for", async () => {
    const { organizer, campaign } = await aSale();
    await changeRequisites(organizer, campaign.id, NEW, NOON);
    expect(await changeRequisites(organizer, campaign.id, NEW, hoursAfter(NOON, 25))).toBe("same");
    expect(await fundOf(campaign.id)).toBe("Новий фонд");
  });

  test("is no part of the settings: saving those asks for nothing", async () => {
    const { organizer, campaign } = await aSale();
    const settings = campaignSettingsInput.parse({ ...campaign, name: "Інша назва", fund: { name: "Чужий фонд" } });
    await editCampaign(organizer, campaign.id, settings, NOON);
    expect([await fundOf(campaign.id), await waitingIn(campaign.id)]).toEqual([OLD, []]);
  });

  test("holds at once for the operator, and in a draft that has neither books nor donations", async () => {
    const { community, organizer, campaign } = await aSale();
    await changeRequisites(organizer, campaign.id, NEW, NOON);
    await applyAtOnce(systemOf(community.id), campaign.id, NOON);
    expect(await fundOf(campaign.id)).toBe("Новий фонд");
    await expect(applyAtOnce(systemOf(community.id), campaign.id, NOON)).rejects.toEqual(
      refusal("catalog.noChangeWaits"),
    );
    expect(await changeRequisites(systemOf(community.id), campaign.id, { ...NEW, name: "Четвертий" }, NOON)).toBe(
      "changed",
    );
    expect(await fundOf(campaign.id)).toBe("Четвертий");

    const draft = await aSale({ status: "draft" });
    expect(await changeRequisites(draft.organizer, draft.campaign.id, NEW, NOON)).toBe("changed");
    await aListedBook(draft.campaign);
    expect(await changeRequisites(draft.organizer, draft.campaign.id, { ...NEW, name: "Ще" }, NOON)).toBe("waits");
  });

  test("is for organizers of the campaign's own community", async () => {
    const { community, organizer, campaign } = await aSale();
    await changeRequisites(organizer, campaign.id, NEW, NOON);
    const [change] = await waitingIn(campaign.id);
    for (const actor of [await aMember(community.id), await aTreasurer(community.id)]) {
      await expect(changeRequisites(actor, campaign.id, NEW, NOON)).rejects.toEqual(refusal("identity.notAllowed"));
      await expect(cancelRequisites(actor, change?.id ?? "", NOON)).rejects.toEqual(refusal("identity.notAllowed"));
      await expect(findWaitingChange(actor, campaign.id, NOON)).rejects.toEqual(refusal("identity.notAllowed"));
    }
    await expect(applyAtOnce(organizer, campaign.id, NOON)).rejects.toEqual(refusal("identity.notAllowed"));
    const elsewhere = await anOrganizer((await aCommunity()).id);
    await expect(changeRequisites(elsewhere, campaign.id, NEW, NOON)).rejects.toEqual(
      refusal("catalog.campaignNotFound"),
    );
    await expect(cancelRequisites(elsewhere, change?.id ?? "", NOON)).rejects.toEqual(refusal("identity.notFound"));
  });

  test("stands in the log from asking to holding, with what was and what is", async () => {
    const { organizer, other, campaign } = await aSale();
    await changeRequisites(organizer, campaign.id, NEW, NOON);
    const [change] = await waitingIn(campaign.id);
    await cancelRequisites(other, change?.id ?? "", minutesAfter(NOON, 1));
    await changeRequisites(organizer, campaign.id, NEW, minutesAfter(NOON, 2));
    await applyDueRequisites(daysAfter(NOON, 2));
    const kept = await db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.communityId, campaign.communityId), eq(auditLog.subjectId, campaign.id)))
      .orderBy(auditLog.at);
    expect(kept.map(({ action, actorId }) => [action, actorId])).toEqual([
      ["requisites_asked", organizer.personId],
      ["requisites_cancelled", other.personId],
      ["requisites_asked", organizer.personId],
      ["requisites_changed", null],
    ]);
    expect(kept.at(-1)?.details).toMatchObject({ fundNameFrom: OLD, fundName: "Новий фонд", jarUrl: null });
  });
});

test("of a cancellation and the clock at the last moment one counts, and the other is told", async () => {
  for (let run = 0; run < 10; run++) {
    const { tries, isApplied, isCancelled } = await raceAtTheEnd();
    expect(isApplied).not.toBe(isCancelled);
    if (isApplied) expect(tries[1]).toMatchObject({ reason: refusal("catalog.changeHolds") });
  }
});

test("of two changes asked for at the same moment one waits", async () => {
  const { organizer, other, campaign } = await aSale();
  const asked = await Promise.all([
    changeRequisites(organizer, campaign.id, NEW, NOON),
    changeRequisites(other, campaign.id, { ...NEW, name: "Третій фонд" }, NOON),
  ]);
  expect(asked).toEqual(["waits", "waits"]);
  expect(await waitingIn(campaign.id)).toHaveLength(1);
  expect(await db.$count(requisiteChanges, eq(requisiteChanges.campaignId, campaign.id))).toBe(2);
});

test.each([
  ["a jar without a number in the register", { jarUrl: "https://send.monobank.ua/jar/abc", edrpou: null }, ["jar"]],
  ["a jar of a fund that names its number", { jarUrl: "https://send.monobank.ua/jar/abc" }, []],
  ["a link to a card", { jarUrl: "https://send.monobank.ua/3xYzAbC" }, ["card"]],
  ["PrivatBank's link to a card", { jarUrl: "https://next.privat24.ua/send/abc12" }, ["card"]],
  ["a fund's own page", { jarUrl: "https://savelife.in.ua/donate", edrpou: null }, []],
  ["an account of an organization", { iban: "UA213223130000026007233566001" }, []],
  ["a person's account", { iban: "UA213223130000026201234567890" }, ["iban"]],
  ["a person's card account", { iban: "UA213052990000026251234567890" }, ["iban"]],
  ["an account abroad", { iban: "DE89370400440532013000" }, []],
])("%s looks as it should", (_, fund, signs) => {
  expect(personalSigns({ jarUrl: null, iban: null, edrpou: "39696398", ...fund })).toEqual(signs);
});
