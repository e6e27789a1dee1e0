"use server";

import { z } from "zod";
import { deliverSoon } from "@/app/_web/deliver-soon";
import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import { instantIn } from "@/lib/core/zone";
import { addDomain, domainInput, removeDomain } from "@/lib/identity/domains";
import {
  addMemberInput,
  createTokenInput,
  decideProposalInput,
  makeInviteInput,
  roleChangeInput,
  roleInput,
} from "@/lib/identity/input";
import { makeInvite, revokeInvite } from "@/lib/identity/invites";
import { decideProposal, withdrawProposal } from "@/lib/identity/organizers";
import { addMember, grantRole } from "@/lib/identity/roles";
import { createToken, revokeToken } from "@/lib/identity/tokens";
import { proposeOrganizer } from "@/lib/messages/organizer-proposal";
import { revokeRole } from "@/lib/messages/roles";
import { whoActs } from "../_parts/open";
import { goBack, type Place } from "../_parts/place";
import { endOfDay } from "../_parts/times";

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
    .pipe(z.object({ what: z.enum(["grant", "revoke", "propose"]), role: roleInput })),
});

/** Gives a role, takes it away, or proposes an organizer: which is said by the button that was pressed. */
export async function changeRole(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, roleForm, form, async ({ personId, change: { what, role } }) => {
    if (what === "propose") {
      await proposeOrganizer(actor, personId);
      deliverSoon();
      return goBack(place, { done: "proposed" });
    }
    await (what === "grant" ? grantRole(actor, { personId, role }) : revokeRole(actor, { personId, role }));
    if (what === "revoke") deliverSoon();
    return goBack(place, { done: what === "grant" ? "roleGranted" : "roleRevoked" });
  });
}

/** Agrees to a new organizer, or declines. */
export async function decide(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, decideProposalInput, form, async (input) => {
    await decideProposal(actor, input);
    return goBack(place, { done: input.outcome === "agreed" ? "proposalAgreed" : "proposalDeclined" });
  });
}

/** Takes a proposal back. */
export async function withdraw(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, z.object({ proposal: z.guid("fields.choose") }), form, async ({ proposal }) => {
    await withdrawProposal(actor, proposal);
    return goBack(place, { done: "proposalWithdrawn" });
  });
}

/** Makes a link to join by: it works to the end of a day of the community's. */
export async function invite(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  const inviteForm = z.object({
    maxUses: makeInviteInput.shape.maxUses,
    until: z.iso
      .date({ error: "fields.date" })
      .transform((day) => endOfDay(instantIn(`${day}T12:00`, community.timeZone) ?? new Date(0), community.timeZone)),
  });
  return runForm(place.locale, inviteForm, form, async ({ maxUses, until }) => {
    await makeInvite(actor, { maxUses, expiresAt: until });
    return goBack(place, { done: "inviteMade" });
  });
}

/** Ends a link at once. */
export async function endInvite(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, z.object({ invite: z.guid("fields.choose") }), form, async ({ invite }) => {
    await revokeInvite(actor, invite);
    return goBack(place, { done: "inviteRevoked" });
  });
}

/** Lets whoever has an address at a domain in. */
export async function letDomain(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, domainInput, form, async (input) => {
    await addDomain(actor, input);
    return goBack(place, { done: "domainAdded" });
  });
}

/** Lets nobody in by a domain any more. */
export async function stopDomain(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, z.object({ domain: z.string().max(300) }), form, async ({ domain }) => {
    await removeDomain(actor, domain);
    return goBack(place, { done: "domainRemoved" });
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
