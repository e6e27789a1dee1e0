import { z } from "zod";
import type { Values } from "@/lib/core/i18n/bilingual";
import type { Locale } from "@/lib/core/i18n/locale";
import { type ApiCode, apiWords, type ProblemStatus, problemTitles } from "@/lib/core/i18n/messages/api";
import { type RefusalCode, refusals } from "@/lib/core/i18n/messages/refusals";
import { log } from "@/lib/core/log";
import { Refusal } from "@/lib/core/refusal";
import { fieldErrorsOf } from "./run-form";

export type ProblemCode = RefusalCode | ApiCode;

/** A "no" to the form of a request, before the product is asked. */
export class RequestRefusal extends Error {
  constructor(
    readonly code: ApiCode,
    readonly values: Values = {},
  ) {
    super(code);
    this.name = "RequestRefusal";
  }
}

/** RFC 9457, with our code: what every answer that is no success looks like. */
export const problemAnswer = z
  .object({
    type: z.string().meta({ description: "urn:bookraiser:problem: and the code" }),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: "What was refused, such as claims.bookTaken: the same in every language" }),
    detail: z.string().meta({ description: "A sentence for people, in the language of Accept-Language" }),
    errors: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: "With api.invalid: a sentence for each field that is wrong" }),
  })
  .meta({ id: "Problem" });

// What is not named here does not fit as it stands: 422.
const CODES_BY_STATUS: Partial<Record<ProblemStatus, readonly ProblemCode[]>> = {
  400: ["api.brokenJson", "api.brokenUpload", "api.brokenBody", "api.keyInvalid"],
  401: ["identity.signInFirst", "identity.tokenInvalid"],
  403: ["identity.notAllowed", "handovers.notYours"],
  404: [
    "api.notFound",
    "identity.notFound",
    "catalog.notFound",
    "catalog.campaignNotFound",
    "claims.notFound",
    "claims.waitNotFound",
    "donations.notFound",
    "donations.lineNotFound",
    "promos.notFound",
    "promos.lineNotFound",
    "promos.readingNotFound",
    "promos.shareNotFound",
    "referrals.linkNotFound",
    "referrals.leadNotFound",
    "placements.notFound",
    "placements.mediaNotFound",
    "placements.reviewLinkNotFound",
    "placements.reviewOver",
    "promos.notFound",
    "promos.meetingNotFound",
  ],
  405: ["api.methodNotAllowed"],
  409: [
    "placements.promoOver",
    "placements.promoNotRunning",
    "placements.notAllowedNow",
    "placements.nameTaken",
    "placements.tooMany",
    "placements.changedMeanwhile",
    "placements.kitNotYet",
    "placements.reviewAnswered",
    "placements.mediaTooMany",
    "identity.slugTaken",
    "identity.lastOrganizer",
    "identity.secondNeeded",
    "identity.alreadyOrganizer",
    "identity.proposalOver",
    "identity.inviteExpired",
    "identity.inviteUsedUp",
    "identity.inviteRevoked",
    "catalog.changeHolds",
    "catalog.notClosed",
    "catalog.draftStays",
    "catalog.notItsCopy",
    "identity.keyBusy",
    "catalog.campaignClosed",
    "catalog.notListed",
    "catalog.notAllowedNow",
    "catalog.exchangedAlready",
    "catalog.tooManyPhotos",
    "claims.bookTaken",
    "claims.ownBook",
    "claims.tooManyOpen",
    "claims.alreadyYours",
    "claims.notAllowedNow",
    "claims.paymentOpen",
    "claims.bookOffered",
    "claims.offeredToYou",
    "claims.bookFree",
    "claims.lineOver",
    "claims.holdsAlready",
    "claims.alreadyWaiting",
    "claims.sameClaimant",
    "claims.giversOwn",
    "handovers.notAllowedNow",
    "handovers.changedMeanwhile",
    "handovers.ownProposal",
    "handovers.codeLocked",
    "donations.notAllowedNow",
    "donations.alreadyPaid",
    "donations.providerSilent",
    "donations.referenceUsed",
    "donations.tooManyProofs",
    "donations.hasBook",
    "donations.lineSettled",
    "donations.lineSetAside",
    "donations.transferTaken",
    "donations.changedMeanwhile",
    "promos.notAllowedNow",
    "promos.briefLocked",
    "promos.changedMeanwhile",
    "promos.tooManyLines",
    "promos.lineJudged",
    "promos.lineNotFired",
  ],
  413: [
    "api.bodyTooLarge",
    "catalog.photoTooLarge",
    "catalog.fileTooLarge",
    "donations.proofTooLarge",
    "donations.statementTooLarge",
  ],
  415: ["api.unsupportedType"],
  429: ["identity.tooMany"],
  500: ["api.fault"],
};

const STATUS_BY_CODE = new Map(
  Object.entries(CODES_BY_STATUS).flatMap(([status, codes]) =>
    codes.map((code) => [code, Number(status) as ProblemStatus] as const),
  ),
);

export function statusOf(code: ProblemCode): ProblemStatus {
  return STATUS_BY_CODE.get(code) ?? 422;
}

/**
 * What went wrong, as the answer to a program. A refusal says which, input that does not fit says which fields; anything else
 * is a fault: the log hears of it, the caller that it happened.
 */
export function problemOf(error: unknown, locale: Locale, address: string): Response {
  if (error instanceof Refusal)
    return problem(error.code, refusals(locale)(error.code, error.values), error.values, locale);
  if (error instanceof RequestRefusal)
    return problem(error.code, apiWords(locale)(error.code, error.values), error.values, locale);
  if (error instanceof z.ZodError) {
    const errors = Object.entries(fieldErrorsOf(error, locale)).map(([field, words]) => [field || "body", words]);
    return problem("api.invalid", apiWords(locale)("api.invalid"), {}, locale, Object.fromEntries(errors));
  }
  log.error({ err: causeOf(error), address }, "a call of the API failed");
  return problem("api.fault", apiWords(locale)("api.fault"), {}, locale);
}

function problem(
  code: ProblemCode,
  detail: string,
  values: Values,
  locale: Locale,
  errors?: Record<string, string>,
): Response {
  const status = statusOf(code);
  const title = problemTitles(locale)(`s${status}`);
  const body = { type: `urn:bookraiser:problem:${code}`, title, status, code, detail, errors };
  const headers = new Headers({
    "content-type": "application/problem+json",
    "content-language": locale,
    "cache-control": "no-store",
    vary: "Accept-Language, Authorization",
  });
  if (status === 401) headers.set("www-authenticate", "Bearer");
  if (status === 405) headers.set("allow", String(values.methods));
  if (status === 429) headers.set("retry-after", String(Number(values.minutes ?? 1) * 60));
  return new Response(JSON.stringify(body), { status, headers });
}

/** The innermost error: what the query builder wraps around it names the row's values, and they are not for the log. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? causeOf(error.cause) : error;
}
