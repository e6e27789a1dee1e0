import type { NextRequest } from "next/server";
import { getServerSession } from "next-auth";
import { authOptions } from "@/app/_web/auth";
import { hasAnswered } from "@/app/_web/consent";
import { can, type PersonActor } from "@/lib/identity/actor";
import { communitiesOf } from "@/lib/identity/actors";
import { VISITOR_COOKIE } from "@/lib/referrals/visitors";

/**
 * Who is signed in, for the header of pages that are the same for all: `?community=slug` → their name there, and whether the
 * desk is open to them. Null for everyone else, a stranger to that community, and a community that does not exist. And whether
 * this browser has been asked to be recognised.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const slug = request.nextUrl.searchParams.get("community");
  const session = await getServerSession(authOptions);
  const known = session ? await communitiesOf(session.userId) : [];
  const here = known.find((community) => community.slug === slug);
  const answered = hasAnswered(request.cookies.get(VISITOR_COOKIE)?.value);
  const answer = { person: here ? asShown(here) : null, answered };
  return Response.json(answer, { headers: { "Cache-Control": "private, no-store" } });
}

type Known = Awaited<ReturnType<typeof communitiesOf>>[number];

function asShown({ id, personId, personName, roles }: Known) {
  const actor: PersonActor = { kind: "person", communityId: id, personId, roles };
  return { name: personName, desk: can(actor, "desk.see") };
}
