import { eq } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { blankForm } from "@/app/_web/form-state";
import { requireStaff } from "@/app/_web/session";
import { invite } from "@/app/[locale]/[community]/desk/people/actions";
import { db, one } from "@/db/client";
import { invites, people, users } from "@/db/schema";
import type { PersonActor } from "@/lib/identity/actor";
import { openSession, sessionAdapter, signOutEverywhere } from "@/lib/identity/sessions";
import { actorOfToken, createToken, revokeToken } from "@/lib/identity/tokens";
import { revokeRole } from "@/lib/messages/roles";
import { aSale, ask } from "../api/caller";
import { anOrganizer } from "../support/factories";

// Rights that are gone are gone at the next request: of a page, of an action that a page left open sends, and of the API.

const here = vi.hoisted(() => ({ sessionToken: "" }));

vi.mock("next/cache", () => ({ cacheLife() {}, cacheTag() {}, revalidateTag() {}, updateTag() {} }));
vi.mock("next/navigation", async (original) => ({
  ...(await original<typeof import("next/navigation")>()),
  notFound: () => {
    throw new Error("not found");
  },
  redirect: (path: string) => {
    throw new Error(`led to ${path.replace(/\?.*/, "")}`);
  },
}));
vi.mock("next-auth", () => ({
  async getServerSession() {
    const found = await sessionAdapter.getSessionAndUser?.(here.sessionToken);
    return found ? { userId: found.user.id } : null;
  },
}));

type Somebody = {
  sale: Awaited<ReturnType<typeof aSale>>;
  organizer: Awaited<ReturnType<typeof anOrganizer>>;
  userId: string;
};
let who: Somebody;

beforeEach(async () => {
  const sale = await aSale();
  const organizer = await anOrganizer(sale.community.id);
  const user = one(await db.insert(users).values({ email: organizer.email }).returning());
  here.sessionToken = (await db.transaction((tx) => openSession(tx, user.id, new Date()))).sessionToken;
  who = { sale, organizer, userId: user.id };
});

const page = () => requireStaff(who.sale.community.id, "people.manage", "uk", "/uk/back");

function press() {
  const form = new FormData();
  form.set("maxUses", "3");
  form.set("until", new Date(Date.now() + 3 * 24 * 60 * 60_000).toISOString().slice(0, 10));
  return invite({ locale: "uk", community: who.sale.community.slug, back: "people" }, blankForm, form);
}
const made = () => db.$count(invites, eq(invites.communityId, who.sale.community.id));
const call = async (token: string) => (await ask("GET", `${who.sale.c}/links`, { token })).status;
const takeRole = ({ personId }: PersonActor) => revokeRole(who.sale.people.organizer, { personId, role: "organizer" });

test("an organizer sees the page, presses and calls (control)", async () => {
  expect((await page()).personId).toBe(who.organizer.personId);
  await expect(press()).rejects.toThrow(`led to /uk/${who.sale.community.slug}/desk/people`);
  expect(await made()).toBe(1);
  expect(await call((await createToken(who.organizer, { name: "Скрипт" })).token)).toBe(200);
});

test("a role that is taken away", async () => {
  const { token } = await createToken(who.organizer, { name: "Скрипт" });
  await takeRole(who.organizer);
  await expect(page()).rejects.toThrow("not found");
  expect((await press()).message).toBe("У вас немає прав на цю дію.");
  expect(await made()).toBe(0);
  expect(await call(token)).toBe(403);
});

test("a session that is ended everywhere", async () => {
  await signOutEverywhere(who.userId);
  await expect(page()).rejects.toThrow("led to /uk/sign-in");
  await expect(press()).rejects.toThrow("led to /uk/sign-in");
  expect(await made()).toBe(0);
});

test("a token that is revoked, by its owner or by another organizer", async () => {
  for (const by of [who.organizer, who.sale.people.organizer]) {
    const { id, token } = await createToken(who.organizer, { name: "Скрипт" });
    expect(await call(token)).toBe(200);
    await revokeToken(by, id);
    expect(await call(token)).toBe(401);
    await expect(actorOfToken(who.sale.community.id, token)).rejects.toMatchObject({ code: "identity.tokenInvalid" });
  }
});

test("a person who was erased", async () => {
  const { token } = await createToken(who.organizer, { name: "Скрипт" });
  const gone = { erasedAt: new Date(), email: null };
  await db.update(people).set(gone).where(eq(people.id, who.organizer.personId));
  await expect(page()).rejects.toThrow("not found");
  await expect(press()).rejects.toThrow("not found");
  expect(await call(token)).toBe(401);
});
