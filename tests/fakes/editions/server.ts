import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { aCatalog, type Known } from "./catalog";

/** What may happen to the next call. "odd": JSON of another shape. "lie": another book. "endless": an answer without an end. */
export type Trouble = "slow" | "busy" | "broken" | "torn" | "odd" | "lie" | "endless" | "moved" | "hang up";

export type Asked = { path: string; isbns: string[]; agent: string; key: string | null };

/**
 * Open Library and Google Books on this machine, with the books of the case and of goodbooks. Keeps what it was asked; `plan`
 * makes the next call go wrong, `always` every call from now on.
 */
export async function startLibraries() {
  const books = aCatalog();
  const asked: Asked[] = [];
  const planned: Trouble[] = [];
  let always: Trouble | null = null;
  let answering = 0;
  let mostAtOnce = 0;
  let slowMs = 10_000;

  const server = createServer((request, response) => {
    answering++;
    mostAtOnce = Math.max(mostAtOnce, answering);
    response.on("close", () => answering--);
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://fake");
    const isGoogle = pathname === "/books/v1/volumes";
    const isbns = isGoogle
      ? [searchParams.get("q")?.replace(/^isbn:/, "") ?? ""]
      : (searchParams.get("bibkeys") ?? "").split(",").map((key) => key.replace(/^ISBN:/, ""));
    const key = searchParams.get("key");
    asked.push({ path: pathname, isbns, agent: request.headers["user-agent"] ?? "", key });
    const trouble = planned.shift() ?? always;
    const say = (status: number, body: string, headers: Record<string, string> = {}) =>
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);

    if (trouble === "hang up") return request.socket.destroy();
    if (trouble === "busy") return say(429, "{}", { "retry-after": "120" });
    if (trouble === "broken") return say(500, "<h1>Internal Server Error</h1>");
    if (trouble === "torn") return say(200, '{"ISBN:978');
    if (trouble === "odd") return say(200, isGoogle ? '{"items":"none"}' : "[1,2,3]");
    if (trouble === "moved") return say(302, "", { location: "http://127.0.0.1:9/elsewhere" });
    if (trouble === "endless") {
      response.writeHead(200, { "content-type": "application/json" });
      const more = () => {
        while (!response.destroyed && response.write(`"${"x".repeat(65_536)}",`));
        if (!response.destroyed) response.once("drain", more);
      };
      return more();
    }
    if (trouble === "slow") await new Promise((resolve) => setTimeout(resolve, slowMs).unref());
    if (isGoogle && !key) return say(429, "{}");
    const known = (isbn: string) => (trouble === "lie" ? anyOther(isbn) : books.get(isbn));
    say(200, JSON.stringify(isGoogle ? volumesOf(isbns[0] ?? "", known) : detailsOf(isbns, known)));
  }

  const anyOther = (isbn: string) => [...books.values()].find((book) => book.isbn13 !== isbn);

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    books,
    asked,
    plan: (...troubles: Trouble[]) => void planned.push(...troubles),
    always: (trouble: Trouble | null, ms = slowMs) => {
      always = trouble;
      slowMs = ms;
    },
    mostAtOnce: () => mostAtOnce,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Find = (isbn: string) => Known | undefined;

/** As `jscmd=details` answers: ISBNs that are not known are left out. */
function detailsOf(isbns: string[], find: Find) {
  const entries = isbns.flatMap((isbn) => {
    const book = find(isbn);
    if (!book) return [];
    const details = {
      key: "/books/OL1M",
      title: book.title,
      authors: book.authors.map((name, nth) => ({ key: `/authors/OL${nth}A`, name })),
      publishers: book.publisher ? [book.publisher] : [],
      publish_date: book.year ? `May 1, ${book.year}` : undefined,
      languages: book.language === "uk" ? [{ key: "/languages/ukr" }] : [{ key: "/languages/eng" }],
      isbn_13: [book.isbn13],
      number_of_pages: 123,
      ...book.odd,
    };
    return [[`ISBN:${isbn}`, { bib_key: `ISBN:${isbn}`, preview: "noview", details }]];
  });
  return Object.fromEntries(entries);
}

function volumesOf(isbn: string, find: Find) {
  const book = find(isbn);
  if (!book) return { kind: "books#volumes", totalItems: 0 };
  const volumeInfo = {
    title: book.title,
    authors: book.authors,
    publisher: book.publisher || undefined,
    publishedDate: book.year ? `${book.year}-05` : undefined,
    language: book.language,
    industryIdentifiers: [{ type: "ISBN_13", identifier: book.isbn13 }],
    ...book.odd,
  };
  return { kind: "books#volumes", totalItems: 1, items: [{ kind: "books#volume", id: "x", volumeInfo }] };
}
