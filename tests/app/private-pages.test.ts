import { describe, expect, test } from "vitest";
import { ownPath } from "@/app/_web/own-path";
import { guestListingForm, memberListingForm, minimumChips } from "@/app/[locale]/_listing/input";
import { stageOf } from "@/app/[locale]/claims/[token]/_claim/stage";
import { isMonobank, jarAddress } from "@/app/[locale]/donations/_pay/jar";
import type { ClaimView } from "@/lib/claims/queries";
import type { MoneyOfClaim } from "@/lib/donations/of-claim";

describe("where signing in leads", () => {
  test.each(["/uk/pm/me", "/uk/pm/sale?q=скрам", "/en#top"])("a path of our own is taken: %s", (path) => {
    expect(ownPath(path)).toBeDefined();
  });

  test.each([
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\r\nLocation: https://evil.example",
    "/%0d%0a/..//evil.example\n",
    "/uk/..//evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "uk/pm",
    "",
    undefined,
    ["/uk", "/en"],
  ])("anything a browser could read as another site is not: %j", (path) => {
    expect(ownPath(path)).toBeUndefined();
  });
});

describe("the jar's address", () => {
  test("monobank gets the amount and the code, and keeps what was there", () => {
    expect(jarAddress("https://send.monobank.ua/jar/abc?x=1", 39_050, "BK-7M4QT")).toBe(
      "https://send.monobank.ua/jar/abc?x=1&a=390.50&t=BK-7M4QT",
    );
  });

  test("another jar stays as the organizers wrote it", () => {
    const address = "https://send.monobank.ua.example/jar/abc";
    expect(jarAddress(address, 39_000, "BK-7M4QT")).toBe(address);
    expect(isMonobank("not an address")).toBe(false);
  });
});

describe("what the page of an ended claim is about", () => {
  const of = (status: ClaimView["status"], money: Partial<MoneyOfClaim>) =>
    stageOf(
      { status, verifiedAt: new Date() } as ClaimView,
      { status: null, otherClaimId: null, ...money } as MoneyOfClaim,
    );

  test.each([
    ["its time is up while there is no money", "expired", {}, "expired"],
    ["a late proof waits for a check", "expired", { status: "reported" }, "reportedWithoutBook"],
    ["money that came late waits for a decision", "cancelled", { status: "confirmed" }, "withoutBook"],
    ["a late proof was refused", "expired", { status: "failed" }, "rejected"],
    ["the money was sent back", "expired", { status: "refunded" }, "refunded"],
    ["the money pays for another book", "expired", { otherClaimId: "another" }, "otherBook"],
  ] as const)("%s", (_, status, money, stage) => {
    expect(of(status, money)).toBe(stage);
  });

  test("money never speaks over a claim that keeps its book", () => {
    expect(of("fulfilled", { status: "reported" })).toBe("fulfilled");
  });
});

describe("a listing from a form", () => {
  const typed = {
    title: "Чистий Agile",
    authors: "Мартін, Роберт; Фаулер, Мартін",
    isbn: "",
    language: "uk",
    category: "agile",
    condition: "good",
    minimumChip: "300",
    minimumMinor: "",
    city: "Київ",
  };

  test("semicolons between authors leave their commas alone, and commas part them otherwise", () => {
    expect(memberListingForm.parse(typed).authors).toEqual(["Мартін, Роберт", "Фаулер, Мартін"]);
    expect(memberListingForm.parse({ ...typed, authors: "Франко, Українка" }).authors).toEqual(["Франко", "Українка"]);
  });

  test("a chip is the minimum, and an own amount counts only when it was asked for", () => {
    expect(memberListingForm.parse({ ...typed, minimumMinor: "999" }).minimumMinor).toBe(30_000);
    expect(memberListingForm.parse({ ...typed, minimumChip: "own", minimumMinor: "250,50" }).minimumMinor).toBe(25_050);
    expect(memberListingForm.safeParse({ ...typed, minimumChip: "own", minimumMinor: "сто" }).success).toBe(false);
  });

  test("a member cannot name another giver through the form", () => {
    const form = { ...typed, "giver.name": "Хтось", "giver.email": "someone@example.org" };
    expect(memberListingForm.parse(form).giver).toBeUndefined();
  });

  test("a guest names who gives and ticks the consent", () => {
    const form = { ...typed, "giver.name": "Гість", "giver.email": "Guest@Example.org " };
    expect(
      guestListingForm("en")
        .safeParse(form)
        .error?.issues.map(({ path }) => path.join(".")),
    ).toEqual(["consent"]);
    expect(guestListingForm("en").parse({ ...form, consent: "on" }).giver).toEqual({
      name: "Гість",
      email: "guest@example.org",
      locale: "en",
    });
  });

  test("the chips begin with the campaign's minimum", () => {
    expect(minimumChips({ defaultMinimumMinor: 30_000 })).toEqual([30_000, 45_000, 60_000]);
    expect(minimumChips({ defaultMinimumMinor: 100 })).toEqual([100, 1_000]);
  });
});
