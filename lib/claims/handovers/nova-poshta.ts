import { z } from "zod";

/** Where Nova Poshta's API 2.0 answers; tests have a server of their own. */
const NOVA_POSHTA_URL = "https://api.novaposhta.ua/v2.0/json/";
const ANSWER_WITHIN_MS = 10_000;
/** Documents a call may name. */
export const PARCELS_PER_CALL = 100;

/** Where a parcel is, by the carrier's own code of its status. */
export type ParcelSeen = { waybill: string; code: string };
/** Whoever carries parcels and can be asked about them. Throws `CarrierFault` when it does not answer as it should. */
export type Carrier = { look(waybills: readonly string[]): Promise<ParcelSeen[]> };

/** The carrier did not answer, or not as documented. Its message never has the key in it. */
export class CarrierFault extends Error {
  constructor(
    readonly kind: "busy" | "refused" | "unreachable",
    message: string,
  ) {
    super(message);
    this.name = "CarrierFault";
  }
}

// Codes come as text; a number is taken as well. Whatever else a document says is not ours to keep.
const answer = z.object({
  success: z.boolean(),
  data: z.array(z.object({ Number: z.string(), StatusCode: z.coerce.string().regex(/^\d{1,5}$/) })).catch([]),
  errors: z.array(z.string()).catch([]),
});

/** `TrackingDocument.getStatusDocuments` of Nova Poshta. A waybill it does not know has code "3". */
export function novaPoshta({ key, url = NOVA_POSHTA_URL }: { key: string; url?: string | undefined }): Carrier {
  return {
    async look(waybills) {
      if (waybills.length > PARCELS_PER_CALL) throw new Error(`Ask about ${PARCELS_PER_CALL} parcels at most`);
      const told = await call(url, {
        apiKey: key,
        modelName: "TrackingDocument",
        calledMethod: "getStatusDocuments",
        methodProperties: { Documents: waybills.map((DocumentNumber) => ({ DocumentNumber, Phone: "" })) },
      });
      return told.map(({ Number: waybill, StatusCode: code }) => ({ waybill, code }));
    },
  };
}

async function call(url: string, body: object) {
  let status: number;
  let text: string;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      redirect: "error", // a redirect would carry the key to another host
      cache: "no-store",
    });
    status = response.status;
    text = await response.text();
  } catch (error) {
    throw new CarrierFault("unreachable", `no answer (${error instanceof Error ? error.name : "unknown"})`);
  }
  if (status === 429) throw new CarrierFault("busy", "429");
  if (status < 200 || status > 299) throw new CarrierFault("unreachable", `${status}`);
  const read = answer.safeParse(parseJson(text));
  if (!read.success) throw new CarrierFault("unreachable", "the answer is not as documented");
  if (!read.data.success) throw new CarrierFault("refused", read.data.errors.join("; ").slice(0, 200));
  return read.data.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
