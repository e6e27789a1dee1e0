// A page that reads nothing, of about the bytes that PAGE_SIZES names at build: half of them as HTML, half as React's data.
const SIZES = (process.env.PAGE_SIZES ?? "60000").split(",").map(Number);
const LINE = "Книга, яку вже прочитали, чекає на людину, що подарує за неї донат.";
const BYTES_A_LINE = 300;

export const generateStaticParams = () => SIZES.map((_, nth) => ({ nth: String(nth) }));

export default async function Page({ params }) {
  const { nth } = await params;
  const lines = Array.from(
    { length: Math.round((SIZES[Number(nth)] ?? 0) / BYTES_A_LINE) },
    (_, line) => `${line}. ${LINE}`,
  );
  return (
    <main>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </main>
  );
}
