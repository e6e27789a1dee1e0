"use server";

import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import { addMemberInput, createTokenInput, roleChangeInput, roleInput } from "@/lib/identity/input";
import { addMember, grantRole, revokeRole } from "@/lib/identity/roles";
import { createToken, revokeToken } from "@/lib/identity/tokens";
import { whoActs } from "../_parts/open";
import { goBack, type Place } from "../_parts/place";

const memberForm = addMemberInput.omit({ roles: true }).extend({ role: roleInput });

/** Makes somebody one of the community. */
export async function add(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, memberForm, form, async ({ role, ...person }) => {
    await addMember(actor, { ...person, roles: role === "member" ? ["member"] : ["member", role] });
    return goBack(place, { done: "memberAdded" });
  });
}

const roleForm = z.object({
  personId: roleChangeInput.shape.personId,
  change: z
    .string()
    .transform((text) => {
      const [what, role] = text.split(" ");
      return { what, role };
    })
    .pipe(z.object({ what: z.enum(["grant", "revoke"]), role: roleInput })),
});

/** Gives a role, or takes it away: which is said by the button that was pressed. */
export async function changeRole(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, roleForm, form, async ({ personId, change: { what, role } }) => {
    await (what === "grant" ? grantRole(actor, { personId, role }) : revokeRole(actor, { personId, role }));
    return goBack(place, { done: what === "grant" ? "roleGranted" : "roleRevoked" });
  });
}

/** A token is in the answer and nowhere else: not in an address, not in a log. */
export type TokenState = FormState & { token?: string };

/** Makes a token and shows it once. */
export async function makeToken(at: Place, _before: TokenState, form: FormData): Promise<TokenState> {
  const { place, actor } = await whoActs(at);
  let token: string | undefined;
  const state = await runForm(place.locale, createTokenInput, form, async (input) => {
    token = (await createToken(actor, input)).token;
    return undefined;
  });
  return { ...state, token };
}

/** Ends a token at once. */
export async function endToken(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, z.object({ token: z.uuid("fields.choose") }), form, async ({ token }) => {
    await revokeToken(actor, token);
    return goBack(place, { done: "tokenRevoked" });
  });
}
