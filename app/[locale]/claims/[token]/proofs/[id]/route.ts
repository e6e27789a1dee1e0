import { answerWithProof } from "@/app/_web/proof-answer";
import { claimByToken } from "@/lib/claims/queries";

/** A proof for whoever sent it, by the private link of their claim. */
export async function GET(_: Request, { params }: RouteContext<"/[locale]/claims/[token]/proofs/[id]">) {
  const { token, id } = await params;
  const found = await claimByToken(token);
  if (!found) return new Response(null, { status: 404, headers: { "Cache-Control": "no-store" } });
  return answerWithProof(found.actor, id);
}
