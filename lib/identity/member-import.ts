import { and, eq, inArray } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { memberships, people } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import type { FieldCode } from "@/lib/core/i18n/messages/fields";
import { Refusal } from "@/lib/core/refusal";
import { decodeFile } from "@/lib/core/table/decode";
import { detectDelimiter, parseRows, type RawRow } from "@/lib/core/table/parse";
import { cleanText } from "@/lib/core/text";
import { type Actor, requirePermission } from "./actor";
import { record } from "./audit";
import { emailInput, nameInput } from "./input";

const ROWS_MAX = 5_000;

// What a column may be called, in small letters without apostrophes.
const NAMES = ["name", "full name", "імя", "піб", "імя та прізвище", "прізвище та імя", "учасник"];
const EMAILS = ["email", "e mail", "mail", "email address", "пошта", "електронна пошта", "адреса", "електронна адреса"];

/** What becomes of a row: a new person, a guest who becomes a member, one who is a member, a repeated address, or nothing. */
export type MemberVerdict = "new" | "guest" | "member" | "twice" | "bad";
export type MemberRow = {
  /** Where it begins in the file, the first line being 1. */
  line: number;
  name: string;
  email: string;
  verdict: MemberVerdict;
  /** What is wrong with a bad row. */
  problem?: FieldCode;
};
type MemberImport = { rows: MemberRow[]; added: number };

/**
 * Makes everyone in a table of names and addresses a member, or only says what would become of each row. All of it or nothing;
 * the same table again adds nobody. Guests keep the names they gave. No letter is sent.
 * Refuses: not an organizer; `identity.fileColumns`, `identity.fileTooLong`, and files that cannot be read.
 */
export async function importMembers(
  actor: Actor,
  bytes: Uint8Array,
  { dryRun = false, locale }: { dryRun?: boolean; locale: Locale },
  now = new Date(),
): Promise<MemberImport> {
  requirePermission(actor, "people.manage");
  const read = await readRows(bytes);
  return db.transaction(async (tx) => {
    const rows = await judge(tx, actor.communityId, read);
    const fresh = rows.filter(({ verdict }) => verdict === "new" || verdict === "guest");
    if (dryRun || fresh.length === 0) return { rows, added: 0 };
    const added = await addAll(tx, actor, fresh, locale, now);
    if (added > 0) await record(tx, actor, "members_imported", { details: { count: added } }, now);
    return { rows, added };
  });
}

type ReadRow = Pick<MemberRow, "line" | "name" | "email" | "problem">;

async function readRows(bytes: Uint8Array): Promise<ReadRow[]> {
  const { text } = decodeFile(bytes);
  const raw: RawRow[] = [];
  for await (const { rows } of parseRows(text, detectDelimiter(text))) {
    raw.push(...rows);
    if (raw.length > ROWS_MAX + 1) throw new Refusal("identity.fileTooLong", { max: ROWS_MAX });
  }
  const [header, ...rest] = raw;
  const names = (header?.cells ?? []).map(plainName);
  const nameAt = names.findIndex((name) => NAMES.includes(name));
  const emailAt = names.findIndex((name) => EMAILS.includes(name));
  if (nameAt < 0 || emailAt < 0) throw new Refusal("identity.fileColumns");
  return rest.map(({ line, cells, neverClosed }) =>
    readRow(line, neverClosed ? "" : (cells[nameAt] ?? ""), cells[emailAt] ?? ""),
  );
}

function readRow(line: number, typedName: string, typedEmail: string): ReadRow {
  const [name, email] = [nameInput.safeParse(typedName), emailInput.safeParse(typedEmail)];
  const shown = { line, name: short(typedName), email: short(typedEmail) };
  if (!email.success) return { ...shown, problem: "fields.email" };
  if (!name.success) return { ...shown, problem: typedName.trim() === "" ? "fields.nameNeeded" : "fields.nameLong" };
  return { line, name: name.data, email: email.data };
}

/** Rows judged by who is known now; an address counts where it stands first. */
async function judge(tx: Tx, communityId: string, rows: ReadRow[]): Promise<MemberRow[]> {
  const emails = [...new Set(rows.filter(({ problem }) => !problem).map(({ email }) => email))];
  const known = await peopleWith(tx, communityId, emails);
  const seen = new Set<string>();
  return rows.map((row) => {
    if (row.problem) return { ...row, verdict: "bad" };
    if (seen.has(row.email)) return { ...row, verdict: "twice" };
    seen.add(row.email);
    const person = known.get(row.email);
    if (!person) return { ...row, verdict: "new" };
    return { ...row, name: person.name, verdict: person.isMember ? "member" : "guest" };
  });
}

async function peopleWith(tx: Tx, communityId: string, emails: string[]) {
  const found = emails.length
    ? await tx
        .select({ id: people.id, name: people.name, email: people.email, role: memberships.role })
        .from(people)
        .leftJoin(
          memberships,
          and(
            eq(memberships.communityId, people.communityId),
            eq(memberships.personId, people.id),
            eq(memberships.role, "member"),
          ),
        )
        .where(and(eq(people.communityId, communityId), inArray(people.email, emails)))
    : [];
  return new Map(found.map(({ id, name, email, role }) => [email ?? "", { id, name, isMember: role !== null }]));
}

async function addAll(tx: Tx, actor: Actor, rows: MemberRow[], locale: Locale, now: Date): Promise<number> {
  const { communityId, personId: grantedBy } = actor;
  const contacts = rows.map(({ name, email }) => ({ communityId, name, email, locale, createdAt: now }));
  await tx
    .insert(people)
    .values(contacts)
    .onConflictDoNothing({ target: [people.communityId, people.email] });
  const emails = rows.map(({ email }) => email);
  const ids = [...(await peopleWith(tx, communityId, emails)).values()].map(({ id }) => id);
  const given = await tx
    .insert(memberships)
    .values(ids.map((personId) => ({ communityId, personId, role: "member" as const, grantedBy, grantedAt: now })))
    .onConflictDoNothing()
    .returning({ personId: memberships.personId });
  await tx
    .update(people)
    .set({ isOutsider: false })
    .where(and(eq(people.communityId, communityId), inArray(people.id, ids)));
  return given.length;
}

function plainName(cell: string): string {
  return cleanText(cell.slice(0, 100))
    .text.toLowerCase()
    .replace(/['’ʼ`]/g, "")
    .replace(/[_\s-]+/g, " ")
    .trim();
}

const short = (text: string) => cleanText(text.slice(0, 200)).text;
