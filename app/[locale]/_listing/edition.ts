import { headers } from "next/headers";
import { actorIn } from "@/app/_web/session";
import { addressOf } from "@/app/_web/visitor";
import { lookUpEditions } from "@/lib/catalog/editions/lookup";
import { parseIsbn } from "@/lib/catalog/isbn";
import { knownOf } from "@/lib/catalog/pile/known";
import { findCampaign, type PublicCampaign } from "@/lib/catalog/queries";
import { topicsOf } from "@/lib/catalog/rules";
import { Refusal } from "@/lib/core/refusal";
import { addressClass, countAgainst } from "@/lib/identity/limits";

/** By the names of the form's fields, what is known of a book; nothing when nobody knows it. */
export type EditionFields = Record<string, string>;

/**
 * What to fill a form with by its ISBN, as typed: from the community's own catalogs, else from libraries, three seconds at most. Too
 * many questions from one place find nothing in libraries.
 */
export async function editionFields(
  community: string,
  campaignSlug: string,
  typed: string,
): Promise<EditionFields | undefined> {
  const read = parseIsbn(typed);
  const campaign = await findCampaign(community, campaignSlug);
  if (read.kind !== "isbn" || !campaign) return undefined;
  const { communityId, id: campaignId } = campaign;
  const known = (await knownOf({ communityId, campaignId }, [read.isbn13])).books.get(read.isbn13);
  const book = known ?? (await fromLibraries(campaign, read.isbn13));
  if (!book) return undefined;
  const category =
    "category" in book && book.category && topicsOf(campaign).includes(book.category) ? book.category : "";
  return {
    title: book.title,
    authors: book.authors.join("; "),
    publisher: book.publisher ?? "",
    year: book.year === null ? "" : String(book.year),
    language: book.language ?? "",
    category,
  };
}

async function fromLibraries({ communityId }: PublicCampaign, isbn13: string) {
  const actor = await actorIn(communityId);
  try {
    if (actor.kind === "person") await countAgainst("isbnLooks", actor.personId);
    else await countAgainst("isbnLooksPerNetwork", addressClass(addressOf(await headers())));
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
  return (await lookUpEditions([isbn13])).get(isbn13);
}
