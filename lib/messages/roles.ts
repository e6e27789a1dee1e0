import { db } from "@/db/client";
import type { Actor } from "@/lib/identity/actor";
import type { RoleChange } from "@/lib/identity/input";
import { peopleWithRole } from "@/lib/identity/people";
import { dropRole } from "@/lib/identity/roles";
import { notify } from "./notify";

/**
 * Takes a role away, from the person's next request on. Whoever was an organizer is written to, and so are those who are left:
 * nobody loses the others' eyes unseen. Refuses: not an organizer, nobody there, the last organizer.
 */
export async function revokeRole(actor: Actor, change: RoleChange, now = new Date()): Promise<void> {
  const { communityId } = actor;
  await db.transaction(async (tx) => {
    const subjectId = await dropRole(tx, actor, change, now);
    if (!subjectId || change.role !== "organizer") return;
    const left = await peopleWithRole(tx, communityId, "organizer");
    for (const personId of [change.personId, ...left.map((each) => each.personId)])
      await notify(tx, { communityId, personId, kind: "organizer_removed", subjectId }, now);
  });
}
