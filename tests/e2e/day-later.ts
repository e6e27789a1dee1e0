import { sql } from "@/db/client";
import { applyDueRequisites } from "@/lib/catalog/requisites";
import { hoursAfter } from "../support/times";

// A program of its own, run beside the product: what the clock does a day and an hour from now with requisites that wait.

const changed = await applyDueRequisites(hoursAfter(new Date(), 25));
console.log(JSON.stringify({ changed: changed.length }));
await sql.end();
