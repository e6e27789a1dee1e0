import { domainToUnicode } from "node:url";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { db, type Tx } from "@/db/client";
import { communities } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "./actor";
import { record } from "./audit";
import { lockCommunity } from "./locks";
import { giveRoles, holds, wasRemoved } from "./memberships";
import { knownPerson } from "./people";
import { PUBLIC_MAIL } from "./public-mail";

const DOMAINS_MAX = 20;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * A mail domain as people type it ("@Firma.ua", an address, an internationalised name), kept as mail servers write it. Public mail
 * is refused, and so are names that mix alphabets: "firmа.ua" with one Cyrillic letter is another domain, and never meant.
 */
export const domainInput = z.object({
  domain: z
    .string()
    .max(300, "fields.domain")
    .transform((text, context): string => {
      const plain = text.normalize("NFKC").trim().toLowerCase().replace(/^.*@/, "").replace(/\.$/, "");
      const refuse = (message: string): never => {
        context.issues.push({ code: "custom", message, input: text });
        return z.NEVER;
      };
      const ascii = asciiOf(plain);
      if (!ascii) return refuse("fields.domain");
      if (domainToUnicode(ascii).split(".").some(mixesAlphabets)) return refuse("fields.domainMixed");
      return PUBLIC_MAIL.has(ascii) ? refuse("fields.domainPublic") : ascii;
    }),
});
export type DomainInput = z.infer<typeof domainInput>;

/** How a kept domain reads to people. */
export const domainText = (domain: string) => domainToUnicode(domain) || domain;

/**
 * From now on whoever proves an address at this very domain (not below it) by signing in is a member. Twice changes nothing.
 * Refuses: not an organizer; `identity.tooManyDomains`.
 */
export async function addDomain(actor: Actor, { domain }: DomainInput, now = new Date()): Promise<void> {
  requirePermission(actor, "people.manage");
  await changeDomains(
    actor,
    (domains) => {
      if (domains.includes(domain)) return undefined;
      if (domains.length >= DOMAINS_MAX) throw new Refusal("identity.tooManyDomains", { max: DOMAINS_MAX });
      return { action: "domain_added", domain, domains: [...domains, domain].sort() };
    },
    now,
  );
}

/** Nobody becomes a member by this domain any more; who has stays one. Refuses: not an organizer. */
export async function removeDomain(actor: Actor, domain: string, now = new Date()): Promise<void> {
  requirePermission(actor, "people.manage");
  await changeDomains(
    actor,
    (domains) => {
      if (!domains.includes(domain)) return undefined;
      return { action: "domain_removed", domain, domains: domains.filter((each) => each !== domain) };
    },
    now,
  );
}

/** The domains of the actor's community. For organizers. */
export async function listDomains(actor: Actor): Promise<string[]> {
  requirePermission(actor, "people.manage");
  const [community] = await db
    .select({ domains: communities.memberDomains })
    .from(communities)
    .where(eq(communities.id, actor.communityId));
  return community?.domains ?? [];
}

/** Communities that take whoever has an address at its domain. The address is normalised by `emailInput`. */
export async function communitiesTaking(tx: Pick<Tx, "select">, email: string) {
  const domain = email.slice(email.lastIndexOf("@") + 1);
  return tx
    .select({ communityId: communities.id, locale: communities.locale })
    .from(communities)
    .where(sql`${domain} = any(${communities.memberDomains})`)
    .orderBy(communities.createdAt, communities.id);
}

/**
 * A step of signing in: somebody who has just proved an address becomes a member wherever its domain is listed, save where an
 * organizer took that away.
 */
export async function admitByDomain(tx: Tx, email: string, now: Date): Promise<void> {
  for (const { communityId, locale } of await communitiesTaking(tx, email)) {
    if (await wasRemoved(tx, communityId, email)) continue;
    const person = await knownPerson(tx, communityId, strangerOf(email, locale), now);
    if (await holds(tx, communityId, person.id, "member")) continue;
    const personId = person.id;
    const { given } = await giveRoles(tx, { communityId, personId, grantedBy: null }, ["member"], now);
    if (given.length > 0) await record(tx, { communityId, personId }, "member_by_domain", { subjectId: personId }, now);
  }
}

/** What an address says of somebody who has told us nothing else: "olena.koval" is Olena Koval until somebody writes it right. */
export function strangerOf(email: string, locale: Locale) {
  const account = email.slice(0, email.lastIndexOf("@"));
  const words = account
    .replace(/\+.*$/, "")
    .split(/[^\p{L}']+/u)
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return { name: words.join(" ") || account, email, locale };
}

type Changed = { action: "domain_added" | "domain_removed"; domain: string; domains: string[] };

async function changeDomains(actor: Actor, change: (domains: string[]) => Changed | undefined, now: Date) {
  const { communityId } = actor;
  await db.transaction(async (tx) => {
    await lockCommunity(tx, communityId);
    const ofCommunity = eq(communities.id, communityId);
    const [community] = await tx.select({ domains: communities.memberDomains }).from(communities).where(ofCommunity);
    const changed = change(community?.domains ?? []);
    if (!changed) return;
    const { action, domain, domains } = changed;
    await tx.update(communities).set({ memberDomains: domains }).where(ofCommunity);
    await record(tx, actor, action, { details: { domain } }, now);
  });
}

/** As mail servers write a name; nothing for what is no name of at least two parts. */
function asciiOf(domain: string): string | undefined {
  const address = `http://${domain}`;
  if (/[\s/:?#@\\%]/.test(domain) || !URL.canParse(address)) return undefined;
  const ascii = new URL(address).hostname;
  const labels = ascii.split(".");
  const isName = labels.length >= 2 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? "");
  return isName && ascii.length <= 253 ? ascii : undefined;
}

/** Letters of two alphabets in one part of a name look like what they are not. */
function mixesAlphabets(label: string): boolean {
  const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u];
  return scripts.filter((script) => script.test(label)).length > 1;
}
