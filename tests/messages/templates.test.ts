import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { campaigns, donations, ledgerEntries, type MessageKind, messageKind, privateLinks } from "@/db/schema";
import { LOCALES, type Locale } from "@/lib/core/i18n/locale";
import { linkToken, openLink } from "@/lib/identity/links";
import { readFacts } from "@/lib/messages/facts";
import { asHtml, asText } from "@/lib/messages/render";
import { letterOf } from "@/lib/messages/templates";
import { aTreasurer } from "../support/factories";
import { hoursAfter, NOON } from "../support/times";
import { aHandover } from "./handovers";
import { betweenOrganizers } from "./organizers";
import { ofPromo } from "./promos";
import { aClaim, aDonation, aMessage, anAttempt, anEntry, aPlainDonation, aRefund, aWait, type Told } from "./support";

type Rest = Parameters<typeof aMessage>[2];

async function letter(told: Told, kind: MessageKind, rest: Rest) {
  const message = await aMessage(told, kind, rest);
  const found = letterOf(message, await db.transaction((tx) => readFacts(tx, message)), NOON);
  return found && { ...found, text: asText(found), html: asHtml(found) };
}
const spaced = (text = "") => text.replace(/[\u00A0\u202F]/g, " ");

const told = (made: { details: [string, string][] } | undefined) =>
  made?.details.map(([label, value]) => `${label}: ${spaced(value)}`) ?? [];

const CODES: MessageKind[] = ["sign_in_code", "claim_code", "wait_code"];

/** Every kind as it leaves: with a subject of the sort its room names. */
async function example(kind: MessageKind, locale: Locale) {
  if (kind === "donation_confirmed") {
    const { donation, donor } = await aPlainDonation(40_000);
    return { made: await letter(donor, kind, { locale, subjectId: donation.id }) };
  }
  if (kind === "campaign_thanks") {
    const { campaign, guest } = await aClaim({ status: "confirmed" });
    const kept = { closedAt: NOON, closedTotals: { raisedMinor: 40_000, booksExchanged: 1 } };
    await db
      .update(campaigns)
      .set({ status: "closed", ...kept })
      .where(eq(campaigns.id, campaign.id));
    return { made: await letter(guest, kind, { locale, subjectId: campaign.id }) };
  }
  const organizers = await betweenOrganizers(kind);
  if (organizers) {
    const { told, subjectId, payload } = organizers;
    return { made: await letter(told, kind, { locale, subjectId, payload }) };
  }
  const aboutPromo = await ofPromo(kind);
  if (aboutPromo) return { made: await letter(aboutPromo.told, kind, { locale, subjectId: aboutPromo.subjectId }) };
  if (kind.startsWith("handover_")) {
    const { claim, book, guest } = await aHandover(kind);
    return { bookCode: book.code, made: await letter(guest, kind, { locale, subjectId: claim.id }) };
  }
  if (kind.startsWith("wait_")) {
    const { wait, book, guest } = await aWait({ status: kind === "wait_offered" ? "offered" : "waiting" });
    const payload: Record<string, string> = kind === "wait_code" ? { code: "048213" } : {};
    return { bookCode: book.code, made: await letter(guest, kind, { locale, payload, subjectId: wait.id }) };
  }
  const isUnverified = kind === "claim_code";
  const { claim, book, guest } = await aClaim({ status: "held", ...(isUnverified && { verifiedAt: null }) });
  if (kind === "claim_confirmed" || kind === "donation_without_book") await aDonation(claim, 40_000);
  if (kind === "donation_refunded") await aRefund(await aDonation(claim, 40_000), 10_000);
  if (kind === "refund_failed")
    await aRefund(await aDonation(claim, 40_000), 10_000, { status: "failed", problem: "lost_or_stolen_card" });
  if (kind === "dispute_opened")
    await anEntry(await aDonation(claim, 40_000, { status: "disputed" }), "dispute", 40_000);
  if (kind === "listing_received") await db.transaction((tx) => openLink(tx, "book", book.communityId, book.id));
  const isAboutBook = kind.startsWith("listing_") || kind === "review_waits" || kind === "book_withdrawn";
  const payload: Record<string, string> = CODES.includes(kind)
    ? { code: "048213" }
    : { title: book.title, code: book.code, reason: "Обкладинка" };
  const subjectId = kind === "sign_in_code" ? null : isAboutBook ? book.id : claim.id;
  return { bookCode: book.code, made: await letter(guest, kind, { locale, payload, subjectId }) };
}

describe.each(LOCALES)("in %s", (locale) => {
  test.each(messageKind.enumValues)(
    "%s is whole: every word filled in, one link, no code but its own",
    async (kind) => {
      const { made, bookCode } = await example(kind, locale);
      if (!made) throw new Error("no letter");
      for (const part of [made.subject, made.text, made.html])
        expect(part).not.toMatch(/[{}]|undefined|null|NaN|«»|“”/);
      expect(made.subject.length).toBeGreaterThan(10);
      expect(made.html.match(/background:#/g) ?? []).toHaveLength(kind === "sign_in_code" ? 0 : 1);
      expect(made.html).not.toContain("<img");
      expect(made.text.includes("048213")).toBe(CODES.includes(kind));
      if (bookCode) expect(made.text).not.toContain(` ${bookCode}`);
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
    expect(told(made)).toEqual([
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
    const { claim, guest, token } = await aClaim({ status: "confirmed" });
    const donation = await aDonation(claim, 40_050);
    for (const subjectId of [claim.id, donation.id]) {
      const made = await letter(guest, "claim_confirmed", { subjectId });
      expect(spaced(made?.subject)).toBe("Внесок 400,50 ₴ зараховано. Дякуємо!");
      expect(told(made)).toEqual([
        "Сума: 400,50 ₴",
        "Фонд: Фонд «Повернись живим»",
        "Акція: Charity Book Sale",
        "Книга: Чистий Agile",
        "Дата: 2 березня 2026 р.",
        "Код платежу: BK-7M4QT",
        "Де забрати: Офіс, 3-й поверх",
      ]);
      expect(made?.receipt?.url).toBe(`http://localhost:3000/uk/claims/${token}/receipt`);
    }
    const english = await letter(guest, "claim_confirmed", { subjectId: claim.id, locale: "en" });
    expect(told(english)).toContain("Date: 2 March 2026");
  });

  test("of thanks is not sent once the confirmation was undone", async () => {
    const { claim, guest } = await aClaim({ status: "reported" });
    const donation = await aDonation(claim, 40_000, { status: "reported" });
    const [credit] = await db.select().from(ledgerEntries).where(eq(ledgerEntries.donationId, donation.id));
    await anEntry(donation, "undo", 40_000, `undo:${credit?.id}`);
    expect(await letter(guest, "claim_confirmed", { subjectId: claim.id })).toBeUndefined();
  });

  test("about a hold to be paid by card leads to its page, without requisites", async () => {
    const { claim, guest, token } = await aClaim({ method: "card" });
    for (const kind of ["claim_held", "claim_ending"] as const) {
      const made = await letter(guest, kind, { subjectId: claim.id });
      expect(made?.text).toContain("карткою");
      expect(made?.text).not.toMatch(/переказ|знімок екрана або|IBAN|Банка|BK-/);
      expect(made?.button).toEqual({
        label: "Зробити внесок карткою",
        url: `http://localhost:3000/uk/claims/${token}`,
      });
    }
    for (const kind of ["claim_expired", "claim_cancelled", "book_withdrawn"] as const)
      expect((await letter(guest, kind, { subjectId: claim.id }))?.text).not.toMatch(/переказ|скарбник/);
  });

  test("of thanks for a donation without a book names it whole and leads to its own page", async () => {
    const { donation, donor, token } = await aPlainDonation(50_000);
    const made = await letter(donor, "donation_confirmed", { subjectId: donation.id });
    expect(spaced(made?.subject)).toBe("Внесок 500 ₴ зараховано. Дякуємо!");
    expect(told(made)).toEqual([
      "Сума: 500 ₴",
      "Фонд: Фонд «Повернись живим»",
      "Акція: Charity Book Sale",
      "Дата: 2 березня 2026 р.",
      "Код платежу: BK-9K2WX",
    ]);
    expect(made?.button?.url).toBe(`http://localhost:3000/uk/donations/${token}`);
    expect(made?.receipt?.url).toBe(`http://localhost:3000/uk/donations/${token}/receipt`);
    expect(made?.text).toContain(made?.receipt?.url);
    expect(made?.html).toContain(`href="${made?.receipt?.url}"`);
  });

  test("to a donor whose donation has no page has nothing to press", async () => {
    const { donation, donor } = await aPlainDonation(50_000);
    await db.update(privateLinks).set({ revokedAt: NOON }).where(eq(privateLinks.subjectId, donation.id));
    const made = await letter(donor, "donation_confirmed", { subjectId: donation.id });
    expect([made?.button, made?.receipt]).toEqual([undefined, undefined]);
  });

  test.each([
    ["keep", "лишаються фонду", true],
    ["refund", "вам повертають", false],
    [null, "вирішать разом із вами", true],
  ] as const)("about money without its book says what was decided: %s", async (decision, words, hasReceipt) => {
    const { claim, guest } = await aClaim({ status: "expired" });
    await aDonation(claim, 40_000, { decision });
    const made = await letter(guest, "donation_without_book", { subjectId: claim.id });
    expect(made?.text).toContain(words);
    expect(made?.receipt !== undefined).toBe(hasReceipt);
  });

  test("about a whole refund to a card says when it comes and why it was made", async () => {
    const { claim, guest, token } = await aClaim({ status: "expired", method: "card" });
    const donation = await aDonation(claim, 40_000, { status: "refunded", decision: "refund" });
    const attemptId = (await anAttempt(donation)).id;
    await aRefund(donation, 40_000, { attemptId, cause: "late_payment" });
    const made = await letter(guest, "donation_refunded", { subjectId: donation.id });
    expect(spaced(made?.subject)).toBe("Повернення внеску: 400 ₴");
    expect(made?.text).toContain("повернено повністю. Він надійшов, коли книга «Чистий Agile» уже не чекала");
    expect(made?.text).toContain("5–10 днів");
    expect(told(made)).toEqual([
      "Повернено: 400 ₴",
      "Ваш внесок: 400 ₴",
      "Лишається фонду: 0 ₴",
      "Код платежу: BK-7M4QT",
    ]);
    expect(made?.button?.url).toContain(token);
  });

  test("about parts of a donation returned at one moment tells of each, its reason, and what stays", async () => {
    const { donation, donor } = await aPlainDonation(50_000);
    await aRefund(donation, 10_000, { reason: "Помилка в сумі" });
    await aRefund(donation, 15_000);
    const [first, second] = [await letterAbout(), await letterAbout()];
    expect(told(first)).toEqual([
      "Повернено: 100 ₴",
      "Ваш внесок: 500 ₴",
      "Лишається фонду: 250 ₴",
      "Код платежу: BK-9K2WX",
    ]);
    expect(told(second)[0]).toBe("Повернено: 150 ₴");
    expect(first?.text).toContain("Причина: Помилка в сумі");
    expect(second?.text).not.toContain("Причина");
    expect(spaced(first?.text)).toContain("Решта, 250 ₴, лишається фонду.");
    expect(first?.text).toContain("надіслали організатори, не через цей сайт");
    expect(first?.text).not.toContain("5–10");

    function letterAbout() {
      return letter(donor, "donation_refunded", { subjectId: donation.id });
    }
  });

  test("about a refund is not sent once the provider could not carry it out", async () => {
    const { donation, donor } = await aPlainDonation(50_000, { method: "card" });
    await aRefund(donation, 50_000, { status: "failed" });
    expect(await letter(donor, "donation_refunded", { subjectId: donation.id })).toBeUndefined();
  });

  test("to treasurers leads to the money on the desk by its code", async () => {
    const { donation, community, campaign } = await aPlainDonation(50_000, { method: "card", status: "disputed" });
    await anEntry(donation, "dispute", 50_000);
    await aRefund(donation, 20_000, { status: "failed", problem: "expired_or_canceled_card" });
    const treasurer = await aTreasurer(community.id);
    const desk = `http://localhost:3000/uk/${community.slug}/desk/money?campaign=${campaign.slug}&q=BK-9K2WX`;
    const failed = await letter(treasurer, "refund_failed", { subjectId: donation.id });
    expect(spaced(failed?.subject)).toBe("Повернення не вдалося: 200 ₴, код BK-9K2WX");
    expect(told(failed)).toEqual(["Відповідь платіжного сервісу: expired_or_canceled_card"]);
    const disputed = await letter(treasurer, "dispute_opened", { subjectId: donation.id });
    expect(spaced(disputed?.subject)).toBe("Банк оскаржує внесок 500 ₴, код BK-9K2WX");
    expect([failed?.button?.url, disputed?.button?.url]).toEqual([desk, desk]);
    expect(disputed?.receipt).toBeUndefined();

    await db.update(donations).set({ status: "confirmed" }).where(eq(donations.id, donation.id));
    expect(await letter(treasurer, "dispute_opened", { subjectId: donation.id })).toBeUndefined();
  });

  test("about a confirmation taken back promises a book to nobody who has none", async () => {
    const { donation, donor, token } = await aPlainDonation(50_000);
    const plain = await letter(donor, "claim_reopened_to_check", { subjectId: donation.id, payload: { reason: "Ні" } });
    expect(plain?.subject).toBe("Внесок із кодом BK-9K2WX перевіряють ще раз");
    expect(plain?.text).not.toMatch(/[Кк]ниг/);
    expect(plain?.text).toContain("Причина: Ні");
    expect(plain?.button).toEqual({ label: "Переглянути внесок", url: `http://localhost:3000/uk/donations/${token}` });

    const { claim, guest } = await aClaim({ status: "expired" });
    const late = await aDonation(claim, 40_000);
    const lost = await letter(guest, "claim_reopened_to_check", { subjectId: late.id });
    expect(lost?.text).not.toContain("Книга залишається за вами");
    expect(lost?.button?.label).toBe("Відкрити бронювання");
    const has = await aClaim({ status: "reported" });
    const kept = await letter(has.guest, "claim_reopened_to_check", { subjectId: has.claim.id });
    expect(kept?.text).toContain("Книга залишається за вами");
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

describe("a letter to whoever waits for a book", () => {
  test("names until when the book is kept, and leads to the place in line", async () => {
    const { wait, guest, community } = await aWait({ status: "offered" });
    const made = await letter(guest, "wait_offered", { subjectId: wait.id });
    expect(spaced(made?.text)).toContain("чекає на вас до 3 березня, 02:00");
    expect(made?.button?.url).toContain(`/uk/waits/${linkToken("wait", community.id, wait.id)}`);
  });

  test("is the link alone for whoever stands in line already", async () => {
    const { wait, guest } = await aWait({ verifiedAt: NOON });
    const made = await letter(guest, "wait_code", { subjectId: wait.id });
    expect(made).toMatchObject({ subject: "Ваше місце в черзі за книгою «Чистий Agile»", code: undefined });
  });

  test("is not sent when the book is no longer kept for them", async () => {
    const { wait, guest } = await aWait({ status: "taken" });
    expect(await letter(guest, "wait_offered", { subjectId: wait.id })).toBeUndefined();
  });

  test("says that the book was withdrawn, or that somebody else has it", async () => {
    const { wait, guest } = await aWait({ status: "left" });
    const gone = await letter(guest, "wait_lapsed", { subjectId: wait.id });
    expect(gone?.subject).toBe("Книга «Чистий Agile» дісталася іншому читачеві");
    const withdrawn = await letter(guest, "book_withdrawn", { subjectId: wait.id, payload: { reason: "Загубилася" } });
    expect(withdrawn?.text).toContain("за якою ви стояли в черзі");
    expect(withdrawn?.text).toContain("Загубилася");
  });
});
