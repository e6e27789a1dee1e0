import { Refusal } from "@/lib/core/refusal";
import { readProof } from "@/lib/donations/proofs";
import type { Actor } from "@/lib/identity/actor";

/** A proof's file, for this one look: kept by no cache, run by no browser, and a PDF only ever saved. */
export async function answerWithProof(actor: Actor, proofId: string): Promise<Response> {
  try {
    const { bytes, contentType, isAttachment, fileName } = await readProof(actor, proofId);
    return new Response(new Uint8Array(bytes), {
      headers: {
        "Content-Type": contentType,
        "Content-Disposition": `${isAttachment ? "attachment" : "inline"}; filename="${fileName}"`,
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
        "Referrer-Policy": "no-referrer",
      },
    });
  } catch (error) {
    if (error instanceof Refusal) return new Response(null, { status: 404, headers: { "Cache-Control": "no-store" } });
    throw error;
  }
}
