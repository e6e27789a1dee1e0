import { expect, test } from "vitest";
import { drawChart, INK } from "@/app/_ui/chart";
import { appAddress } from "@/app/[locale]/_share/networks";
import { linkState, pathFrom, placementName, readTargetKind } from "@/app/[locale]/[community]/desk/links/_links/names";
import { markedDays } from "@/app/[locale]/[community]/desk/sources/_sources/notes";
import { periodKind, periodsOf } from "@/app/[locale]/[community]/desk/sources/_sources/periods";
import { readChosen } from "@/app/[locale]/[community]/desk/sources/_sources/query";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { hoursAfter } from "../support/times";

const SIZE = { width: 400, height: 200 };
const option = (name: string) => ({
  legend: {},
  xAxis: { type: "category", data: [name, "2"], axisLabel: { color: INK.muted } },
  yAxis: { type: "value" },
  series: [
    { type: "bar", name, data: [3, 4], itemStyle: { color: INK.first, decal: { color: INK.paper } } },
    { type: "line", name: "b", data: [1, 2], itemStyle: { color: INK.second } },
  ],
});

test("a chart brings neither style sheet nor script, and takes its colours from the page", () => {
  const svg = drawChart(option("clicks"), SIZE);
  expect(svg).toMatch(/^<svg aria-hidden="true" /);
  expect(svg).not.toMatch(/<style|<script|\sclass=|ecmeta_|#0101f/);
  expect(svg).toContain("var(--color-raised)");
  expect(svg).toContain("var(--color-wait)");
});

test("a text in a chart stays a text", () => {
  const svg = drawChart(option('<img src=x onerror="alert(1)">'), SIZE);
  expect(svg).not.toContain("<img");
  expect(svg).toContain("&lt;img");
});

test("two charts of one page have no id in common", () => {
  const ids = () => [...drawChart(option("clicks"), SIZE).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  const [one, other] = [ids(), ids()];
  expect(one.length).toBeGreaterThan(0);
  expect(one.filter((id) => other.includes(id))).toEqual([]);
});

const at = new Date("2023-06-14T09:00:00Z");
const placed = (placement: string, minutes: number, network = "instagram") => ({
  kind: "link" as const,
  at: hoursAfter(at, minutes / 60),
  linkId: placement,
  network,
  placement,
  title: "",
});

test("what was placed in one network on a day is told together, in the community’s time", () => {
  const reading = { metric: "group-members", value: 402, source: "", note: "", placement: null, authorName: null };
  const notes = [
    placed("story-1", 0),
    placed("fb-group-post-1", 0, "facebook"),
    placed("story-2", 12),
    { kind: "reading" as const, at: hoursAfter(at, 14), ...reading },
  ];
  expect(markedDays({ timeZone: "Europe/Kyiv", currency: "UAH", days: [], notes }, "uk")).toEqual([
    {
      day: "2023-06-14",
      texts: ["12:00–12:12, Instagram: сторіс\u00A01, сторіс\u00A02", "12:00, Facebook: допис у групі\u00A01"],
    },
    { day: "2023-06-15", texts: ["02:00, Учасники групи: 402"] },
  ]);
});

test("a bar is a day, a week or a month, and nothing is lost between them", () => {
  const from = Date.parse("2023-05-31");
  const days = Array.from({ length: 500 }, (_, nth) => ({
    day: new Date(from + nth * 86_400_000).toISOString().slice(0, 10),
    clicks: nth,
    leads: 1,
    claims: 0,
    raisedMinor: 0,
  }));
  expect([periodKind(62), periodKind(63), periodKind(435)]).toEqual(["day", "week", "month"]);
  for (const kind of ["day", "week", "month"] as const) {
    const periods = periodsOf(days, kind);
    expect(periods.reduce((sum, { clicks }) => sum + clicks, 0)).toBe((499 * 500) / 2);
    expect(periods.reduce((sum, { leads }) => sum + leads, 0)).toBe(500);
  }
  expect(periodsOf(days, "week")[0]).toMatchObject({ starts: "2023-05-29", leads: 5 }); // from Wednesday to Sunday
  expect(periodsOf(days, "month")[1]).toMatchObject({ starts: "2023-06-01", leads: 30 });
});

test("dates that are none or in the wrong order choose nothing, and the touch stays", () => {
  expect(readChosen({ touch: "first", from: "2023-06-01", to: "2023-06-30" })).toEqual({
    touch: "first",
    from: "2023-06-01",
    to: "2023-06-30",
    isWrong: false,
  });
  for (const wrong of [{ from: "2023-02-31" }, { from: "x" }, { from: "2023-06-02", to: "2023-06-01" }])
    expect(readChosen({ touch: "first", ...wrong })).toEqual({ touch: "first", isWrong: true });
  expect(readChosen({ touch: "both" })).toEqual({ touch: "last", isWrong: true });
  expect(readChosen({ from: "", to: "" })).toMatchObject({ touch: "last", isWrong: false });
});

test("a target is known as a page of the campaign, whatever the language", () => {
  const campaign = { communitySlug: "pm", slug: "sale" } as PublicCampaign;
  expect(readTargetKind("/pm/sale", campaign)).toEqual({ kind: "catalog", book: "" });
  expect(readTargetKind("/en/pm/sale/give", campaign)).toEqual({ kind: "give", book: "" });
  expect(readTargetKind("/pm/sale/books/k7f3q", campaign)).toEqual({ kind: "book", book: "k7f3q" });
  for (const other of ["/pm/sale/books/k7f3q?x=1", "/pm/sales", "https://www.facebook.com/groups/pm"])
    expect(readTargetKind(other, campaign)).toEqual({ kind: "address", book: "" });
});

test("a path of links ends at its target, and never goes in circles", () => {
  const post = { id: "post", hopOf: null };
  const story = { id: "story", hopOf: "post" };
  expect(pathFrom(story, [post, story])).toEqual([story, post]);
  const a = { id: "a", hopOf: "b" };
  const b = { id: "b", hopOf: "a" };
  expect(pathFrom(a, [a, b])).toEqual([a, b]);
});

test("a placement is told in words where it has some", () => {
  expect(placementName("story-4", "en")).toBe("story\u00A04");
  expect(placementName("fb-group-post-1", "uk")).toBe("допис у групі\u00A01");
  expect(placementName("partner-evening", "uk")).toBe("partner-evening");
});

test("a link that is off stays off when its time is over, too", () => {
  expect(linkState({ status: "disabled", expiresAt: at }, hoursAfter(at, 1))).toBe("disabled");
  expect(linkState({ status: "active", expiresAt: at }, at)).toBe("expired");
  expect(linkState({ status: "active", expiresAt: null }, at)).toBe("active");
});

test("every app gets the link and the words whole", () => {
  const url = "https://books.example/r/abc234";
  const text = "«Книги & донати» 100%";
  expect(new URL(appAddress("telegram", url, text) ?? "").searchParams.get("text")).toBe(text);
  expect(new URL(appAddress("facebook", url, text) ?? "").searchParams.get("u")).toBe(url);
  for (const app of ["whatsapp", "viber"] as const)
    expect(decodeURIComponent(appAddress(app, url, text) ?? "")).toContain(`${text} ${url}`);
  expect(appAddress("other", url, text)).toBeNull();
});
