import { notFound } from "next/navigation";
import { actorIn, communityOf } from "@/app/_web/session";
import { Refusal } from "@/lib/core/refusal";
import { type ProofFile, readProof } from "@/lib/donations/proofs";

type Context = RouteContext<"/api/desk/[community]/proofs/[proof]">;

/** A proof's file for those who may see money, or whoever sent it; the look is recorded. To others there is none. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { community: slug, proof } = await params;
  const { id } = await communityOf(slug);
  const file = await fileOrNothing(await actorIn(id), proof);
  const disposition = file.isAttachment ? "attachment" : "inline";
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      "content-type": file.contentType,
      "content-disposition": `${disposition}; filename="${file.fileName}"`,
      "content-security-policy": "default-src 'none'; sandbox",
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

async function fileOrNothing(actor: Awaited<ReturnType<typeof actorIn>>, proof: string): Promise<ProofFile> {
  try {
    return await readProof(actor, proof);
  } catch (error) {
    if (error instanceof Refusal) notFound();
    throw error;
  }
}
