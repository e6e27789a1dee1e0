import { eq, inArray } from "drizzle-orm";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { messages, people } from "@/db/schema";
import { env } from "@/lib/core/env";
import { ATTEMPTS_MAX, backOffMinutes, deliverMessages } from "@/lib/messages/deliver";
import { closeSmtp, type Mail, smtpSend } from "@/lib/messages/smtp";
import { aCommunity, aMember, aPerson } from "../support/factories";
import { meeting } from "../support/meeting";
import { minutesAfter, NOON } from "../support/times";
import { aClaim, aMailSink, aMessage, promise } from "./support";

const rowOf = async (id: string) => (await db.select().from(messages).where(eq(messages.id, id)))[0];
const payload = { code: "048213" };
const forgotten = async (id: string) => expect((await rowOf(id))?.payload).toEqual({});

/** The outbox is one for all communities, so each test starts with none waiting. */
afterEach(async () => {
  await db.update(messages).set({ failedAt: NOON });
});

async function aWaitingCode() {
  const member = await aMember((await aCommunity()).id);
  return { member, message: await aMessage(member, "sign_in_code", { payload }) };
}

async function manyWaiting(count: number) {
  const member = await aMember((await aCommunity()).id);
  const { communityId, personId } = member;
  const row = { communityId, personId, kind: "sign_in_code" as const, locale: "uk" as const, payload };
  const made = await db
    .insert(messages)
    .values(Array.from({ length: count }, () => ({ ...row, createdAt: NOON, deliverAfter: NOON })))
    .returning({ id: messages.id });
  return made.map(({ id }) => id);
}

describe("deliverMessages", () => {
  test("sends what waits in the person's language and keeps no code", async () => {
    const { member, message } = await aWaitingCode();
    const sent: Mail[] = [];
    const send = async (mail: Mail) => sent.push(mail);

    expect(await deliverMessages(NOON, send)).toMatchObject({ sent: 1 });
    expect(sent).toMatchObject([
      { to: member.email, messageId: `<${message.id}@localhost>`, subject: "Код для входу: 048213" },
    ]);
    expect(await rowOf(message.id)).toMatchObject({ sentAt: NOON, attempts: 1, lastError: null });
    await forgotten(message.id);
    expect(await deliverMessages(NOON, send)).toMatchObject({ sent: 0 });
  });

  test("leaves what is due later, and what there is no server for", async () => {
    const { message } = await aWaitingCode();
    const send = vi.fn();
    await deliverMessages(minutesAfter(NOON, -1), send);
    expect(send).not.toHaveBeenCalled();
    expect(env.SMTP_URL).toBeUndefined();
    await deliverMessages(NOON);
    expect(await rowOf(message.id)).toMatchObject({ sentAt: null, failedAt: null, attempts: 0 });
  });

  test("tells nobody who was erased meanwhile, and forgets what it would have said", async () => {
    const { claim, guest } = await aClaim({ status: "rejected" });
    const message = await aMessage(guest, "claim_rejected", { subjectId: claim.id, payload: { reason: "Ні" } });
    await db.update(people).set({ email: null, erasedAt: NOON }).where(eq(people.id, guest.personId));
    const send = vi.fn();
    expect(await deliverMessages(NOON, send)).toMatchObject({ dropped: 1 });
    expect(send).not.toHaveBeenCalled();
    expect(await rowOf(message.id)).toMatchObject({ failedAt: NOON, lastError: "the person was erased" });
    await forgotten(message.id);
  });

  test("promises nothing to somebody erased, and speaks the language asked for", async () => {
    const { id } = await aCommunity();
    const gone = await aPerson(id, [], { email: null, erasedAt: NOON });
    const english = await aPerson(id, [], { locale: "en" });
    const to = (person: { personId: string }) => ({ communityId: id, personId: person.personId });
    await promise({ ...to(gone), kind: "claim_held" });
    await promise({ ...to(english), kind: "claim_held" });
    await promise({ ...to(english), kind: "sign_in_code", locale: "uk" });
    const made = await db.select().from(messages).where(eq(messages.communityId, id));
    expect(made.map(({ kind, locale }) => `${kind} ${locale}`).sort()).toEqual(["claim_held en", "sign_in_code uk"]);
  });

  test("drops a code that has run out, and a reminder that is no longer true", async () => {
    const { message } = await aWaitingCode();
    const { claim, guest } = await aClaim({ status: "reported" });
    const reminder = await aMessage(guest, "claim_ending", { subjectId: claim.id });
    const send = vi.fn();
    expect(await deliverMessages(minutesAfter(NOON, 10), send)).toMatchObject({ dropped: 2 });
    expect(send).not.toHaveBeenCalled();
    expect([await rowOf(message.id), await rowOf(reminder.id)]).toMatchObject([
      { lastError: "the code had run out" },
      { lastError: "it was no longer true" },
    ]);
  });

  test("tries again later and later, and gives up after ten", async () => {
    const { claim, guest } = await aClaim();
    const message = await aMessage(guest, "claim_held", { subjectId: claim.id, payload: { reason: "x" } });
    const send = vi.fn().mockRejectedValue(new Error("550 no such mailbox"));
    let now = NOON;
    for (let attempts = 1; attempts < ATTEMPTS_MAX; attempts++) {
      expect(await deliverMessages(now, send)).toMatchObject({ retried: 1, gaveUp: 0 });
      const row = await rowOf(message.id);
      expect(row).toMatchObject({ attempts, failedAt: null, lastError: "550 no such mailbox" });
      expect(row?.deliverAfter).toEqual(minutesAfter(now, backOffMinutes(attempts)));
      now = row?.deliverAfter ?? now;
    }
    expect(await deliverMessages(now, send)).toMatchObject({ gaveUp: 1 });
    expect(await rowOf(message.id)).toMatchObject({ attempts: 10, failedAt: now });
    await forgotten(message.id);
    await deliverMessages(minutesAfter(now, 10_000), send);
    expect(send).toHaveBeenCalledTimes(10);
    expect(Array.from({ length: 9 }, (_, index) => backOffMinutes(index + 1))).toEqual([
      1, 3, 9, 27, 81, 243, 720, 720, 720,
    ]);
  });

  test("a code somebody waits for goes before everything else", async () => {
    const { claim, guest } = await aClaim();
    await aMessage(guest, "claim_held", { subjectId: claim.id, deliverAfter: minutesAfter(NOON, -60) });
    await aWaitingCode();
    const subjects: string[] = [];
    await deliverMessages(NOON, async ({ subject }) => subjects.push(subject));
    expect(subjects).toEqual(["Код для входу: 048213", "Книга «Чистий Agile» чекає на вас"]);
  });

  test("a message that cannot be written does not keep the others", async () => {
    const { guest } = await aClaim();
    const broken = await aMessage(guest, "claim_held", { deliverAfter: minutesAfter(NOON, -5) });
    const { message } = await aWaitingCode();
    expect(await deliverMessages(NOON, async () => {})).toMatchObject({ sent: 1, retried: 1 });
    expect(await rowOf(message.id)).toMatchObject({ sentAt: NOON });
    expect((await rowOf(broken.id))?.lastError).toContain("is not there");
  });

  test("while the server is out of reach, the rest waits and loses no try", async () => {
    const ids = await manyWaiting(30);
    const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ESOCKET" });
    await deliverMessages(NOON, async () => {
      throw refused;
    });
    const rows = await db.select().from(messages).where(inArray(messages.id, ids));
    expect(rows.filter(({ attempts }) => attempts > 0)).toHaveLength(1);
  });

  describe("four deliverers at once", () => {
    async function timesSent(deliver: (send: (mail: Mail) => Promise<void>) => Promise<unknown>) {
      const ids = await manyWaiting(40);
      const counts = new Map(ids.map((id) => [`<${id}@localhost>`, 0]));
      const send = async ({ messageId }: Mail) => {
        await new Promise((resolve) => setTimeout(resolve, 2));
        counts.set(messageId, (counts.get(messageId) ?? 0) + 1);
      };
      await Promise.all(Array.from({ length: 4 }, () => deliver(send)));
      return [...counts.values()];
    }

    test("send each message once", async () => {
      expect(await timesSent((send) => deliverMessages(NOON, send))).toEqual(Array(40).fill(1));
    });

    test("would send some twice without the row lock (control)", async () => {
      const allLooked = meeting(4);
      const counts = await timesSent(async (send) => {
        const waiting = await db.select().from(messages).where(eq(messages.deliverAfter, NOON));
        await allLooked();
        for (const { id, sentAt, failedAt } of waiting) {
          if (sentAt || failedAt) continue;
          await send({ messageId: `<${id}@localhost>`, to: "", subject: "", text: "", html: "" });
          await db.update(messages).set({ sentAt: NOON }).where(eq(messages.id, id));
        }
      });
      expect(Math.max(...counts)).toBeGreaterThan(1);
    });
  });
});

describe("through a real server", () => {
  const given = env.SMTP_URL;
  afterAll(() => {
    env.SMTP_URL = given;
    closeSmtp();
  });

  test("mails arrive whole, over one connection", async () => {
    const sink = await aMailSink();
    env.SMTP_URL = sink.url;
    const { claim, guest, token } = await aClaim();
    await aMessage(guest, "claim_held", { subjectId: claim.id });
    await manyWaiting(30);

    expect(await deliverMessages(NOON)).toMatchObject({ sent: 31 });
    expect(sink.mails).toHaveLength(31);
    expect(sink.connections()).toBe(1);
    const mail = sink.mails.find(({ subject }) => subject === "Книга «Чистий Agile» чекає на вас");
    expect(mail?.text).toContain(`http://localhost:3000/uk/claims/${token}`);
    expect(mail?.html).toContain('<html lang="uk">');
    expect(mail?.from?.text).toContain("Bookraiser");
    expect(mail?.headers.get("auto-submitted")).toBe("auto-generated");
    closeSmtp();
    await sink.close();
  });

  test("one that dies between sending and noting it repeats the same Message-ID, and nothing is lost (P16)", async () => {
    const sink = await aMailSink();
    env.SMTP_URL = sink.url;
    const ids = await manyWaiting(60);
    let [sent, kills] = [0, 0];
    // The mail has gone out when the deliverer's own connection to the database is cut: the note is lost with its transaction.
    const dieNowAndThen = async (mail: Mail) => {
      await smtpSend(mail);
      if (++sent % 5 === 0 && kills < 10) {
        kills += 1;
        await db.execute(
          `select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and datname = current_database()`,
        );
      }
    };
    for (let runs = 0; runs < 40; runs++) await deliverMessages(NOON, dieNowAndThen).catch(() => {});

    const seen = sink.mails.map(({ messageId }) => messageId ?? "");
    expect(kills).toBe(10);
    expect(new Set(seen)).toEqual(new Set(ids.map((id) => `<${id}@localhost>`)));
    expect(seen.length).toBe(ids.length + kills);
    const rows = await db.select().from(messages).where(inArray(messages.id, ids));
    expect(rows.every(({ sentAt }) => sentAt !== null)).toBe(true);
    closeSmtp();
    await sink.close();
  });

  test("a server that refuses one mail gets it again, the others at once", async () => {
    let refusals = 0;
    const sink = await aMailSink((mail) => {
      if (refusals > 0 || !mail.subject?.includes("Чистий Agile")) return;
      refusals += 1;
      throw Object.assign(new Error("try later"), { responseCode: 451 });
    });
    env.SMTP_URL = sink.url;
    const { claim, guest } = await aClaim();
    const message = await aMessage(guest, "claim_held", { subjectId: claim.id });
    await manyWaiting(5);
    expect(await deliverMessages(NOON)).toMatchObject({ sent: 5, retried: 1 });
    expect((await rowOf(message.id))?.lastError).toContain("try later");
    expect(await deliverMessages(minutesAfter(NOON, 1))).toMatchObject({ sent: 1 });
    expect(sink.mails).toHaveLength(6);
    closeSmtp();
    await sink.close();
  });

  test("a server that is not there costs one try and no fault", async () => {
    const sink = await aMailSink();
    await sink.close();
    env.SMTP_URL = sink.url;
    const { message } = await aWaitingCode();
    expect(await deliverMessages(NOON)).toMatchObject({ sent: 0, retried: 1 });
    expect((await rowOf(message.id))?.lastError).toContain("ECONNREFUSED");
    closeSmtp();
  });
});
