import type { NextRequest } from "next/server";
import { answerWithProof } from "@/app/_web/proof-answer";
import { actorIn } from "@/app/_web/session";
import { findCommunity } from "@/lib/identity/communities";

/** A proof for the signed-in: its sender, or staff of `?community=slug` who may see money. Their look is recorded. */
export async function GET(request: NextRequest, { params }: RouteContext<"/api/proofs/[id]">) {
  const { id } = await params;
  const community = await findCommunity(request.nextUrl.searchParams.get("community") ?? "");
  if (!community) return new Response(null, { status: 404, headers: { "Cache-Control": "no-store" } });
  return answerWithProof(await actorIn(community.id), id);
}
