// @ts-check
import { fileURLToPath } from "node:url";
import { withTools } from "./tools.mjs";

await withTools(fileURLToPath(import.meta.url), async () => {
  const { serve } = await import("./serve.mjs");
  await serve({ dev: process.argv.includes("--dev") });
});
