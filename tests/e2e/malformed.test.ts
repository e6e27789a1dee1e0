import { expect, test } from "@playwright/test";
import fc from "../support/property";

// Whatever a program sends to the pages, the answer is never a fault and never shows one.

const ROUNDS = 150;
const PATHS = [
  "/uk",
  "/uk/pm",
  "/uk/pm/charity-book-sale",
  "/uk/pm/charity-book-sale/books",
  "/uk/pm/charity-book-sale/books/zzzzzzz",
  "/uk/pm/charity-book-sale/give",
  "/uk/claims/nothing",
  "/uk/books/manage/nothing",
  "/uk/sign-in",
  "/uk/pm/me",
  "/uk/pm/desk",
  "/media/x/y.webp",
  "/api/me",
  "/api/proofs/x",
  "/api/jobs",
];

const nasty = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "\u0000",
    "%00",
    "%zz",
    "../../etc/passwd",
    "{{7*7}}",
    "' or 1=1 --",
    "<script>",
    "𝟘",
    "\ud800",
    "9".repeat(400),
    "-1",
    "NaN",
  ),
);
const query = fc.dictionary(
  fc.constantFrom(
    "q",
    "cursor",
    "category",
    "language",
    "condition",
    "city",
    "available",
    "sort",
    "next",
    "community",
    "_rsc",
    "auto",
  ),
  nasty,
  { maxKeys: 4 },
);

function addressOf(path: string, parameters: Record<string, string>): string {
  return `${path}?${Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`)
    .join("&")}`;
}

test("no address with odd parameters is a fault", async ({ request }) => {
  test.setTimeout(240_000);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...PATHS), query, async (path, parameters) => {
      const answer = await request.get(addressOf(path, parameters), { maxRedirects: 0 });
      expect(answer.status(), addressOf(path, parameters)).toBeLessThan(500);
      expect(await answer.text()).not.toMatch(/at \w+ \(|node_modules|PostgresError/);
    }),
    { numRuns: ROUNDS },
  );
});

test("no form post with odd fields is a fault", async ({ request }) => {
  test.setTimeout(240_000);
  const fields = fc.dictionary(
    fc.oneof(
      fc.constantFrom(
        "email",
        "code",
        "amount",
        "$ACTION_ID_x",
        "$ACTION_REF_1",
        "$ACTION_1:0",
        "$ACTION_KEY",
        "0",
        "1_isbn",
        "locale",
      ),
      fc.string({ maxLength: 8 }),
    ),
    nasty,
    { maxKeys: 6 },
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...PATHS), fields, fc.boolean(), async (path, form, asAction) => {
      const multipart = Object.fromEntries(
        Object.entries(form)
          .filter(([name]) => name !== "")
          .map(([name, value]) => [name.toWellFormed(), value.toWellFormed()]),
      );
      const headers: Record<string, string> = asAction ? { "next-action": "7f".repeat(21) } : {};
      const answer = await request.post(path, { multipart, headers, maxRedirects: 0 });
      expect(answer.status(), `POST ${path} ${JSON.stringify(form)}`).toBeLessThan(500);
    }),
    { numRuns: ROUNDS },
  );
});

test("broken bodies and content types are refused, not stumbled over", async ({ request }) => {
  for (const path of PATHS)
    for (const [type, data] of [
      ["multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="a'],
      ["multipart/form-data", "nothing"],
      ["text/plain;charset=UTF-8", '["$F1"]'],
      ["application/json", "{"],
      ["application/x-www-form-urlencoded", "%zz=%"],
    ] as const) {
      const answer = await request.post(path, {
        data,
        headers: { "content-type": type, "next-action": "00" },
        maxRedirects: 0,
      });
      expect(answer.status(), `POST ${path} ${type}`).toBeLessThan(500);
    }
});
