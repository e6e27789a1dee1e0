import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { type MessageKind, messageKind } from "@/db/schema";
import { LOCALES, type Locale } from "@/lib/core/i18n/locale";
import { linkToken, openLink } from "@/lib/identity/links";
import { readFacts } from "@/lib/messages/facts";
import { asHtml, asText } from "@/lib/messages/render";
import { letterOf } from "@/lib/messages/templates";
import { hoursAfter, NOON } from "../support/times";
import { aClaim, aDonation, aMessage, type Told } from "./support";

type Rest = Parameters<typeof aMessage>[2];

async function letter(told: Told, kind: MessageKind, rest: Rest) {
  const message = await aMessage(told, kind, rest);
  const found = letterOf(message, await db.transaction((tx) => readFacts(tx, message)), NOON);
  return found && { ...found, text: asText(found), html: asHtml(found) };
}
const spaced = (text = "") => text.replace(/[\u00A0\u202F]/g, " ");

const CODES: MessageKind[] = ["sign_in_code", "claim_code"];

/** Every kind as it leaves: with a subject of the sort its room names. */
async function example(kind: MessageKind, locale: Locale) {
  const isUnverified = kind === "claim_code";
  const { claim, book, guest } = await aClaim({ status: "held", ...(isUnverified && { verifiedAt: null }) });
  if (kind === "claim_confirmed" || kind === "donation_without_book") await aDonation(claim, 40_000);
  if (kind === "listing_received") await db.transaction((tx) => openLink(tx, "book", book.communityId, book.id));
  const isAboutBook = kind.startsWith("listing_") || kind === "review_waits" || kind === "book_withdrawn";
  const payload: Record<string, string> = CODES.includes(kind)
    ? { code: "048213" }
    : { title: book.title, code: book.code, reason: "Обкладинка" };
  const subjectId = kind === "sign_in_code" ? null : isAboutBook ? book.id : claim.id;
  return { kept: { claim, book }, made: await letter(guest, kind, { locale, payload, subjectId }) };
}

describe.each(LOCALES)("in %s", (locale) => {
  test.each(messageKind.enumValues)(
    "%s is whole: every word filled in, one link, no code but its own",
    async (kind) => {
      const { made, kept } = await example(kind, locale);
      if (!made) throw new Error("no letter");
      for (const part of [made.subject, made.text, made.html])
        expect(part).not.toMatch(/[{}]|undefined|null|NaN|«»|“”/);
      expect(made.subject.length).toBeGreaterThan(10);
      expect(made.html.match(/background:#/g) ?? []).toHaveLength(kind === "sign_in_code" ? 0 : 1);
      expect(made.html).not.toContain("<img");
      expect(made.text.includes("048213")).toBe(CODES.includes(kind));
      expect(made.text).not.toContain(` ${kept.book.code}`);
      if (kind !== "sign_in_code") expect(made.text).toContain(`http://localhost:3000/${locale}/`);
      if (kind === "claim_rejected") expect(made.text).toContain("Обкладинка");
      expect(/[а-яіїєґ]/i.test(made.footer.replace("Спільнота PM", ""))).toBe(locale === "uk");
    },
  );
});

describe("a letter", () => {
  test("about a hold names the amount, the code, where to send it and until when in the community's time", async () => {
    const { claim, guest, token } = await aClaim({ expiresAt: hoursAfter(NOON, 24) });
    const made = await letter(guest, "claim_held", { subjectId: claim.id });
    expect(made?.subject).toBe("Книга «Чистий Agile» чекає на вас");
    expect(spaced(made?.text)).toContain("надішліть внесок до 3 березня, 14:00."); // noon in London is two in Kyiv
    expect(made?.details.map(([label, value]) => `${label}: ${spaced(value)}`)).toEqual([
      "Сума: 350 ₴",
      "Код платежу: BK-7M4QT",
      "Фонд: Фонд «Повернись живим»",
      "Банка: https://send.monobank.ua/jar/example",
      "IBAN: UA213223130000026007233566001",
      "ЄДРПОУ: 39696398",
    ]);
    expect(made?.button?.url).toBe(`http://localhost:3000/uk/claims/${token}`);
    const english = await letter(guest, "claim_held", { subjectId: claim.id, locale: "en" });
    expect(spaced(english?.text)).toContain("send your donation by 3 March, 14:00.");
    expect(spaced(english?.text)).toContain("Amount: UAH 350");
  });

  test("about a cash hold asks for no transfer", async () => {
    const { claim, guest } = await aClaim({ method: "cash" });
    for (const kind of ["claim_held", "claim_ending"] as const) {
      const made = await letter(guest, kind, { subjectId: claim.id });
      expect(made?.text).toContain("готівкою");
      expect(made?.text).not.toMatch(/переказ|IBAN|Банка/);
    }
  });

  test("asked for again once the money is on its way only leads to the claim", async () => {
    const { claim, guest, token } = await aClaim({ status: "reported" });
    const made = await letter(guest, "claim_held", { subjectId: claim.id });
    expect(made?.subject).toBe("Ваше бронювання книги «Чистий Agile»");
    expect(made?.details).toEqual([]);
    expect(made?.button?.url).toContain(token);
  });

  test.each([
    ["claim_code", { status: "held", verifiedAt: NOON }],
    ["claim_code", { status: "expired", verifiedAt: null }],
    ["claim_ending", { status: "reported" }],
    ["claim_ending", { status: "expired" }],
  ] as const)("%s is not sent when it is no longer true (%#)", async (kind, overrides) => {
    const { claim, guest } = await aClaim(overrides);
    expect(await letter(guest, kind, { subjectId: claim.id, payload: { code: "048213" } })).toBeUndefined();
  });

  test("of thanks names what arrived, not what was promised, whichever of claim and donation it is about", async () => {
    const { claim, guest } = await aClaim({ status: "confirmed" });
    const donation = await aDonation(claim, 40_050);
    for (const subjectId of [claim.id, donation.id]) {
      const made = await letter(guest, "claim_confirmed", { subjectId });
      expect(spaced(made?.subject)).toBe("Внесок 400,50 ₴ зараховано. Дякуємо!");
      expect(made?.details).toEqual([
        ["Фонд", "Фонд «Повернись живим»"],
        ["Де забрати", "Офіс, 3-й поверх"],
      ]);
    }
  });

  test("counts hours as Ukrainian does", async () => {
    const { claim, guest } = await aClaim({ verifiedAt: null });
    const made = await letter(guest, "claim_code", { subjectId: claim.id, payload: { code: "048213" } });
    expect(made?.text).toContain("ще 24 години");
    const told = await letter(guest, "claim_reported", { subjectId: claim.id });
    expect(told?.text).toContain("до 24 годин.");
  });

  test("to an outsider leads to the private page of the book, to a member to their own page", async () => {
    const { book, guest, community } = await aClaim();
    const member = await letter(guest, "listing_rejected", { subjectId: book.id });
    expect(member?.button?.url).toBe(`http://localhost:3000/uk/${community.slug}/me`);
    await db.transaction((tx) => openLink(tx, "book", community.id, book.id));
    const outsider = await letter(guest, "listing_rejected", { subjectId: book.id });
    expect(outsider?.button?.url).toBe(
      `http://localhost:3000/uk/books/manage/${linkToken("book", community.id, book.id)}`,
    );
  });

  test("cannot be given a life of its own by what people type", async () => {
    const { claim, guest } = await aClaim({ status: "rejected" });
    const reason = '<script>alert(1)</script>\n<a href="https://evil.example">тут</a>';
    const made = await letter(guest, "claim_rejected", { subjectId: claim.id, payload: { reason } });
    expect(made?.html).not.toMatch(/<script|<a href="https:\/\/evil/);
    expect(made?.html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;<br>");
  });

  test("about nothing is a fault", async () => {
    const { guest, claim } = await aClaim();
    const subjectId = claim.id.replace(/.{12}$/, "000000000000");
    await expect(letter(guest, "claim_held", { subjectId })).rejects.toThrow("is not there");
  });
});
