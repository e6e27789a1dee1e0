import { sql } from "@/db/client";
import { measureClaims } from "./claims";
import { measurePages } from "./http";
import { measureImport } from "./import";
import { loadBooks, openSale } from "./load";
import { measureRedirects } from "./redirects";
import { measureLists, measureSearch } from "./search";
import { measureSources } from "./sources";
import { printTable, progress, whole } from "./table";
import { measureWebhooks } from "./webhooks";

const [small = 100_000, large = 1_000_000, clicks = 10_000_000] = process.argv.slice(2).map(Number);

const sale = await openSale();
await loadBooks(sale, small);
await measurePages(sale);
await measureRedirects(sale);
await measureWebhooks();
await measureImport();
await measureClaims(sale);
await measureSearch(sale, false);
progress(`now with ${whole(large)} books`);
await loadBooks(sale, large);
await measureSearch(sale, true);
await measureLists(sale);
await measureSources(sale, clicks);
await sql.end();
process.exitCode = printTable() ? 0 : 1;
