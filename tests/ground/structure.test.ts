import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";

/** From the lowest up: a file imports from its own room and from the rooms before it. */
const ROOMS = [
  "lib/core",
  "db",
  "lib/identity",
  "lib/messages",
  "lib/referrals",
  "lib/catalog",
  "lib/claims",
  "lib/donations",
  "lib/promos",
  "lib/reports",
  "lib/privacy",
  "lib/jobs",
  "app",
];

type Import = { from: string; typeOnly: boolean };

const files = ["app", "db", "lib"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(tsx?|mjs)$/.test(name))
    .map((name) => join(folder, name)),
);
const sources = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
const imports = new Map(files.map((file) => [file, importsOf(file)]));

test("every file of lib stands in a room", () => {
  expect(files.filter((file) => roomOf(file) === -1)).toEqual([]);
});

test("a file imports only from its own room and the rooms below", () => {
  const upward = files.flatMap((file) =>
    importsFrom(file)
      .filter(({ from }) => roomOf(from) > roomOf(file))
      .map(({ from }) => `${file} imports ${from}`),
  );
  expect(upward).toEqual([]);
});

test("no file reaches itself through its imports", () => {
  const done = new Set<string>();
  const circles: string[] = [];

  function walk(file: string, trail: string[]) {
    if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(" > "));
    if (trail.includes(file) || done.has(file)) return;
    for (const { from } of importsFrom(file).filter(({ typeOnly }) => !typeOnly)) walk(from, [...trail, file]);
    done.add(file);
  }

  for (const file of files) walk(file, []);
  expect(circles).toEqual([]);
});

test("the domain works without Next and React", () => {
  const web = /(?:from|import) "(next|next-auth|react|react-dom)(\/[^"]*)?"/;
  expect(files.filter((file) => !file.startsWith("app/") && web.test(sources.get(file) ?? ""))).toEqual([]);
});

test("what runs in the browser takes nothing from the server but types, words and actions", () => {
  const reached: string[] = [];
  const done = new Set<string>();

  function walk(file: string, trail: string[]) {
    if (done.has(file) || saysFirst(file, "use server")) return;
    done.add(file);
    // words may go along, whatever they lead to may not
    if (
      (/^(db|lib)\//.test(file) && !file.startsWith("lib/core/i18n/")) ||
      /from "node:/.test(sources.get(file) ?? "")
    ) {
      reached.push([...trail, file].join(" > "));
      return;
    }
    for (const { from } of importsFrom(file).filter(({ typeOnly }) => !typeOnly)) walk(from, [...trail, file]);
  }

  const clientFiles = files.filter((file) => saysFirst(file, "use client"));
  expect(clientFiles.length).toBeGreaterThan(0);
  for (const file of clientFiles) walk(file, []);
  expect(reached).toEqual([]);
});

test("the pages' own drawing knows nothing of the domain", () => {
  const known = files
    .filter((file) => file.startsWith("app/_ui/"))
    .flatMap((file) =>
      importsFrom(file)
        .filter(({ from }) => /^(db|lib\/(?!core\/))/.test(from))
        .map(({ from }) => `${file} imports ${from}`),
    );
  expect(known).toEqual([]);
});

test("there are no barrels but the schema's", () => {
  expect(files.filter((file) => /(^|\/)index\.tsx?$/.test(file))).toEqual(["db/schema/index.ts"]);
});

test("this test sees each way to import", () => {
  const seen = parseImports(`
    import "./a";
    import type { B } from "./b";
    import {
      c,
      type D,
    } from "@/lib/c";
    export { e } from "./e";
    const { f } = await import("./f");
    import fs from "node:fs";
    type G = import("./g").G;
  `);
  expect(seen).toEqual([
    { from: "./a", typeOnly: false },
    { from: "./b", typeOnly: true },
    { from: "@/lib/c", typeOnly: false },
    { from: "./e", typeOnly: false },
    { from: "./f", typeOnly: false },
    { from: "./g", typeOnly: true },
  ]);
});

function roomOf(file: string) {
  return ROOMS.findIndex((room) => file.startsWith(`${room}/`));
}

function importsFrom(file: string): Import[] {
  return imports.get(file) ?? [];
}

/** The project's own files that a file imports. */
function importsOf(file: string): Import[] {
  return parseImports(readFileSync(file, "utf8")).flatMap(({ from, typeOnly }) => {
    const target = from.startsWith("@/") ? from.slice(2) : normalize(join(dirname(file), from));
    const found = [target, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`].find(
      (path) => /\.\w+$/.test(path) && existsSync(path),
    );
    return found ? [{ from: found, typeOnly }] : [];
  });
}

function parseImports(source: string): Import[] {
  const statements =
    /(?:^|\n)\s*(?:import|export)\s+(?<type>type\s)?(?:[\w*{}\s,$]+?\sfrom\s+)?"(?<from>[@.][^"]*)"|(?<lazyType>=\s*)?(?<lazy>\bimport)\("(?<path>[@.][^"]*)"\)/g;
  return [...source.matchAll(statements)].map(({ groups = {} }) => ({
    from: groups.from ?? groups.path ?? "",
    typeOnly: groups.type !== undefined || groups.lazyType !== undefined,
  }));
}

function saysFirst(file: string, words: string) {
  return new RegExp(`^\\s*(//[^\\n]*\\n\\s*)*"${words}"`).test(sources.get(file) ?? "");
}
