import { createHash } from "node:crypto";
import { z } from "zod";
import { reasonInput } from "@/lib/catalog/input";
import { readJson } from "@/lib/core/json";
import { receiptInput } from "@/lib/donations/input";
import type { SubmitProof } from "@/lib/donations/proofs";
import { RequestRefusal } from "./problem";

const KB = 1024;
const MB = 1024 * KB;
const JSON_MAX = 256 * KB;
const CSV_MAX = 20 * MB;
const UPLOAD_MAX = 12 * MB; // one picture of 10 MB, and what wraps it
const IMAGE_TYPES = ["image/jpeg", "image/png", "image/webp"];

/** A kind of body a call takes: how it is described, and how it is read. `print` tells two bodies apart for Idempotency-Key. */
export type BodyKind<T> = {
  content: Record<string, z.ZodType | "binary">;
  read(request: Request): Promise<{ value: T; print: string }>;
};

/** JSON that fits a schema. No body at all reads as an empty object, so that a call without a must needs none. */
export function json<Schema extends z.ZodType>(schema: Schema): BodyKind<z.output<Schema>> {
  return {
    content: { "application/json": schema },
    async read(request) {
      const bytes = await readBytes(request, JSON_MAX);
      if (bytes.length > 0) mediaTypeAmong(request, ["application/json"]);
      const text = bytes.length === 0 ? "{}" : utf8(bytes);
      return { value: schema.parse(parsed(text)), print: text };
    },
  };
}

/** A table, as its bytes: the import finds out how it is encoded. */
export const csv: BodyKind<Uint8Array> = {
  content: { "text/csv": "binary" },
  async read(request) {
    mediaTypeAmong(request, ["text/csv"]);
    const value = await readBytes(request, CSV_MAX);
    return { value, print: digest(value) };
  },
};

const fileForm = z.object({ file: z.file() }).meta({ id: "FileForm" });

/** A picture: as it is, or as the field `file` of a form. */
export const picture: BodyKind<Uint8Array> = {
  content: { "multipart/form-data": fileForm, ...Object.fromEntries(IMAGE_TYPES.map((type) => [type, "binary"])) },
  async read(request) {
    const type = mediaTypeAmong(request, ["multipart/form-data", ...IMAGE_TYPES]);
    const bytes = await readBytes(request, UPLOAD_MAX);
    const value = type === "multipart/form-data" ? await fileIn(await formIn(request, bytes)) : bytes;
    if (!value) throw new RequestRefusal("api.brokenUpload");
    return { value, print: digest(value) };
  },
};

/** Why something is refused or taken back; the person it concerns reads it. */
export const reasonBody = z.object({ reason: reasonInput.default("") }).meta({ id: "Reason" });

const receiptBody = z.object({ receipt: receiptInput }).meta({ id: "Receipt" });
const proofForm = z.object({ file: z.file().optional(), receipt: receiptInput }).meta({ id: "ProofForm" });

/** What a donor shows: a picture or a PDF as the field `file` of a form, or a receipt's number as JSON or as a field. */
export const proofOfPayment: BodyKind<SubmitProof> = {
  content: { "multipart/form-data": proofForm, "application/json": receiptBody },
  async read(request) {
    if (mediaTypeAmong(request, ["multipart/form-data", "application/json"]) === "application/json") {
      return json(receiptBody).read(request);
    }
    const form = await formIn(request, await readBytes(request, UPLOAD_MAX));
    const bytes = await fileIn(form);
    const { receipt } = receiptBody.parse({ receipt: textIn(form, "receipt") });
    const value = { receipt, file: bytes && { bytes, name: "" } };
    return { value, print: `${receipt} ${bytes ? digest(bytes) : ""}` };
  },
};

function mediaTypeAmong(request: Request, types: string[]): string {
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (!types.includes(type)) throw new RequestRefusal("api.unsupportedType", { types: types.join(", ") });
  return type;
}

/** The length is counted while it comes: what the header says is only the first word. */
export async function readBytes(request: Request, max: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () => new RequestRefusal("api.bodyTooLarge", { megabytes: max / MB });
  if (Number(request.headers.get("content-length") ?? 0) > max) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read().catch(() => {
      throw new RequestRefusal("api.brokenBody");
    });
    if (done) break;
    length += value.length;
    if (length > max) {
      await reader.cancel().catch(() => {}); // the caller may have gone by itself
      throw tooLarge();
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new RequestRefusal("api.brokenJson");
  }
}

function parsed(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    throw new RequestRefusal("api.brokenJson");
  }
}

async function formIn(request: Request, bytes: Uint8Array<ArrayBuffer>): Promise<FormData> {
  try {
    const headers = { "content-type": request.headers.get("content-type") ?? "" };
    return await new Response(bytes, { headers }).formData();
  } catch {
    throw new RequestRefusal("api.brokenUpload");
  }
}

async function fileIn(form: FormData): Promise<Uint8Array | undefined> {
  const file = form.get("file");
  return file instanceof File && file.size > 0 ? new Uint8Array(await file.arrayBuffer()) : undefined;
}

const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

function textIn(form: FormData, name: string): string | undefined {
  const value = form.get(name);
  return typeof value === "string" ? value : undefined;
}
