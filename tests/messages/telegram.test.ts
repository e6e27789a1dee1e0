import { and, eq, isNull } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db, one } from "@/db/client";
import { messages, people, telegramChats, telegramMarks } from "@/db/schema";
import { env } from "@/lib/core/env";
import { ATTEMPTS_MAX, backOffMinutes, deliverMessages } from "@/lib/messages/deliver";
import { botOf } from "@/lib/messages/telegram/api";
import { chatState, makeChatLink, unlinkChat } from "@/lib/messages/telegram/chats";
import { deliverToChats, LEASE_MS } from "@/lib/messages/telegram/deliver";
import { listenToBot } from "@/lib/messages/telegram/updates";
import { startFakeTelegram } from "../fakes/telegram/server";
import { aCommunity, aMember } from "../support/factories";
import { daysAfter, minutesAfter, NOON } from "../support/times";
import { aClaim, aMessage, promise } from "./support";

const { TELEGRAM_TOKEN, TELEGRAM_API_URL, APP_URL } = env;
let telegram: Awaited<ReturnType<typeof startFakeTelegram>>;
let persons = 1_000;

beforeEach(async () => {
  telegram = await startFakeTelegram();
  env.TELEGRAM_TOKEN = telegram.token;
  env.TELEGRAM_API_URL = telegram.url;
  env.APP_URL = "https://books.example.org";
});
afterEach(async () => {
  Object.assign(env, { TELEGRAM_TOKEN, TELEGRAM_API_URL, APP_URL });
  await telegram.close();
  await db.delete(telegramMarks);
  await db.update(messages).set({ failedAt: NOON }).where(isNull(messages.failedAt));
});

const tokenIn = (address: string) => new URL(address).searchParams.get("start") ?? "";
const rowsOf = ({ personId }: { personId: string }) =>
  db.select().from(messages).where(eq(messages.personId, personId)).orderBy(messages.id);
const ofChat = async (person: { personId: string }) =>
  (await rowsOf(person)).filter(({ channel }) => channel === "telegram");

/** A guest with a claim whose chat is linked, as people do it. */
async function aLinkedGuest(overrides: Parameters<typeof aClaim>[0] = {}, language = "uk") {
  const scene = await aClaim(overrides);
  const user = telegram.person(persons++, language);
  await user.writes(`/start ${tokenIn(await makeChatLink(scene.guest, NOON))}`);
  await listenToBot(NOON);
  const hello = user.heard().length;
  return { ...scene, user, heard: () => user.heard().slice(hello) };
}
const tell = ({ guest, claim }: Pick<Awaited<ReturnType<typeof aClaim>>, "guest" | "claim">) =>
  promise({ communityId: guest.communityId, personId: guest.personId, kind: "claim_held", subjectId: claim.id });

describe("linking a chat", () => {
  test("whoever opens the link is told there from then on, in their language", async () => {
    const { guest, user, community } = await aLinkedGuest();
    expect(await chatState(guest)).toBe("linked");
    expect(user.heard()).toHaveLength(1);
    expect(one(user.heard()).text).toContain(`Готово! Спільнота «${community.name}»`);

    await user.writes("Коли можна забрати?");
    await listenToBot(NOON);
    expect(user.heard().at(-1)?.text).toContain("Щоб зупинити, надішліть /stop");
    await user.writes("/stop");
    await listenToBot(NOON);
    expect(user.heard().at(-1)?.text).toContain("Більше сюди не пишемо");
    expect(await chatState(guest)).toBe("none");
  });

  test("only the token's hash is kept, it works once, for an hour, and a new one ends it", async () => {
    const member = await aMember((await aCommunity()).id);
    const first = await makeChatLink(member, NOON);
    expect(first).toMatch(new RegExp(`^https://t\\.me/${telegram.username}\\?start=[\\w-]{43}$`));
    const second = tokenIn(await makeChatLink(member, NOON));
    expect(JSON.stringify(await db.select().from(telegramChats))).not.toContain(second);

    const user = telegram.person(persons++);
    await user.writes(`/start ${tokenIn(first)}`);
    await listenToBot(NOON);
    expect(user.heard().at(-1)?.text).toContain("Це посилання вже не діє");
    await user.writes(`/start ${second}`);
    await listenToBot(minutesAfter(NOON, 60));
    expect(await chatState(member)).toBe("none");

    const third = tokenIn(await makeChatLink(member, NOON));
    await user.writes(`/start ${third}`);
    await listenToBot(minutesAfter(NOON, 59));
    expect(await chatState(member)).toBe("linked");
    const stranger = telegram.person(persons++);
    await stranger.writes(`/start ${third}`);
    await listenToBot(minutesAfter(NOON, 59));
    expect(stranger.heard().at(-1)?.text).toContain("Це посилання вже не діє");
  });

  test("strangers and groups learn nothing, and a stranger is spoken to in their own language", async () => {
    const english = telegram.person(persons++, "en");
    await english.writes("/start");
    await telegram.push({ message: { chat: { id: -100, type: "supergroup" }, text: "/start", from: {} } });
    await telegram.push({ edited_message: { chat: { id: 5 } } });
    await telegram.push({ message: "odd" });
    expect(await listenToBot(NOON)).toBe(4);
    expect(telegram.said).toHaveLength(1);
    expect(english.heard()[0]?.text).toContain("Nobody writes here yet");
    expect(await listenToBot(NOON)).toBe(0);
  });

  test("somebody erased cannot be linked any more", async () => {
    const member = await aMember((await aCommunity()).id);
    const token = tokenIn(await makeChatLink(member, NOON));
    await db.update(people).set({ email: null, erasedAt: NOON }).where(eq(people.id, member.personId));
    await telegram.person(persons++).writes(`/start ${token}`);
    await listenToBot(NOON);
    expect(await chatState(member)).toBe("none");
  });

  test("without a token nothing is asked, told or promised", async () => {
    const { guest, claim } = await aLinkedGuest();
    env.TELEGRAM_TOKEN = undefined;
    telegram.calls.length = 0;
    await tell({ guest, claim });
    expect(await listenToBot(NOON)).toBe(0);
    expect(await deliverToChats(NOON)).toMatchObject({ sent: 0 });
    expect(telegram.calls).toEqual([]);
    expect(await chatState(guest)).toBe("off");
    expect(await rowsOf(guest)).toMatchObject([{ channel: "email" }]);
    await expect(makeChatLink(guest)).rejects.toMatchObject({ code: "telegram.off" });
  });
});

describe("updates", () => {
  test("one that comes twice counts once", async () => {
    telegram.repeat(3);
    const { user } = await aLinkedGuest();
    expect(user.heard().map(({ text }) => text.slice(0, 6))).toEqual(["Готово"]);
  });

  test("of two processes that ask at once, each update is followed once", async () => {
    const user = telegram.person(persons++);
    for (let nth = 0; nth < 10; nth++) await user.writes(`${nth}`);
    await Promise.all([listenToBot(NOON), listenToBot(NOON)]);
    expect(user.heard()).toHaveLength(10);
  });

  test("after a quiet week they are numbered anew, and are followed all the same", async () => {
    const user = telegram.person(persons++);
    telegram.numberFrom(900_000);
    await user.writes("перше");
    await listenToBot(NOON);
    await listenToBot(daysAfter(NOON, 1)); // Telegram learns that it was read
    telegram.numberFrom(40);
    await user.writes("друге");
    await listenToBot(daysAfter(NOON, 8));
    await user.writes("третє");
    await listenToBot(daysAfter(NOON, 8));
    expect(user.heard()).toHaveLength(3);
  });

  test("the bot's own silence costs no fault", async () => {
    const broken = botOf(telegram.token, "http://127.0.0.1:9");
    await db.insert(telegramMarks).values({ bot: broken.id, username: "bot" });
    expect(await listenToBot(NOON, broken)).toBe(0);
  });
});

describe("what is told", () => {
  test("the same as by e-mail, each a row of its own, the link as a button and the code to be copied", async () => {
    const scene = await aLinkedGuest();
    await tell(scene);
    expect((await rowsOf(scene.guest)).map(({ channel }) => channel).sort()).toEqual(["email", "telegram"]);
    const subjects: string[] = [];
    expect(await deliverMessages(NOON, async ({ subject }) => subjects.push(subject))).toMatchObject({ sent: 1 });
    expect(await deliverToChats(NOON)).toMatchObject({ sent: 1 });
    expect(subjects).toEqual(["Книга «Чистий Agile» чекає на вас"]);
    const [message] = scene.heard();
    expect(message?.text).toMatch(/^<b>Книга «Чистий Agile» чекає на вас<\/b>\n\nВи забронювали/);
    expect(message?.text).toContain("Код платежу: <code>BK-7M4QT</code>");
    expect(message?.text).toContain("<code>UA213223130000026007233566001</code>");
    expect(message?.text).not.toContain("Вітаємо");
    expect(message?.buttons).toEqual([
      { text: "Відкрити бронювання", url: `https://books.example.org/uk/claims/${scene.token}` },
    ]);
    expect(await ofChat(scene.guest)).toMatchObject([{ sentAt: NOON, attempts: 1, payload: {} }]);
    expect(await deliverToChats(NOON)).toMatchObject({ sent: 0 });
  });

  test("codes never", async () => {
    const { guest, user } = await aLinkedGuest();
    for (const kind of ["sign_in_code", "claim_code", "wait_code"] as const)
      await promise({ communityId: guest.communityId, personId: guest.personId, kind, payload: { code: "048213" } });
    expect((await rowsOf(guest)).map(({ channel }) => channel)).toEqual(["email", "email", "email"]);
    await deliverToChats(NOON);
    expect(user.heard()).toHaveLength(1);
  });

  test("signs that mean something in HTML, and a reason as long as can be", async () => {
    const scene = await aLinkedGuest({ status: "rejected" });
    const { communityId, personId } = scene.guest;
    const reason = `<b>Ні</b> & "ні" ${"дуже ".repeat(1_500)}`;
    await promise({ communityId, personId, kind: "claim_rejected", subjectId: scene.claim.id, payload: { reason } });
    expect(await deliverToChats(NOON)).toMatchObject({ sent: 1 });
    const [message] = scene.heard();
    expect(message?.text).toContain("&lt;b&gt;Ні&lt;/b&gt; &amp; &quot;ні&quot;");
    expect(message?.buttons).toHaveLength(1);
  });

  test("on one's own machine, whose address is no button for Telegram, the address in the text", async () => {
    env.APP_URL = "http://localhost:3000";
    const scene = await aLinkedGuest();
    await tell(scene);
    expect(await deliverToChats(NOON)).toMatchObject({ sent: 1 });
    expect(scene.heard()[0]).toMatchObject({ buttons: [] });
    expect(scene.heard()[0]?.text).toContain(`http://localhost:3000/uk/claims/${scene.token}`);
  });

  test("nothing that is no longer true, and nothing once the chat is unlinked", async () => {
    const scene = await aLinkedGuest({ status: "reported" });
    const { communityId, personId } = scene.guest;
    await promise({ communityId, personId, kind: "claim_ending", subjectId: scene.claim.id });
    expect(await deliverToChats(NOON)).toMatchObject({ dropped: 1 });
    await tell(scene);
    await unlinkChat(scene.guest, NOON);
    expect(await deliverToChats(NOON)).toMatchObject({ sent: 0, dropped: 0 });
    expect(scene.heard()).toEqual([]);
    expect((await rowsOf(scene.guest)).filter(({ channel, failedAt }) => channel === "email" && failedAt)).toEqual([]);
  });
});

describe("faults", () => {
  test("what is broken is tried again later and later, and given up after ten; the e-mail has long gone out", async () => {
    const scene = await aLinkedGuest();
    await tell(scene);
    expect(await deliverMessages(NOON, async () => {})).toMatchObject({ sent: 1 });
    let now = NOON;
    for (let attempts = 1; attempts < ATTEMPTS_MAX; attempts++) {
      telegram.plan("broken");
      expect(await deliverToChats(now)).toMatchObject({ retried: 1 });
      const row = one(await ofChat(scene.guest));
      expect(row).toMatchObject({
        attempts,
        deliverAfter: minutesAfter(now, backOffMinutes(attempts)),
        failedAt: null,
      });
      now = row.deliverAfter;
    }
    telegram.plan("broken");
    expect(await deliverToChats(now)).toMatchObject({ gaveUp: 1 });
    expect(scene.heard()).toEqual([]);
    expect((await rowsOf(scene.guest)).find(({ channel }) => channel === "email")?.sentAt).toEqual(NOON);
  });

  test("a pause that Telegram asks for is kept by everybody, and costs no try", async () => {
    const [one_, other] = [await aLinkedGuest(), await aLinkedGuest()];
    await tell(one_);
    await tell(other);
    telegram.plan({ pause: 45 }, { pause: 45 });
    await deliverToChats(NOON);
    for (const { guest } of [one_, other]) expect(one(await ofChat(guest)).attempts).toBeLessThanOrEqual(0);
    const calls = telegram.calls.length;
    expect(await deliverToChats(new Date(NOON.getTime() + 44_000))).toMatchObject({ sent: 0 });
    expect(telegram.calls).toHaveLength(calls);
    expect(await deliverToChats(new Date(NOON.getTime() + 45_000))).toMatchObject({ sent: 2 });
  });

  test("where the bot was blocked the chat is unlinked, the page says so, and e-mail goes on", async () => {
    const scene = await aLinkedGuest();
    await scene.user.blocks({ silently: true });
    await tell(scene);
    await tell(scene);
    expect(await deliverToChats(NOON)).toMatchObject({ gaveUp: 1 });
    expect(await chatState(scene.guest)).toBe("lost");
    expect((await ofChat(scene.guest)).every(({ failedAt }) => failedAt !== null)).toBe(true);
    expect(await deliverMessages(NOON, async () => {})).toMatchObject({ sent: 2 });
    await tell(scene);
    expect(await ofChat(scene.guest)).toHaveLength(2);

    await scene.user.unblocks();
    await scene.user.writes(`/start ${tokenIn(await makeChatLink(scene.guest, NOON))}`);
    await listenToBot(NOON);
    expect(await chatState(scene.guest)).toBe("linked");
  });

  test("blocking is noticed at once, without a message to fail", async () => {
    const scene = await aLinkedGuest();
    await scene.user.blocks();
    await listenToBot(NOON);
    expect(await chatState(scene.guest)).toBe("lost");
  });

  test("what Telegram will never take is given up at the first try", async () => {
    const scene = await aLinkedGuest();
    await tell(scene);
    await db.update(telegramChats).set({ chatId: "999999999" }).where(eq(telegramChats.chatId, scene.user.chatId));
    expect(await deliverToChats(NOON)).toMatchObject({ gaveUp: 1 });
    expect(one(await ofChat(scene.guest))).toMatchObject({ attempts: 1, lastError: "Bad Request: chat not found" });
  });

  test("a lost answer repeats the message rather than losing it", async () => {
    const scene = await aLinkedGuest();
    await tell(scene);
    telegram.plan("lost answer");
    expect(await deliverToChats(NOON)).toMatchObject({ retried: 1 });
    telegram.plan("no json");
    expect(await deliverToChats(minutesAfter(NOON, 1))).toMatchObject({ retried: 1 });
    expect(await deliverToChats(minutesAfter(NOON, 4))).toMatchObject({ sent: 1 });
    expect(scene.heard()).toHaveLength(2);
  });

  test("a slow chat holds up neither other chats nor e-mail", async () => {
    const slow = await aLinkedGuest();
    await tell(slow);
    telegram.slow(3_000);
    telegram.plan("slow");
    const running = deliverToChats(NOON);
    await expect.poll(() => telegram.calls.filter((call) => call === "sendMessage").length).toBe(2);
    const before = performance.now();
    const others = [await aLinkedGuest(), await aLinkedGuest()];
    for (const other of others) await tell(other);
    expect(await deliverMessages(NOON, async () => {})).toMatchObject({ sent: 3 });
    expect(await deliverToChats(NOON)).toMatchObject({ sent: 2 });
    expect(performance.now() - before).toBeLessThan(2_800);
    expect(await running).toMatchObject({ sent: 1 });
  });

  test("four deliverers at once tell each message once, a person's in their order", async () => {
    const scenes = [await aLinkedGuest(), await aLinkedGuest(), await aLinkedGuest()];
    for (const { guest, claim } of scenes)
      for (let nth = 0; nth < 8; nth++)
        await aMessage(guest, "claim_held", { channel: "telegram", subjectId: claim.id, payload: {} });
    const totals = await Promise.all(Array.from({ length: 4 }, () => deliverToChats(NOON)));
    expect(totals.reduce((sum, { sent }) => sum + sent, 0)).toBe(24);
    for (const { heard } of scenes) expect(heard()).toHaveLength(8);
  });

  test("would tell some twice if a row were not marked as begun under its lock (control)", async () => {
    const { guest, claim, user, heard } = await aLinkedGuest();
    for (let nth = 0; nth < 8; nth++) await aMessage(guest, "claim_held", { channel: "telegram", subjectId: claim.id });
    const bot = botOf(telegram.token, telegram.url);
    async function careless() {
      const ofGuest = and(eq(messages.personId, guest.personId), isNull(messages.sentAt));
      for (const { id } of await db.select().from(messages).where(ofGuest)) {
        await bot.call("sendMessage", { chat_id: user.chatId, text: id });
        await db.update(messages).set({ sentAt: NOON }).where(eq(messages.id, id));
      }
    }
    await Promise.all([careless(), careless(), careless(), careless()]);
    expect(heard().length).toBeGreaterThan(8);
  });

  test("whoever dies between sending and noting it leaves the message to be sent again", async () => {
    const scene = await aLinkedGuest();
    await tell(scene);
    const bot = botOf(telegram.token, telegram.url);
    let hasSent = false;
    void deliverToChats(NOON, {
      ...bot,
      async call(...asked) {
        await bot.call(...asked);
        hasSent = true;
        return new Promise(() => {});
      },
    });
    await expect.poll(() => hasSent).toBe(true);
    expect(await deliverToChats(minutesAfter(NOON, 1))).toMatchObject({ sent: 0 });
    expect(await deliverToChats(new Date(NOON.getTime() + LEASE_MS))).toMatchObject({ sent: 1 });
    expect(scene.heard()).toHaveLength(2);
  });

  test("the token is in no fault and no row", async () => {
    const scene = await aLinkedGuest();
    await tell(scene);
    await deliverToChats(NOON, botOf(telegram.token, "http://127.0.0.1:9"));
    expect(one(await ofChat(scene.guest)).lastError).toBe("no answer");
    expect(JSON.stringify(await db.select().from(messages))).not.toContain(telegram.token);
  });
});
