// A setup file: it runs before a test file's modules load, so `@/db/client` connects to the file's own database.
import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { afterAll, inject } from "vitest";
import { administer, withDatabase } from "./administer";

const adminUrl = inject("adminUrl");
const template = new URL(inject("templateUrl"));
const name = `bookraiser_test_${randomUUID().replaceAll("-", "")}`;

await administer(adminUrl, `create database ${name} template ${template.pathname.slice(1)} owner ${template.username}`);

process.env.DATABASE_URL = withDatabase(template.href, name);
process.env.DATA_DIR = mkdtempSync(join(inject("runFolder"), "data-"));
process.env.AUTH_SECRET = "a secret of the tests, longer than thirty-two letters";
process.env.JOBS_SECRET = "another secret of the tests, for the clock's own route";
process.env.APP_URL = "http://localhost:3000";
process.env.ISBN_LOOKUP = "0"; // tests ask libraries of their own
process.env.LOG_LEVEL ??= "silent";

afterAll(() => administer(adminUrl, `drop database if exists ${name} with (force)`));
