import type { ChildProcess } from "node:child_process";
import { sql } from "@/db/client";
import type { Sale } from "./load";
import { codeOf } from "./load";
import { loadOf, loadTool } from "./load-http";
import { answerOf, bytesOfScripts, startProduct, startStaticPage, watchMemory } from "./servers";
import { kilobytes, median, megabytes, ms, perSecond, progress, quantile, report, timesOf, whole } from "./table";

const ROUNDS = 5;
const SECONDS = 4;
const AT_ONCE = 50;
const REACH = 0.8;
const MEMORY_LIMIT_MB = 600;
const SCRIPTS_LIMIT_KB = 140;
const FIRST_VISITS = 100;

/**
 * The built product on so many books, against fully static Next pages of the same sizes, served by Next: round by round in turn, the
 * same number of connections. What counts is the ratio of one round.
 */
export async function measurePages(sale: Sale): Promise<void> {
  const home = `/uk/${sale.slug}/${sale.campaign.slug}`;
  const book = `${home}/books/${codeOf(7)}`;
  const product = await startProduct();
  progress(`requests come from ${loadTool}`);
  const children: ChildProcess[] = [product.child];
  try {
    const size = (await answerOf(product.address + home)).body.length;
    const bookSize = (await answerOf(product.address + book)).body.length;
    const memory = watchMemory(product.child);
    progress(
      `the catalog page has ${kilobytes(size)}, a book's page ${kilobytes(bookSize)}; building static ones beside them`,
    );
    const fixed = await startStaticPage([size, bookSize]);
    children.push(fixed.child);

    const pages = {
      catalog: { address: product.address + home, beside: fixed.addresses[0] ?? "", size },
      book: { address: product.address + book, beside: fixed.addresses[1] ?? "", size: bookSize },
    };
    for (const [name, page] of Object.entries(pages)) await compare(`${name} page, ${kilobytes(page.size)}`, page);
    const asked = { ...pages.book, address: `${pages.book.address}?next=asked` }; // a query that Next could read
    await compare("book page, Next asked each time", asked, { hasReach: false });
    await compare("catalog page, compressed once for all", pages.catalog, { hasReach: false, encoding: "gzip" });

    const visits = await timesOf(FIRST_VISITS, (nth) =>
      answerOf(`${product.address}${home}/books/${codeOf(100 + nth)}`),
    );
    report({
      what: "book page, first visit after a change",
      measured: `p50 ${ms(quantile(visits, 0.5))}, p95 ${ms(quantile(visits, 0.95))}`,
    });
    const search = await loadOf(`${product.address}${home}/books?q=${encodeURIComponent("історія")}`, {
      seconds: SECONDS,
      atOnce: 10,
    });
    report({
      what: `search page (dynamic), 10 at once, ${whole(sale.loaded)} books`,
      measured: `${perSecond(search.rate)}, p50 ${ms(search.p50)}, p99 ${ms(search.p99)}`,
    });

    const used = memory.stop();
    report({
      what: "memory of the web process under all this",
      measured: megabytes(used),
      limit: `${MEMORY_LIMIT_MB} MB`,
      ratio: used / 1024 / 1024 / MEMORY_LIMIT_MB,
      isMet: used <= MEMORY_LIMIT_MB * 1024 * 1024,
    });
    const scripts = await bytesOfScripts(product.address, home);
    report({
      what: `JavaScript of the catalog page, ${scripts.count} files, gzip`,
      measured: kilobytes(scripts.bytes),
      limit: `${SCRIPTS_LIMIT_KB} KB`,
      ratio: scripts.bytes / 1024 / SCRIPTS_LIMIT_KB,
      isMet: scripts.bytes <= SCRIPTS_LIMIT_KB * 1024,
    });
  } finally {
    for (const child of children) child.kill("SIGTERM");
    await sql`delete from job_runs`; // the next server would else believe that its clock had just ticked
  }
}

async function compare(
  what: string,
  { address, beside }: { address: string; beside: string },
  { hasReach = true, encoding = "identity" } = {},
): Promise<void> {
  const headers = { "accept-encoding": encoding };
  const [ours, fixed] = [[], []] as [Awaited<ReturnType<typeof loadOf>>[], Awaited<ReturnType<typeof loadOf>>[]];
  for (let round = 0; round <= ROUNDS; round++) {
    const seconds = round === 0 ? 2 : SECONDS; // the first round warms both
    const [one, other] = [
      await loadOf(beside, { seconds, atOnce: AT_ONCE, headers }),
      await loadOf(address, { seconds, atOnce: AT_ONCE, headers }),
    ];
    if (round > 0) {
      fixed.push(one);
      ours.push(other);
    }
  }
  const ratio = median(ours.map(({ rate }, round) => rate / (fixed[round]?.rate ?? Number.NaN)));
  report({
    what,
    measured: `${perSecond(median(ours.map(({ rate }) => rate)))}, p50 ${ms(median(ours.map(({ p50 }) => p50)))}, p99 ${ms(median(ours.map(({ p99 }) => p99)))}`,
    limit: `static page ${perSecond(median(fixed.map(({ rate }) => rate)))}, p99 ${ms(median(fixed.map(({ p99 }) => p99)))}${hasReach ? `, reach ${REACH}` : ""}`,
    ratio,
    ...(hasReach && { isMet: ratio >= REACH }),
  });
}
