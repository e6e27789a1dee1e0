import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { readImage } from "@/lib/core/images";

// A process of its own, since one that made the files has been large already: reads every file of a folder at once, as if each
// had just been sent, and says by how much that made it grow. The first argument is the folder, the second a harmless picture.
const [folder = "", harmless = ""] = process.argv.slice(2);

const read = async (file: string) =>
  readImage(await readFile(file), [320, 640, 1280], {
    unreadable: "catalog.photoUnreadable",
    tooLarge: "catalog.photoTooLarge",
  }).catch(() => undefined);

await read(harmless); // the decoders and encoders are loaded before anything is counted
const before = process.memoryUsage.rss();
const pictures = await Promise.all(readdirSync(folder).map((name) => read(path.join(folder, name))));
const grownBytes = peakBytes() - before;
console.log(JSON.stringify({ grownBytes, encoded: pictures.filter(Boolean).length, files: pictures.length }));

/** On Linux `maxRSS` begins with what the parent had at the fork; the process's own peak is told apart from it. */
function peakBytes(): number {
  const own = process.platform === "linux" && /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
  return (own ? Number(own[1]) : process.resourceUsage().maxRSS) * 1024;
}
