import { expect, test } from "vitest";
import { editCampaign, openCampaign, publishCampaign } from "@/lib/catalog/campaigns";
import { type CampaignInput, campaignInput, campaignSettingsInput, isIban } from "@/lib/catalog/input";
import { findCampaign, listCampaigns, listDeskCampaigns, listOpenCampaigns } from "@/lib/catalog/queries";
import { visitorOf } from "@/lib/identity/actor";
import { aCampaign, aCommunity, aMember, anOrganizer } from "../support/factories";
import { daysAfter, NOON } from "../support/times";

const typed = {
  slug: "charity-book-sale",
  name: "Charity Book Sale",
  fund: {
    name: "Фонд",
    jarUrl: "https://send.monobank.ua/jar/abc",
    iban: "UA21 3223 1300 0002 6007 2335 6600 1",
    edrpou: "12345678",
  },
  goalMinor: "40 000",
  defaultMinimumMinor: 30_000,
  opensAt: "2026-03-01T00:00:00+02:00",
  closesAt: "2026-04-01T00:00:00+03:00",
  pickupPoints: "Офіс\nБібліотека",
};
const input = (overrides: object = {}): CampaignInput => campaignInput.parse({ ...typed, ...overrides });
const errorsOf = (overrides: object) =>
  campaignInput
    .safeParse({ ...typed, ...overrides })
    .error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);

test("an organizer opens a campaign that anyone can find", async () => {
  const community = await aCommunity();
  await openCampaign(await anOrganizer(community.id), input(), NOON);
  expect(await findCampaign(community.slug, "charity-book-sale")).toMatchObject({
    name: "Charity Book Sale",
    fund: { name: "Фонд", iban: "UA213223130000026007233566001", edrpou: "12345678" },
    currency: "UAH",
    goalMinor: 4_000_000,
    defaultMinimumMinor: 30_000,
    guestHoldHours: 24,
    pickupPoints: ["Офіс", "Бібліотека"],
    timeZone: "Europe/Kyiv",
  });
  expect((await listOpenCampaigns(NOON)).map(({ communitySlug }) => communitySlug)).toContain(community.slug);
  expect(await listOpenCampaigns(daysAfter(NOON, 60))).toEqual([]);
  expect(await listCampaigns(community.slug)).toHaveLength(1);
});

test("a draft shows to those who manage campaigns only", async () => {
  const community = await aCommunity();
  const organizer = await anOrganizer(community.id);
  await openCampaign(organizer, input({ status: "draft" }), NOON);
  expect(await findCampaign(community.slug, "charity-book-sale")).toBeUndefined();
  expect(await listCampaigns(community.slug)).toEqual([]);
  expect(await listDeskCampaigns(organizer)).toMatchObject([{ status: "draft" }]);
  expect(await listDeskCampaigns(await aMember(community.id))).toEqual([]);
});

test("an address that is taken, or part of the community's own, is refused", async () => {
  const community = await aCommunity();
  const organizer = await anOrganizer(community.id);
  const [one, two] = await Promise.allSettled([
    openCampaign(organizer, input(), NOON),
    openCampaign(organizer, input(), NOON),
  ]);
  expect([one?.status, two?.status].sort()).toEqual(["fulfilled", "rejected"]);
  const other = await openCampaign(organizer, input({ slug: "autumn" }), NOON);
  await expect(editCampaign(organizer, other.id, input())).rejects.toMatchObject({ code: "identity.slugTaken" });
  for (const slug of ["me", "desk", "Велика", "a b", "-a", "", "a".repeat(61)])
    expect(errorsOf({ slug })?.[0], slug).toMatch(/^slug: /);
});

test("the settings neither close a campaign nor open a closed one", async () => {
  const community = await aCommunity();
  const organizer = await anOrganizer(community.id);
  expect(errorsOf({ status: "closed" })).toEqual(["status: fields.choose"]);
  const closed = await aCampaign(community.id, { status: "closed", closedAt: NOON });
  const edited = await editCampaign(organizer, closed.id, input({ name: "Інша назва", status: "open" }));
  expect(edited).toMatchObject({ name: "Інша назва", status: "closed", closedAt: NOON });
});

test("a campaign is edited by its community's organizers, and keeps its currency", async () => {
  const community = await aCommunity();
  const organizer = await anOrganizer(community.id);
  const campaign = await openCampaign(organizer, input(), NOON);
  await editCampaign(organizer, campaign.id, input({ name: "Інша назва", currency: "EUR", status: "draft" }));
  expect(await findCampaign(community.slug, campaign.slug)).toBeUndefined();
  await editCampaign(organizer, campaign.id, input({ name: "Інша назва", currency: "EUR" }));
  expect(await findCampaign(community.slug, campaign.slug)).toMatchObject({
    name: "Інша назва",
    currency: "UAH",
    status: "open",
  });

  for (const actor of [await aMember(community.id), visitorOf(community.id)]) {
    await expect(editCampaign(actor, campaign.id, input())).rejects.toMatchObject({ code: "identity.notAllowed" });
    await expect(openCampaign(actor, input({ slug: "x" }), NOON)).rejects.toMatchObject({
      code: "identity.notAllowed",
    });
  }
  const elsewhere = await anOrganizer((await aCommunity()).id);
  await expect(editCampaign(elsewhere, campaign.id, input())).rejects.toMatchObject({
    code: "catalog.campaignNotFound",
  });
});

test("requisites that cannot be right are refused by field", () => {
  const fund = (overrides: object) => errorsOf({ fund: { ...typed.fund, ...overrides } });
  expect(fund({ iban: "UA213223130000026007233566002" })).toEqual(["fund.iban: fields.iban"]);
  expect(fund({ iban: "UA21322313000002600723356600" })).toEqual(["fund.iban: fields.iban"]);
  expect(fund({ edrpou: "1234567" })).toEqual(["fund.edrpou: fields.edrpou"]);
  for (const jarUrl of [
    "http://send.monobank.ua/jar/a",
    "javascript:alert(1)",
    "https://user:pass@bank.ua/",
    "https://localhost/x",
    "jar",
  ])
    expect(fund({ jarUrl }), jarUrl).toEqual(["fund.jarUrl: fields.url"]);
  expect(fund({ jarUrl: "", iban: "" })).toEqual(["fund.jarUrl: fields.required"]);
  expect(errorsOf({ closesAt: typed.opensAt })).toEqual(["closesAt: fields.dates"]);
  expect(errorsOf({ opensAt: "2026-03-01" })).toEqual(["opensAt: fields.date"]);
  expect(errorsOf({ goalMinor: "-5" })).toEqual(["goalMinor: fields.amount"]);
  expect(errorsOf({ goalMinor: 10.5 })).toEqual(["goalMinor: fields.amount"]);
});

test("an IBAN is checked by its remainder", () => {
  expect(isIban("DE89370400440532013000")).toBe(true);
  expect(isIban("DE89370400440532013001")).toBe(false);
  expect(isIban("")).toBe(false);
});

test("a draft is shown to everyone, once; one that was closed meanwhile is not", async () => {
  const community = await aCommunity();
  const organizer = await anOrganizer(community.id);
  const { id } = await openCampaign(organizer, input({ status: "draft" }), NOON);
  for (let time = 0; time < 2; time++)
    expect(await publishCampaign(organizer, id, NOON)).toMatchObject({ status: "open" });
  const closed = await aCampaign(community.id, { status: "closed" });
  await expect(publishCampaign(organizer, closed.id, NOON)).rejects.toMatchObject({ code: "catalog.campaignClosed" });
  const member = await aMember(community.id);
  await expect(publishCampaign(member, id, NOON)).rejects.toMatchObject({ code: "identity.notAllowed" });
});

test("of those who take one address at the same moment, one has it and the others are told", async () => {
  const community = await aCommunity();
  const organizer = await anOrganizer(community.id);
  const made = [];
  for (const slug of ["one", "two", "three"]) made.push(await openCampaign(organizer, input({ slug }), NOON));
  const tries = await Promise.allSettled([
    ...made.map(({ id }) => editCampaign(organizer, id, campaignSettingsInput.parse(input({ slug: "same" })), NOON)),
    openCampaign(organizer, input({ slug: "same" }), NOON),
  ]);
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const each of tries)
    if (each.status === "rejected") expect(each.reason).toMatchObject({ code: "identity.slugTaken" });
});
