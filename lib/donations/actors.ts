import { Refusal } from "@/lib/core/refusal";
import { type Actor, can, type Permission, type PersonActor } from "@/lib/identity/actor";

/** Money is moved by people, who stand in the record by name. Refuses `identity.notAllowed` to everyone without one of the permissions. */
export function requirePerson(actor: Actor, ...anyOf: Permission[]): PersonActor {
  if (actor.kind !== "person" || !anyOf.some((permission) => can(actor, permission)))
    throw new Refusal("identity.notAllowed");
  return actor;
}
