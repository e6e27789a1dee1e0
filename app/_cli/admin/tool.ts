import { z } from "zod";
import type { Community } from "@/db/schema";
import { listDeskCampaigns, type PublicCampaign } from "@/lib/catalog/queries";
import { env } from "@/lib/core/env";
import type { Translate } from "@/lib/core/i18n/bilingual";
import type { Locale } from "@/lib/core/i18n/locale";
import type { AdminWord } from "@/lib/core/i18n/messages/admin";
import { type PersonActor, type System, systemOf } from "@/lib/identity/actor";
import { findActor } from "@/lib/identity/actors";
import { findCommunity } from "@/lib/identity/communities";
import { emailInput } from "@/lib/identity/input";

/** Where the tool speaks: results to `out` line by line, files to `pour` as they are, everything else to `err`. */
export type Voice = { out(line: string): void; pour(text: string): void; err(text: string): void; isTerminal: boolean };
export type Tool = Voice & { locale: Locale; words: Translate<AdminWord> };

/** A "no" that only the tool has, in words. */
export class Told extends Error {}

/** A named community, and the operator as who acts in it. */
export async function communityNamed(
  { words }: Tool,
  slug: string,
): Promise<{ community: Community; operator: System }> {
  const community = await findCommunity(slug);
  if (!community) throw new Told(words("problem.communityUnknown", { slug }));
  return { community, operator: systemOf(community.id) };
}

export async function campaignNamed(
  tool: Tool,
  community: string,
  slug: string,
): Promise<{ campaign: PublicCampaign; operator: System }> {
  const { operator } = await communityNamed(tool, community);
  const campaign = (await listDeskCampaigns(operator)).find((one) => one.slug === slug);
  if (!campaign) throw new Told(tool.words("problem.campaignUnknown", { slug }));
  return { campaign, operator };
}

export async function personNamed({ words }: Tool, communityId: string, typed: string): Promise<PersonActor> {
  const { email } = withEmail.parse({ email: typed });
  const person = await findActor(communityId, { email });
  if (!person) throw new Told(words("problem.personUnknown", { email }));
  return person;
}

const withEmail = z.object({ email: emailInput });

const PATIENCE_MS = 3_000;

/** A running server is asked to forget its pages; when none answers, there is nothing to forget. */
export async function forgetPages(): Promise<void> {
  if (!env.JOBS_SECRET) return;
  await fetch(new URL("/api/jobs?refresh=all", env.APP_URL), {
    method: "POST",
    headers: { authorization: `Bearer ${env.JOBS_SECRET}` },
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => undefined);
}

export const address = (...parts: string[]) => new URL(`/${parts.join("/")}`, env.APP_URL).href;

/** An option that may be given several times, or once with commas. */
export const several = (value: string, before: string[] = []) => [
  ...before,
  ...value
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
];
