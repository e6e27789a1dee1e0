import { z } from "zod";
import { role } from "@/db/schema";
import { LOCALES } from "@/lib/core/i18n/locale";
import { cleanText } from "@/lib/core/text";

export const INVITE_USES_MAX = 1_000;

/** One plain address, NFKC and lower case, as it is stored and compared. Display names, comments and lists are refused. */
export const emailInput = z
  .string()
  .max(400, "fields.email")
  .transform((text) => text.normalize("NFKC").trim().toLowerCase())
  .pipe(z.email({ error: "fields.email" }).max(254, "fields.email"));

/** A name as people write it, on one line. */
export const nameInput = z
  .string()
  .max(1_000, "fields.tooLong")
  .transform((text) => cleanText(text).text)
  .pipe(z.string().min(1, "fields.required").max(120, "fields.tooLong"));

/** The six digits from an e-mail; spaces and dashes that came along by copying are forgiven. */
export const codeInput = z
  .string()
  .max(40, "fields.code")
  .transform((text) => text.normalize("NFKC").replace(/[\s\p{Pd}]/gu, ""))
  .pipe(z.string().regex(/^[0-9]{6}$/, "fields.code"));

export const localeInput = z.enum(LOCALES, { error: "fields.choose" });

export const requestCodeInput = z.object({ email: emailInput, locale: localeInput });
export const signInInput = z.object({ email: emailInput, code: codeInput });

/** A zone this Node can count days in: lists differ between versions (Kyiv, Kiev), a formatter does not. */
export const timeZoneInput = z.string().max(60, "fields.check").refine(isTimeZone, "fields.check");

export const createCommunityInput = z.object({
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "fields.slug"),
  name: nameInput,
  locale: localeInput.default("uk"),
  timeZone: timeZoneInput.default("Europe/Kyiv"),
});

export const roleInput = z.enum(role.enumValues, { error: "fields.choose" });
export const roleChangeInput = z.object({ personId: z.guid({ error: "fields.choose" }), role: roleInput });

export const addMemberInput = z.object({
  name: nameInput,
  email: emailInput,
  locale: localeInput.default("uk"),
  roles: z.array(roleInput).min(1, "fields.choose").default(["member"]),
});

/** What an address says about the list of people; what cannot be read counts as not said. */
export const memberListInput = z.object({
  q: z
    .string()
    .max(200)
    .transform((text) => cleanText(text).text)
    .catch(""),
  role: z.enum(role.enumValues).optional().catch(undefined),
  from: z.coerce.number().int().min(0).max(1_000_000).catch(0),
});
export type MemberList = z.infer<typeof memberListInput>;

/** A link to join by. Programs and forms send the moment it ends. */
export const makeInviteInput = z.object({
  expiresAt: z.coerce.date({ error: "fields.date" }),
  maxUses: z.coerce
    .number({ error: "fields.check" })
    .int("fields.check")
    .min(1, "fields.check")
    .max(INVITE_USES_MAX, "fields.check"),
});

export const askToJoinInput = z.object({ name: nameInput, email: emailInput, locale: localeInput });
export const joinInput = askToJoinInput.extend({ code: codeInput });

export const decideProposalInput = z.object({
  proposalId: z.guid({ error: "fields.choose" }),
  outcome: z.enum(["agreed", "declined"], { error: "fields.choose" }),
});

export const createTokenInput = z.object({ name: nameInput });

export type RequestCode = z.infer<typeof requestCodeInput>;
export type SignIn = z.infer<typeof signInInput>;
export type CreateCommunity = z.infer<typeof createCommunityInput>;
export type RoleChange = z.infer<typeof roleChangeInput>;
export type AddMember = z.infer<typeof addMemberInput>;
export type MakeInvite = z.infer<typeof makeInviteInput>;
export type AskToJoin = z.infer<typeof askToJoinInput>;
export type Join = z.infer<typeof joinInput>;
export type DecideProposal = z.infer<typeof decideProposalInput>;
export type CreateToken = z.infer<typeof createTokenInput>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}
