import { db, one, type Tx } from "@/db/client";
import { auditLog } from "@/db/schema";
import type { Actor } from "./actor";

/** What is kept of who did what, by kind. What has events of its own (money, proofs, books, claims) is read from those. */
export const AUDIT_ACTIONS = {
  people: [
    "member_added",
    "member_joined", // by an invite
    "member_by_domain",
    "members_imported",
    "role_granted",
    "role_revoked",
    "organizer_proposed",
    "organizer_agreed",
    "organizer_declined",
    "organizer_withdrawn",
    "person_erased",
    "contacts_forgotten", // by the clock, when their time was over
  ],
  invites: ["invite_made", "invite_revoked", "domain_added", "domain_removed"],
  fund: ["requisites_asked", "requisites_cancelled", "requisites_changed"],
  settings: [
    "campaign_opened",
    "campaign_changed",
    "campaign_closed",
    "campaign_reopened",
    "campaign_copied", // its settings, to a new one
    "leftovers_moved", // to the new one
    "thanks_asked", // letters to whoever gave or donated
    "keeping_changed", // for how long personal data is kept
  ],
  promos: ["promo_agreed", "promo_cancelled"],
  tokens: ["token_made", "token_revoked"],
  webhooks: ["webhook_added", "webhook_removed", "webhook_disabled", "webhook_enabled"],
  files: ["books_exported", "donations_exported", "sources_exported", "leftovers_exported", "books_imported"],
} as const;

export type AuditKind = keyof typeof AUDIT_ACTIONS;
export type AuditAction = (typeof AUDIT_ACTIONS)[AuditKind][number];
export type AuditDetails = Record<string, string | number | boolean | null>;

/**
 * A step: keeps who did what, in the transaction that did it. The subject is a person, a campaign, an invite or a token; details
 * are ids, counts and words of the product, never anybody's contacts. Answers the row's id.
 */
export async function record(
  tx: Pick<Tx, "insert">,
  actor: Pick<Actor, "communityId" | "personId">,
  action: AuditAction,
  { subjectId, details = {} }: { subjectId?: string; details?: AuditDetails },
  now: Date,
): Promise<string> {
  const { communityId, personId: actorId } = actor;
  const row = { communityId, actorId, action, subjectId, details, at: now };
  return one(await tx.insert(auditLog).values(row).returning({ id: auditLog.id })).id;
}

/** Keeps that somebody took a campaign's file away. Who may was decided where the file is made. */
export async function recordFile(
  actor: Actor,
  action: Extract<AuditAction, `${string}_exported`>,
  campaignId: string,
  now = new Date(),
): Promise<void> {
  await record(db, actor, action, { subjectId: campaignId }, now);
}
