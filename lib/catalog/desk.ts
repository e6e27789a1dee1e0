import { and, asc, desc, eq, type SQL } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { books, campaigns, claims, people } from "@/db/schema";
import { cleanText } from "@/lib/core/text";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { cardColumns, ownColumns } from "./columns";
import { guess, matches, readSearch } from "./search";
import { isFree, isKept, keepsBook, keptBy, ownStateOf, photosOf } from "./state";

const QUEUE_MAX = 200;
const PAGE_MAX = 10_000;

export const DESK_STATES = ["pending_review", "available", "taken", "withdrawn", "rejected"] as const;

/** What the address of the desk's table of books may say. Pages are numbered: organizers jump about in it. */
export const deskBooksInput = z.object({
  campaign: z.uuid("fields.choose").optional(),
  q: z
    .string()
    .max(200, "fields.tooLong")
    .optional()
    .transform((text) => cleanText(text ?? "").text || undefined),
  state: z
    .union([z.literal("").transform(() => undefined), z.enum(DESK_STATES)], { error: "fields.choose" })
    .optional(),
  page: z.coerce.number().int().min(1, "fields.check").max(PAGE_MAX, "fields.check").default(1),
  limit: z.coerce.number().int().min(1, "fields.check").max(100, "fields.check").default(50),
});
export type DeskBooksInput = z.infer<typeof deskBooksInput>;

const deskRow = {
  ...cardColumns,
  ...ownColumns,
  description: books.description,
  campaignId: books.campaignId,
  campaignSlug: campaigns.slug,
  giver: { id: people.id, name: people.name, isOutsider: people.isOutsider },
};

const selectDesk = (now: Date) =>
  db
    .select({ ...deskRow, claim: keptBy(now) })
    .from(books)
    .innerJoin(campaigns, and(eq(campaigns.communityId, books.communityId), eq(campaigns.id, books.campaignId)))
    .innerJoin(people, and(eq(people.communityId, books.communityId), eq(people.id, books.giverId)))
    .leftJoin(claims, keepsBook(now));

export type DeskBook = Awaited<ReturnType<typeof asDeskBooks>>[number];

/** What waits for review in the actor's community, the oldest first, at most 200; of one campaign when it is named. Refuses `identity.notAllowed`. */
export async function reviewQueue(actor: Actor, campaignId?: string, now = new Date()): Promise<DeskBook[]> {
  requirePermission(actor, "catalog.review");
  const rows = await selectDesk(now)
    .where(
      and(
        eq(books.communityId, actor.communityId),
        eq(books.status, "pending_review"),
        campaignId === undefined ? undefined : eq(books.campaignId, campaignId),
      ),
    )
    .orderBy(asc(books.createdAt), asc(books.id))
    .limit(QUEUE_MAX);
  return asDeskBooks(actor.communityId, rows);
}

/**
 * A page of the table of books on the organizers' desk, newest first, with who gives each. Found as in the catalog, in any state.
 * `hasMore` instead of a total: a table of a million rows is not counted. Refuses `identity.notAllowed`.
 */
export async function deskBooks(
  actor: Actor,
  input: DeskBooksInput,
  now = new Date(),
): Promise<{ items: DeskBook[]; hasMore: boolean }> {
  requirePermission(actor, "catalog.review");
  const { communityId } = actor;
  const search = input.q === undefined ? undefined : await readSearch(input.q);
  if (input.q !== undefined && !search) return { items: [], hasMore: false };

  let rows = await deskPage(communityId, input, search && matches(search), now);
  if (search && rows.length === 0 && input.page === 1) {
    const meant = await guess(communityId, search);
    rows = meant ? await deskPage(communityId, input, matches(meant), now) : [];
  }
  return { items: await asDeskBooks(communityId, rows.slice(0, input.limit)), hasMore: rows.length > input.limit };
}

async function deskPage(communityId: string, input: DeskBooksInput, matching: SQL | undefined, now: Date) {
  const { campaign, state, page, limit } = input;
  return selectDesk(now)
    .where(
      and(
        eq(books.communityId, communityId),
        campaign === undefined ? undefined : eq(books.campaignId, campaign),
        matching,
        inState(state, now),
      ),
    )
    .orderBy(desc(books.createdAt), desc(books.id))
    .limit(limit + 1)
    .offset((page - 1) * limit);
}

function inState(state: DeskBooksInput["state"], now: Date): SQL | undefined {
  if (state === undefined) return undefined;
  if (state === "available") return and(eq(books.status, "listed"), isFree(now));
  if (state === "taken") return and(eq(books.status, "listed"), isKept(now));
  return eq(books.status, state);
}

type Row = Awaited<ReturnType<typeof deskPage>>[number];

async function asDeskBooks(communityId: string, rows: Row[]) {
  const pictures = await photosOf(
    communityId,
    rows.map(({ id }) => id),
  );
  return rows.map(({ claim, ...row }) => ({
    ...row,
    state: ownStateOf(row.status, claim),
    photo: pictures.get(row.id)?.[0] ?? null,
  }));
}
