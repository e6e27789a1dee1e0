import { sql } from "@/db/client";
import { runAdmin } from "./admin/program";

const { LC_ALL, LC_MESSAGES, LANG } = process.env;

process.exitCode = await runAdmin(
  process.argv.slice(2),
  {
    out: (line) => process.stdout.write(`${line}\n`),
    pour: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
  },
  LC_ALL || LC_MESSAGES || LANG,
);
await sql.end();
