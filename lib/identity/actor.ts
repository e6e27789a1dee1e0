import type { Role } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";

/** Somebody known in one community: a member or staff with roles, or a guest without any. */
export type PersonActor = { kind: "person"; communityId: string; personId: string; roles: readonly Role[] };
/** Somebody we know nothing of yet. */
export type Visitor = { kind: "visitor"; communityId: string; personId: null };
/** The clock and the operator's tool. */
export type System = { kind: "system"; communityId: string; personId: null };
export type Actor = PersonActor | Visitor | System;

export type Permission =
  | "campaigns.manage"
  | "catalog.list" // list a book at once, without review
  | "catalog.review"
  | "catalog.import"
  | "claims.manage"
  | "money.see"
  | "money.confirm"
  | "money.cash"
  | "people.manage"
  | "organizers.agree" // whether somebody becomes an organizer
  | "links.manage" // links, leads and numbers from elsewhere
  | "promos.manage" // plans, placements, numbers, reports
  | "sources.see"
  | "webhooks.manage"
  | "desk.see";

const GRANTS: Record<Role, readonly Permission[]> = {
  member: ["catalog.list"],
  smm: ["desk.see", "links.manage", "promos.manage", "sources.see"],
  treasurer: ["catalog.list", "money.see", "money.confirm", "organizers.agree", "desk.see"],
  organizer: [
    "catalog.list",
    "campaigns.manage",
    "catalog.review",
    "catalog.import",
    "claims.manage",
    "money.see",
    "money.cash",
    "people.manage",
    "organizers.agree",
    "links.manage",
    "promos.manage",
    "sources.see",
    "webhooks.manage",
    "desk.see",
  ],
};

export const visitorOf = (communityId: string): Visitor => ({ kind: "visitor", communityId, personId: null });
export const systemOf = (communityId: string): System => ({ kind: "system", communityId, personId: null });

export function can(actor: Actor, permission: Permission): boolean {
  if (actor.kind === "system") return true;
  return actor.kind === "person" && actor.roles.some((role) => GRANTS[role].includes(permission));
}

/** Refuses with `identity.notAllowed`. The first line of every command that needs a role. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (!can(actor, permission)) throw new Refusal("identity.notAllowed");
}

/** Members and staff are of the community; guests and visitors are not. */
export function isMember(actor: Actor): actor is PersonActor {
  return actor.kind === "person" && actor.roles.length > 0;
}
