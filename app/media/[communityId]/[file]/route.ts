import { readFile } from "node:fs/promises";
import { photoPath } from "@/lib/catalog/photos";
import { Refusal } from "@/lib/core/refusal";

const FILE = /^([0-9a-f-]{36})-(\d{3,4})\.webp$/;

/** A book's photo at one of our widths. A photo never changes under its name, so it is kept for good. */
export async function GET(_: Request, { params }: RouteContext<"/media/[communityId]/[file]">): Promise<Response> {
  const { communityId, file } = await params;
  const [, photoId = "", width = ""] = FILE.exec(file) ?? [];
  const bytes = await photo(communityId, photoId, Number(width));
  if (!bytes) return new Response("Not Found", { status: 404, headers: { "Content-Type": "text/plain" } });
  return new Response(new Uint8Array(bytes), {
    headers: { "Content-Type": "image/webp", "Cache-Control": "public, max-age=31536000, immutable" },
  });
}

async function photo(communityId: string, photoId: string, width: number): Promise<Buffer | undefined> {
  try {
    return await readFile(photoPath(communityId, photoId, width));
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (error instanceof Refusal || isMissing) return undefined;
    throw error;
  }
}
