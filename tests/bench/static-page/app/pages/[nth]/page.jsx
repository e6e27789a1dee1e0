import { readFileSync } from "node:fs";

// A page that reads nothing once it is built, of about the bytes that PAGE_SIZES names: half of them as HTML, half as React's data.
const SIZES = (process.env.PAGE_SIZES ?? "60000").split(",").map(Number);
const BYTES_A_LINE = 454;
const TEXT = readFileSync("../../../db/demo/case-1-books.csv", "utf8").replaceAll("\n", " ");
const lineOf = (nth) => TEXT.slice((nth * 90) % (TEXT.length - 90)).slice(0, 90);

export const generateStaticParams = () => SIZES.map((_, nth) => ({ nth: String(nth) }));

export default async function Page({ params }) {
  const { nth } = await params;
  const lines = Array.from(
    { length: Math.round((SIZES[Number(nth)] ?? 0) / BYTES_A_LINE) },
    (_, line) => `${line}. ${lineOf(line)}`,
  );
  return (
    <main>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </main>
  );
}
