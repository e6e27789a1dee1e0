// @ts-check
import { fileURLToPath } from "node:url";
import { withTools } from "./tools.mjs";

await withTools(fileURLToPath(import.meta.url), async () => {
  const { migrate, prepareSettings, startDatabase } = await import("./environment.mjs");
  const { runScript } = await import("./children.mjs");
  prepareSettings();
  const database = await startDatabase({ adopt: false });
  try {
    await migrate();
    process.exitCode = await runScript("app/_cli/admin.ts", process.argv.slice(2));
  } finally {
    await database.stop();
  }
});
