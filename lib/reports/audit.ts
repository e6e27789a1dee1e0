import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { AUDIT_ACTIONS, type AuditAction, type AuditDetails, type AuditKind } from "@/lib/identity/audit";

/** Money has events of its own, and every look at a proof is a row: those are read here, never written twice. */
const MONEY_EVENTS = ["undo", "refund", "refund_part", "reject", "decide"] as const;
export type AuditedAction = AuditAction | `donation_${(typeof MONEY_EVENTS)[number]}` | "proof_seen";
export const AUDIT_KINDS = [...(Object.keys(AUDIT_ACTIONS) as AuditKind[]), "money", "proofs"] as const;

const CURSOR = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f-]{36})$/;
const ON_PAGE = 50;
const PEOPLE_MAX = 200;

/** What an address says about the log; what cannot be read counts as not said. */
export const auditInput = z.object({
  kind: z.enum(AUDIT_KINDS).optional().catch(undefined),
  by: z.guid().optional().catch(undefined),
  before: z.string().regex(CURSOR).optional().catch(undefined),
});
export type AuditQuery = z.infer<typeof auditInput>;

export type AuditEntry = {
  id: string;
  at: Date;
  action: AuditedAction;
  /** Empty when the operator or the clock acted. */
  actorName: string | null;
  /** Whom or which campaign it was about. */
  personName: string | null;
  campaignName: string | null;
  /** The donation's code, of money and proofs. */
  code: string | null;
  details: AuditDetails;
};

/**
 * Who did what in the actor's community, the newest first, fifty at a time. Nobody's address is in it.
 * Refuses: not an organizer.
 */
export async function auditTrail(
  actor: Actor,
  { kind, by, before }: AuditQuery,
): Promise<{ items: AuditEntry[]; next: string | null }> {
  requirePermission(actor, "people.manage");
  const [, at, id] = CURSOR.exec(before ?? "") ?? [];
  const rows = await db.execute<Omit<AuditEntry, "at"> & { at: string }>(sql`
    select entries.id, entries.at, entries.action, entries.details, entries.code,
      actors.name as "actorName", subjects.name as "personName", campaigns.name as "campaignName"
    from (${entriesOf(actor.communityId, kind)}) entries
    left join people actors on actors.community_id = ${actor.communityId} and actors.id = entries.actor_id
    left join people subjects on subjects.community_id = ${actor.communityId} and subjects.id = entries.subject_id
    left join campaigns on campaigns.community_id = ${actor.communityId} and campaigns.id = entries.subject_id
    where ${by ? sql`entries.actor_id = ${by}` : sql`true`}
      and ${at && id ? sql`(entries.at, entries.id) < (${at}::timestamptz, ${id}::uuid)` : sql`true`}
    order by entries.at desc, entries.id desc
    limit ${ON_PAGE + 1}`);
  const items = rows.slice(0, ON_PAGE).map((row) => ({ ...row, at: new Date(row.at) }));
  const last = items.at(-1);
  const next = rows.length > ON_PAGE && last ? `${last.at.toISOString()}_${last.id}` : null;
  return { items, next };
}

/** Everyone who stands in the log as having done something, by name. Refuses: not an organizer. */
export async function auditPeople(actor: Actor): Promise<{ personId: string; name: string }[]> {
  requirePermission(actor, "people.manage");
  const rows = await db.execute<{ personId: string; name: string }>(sql`
    select people.id as "personId", people.name
    from people
    where people.community_id = ${actor.communityId}
      and people.id in (select actor_id from (${entriesOf(actor.communityId)}) entries)
    order by people.name collate "uk-x-icu", people.id
    limit ${PEOPLE_MAX}`);
  return [...rows];
}

function entriesOf(communityId: string, kind?: (typeof AUDIT_KINDS)[number]): SQL {
  const parts: SQL[] = [];
  if (kind !== "money" && kind !== "proofs") {
    const actions = kind ? sql`and action in ${[...AUDIT_ACTIONS[kind]]}` : sql``;
    parts.push(sql`select id, at, actor_id, action, subject_id, details, null::text as code
      from audit_log where community_id = ${communityId} ${actions}`);
  }
  if (kind === undefined || kind === "money")
    parts.push(sql`select events.id, events.at, events.actor_id, 'donation_' || events.event as action,
        donations.campaign_id as subject_id, '{}'::jsonb as details, donations.code
      from donation_events events
      join donations on donations.community_id = events.community_id and donations.id = events.donation_id
      where events.community_id = ${communityId} and events.event::text in ${[...MONEY_EVENTS]}`);
  if (kind === undefined || kind === "proofs")
    parts.push(sql`select views.id, views.at, views.viewer_id as actor_id, 'proof_seen' as action,
        donations.campaign_id as subject_id, '{}'::jsonb as details, donations.code
      from proof_views views
      join proofs on proofs.community_id = views.community_id and proofs.id = views.proof_id
      join donations on donations.community_id = proofs.community_id and donations.id = proofs.donation_id
      where views.community_id = ${communityId}`);
  return sql.join(parts, sql` union all `);
}
