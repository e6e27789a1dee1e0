import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** The kill tests run alone, after the pages are built: each has a cluster and a web server of its own. */
export default defineConfig({
  root,
  resolve: { alias: { "@": root } },
  test: {
    include: ["tests/chaos/*.test.ts"],
    pool: "forks",
    maxWorkers: 1,
    disableConsoleIntercept: true,
    testTimeout: 600_000,
    hookTimeout: 600_000, // a build, where there is none yet
  },
});
