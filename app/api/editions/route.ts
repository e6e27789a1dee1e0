import type { NextRequest } from "next/server";
import { editionFields } from "@/app/[locale]/_listing/edition";

/**
 * What is known of one book, for the form that gives it while it is being typed: `?community=&campaign=&isbn=` → the form's fields by
 * name, or none. Not a server action: those wait for one another, and nobody waits for a library to give a book.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const query = request.nextUrl.searchParams;
  const [community = "", campaign = "", isbn = ""] = ["community", "campaign", "isbn"].map(
    (name) => query.get(name) ?? "",
  );
  const fields = await editionFields(community, campaign, isbn.slice(0, 100));
  return Response.json(fields ?? {}, { headers: { "cache-control": "private, no-store" } });
}
