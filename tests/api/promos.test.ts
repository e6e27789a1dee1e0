import { beforeAll, describe, expect, test, vi } from "vitest";
import { aBrief, aSale, ask, type Sale } from "./caller";

vi.mock("next/cache", () => ({ cacheLife() {}, cacheTag() {}, revalidateTag() {}, updateTag() {} }));

let sale: Sale;
let at: string;
beforeAll(async () => {
  sale = await aSale();
  at = `${sale.c}/promos`;
});

const smm = () => ({ token: sale.tokens.smm });
const make = (body: object) => ask("POST", at, { ...smm(), body });

describe("promos for programs", () => {
  test("are made from a template, briefed, agreed on and led to their end", async () => {
    const made = await make({
      kind: "initiative",
      name: "Червень",
      campaign: sale.campaign.slug,
      startsAt: "2031-06-12T10:00:00+03:00",
      template: true,
      locale: "en",
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ status: "idea", task: "", campaign: sale.campaign.slug });
    expect(made.body.missing).toContain("task");
    expect(made.body.keyMessage).toContain("Joining is simple");
    const address = `${at}/${made.body.id}`;

    const half = await ask("PATCH", address, {
      ...smm(),
      body: { ...aBrief, metric: null, version: made.body.version },
    });
    expect(half.body).toMatchObject({ status: "idea", missing: ["metric"], startsAt: "2031-06-12T07:00:00.000Z" });
    const refused = await ask("POST", `${address}/agree`, smm());
    expect([refused.status, refused.body.code]).toEqual([422, "promos.briefUnfinished"]);
    expect(refused.body.detail).toContain("одну головну метрику");

    const whole = await ask("PATCH", address, { ...smm(), body: { metric: "leads" } });
    expect(whole.body).toMatchObject({ status: "briefed", missing: [], keyMessage: aBrief.keyMessage });
    for (const [verb, status] of [
      ["agree", "agreed"],
      ["start", "running"],
      ["measure", "measuring"],
      ["finish", "reported"],
      ["rework", "measuring"],
    ])
      expect((await ask("POST", `${address}/${verb}`, smm())).body.status).toBe(status);
  });

  test("of two programs that change a brief the second hears that it was changed", async () => {
    const { body } = await make({ kind: "event", name: "Лекція" });
    const change = { ...smm(), body: { task: "Перше", version: body.version } };
    expect((await ask("PATCH", `${at}/${body.id}`, change)).status).toBe(200);
    const second = await ask("PATCH", `${at}/${body.id}`, {
      ...smm(),
      body: { task: "Друге", version: body.version },
    });
    expect([second.status, second.body.code]).toEqual([409, "promos.changedMeanwhile"]);
    expect((await ask("GET", `${at}/${body.id}`, smm())).body.task).toBe("Перше");
  });

  test("are copied, called off with a reason and taken up again", async () => {
    const { body } = await make({ kind: "event", name: "Лекція", heldAt: "2031-06-12T19:00:00+03:00", template: true });
    const copied = await ask("POST", `${at}/${body.id}/copy`, {
      ...smm(),
      body: { name: "Ще одна", startsAt: "2031-09-12T19:00:00+03:00" },
    });
    expect(copied.status).toBe(201);
    expect(copied.body).toMatchObject({ name: "Ще одна", heldAt: "2031-09-12T16:00:00.000Z", kind: "event" });
    const address = `${at}/${copied.body.id}`;
    const blank = await ask("POST", `${address}/cancel`, { ...smm(), body: {} });
    expect([blank.status, blank.body.code]).toEqual([422, "promos.reasonNeeded"]);
    expect((await ask("POST", `${address}/cancel`, { ...smm(), body: { reason: "Не на часі" } })).body.status).toBe(
      "cancelled",
    );
    expect((await ask("POST", `${address}/start`, smm())).body.code).toBe("promos.notAllowedNow");
    expect((await ask("POST", `${address}/revive`, smm())).body.status).toBe("idea");
    const listed = await ask("GET", `${at}?kind=event&status=idea`, smm());
    expect(listed.body.items.map(({ id }: { id: string }) => id)).toContain(copied.body.id);
  });

  test.each([
    [{ kind: "party", name: "Ще" }, 422, "api.invalid"],
    [{ kind: "event", name: " " }, 422, "api.invalid"],
    [{ kind: "event", name: "Ще", heldAt: "завтра" }, 422, "api.invalid"],
    [{ kind: "initiative", name: "Ще" }, 422, "promos.campaignNeeded"],
    [{ kind: "initiative", name: "Ще", campaign: "nothere" }, 404, "catalog.campaignNotFound"],
    [
      { kind: "achievement", name: "Ще", startsAt: "2031-06-12T10:00:00Z", endsAt: "2031-06-11T10:00:00Z" },
      422,
      "promos.datesReversed",
    ],
  ])("%j is refused", async (body, status, code) => {
    const { status: answered, body: problem } = await make(body);
    expect([answered, problem.code]).toEqual([status, code]);
  });

  test("money of a brief is whole minor units, and nothing else", async () => {
    const { body } = await make({ kind: "event", name: "Лекція" });
    const text = await ask("PATCH", `${at}/${body.id}`, { ...smm(), body: { budgetMinor: "1 250" } });
    expect([text.status, Object.keys(text.body.errors)]).toEqual([422, ["budgetMinor"]]);
    const whole = await ask("PATCH", `${at}/${body.id}`, { ...smm(), body: { budgetMinor: 125_000 } });
    expect(whole.body.budgetMinor).toBe(125_000);
  });

  test("those of another community, and what is no id, are not there", async () => {
    const other = await aSale();
    const { body } = await ask("POST", `${other.c}/promos`, {
      token: other.tokens.smm,
      body: { kind: "event", name: "Чужа" },
    });
    for (const id of [body.id, "nothere", "0"])
      expect((await ask("GET", `${at}/${id}`, smm())).body.code).toBe("promos.notFound");
  });
});

describe("a plan for falling short, for programs", () => {
  const line = { metric: "leads", threshold: 20, checkAt: "2031-03-01T12:00:00+02:00", action: "reserve_post" };

  test("is made line by line, changed, and a line is taken out of it", async () => {
    const { body: promo } = await make({ kind: "event", name: "Лекція" });
    const lines = `${at}/${promo.id}/contingencies`;
    const made = await ask("POST", lines, { ...smm(), body: { ...line, what: "Запасний допис", ownerName: "Стелла" } });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      threshold: 20,
      checkAt: "2031-03-01T10:00:00.000Z",
      status: "waiting",
      owner: "Стелла",
      outcome: "",
    });
    const changed = await ask("PUT", `${lines}/${made.body.id}`, {
      ...smm(),
      body: { ...line, checkAt: "", stage: "measuring", threshold: 30 },
    });
    expect(changed.body).toMatchObject({ threshold: 30, checkAt: null, stage: "measuring", owner: null });
    const both = await ask("PUT", `${lines}/${made.body.id}`, { ...smm(), body: { ...line, stage: "measuring" } });
    expect([both.status, Object.keys(both.body.errors)]).toEqual([422, ["checkAt"]]);
    const early = await ask("POST", `${lines}/${made.body.id}/settle`, { ...smm(), body: { outcome: "Нічого" } });
    expect([early.status, early.body.code]).toEqual([409, "promos.lineNotFired"]);
    expect((await ask("POST", `${lines}/${made.body.id}/drop`, smm())).body).toEqual({ items: [], nextCursor: null });
    expect((await ask("GET", lines, smm())).body.items).toEqual([]);
  });

  test("does not know a line of another promo", async () => {
    const [one, other] = [await make({ kind: "event", name: "Одна" }), await make({ kind: "event", name: "Інша" })];
    const made = await ask("POST", `${at}/${one.body.id}/contingencies`, { ...smm(), body: line });
    const there = await ask("POST", `${at}/${other.body.id}/contingencies/${made.body.id}/drop`, smm());
    expect([there.status, there.body.code]).toEqual([404, "promos.lineNotFound"]);
  });
});
