import { describe, expect, test } from "vitest";
import { promoEvent, promoKind, promoStatus } from "@/db/schema";
import { ALL_METRICS, metricsOf } from "@/lib/promos/metrics";
import { BRIEF_FIELDS, type Brief, isBriefOpen, missingIn, next } from "@/lib/promos/rules";
import fc from "../support/property";
import { NOON } from "../support/times";

const whole: Brief = {
  kind: "initiative",
  task: "Розповісти про каталог тим, хто поза спільнотою",
  metric: "leads",
  metricTarget: 40,
  metricBy: NOON,
  audience: "Проєктні менеджери інших компаній",
  keyMessage: "Книга у подяку за внесок",
  networks: [{ network: "instagram", contactId: null, contactName: "Соломія" }],
  contentBy: NOON,
  reportFormat: "Одна сторінка з числами",
  reportBy: NOON,
};
const empty: Brief = {
  ...whole,
  task: "",
  metric: null,
  metricTarget: null,
  metricBy: null,
  audience: "",
  keyMessage: "",
  networks: [],
  contentBy: null,
  reportFormat: "",
  reportBy: null,
};
const FORWARD = ["brief", "agree", "start", "measure", "report"] as const;
const PAST_AGREEMENT = ["agreed", "running", "measuring", "reported"];

describe("a brief", () => {
  test("lacks nothing when it has a task, one metric with target and date, and who does what by when", () => {
    expect(missingIn(whole)).toEqual([]);
  });

  test.each([
    ["task", { task: "" }],
    ["metric", { metric: null }],
    ["metric", { metric: "registrations" }], // an event's
    ["metric", { metric: "likes" }],
    ["metricTarget", { metricTarget: null }],
    ["metricTarget", { metricTarget: 0 }],
    ["metricBy", { metricBy: null }],
    ["audience", { audience: "" }],
    ["keyMessage", { keyMessage: "" }],
    ["networks", { networks: [] }],
    ["contacts", { networks: [...whole.networks, { network: "facebook", contactId: null, contactName: "" }] }],
    ["contentBy", { contentBy: null }],
    ["reportFormat", { reportFormat: "" }],
    ["reportBy", { reportBy: null }],
  ] as const)("lacks its %s when it is %j", (field, change) => {
    expect(missingIn({ ...whole, ...change } as Brief)).toEqual([field]);
  });

  test("of nobody has everything to be filled in, but contacts of networks it has none of", () => {
    expect(missingIn(empty)).toEqual(BRIEF_FIELDS.filter((field) => field !== "contacts"));
  });

  test("offers each kind its own metrics, the usual one first", () => {
    expect(promoKind.enumValues.map((kind) => metricsOf(kind)[0])).toEqual(["leads", "registrations", "reach"]);
    expect(new Set(promoKind.enumValues.flatMap(metricsOf))).toEqual(new Set(ALL_METRICS));
  });
});

describe("a promo", () => {
  test("goes from an idea to its report, step by step, and each step back", () => {
    const states = promoStatus.enumValues.slice(0, 6);
    FORWARD.forEach((event, nth) => {
      const [from, to] = [states[nth] ?? "idea", states[nth + 1]];
      expect(next(from, event, [])).toBe(to);
      expect(next(to ?? "idea", "rework", [])).toBe(from);
    });
  });

  test("is called off until its report is made, and comes back as an idea", () => {
    expect(promoStatus.enumValues.filter((status) => next(status, "cancel", []))).toEqual([
      "idea",
      "briefed",
      "agreed",
      "running",
      "measuring",
    ]);
    expect(next("cancelled", "revive", [])).toBe("idea");
    expect(next("cancelled", "start", [])).toBeUndefined();
  });

  test("never comes to be agreed or further while its brief lacks anything, whatever is tried in whatever order", () => {
    const change = fc.record(
      {
        task: fc.constantFrom("", "Зібрати заявки"),
        metric: fc.constantFrom(null, "leads", "reach", "nonsense"),
        metricTarget: fc.constantFrom(null, 0, 40),
        metricBy: fc.constantFrom(null, NOON),
        audience: fc.constantFrom("", "Усі"),
        keyMessage: fc.constantFrom("", "Книги"),
        networks: fc.constantFrom([], whole.networks, [{ network: "viber", contactId: null, contactName: "" }]),
        contentBy: fc.constantFrom(null, NOON),
        reportFormat: fc.constantFrom("", "Таблиця"),
        reportBy: fc.constantFrom(null, NOON),
      },
      { requiredKeys: [] },
    );
    const act = fc.oneof(
      { weight: 4, arbitrary: fc.record({ event: fc.constantFrom(...FORWARD), change: fc.constant({}) }) },
      {
        weight: 2,
        arbitrary: fc.record({ event: fc.constantFrom(...promoEvent.enumValues), change: fc.constant({}) }),
      },
      { weight: 1, arbitrary: fc.record({ event: fc.constant("edit" as const), change }) },
    );
    let agreed = 0;
    fc.assert(
      fc.property(fc.constantFrom(empty, whole), fc.array(act, { maxLength: 40, size: "max" }), (first, acts) => {
        let [status, brief]: [(typeof promoStatus.enumValues)[number], Brief] = ["idea", first];
        for (const { event, change } of acts) {
          const changed = { ...brief, ...(isBriefOpen(status) ? change : {}) } as Brief;
          const to = next(status, event, missingIn(changed));
          if (!to) continue;
          [status, brief] = [to, changed];
          if (!PAST_AGREEMENT.includes(status)) continue;
          agreed++;
          expect(missingIn(brief)).toEqual([]);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(agreed).toBeGreaterThan(100); // the walks do come there
  });
});
