import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/client";
import { memberships, messages, requisiteChanges } from "@/db/schema";
import { cancelRequisites } from "@/lib/catalog/requisites";
import { decideProposal } from "@/lib/identity/organizers";
import { readFacts } from "@/lib/messages/facts";
import { asText } from "@/lib/messages/render";
import { letterOf } from "@/lib/messages/templates";
import { NOON } from "../support/times";
import { betweenOrganizers } from "./organizers";

async function letterTo(personId: string) {
  const [message] = await db.select().from(messages).where(eq(messages.personId, personId));
  if (!message) throw new Error("nothing was promised");
  const letter = letterOf(message, await db.transaction((tx) => readFacts(tx, message, NOON)), NOON);
  return letter && { ...letter, text: asText(letter).replace(/[\u00A0\u202F]/g, " ") };
}
const scene = async (kind: Parameters<typeof betweenOrganizers>[0]) => {
  const made = await betweenOrganizers(kind);
  if (!made) throw new Error("no such letter");
  return made;
};

test("whoever may agree reads who proposes whom, and nothing once somebody has decided", async () => {
  const { told, member, organizer, subjectId } = await scene("organizer_proposed");
  const letter = await letterTo(told.personId);
  expect(letter?.subject).toContain(member.name);
  expect(letter?.text).toContain(organizer.name);
  expect(letter?.button?.url).toMatch(/\/desk\/people\/proposals$/);
  await decideProposal(told, { proposalId: subjectId ?? "", outcome: "declined" }, NOON);
  expect(await letterTo(told.personId)).toBeUndefined();
});

test("every organizer reads the old requisites and the new, until when, and where to cancel", async () => {
  const { told, organizer, subjectId } = await scene("requisites_changing");
  for (const { personId } of [told, organizer]) {
    const letter = await letterTo(personId);
    expect(letter?.details).toEqual([
      ["Фонд", "Фонд «Повернись живим» → Новий фонд"],
      ["Банка", "https://send.monobank.ua/jar/example → —"],
      ["IBAN", "— → UA213223130000026007233566001"],
      ["ЄДРПОУ", "39696398"],
    ]);
    expect(letter?.subject).toContain("3 березня, 14:00");
    expect(letter?.button?.url).toMatch(/\/desk\/settings\?campaign=/);
  }
  await cancelRequisites(told, subjectId ?? "", NOON);
  expect(await letterTo(organizer.personId)).toBeUndefined();
});

test("whoever cannot cancel a change is told whom to turn to", async () => {
  const { told } = await scene("requisites_changing");
  await db.delete(memberships).where(eq(memberships.personId, told.personId));
  const letter = await letterTo(told.personId);
  expect(letter?.text).toContain("напишіть організаторам");
  expect(letter?.button?.url).not.toContain("/desk");
});

test("who is put out reads who did it, and who is left reads whom", async () => {
  const { told, organizer, removed } = await scene("organizer_removed");
  const own = await letterTo(removed?.personId ?? "");
  expect(own?.subject).toContain("Ви більше не організатор");
  expect(own?.text).toContain(organizer.name);
  expect(own?.button?.url).not.toContain("/desk");
  const letter = await letterTo(told.personId);
  expect(letter?.subject).toContain(removed?.name);
  expect(letter?.text).toContain(organizer.name);
  expect(letter?.button?.url).toMatch(/\/desk\/people$/);
});

test("a letter that leaves late still says what stood when the change was asked for", async () => {
  const { told, subjectId } = await scene("requisites_changing");
  await db
    .update(requisiteChanges)
    .set({ appliedAt: NOON })
    .where(eq(requisiteChanges.id, subjectId ?? ""));
  expect((await letterTo(told.personId))?.details[0]).toEqual(["Фонд", "Фонд «Повернись живим» → Новий фонд"]);
});
