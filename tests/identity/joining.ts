import { desc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { messages } from "@/db/schema";
import { findActor } from "@/lib/identity/actors";
import { joinByInvite, makeInvite } from "@/lib/identity/invites";
import { requestJoinCode } from "@/lib/messages/join-code";
import { aCommunity, anOrganizer } from "../support/factories";
import { daysAfter, NOON } from "../support/times";

/** A community with a link by which so many can join in the next week. */
export async function anInvite(maxUses = 5) {
  const community = await aCommunity();
  const organizer = await anOrganizer(community.id);
  const { id, token } = await makeInvite(organizer, { maxUses, expiresAt: daysAfter(NOON, 7) }, NOON);
  return { community, organizer, id, token };
}

const stranger = (email: string, name = "Юрко Новенький") => ({ name, email, locale: "uk" as const });

/** The code from the letter that an address was sent last. */
export async function joinCode(communityId: string, token: string, email: string, at = NOON): Promise<string> {
  await requestJoinCode(token, stranger(email), at);
  const person = await findActor(communityId, { email });
  const [letter] = await db
    .select({ payload: messages.payload })
    .from(messages)
    .where(eq(messages.personId, person?.personId ?? ""))
    .orderBy(desc(messages.id))
    .limit(1);
  return String(letter?.payload.code);
}

export const joinWith = (token: string, email: string, code: string, at = NOON, name?: string) =>
  joinByInvite(token, { ...stranger(email, name), code }, at);

/** Many with a code in hand who press at the same moment. */
export async function raceForPlaces(places: number, people: number) {
  const { community, token, id } = await anInvite(places);
  const crowd = Array.from({ length: people }, () => `reader-${crypto.randomUUID()}@example.org`);
  const codes: string[] = [];
  for (const email of crowd) codes.push(await joinCode(community.id, token, email));
  const tries = await Promise.allSettled(crowd.map((email, nth) => joinWith(token, email, codes[nth] ?? "")));
  const members = await Promise.all(crowd.map((email) => findActor(community.id, { email })));
  return {
    id,
    tries,
    joined: members.filter((member) => member?.roles.includes("member")).length,
  };
}
