// @ts-check
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { withTools } from "../../app/_cli/tools.mjs";

delete process.env.NODE_ENV; // in production npm would leave the test tools out

// `npm run bench`, or with other numbers of books: `npm run bench -- 1000 10000`
await withTools(fileURLToPath(import.meta.url), async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bookraiser-bench-"));
  Object.assign(process.env, {
    NODE_ENV: "production",
    DATA_DIR: path.join(folder, "data"),
    DATABASE_URL: "",
    PORT: "3161",
    HOST: "127.0.0.1",
    ISBN_LOOKUP: "0",
    LOG_LEVEL: "error",
  });
  const { migrate, prepareSettings, startDatabase } = await import("../../app/_cli/environment.mjs");
  const { build } = await import("../../app/_cli/build.mjs");
  const { startMailSink } = await import("../../app/_cli/mail-sink.mjs");
  const { endChildren, runScript } = await import("../../app/_cli/children.mjs");
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, endChildren);

  const mail = await startMailSink(path.join(folder, "inbox"));
  process.env.SMTP_URL = mail.url;
  let stop = async () => {};
  try {
    prepareSettings();
    ({ stop } = await startDatabase({ adopt: true }));
    await migrate();
    await build();
    process.exitCode = await runScript("tests/bench/bench.ts", process.argv.slice(2));
  } finally {
    await stop();
    await mail.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
