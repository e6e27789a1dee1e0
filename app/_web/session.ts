import type { Route } from "next";
import { notFound, redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { cache } from "react";
import type { Community } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { type Actor, can, type Permission, type PersonActor, visitorOf } from "@/lib/identity/actor";
import { findActor } from "@/lib/identity/actors";
import { findCommunity } from "@/lib/identity/communities";
import { authOptions } from "./auth";

/** The signed-in account's id, read once per request. */
export const currentUserId = cache(async () => (await getServerSession(authOptions))?.userId);

/** Who is asking, in one community. Roles are read from the database each time: a removed one is gone at once. */
export const actorIn = cache(async (communityId: string): Promise<Actor> => {
  const userId = await currentUserId();
  const actor = userId ? await findActor(communityId, { userId }) : undefined;
  return actor ?? visitorOf(communityId);
});

/** The community of an address; one that does not exist is a page that does not exist. */
export const communityOf = cache(async (slug: string): Promise<Community> => {
  const community = await findCommunity(slug);
  if (!community) notFound();
  return community;
});

/** Somebody signed in and known here; anyone else is asked to sign in and brought back. */
export async function requirePerson(communityId: string, locale: Locale, backTo: string): Promise<PersonActor> {
  const actor = await actorIn(communityId);
  if (actor.kind === "person") return actor;
  if (await currentUserId()) notFound(); // signed in, and a stranger here
  redirect(`/${locale}/sign-in?next=${encodeURIComponent(backTo)}` as Route);
}

/** Staff with this permission. To others the page does not exist, whether or not it does. */
export async function requireStaff(
  communityId: string,
  permission: Permission,
  locale: Locale,
  backTo: string,
): Promise<PersonActor> {
  const actor = await requirePerson(communityId, locale, backTo);
  if (!can(actor, permission)) notFound();
  return actor;
}
