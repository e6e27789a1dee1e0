// @ts-check
// The least that a redirect with a durable click can be: Node's own server, one table, no bots, no visitors, no links.
// `node bare-clicks.mjs one` waits for an insert of its own for each request, `group` shares one among all that wait.
import http from "node:http";
import postgres from "postgres";

const [, , mode, port] = process.argv;
const sql = postgres(process.env.DATABASE_URL ?? "", { max: 10, onnotice() {} });
await sql`create table if not exists bare_clicks (id bigint generated always as identity primary key, code text, at timestamptz)`;

/** @type {{ code: string, at: Date, done: () => void }[]} */
let waiting = [];
let isWriting = false;

async function write() {
  isWriting = true;
  while (waiting.length > 0) {
    const batch = waiting;
    waiting = [];
    const rows = JSON.stringify(batch.map(({ code, at }) => ({ code, at })));
    await sql`insert into bare_clicks (code, at)
      select * from json_to_recordset(${rows}::text::json) as row (code text, at timestamptz)`;
    for (const { done } of batch) done();
  }
  isWriting = false;
}

/**
 * @param {string} code
 * @returns {Promise<unknown>}
 */
function keep(code) {
  const at = new Date();
  if (mode === "one") return sql`insert into bare_clicks (code, at) values (${code}, ${at})`;
  return new Promise((resolve) => {
    waiting.push({ code, at, done: () => resolve(undefined) });
    if (!isWriting) void write();
  });
}

http
  .createServer(async (request, response) => {
    if (request.url !== "/healthz") await keep((request.url ?? "").slice(3));
    response.writeHead(request.url === "/healthz" ? 200 : 302, { Location: "/", "Cache-Control": "no-store" }).end();
  })
  .listen(Number(port), "127.0.0.1");
