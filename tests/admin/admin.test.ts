import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { runAdmin } from "@/app/_cli/admin/program";
import { findCampaign } from "@/lib/catalog/queries";
import { changeRequisites } from "@/lib/catalog/requisites";
import { env } from "@/lib/core/env";
import { findActor } from "@/lib/identity/actors";
import { findCommunity } from "@/lib/identity/communities";
import { actorOfToken } from "@/lib/identity/tokens";

async function admin(line: string, { language = "en", isTerminal = false } = {}) {
  let out = "";
  let err = "";
  // words between double quotes are one argument
  const args = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
  const voice = {
    out(text: string) {
      out += `${text}\n`;
    },
    pour(text: string) {
      out += text;
    },
    err(text: string) {
      err += text;
    },
    isTerminal,
  };
  const code = await runAdmin(args, voice, language);
  return { code, out, err };
}
const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "admin-"));

let slug: string;
beforeEach(() => {
  slug = `pm-${randomUUID().slice(0, 8)}`;
});
const money = `--fund "Фонд Книга" --jar https://send.monobank.ua/jar/x --goal 40000 --minimum "300,50"`;
async function aCommunityWithCampaign() {
  await admin(`community create --slug ${slug} --name "Спільнота PM"`);
  await admin(
    `campaign create --community ${slug} --slug sale --name Розпродаж ${money} --opens 2026-03-29 --closes 2027-10-31`,
  );
  await admin(
    `person add --community ${slug} --name "Веста Впорядницька" --email vesta@example.org --role organizer,member`,
  );
}

describe("erasing a person", () => {
  test("takes their data and says so, and finds nobody the second time", async () => {
    await aCommunityWithCampaign();
    await admin(`person add --community ${slug} --name Гостина --email hostyna@example.org --role member`);
    const erase = `person erase --community ${slug} --email Hostyna@example.org`;
    expect(await admin(erase)).toEqual({
      code: 0,
      out: "The data is erased: the name, contacts and proofs are gone.\n",
      err: "",
    });
    expect((await admin(erase)).code).toBe(1);
    const last = await admin(`person erase --community ${slug} --email vesta@example.org --withdraw-books`);
    expect(last).toMatchObject({ code: 1, err: expect.stringContaining("last organizer") });
  });
});

describe("making a community ready", () => {
  test("a community, a campaign in its own days, people and a token that works until it is revoked", async () => {
    const made = await admin(`community create --slug ${slug} --name "Спільнота PM" --time-zone Europe/Kyiv`);
    expect(made).toEqual({
      code: 0,
      out: `Made the community “Спільнота PM”: http://localhost:3000/en/${slug}\n`,
      err: "",
    });
    const campaign = await admin(
      `campaign create --community ${slug} --slug sale --name Розпродаж ${money} --opens 2026-03-29 --closes 2027-10-30 --pickup "Офіс, 3-й поверх" --topic agile,fiction --cash --cards mono`,
    );
    expect([campaign.code, campaign.err]).toEqual([0, expect.stringContaining("mono is not set up here for UAH")]);
    expect(await findCampaign(slug, "sale")).toMatchObject({
      goalMinor: 4_000_000,
      defaultMinimumMinor: 30_050,
      opensAt: new Date("2026-03-28T22:00:00Z"), // the night the clocks go forward
      closesAt: new Date("2027-10-30T21:00:00Z"),
      pickupPoints: ["Офіс, 3-й поверх"],
      topics: ["agile", "fiction"],
      allowsCash: true,
      cards: "mono",
    });
    const person = await admin(
      `person add --community ${slug} --name Лукаш --email L@Example.org --role treasurer --role member`,
    );
    expect(person.out).toContain("member, treasurer");

    const token = await admin(`token create --community ${slug} --email l@example.org --name звірка`);
    expect(token.err).toBe("The token is shown this once:\n");
    const community = await findCommunity(slug);
    const key = token.out.trim();
    expect((await actorOfToken(community?.id ?? "", key)).roles).toEqual(expect.arrayContaining(["treasurer"]));
    const list = await admin(`token list --community ${slug} --email l@example.org`);
    const [id = ""] = list.out.split(" ");
    expect(list.out).toContain("звірка");
    expect((await admin(`token revoke --community ${slug} --id ${id}`)).out).toBe("The token is revoked.\n");
    await expect(actorOfToken(community?.id ?? "", key)).rejects.toThrow("identity.tokenInvalid");
    expect((await admin(`token list --community ${slug} --email l@example.org`)).out).toBe("No token works.\n");
  });

  test("what is refused says why, in the language of the shell or the one asked for, and answers 1", async () => {
    await aCommunityWithCampaign();
    const taken = await admin(`community create --slug ${slug} --name Ще`, { language: "uk_UA.UTF-8" });
    expect(taken).toEqual({ code: 1, out: "", err: "Така адреса вже зайнята.\n" });
    expect((await admin(`token create --community nobody --email a@b.example --locale uk`)).err).toBe(
      "Спільноти «nobody» немає.\n",
    );
    expect((await admin(`token create --community ${slug} --email a@b.example`)).code).toBe(1);
    expect((await admin(`token revoke --community ${slug} --id ${randomUUID()}`)).code).toBe(1);
    expect((await admin(`books export --community ${slug} --campaign none`)).err).toBe(
      "There is no campaign “none” in this community.\n",
    );
  });

  test("what is called wrongly answers 2 and names the field", async () => {
    expect(await admin("community create --slug x")).toMatchObject({ code: 2, err: expect.stringContaining("--name") });
    expect(await admin("no-such")).toMatchObject({ code: 2 });
    expect(await admin(`community create --slug "Зла адреса" --name x`)).toEqual({
      code: 2,
      out: "",
      err: "slug: Only small Latin letters, digits and hyphens.\n",
    });
    await aCommunityWithCampaign();
    const dates = await admin(
      `campaign create --community ${slug} --slug b --name b ${money} --opens 2026-02-30x --closes never`,
    );
    expect([dates.code, dates.err]).toEqual([2, "opensAt: Enter a date.\nclosesAt: Enter a date.\n"]);
    expect((await admin(`person add --community ${slug} --name x --email no --role king`)).code).toBe(2);
    expect((await admin(`token create --community ${slug} --email no`)).err).toMatch(/^email: /);
  });
});

describe("books", () => {
  test("a dry run adds nothing; an import tells what was rejected and why; the same again adds nothing", async () => {
    await aCommunityWithCampaign();
    const call = `books import "${fixture("bad-import.csv")}" --community ${slug} --campaign sale`;
    const dry = await admin(`${call} --dry-run`);
    expect(dry.code).toBe(0);
    expect(dry.out).toMatch(/^Judged 19 rows: \d+ accepted, \d+ with a warning, \d+ rejected\.\nThis was a dry run/);
    expect(dry.out).toMatch(/\n {2}line \d+: There is no title\./);
    const added = Number(/Added (\d+) book/.exec((await admin(call)).out)?.[1]);
    expect(added).toBeGreaterThan(5);
    expect((await admin(call)).out).toContain("Added 0 books.");

    const exported = await admin(
      `books export --community ${slug} --campaign sale --out "${join(folder, "books.csv")}"`,
    );
    expect(exported).toMatchObject({ code: 0, out: "", err: expect.stringContaining("Saved: ") });
    const csv = readFileSync(join(folder, "books.csv"), "utf8");
    expect(csv).toContain("code,title,authors");
    expect(csv.trimEnd().split("\r\n").length).toBeGreaterThan(added);
  });

  test("the giver can be named; progress is drawn for whoever looks on", async () => {
    await aCommunityWithCampaign();
    await admin(`person add --community ${slug} --name Юрко --email yurko@example.org --role member`);
    const file = join(folder, "two.csv");
    writeFileSync(file, "title,authors\nТореадори,Нестайко\nДругa,Хтось\n");
    const call = `books import "${file}" --community ${slug} --campaign sale --giver yurko@example.org`;
    const done = await admin(call, { isTerminal: true });
    expect(done.err).toContain("2/2");
    expect((await admin(`books export --community ${slug} --campaign sale`)).out).toContain("Юрко");
    const noWhere = await admin(
      `books export --community ${slug} --campaign sale --out "${join(folder, "none", "x.csv")}"`,
    );
    expect([noWhere.code, noWhere.err]).toEqual([1, expect.stringContaining("could not be written")]);
    expect((await admin(`${call}x`)).code).toBe(1);
    expect((await admin(`books import no-such.csv --community ${slug} --campaign sale`)).err).toBe(
      "The file no-such.csv cannot be read.\n",
    );
    expect(
      (await admin(`books import "${fixture("bad-import-headers.csv")}" --community ${slug} --campaign sale`)).code,
    ).toBe(1);
  });

  test("without an organizer somebody has to be named", async () => {
    await admin(`community create --slug ${slug} --name PM`);
    await admin(
      `campaign create --community ${slug} --slug sale --name S ${money} --opens 2026-03-29 --closes 2027-10-31`,
    );
    const call = await admin(`books import "${fixture("bad-import.csv")}" --community ${slug} --campaign sale`);
    expect([call.code, call.err]).toEqual([1, expect.stringContaining("--giver")]);
  });
});

describe("upkeep", () => {
  test("the money is written out, invariants hold, and what is due runs", async () => {
    await aCommunityWithCampaign();
    expect((await admin(`donations export --community ${slug} --campaign sale`)).out).toContain("code,state,donor");
    expect(await admin("invariants")).toEqual({ code: 0, out: "Everything agrees.\n", err: "" });
    expect(await admin("jobs run")).toMatchObject({ code: 0, out: expect.stringMatching(/^Done\./) });
  });

  test("the operator changes where the money goes at once, by itself or from a change that waits", async () => {
    await aCommunityWithCampaign();
    const where = `--community ${slug} --campaign sale`;
    expect(
      await admin(`campaign requisites ${where} --fund "Новий фонд" --iban UA213223130000026007233566001`),
    ).toEqual({
      code: 0,
      out: "The details are changed. No change waits any more.\n",
      err: "",
    });
    const fund = async () => (await findCampaign(slug, "sale"))?.fund;
    expect(await fund()).toEqual({
      name: "Новий фонд",
      jarUrl: null,
      iban: "UA213223130000026007233566001",
      edrpou: null,
    });
    expect(await admin(`campaign requisites ${where}`)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/waiting/),
    });

    const organizer = await findActor((await findCommunity(slug))?.id ?? "", { email: "vesta@example.org" });
    const asked = { name: "Третій фонд", jarUrl: "https://send.monobank.ua/jar/y", iban: null, edrpou: null };
    if (!organizer) throw new Error("nobody organizes");
    await changeRequisites(organizer, (await findCampaign(slug, "sale"))?.id ?? "", asked);
    expect((await fund())?.name).toBe("Новий фонд");
    expect((await admin(`campaign requisites ${where}`)).code).toBe(0);
    expect(await fund()).toEqual(asked);
    expect((await admin(`campaign requisites ${where} --jar ftp://x`)).code).toBe(2);
  });

  test("help is in either language and answers 0", async () => {
    const help = await admin("--help", { language: "uk" });
    expect(help.code).toBe(0);
    for (const word of [
      "Команди:",
      "community",
      "campaign",
      "person",
      "token",
      "books",
      "donations",
      "invariants",
      "jobs",
    ])
      expect(help.out).toContain(word);
    expect((await admin("books import --help")).out).toContain("--dry-run");
    expect((await admin("")).code).toBe(2);
  });

  test("a running server is asked to forget its pages after a change", async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      response.end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const before = env.APP_URL;
    env.APP_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await admin(`community create --slug ${slug} --name PM`).finally(() => {
      env.APP_URL = before;
      server.close();
    });
    expect(asked).toEqual([`POST /api/jobs?refresh=all Bearer ${env.JOBS_SECRET}`]);
  });
});
