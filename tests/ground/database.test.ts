import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { sql } from "@/db/client";
import { migrate } from "@/db/migrate";

test("every test file has a migrated database of its own", async () => {
  const [row] = await sql<{ name: string; tables: number }[]>`
    select current_database() as name, count(*)::int as tables
    from information_schema.tables where table_schema = 'public'`;
  expect(row?.name).toMatch(/^bookraiser_test_/);
  expect(row?.tables).toBeGreaterThan(10);
  expect(existsSync(process.env.DATA_DIR ?? "")).toBe(true);
});

test("migrating again, even twice at once, changes nothing", async () => {
  const url = process.env.DATABASE_URL ?? "";
  const count = () => sql`select count(*)::int as applied from drizzle.__drizzle_migrations`;
  const before = await count();
  await Promise.all([migrate(url), migrate(url)]);
  expect(await count()).toEqual(before);
});

test.skipIf(process.env.TEST_DATABASE_URL)("the product's own role is no superuser, so that grants bind", async () => {
  const [role] = await sql`select rolname, rolsuper from pg_roles where rolname = current_user`;
  expect(role).toEqual({ rolname: "bookraiser", rolsuper: false });
});

test("Ukrainian words sort as in a Ukrainian dictionary", async () => {
  const sorted =
    await sql`select word from unnest(array['Яблуко', 'Їжак', 'Ґанок', 'Єва', 'Дім', 'Жук', 'Гора']) word order by word`;
  expect(sorted.map(({ word }) => word).join(" ")).toBe("Гора Ґанок Дім Єва Жук Їжак Яблуко");
});
