import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, memberships, people } from "@/db/schema";
import { findActor } from "@/lib/identity/actors";
import { importMembers } from "@/lib/identity/member-import";
import { aCommunity, aMember, anOrganizer, aPerson, aTreasurer } from "../support/factories";
import { NOON } from "../support/times";

const refusal = (code: string) => expect.objectContaining({ name: "Refusal", code });
const bytes = (text: string) => new TextEncoder().encode(text);
const UK = { locale: "uk" } as const;

async function aClub() {
  const community = await aCommunity();
  const [organizer, member] = [await anOrganizer(community.id), await aMember(community.id)];
  const guest = await aPerson(community.id, [], { name: "Гість Відомий" });
  return { id: community.id, organizer, member, guest };
}

test("each row is judged, nothing is saved before that is confirmed, and the same file again adds nobody", async () => {
  const { id, organizer, member, guest } = await aClub();
  const file = bytes(
    [
      "Ім’я;Пошта;Відділ",
      `Олена Нова;olena-${id}@example.org;HR`,
      `Інше Ім’я;${guest.email.toUpperCase()};`,
      `Мальва;${member.email};`,
      `Олена Двічі;OLENA-${id}@example.org;`,
      "Без пошти;не пошта;",
      `;x-${id}@example.org;`,
    ].join("\n"),
  );
  const before = await db.$count(people, eq(people.communityId, id));
  const judged = await importMembers(organizer, file, { ...UK, dryRun: true }, NOON);
  expect(judged.rows.map(({ line, verdict, problem }) => [line, verdict, problem])).toEqual([
    [2, "new", undefined],
    [3, "guest", undefined],
    [4, "member", undefined],
    [5, "twice", undefined],
    [6, "bad", "fields.email"],
    [7, "bad", "fields.nameNeeded"],
  ]);
  expect(judged.added).toBe(0);
  expect(await db.$count(people, eq(people.communityId, id))).toBe(before);

  expect((await importMembers(organizer, file, UK, NOON)).added).toBe(2);
  expect(await findActor(id, { email: `olena-${id}@example.org` })).toMatchObject({ roles: ["member"] });
  const [known] = await db.select().from(people).where(eq(people.id, guest.personId));
  expect(known).toMatchObject({ name: "Гість Відомий", isOutsider: false });

  const again = await importMembers(organizer, file, UK, NOON);
  expect([again.added, again.rows.filter(({ verdict }) => verdict === "member").length]).toEqual([0, 3]);
  const kept = await db.select().from(auditLog).where(eq(auditLog.communityId, id));
  expect(kept.map(({ action, details }) => [action, details])).toEqual([["members_imported", { count: 2 }]]);
  expect(JSON.stringify(kept)).not.toContain("@");
});

test("two at once add each person once", async () => {
  const { id, organizer } = await aClub();
  const rows = Array.from({ length: 60 }, (_, nth) => `Читач ${nth},reader-${nth}-${id}@example.org`);
  const file = bytes(["name,email", ...rows].join("\n"));
  const done = await Promise.all([importMembers(organizer, file, UK, NOON), importMembers(organizer, file, UK, NOON)]);
  expect(done.reduce((sum, { added }) => sum + added, 0)).toBe(60);
  expect(await db.$count(memberships, eq(memberships.communityId, id))).toBe(62);
});

test("windows-1251 with semicolons, as spreadsheets here write it, is read", async () => {
  const { organizer } = await aClub();
  const word = Uint8Array.from([0xcf, 0xb2, 0xc1]); // ПІБ
  const name = Uint8Array.from([0xce, 0xeb, 0xe5, 0xed, 0xe0, 0x20, 0xca, 0xee, 0xe2, 0xe0, 0xeb, 0xfc]); // Олена Коваль
  const file = new Uint8Array([...word, ...bytes(";E-mail\n"), ...name, ...bytes(";koval@example.org\n")]);
  const { rows } = await importMembers(organizer, file, { ...UK, dryRun: true }, NOON);
  expect(rows).toMatchObject([{ name: "Олена Коваль", email: "koval@example.org", verdict: "new" }]);
});

test("a file without the two columns, or with too many people, is refused as a whole", async () => {
  const { organizer } = await aClub();
  for (const text of ["", "name\nОлена", "email\na@example.org", "title,authors\nКнига,Автор"])
    await expect(importMembers(organizer, bytes(text), UK, NOON)).rejects.toEqual(refusal("identity.fileColumns"));
  const long = ["name,email", ...Array.from({ length: 5_001 }, (_, nth) => `Ч,r${nth}@example.org`)].join("\n");
  await expect(importMembers(organizer, bytes(long), UK, NOON)).rejects.toEqual(refusal("identity.fileTooLong"));
});

test("only organizers add people from a list", async () => {
  const { id, member } = await aClub();
  for (const actor of [member, await aTreasurer(id), await aPerson(id)])
    await expect(importMembers(actor, bytes("name,email"), UK, NOON)).rejects.toEqual(refusal("identity.notAllowed"));
});
