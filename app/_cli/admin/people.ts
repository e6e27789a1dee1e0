import type { Command } from "commander";
import { z } from "zod";
import { momentText } from "@/lib/core/i18n/moment";
import { findActor } from "@/lib/identity/actors";
import { addMemberInput, createTokenInput } from "@/lib/identity/input";
import { addMember } from "@/lib/identity/roles";
import { createToken, listTokens, revokeToken } from "@/lib/identity/tokens";
import { erasePerson } from "@/lib/privacy/erase";
import { communityNamed, forgetPages, personNamed, several, type Tool } from "./tool";

export function addPeople(program: Command, tool: Tool): void {
  const { words } = tool;
  const person = program.command("person").description(words("person.about"));
  person
    .command("add")
    .description(words("person.add"))
    .requiredOption("--community <slug>", words("community.slug"))
    .requiredOption("--name <name>", words("person.name"))
    .requiredOption("--email <address>", words("person.email"))
    .requiredOption("--role <role>", words("person.role"), several)
    .option("--language <uk|en>", words("community.language"))
    .action(async (options: Record<"community" | "name" | "email" | "language", string> & { role: string[] }) => {
      const { community, operator } = await communityNamed(tool, options.community);
      const { name, email, role: roles, language: locale = community.locale } = options;
      const added = await addMember(operator, addMemberInput.parse({ name, email, roles, locale }));
      const known = added.email ? await findActor(community.id, { email: added.email }) : undefined;
      tool.out(words("person.added", { name: added.name, roles: known?.roles.join(", ") ?? "" }));
    });
  person
    .command("erase")
    .description(words("person.erase"))
    .requiredOption("--community <slug>", words("community.slug"))
    .requiredOption("--email <address>", words("person.email"))
    .option("--withdraw-books", words("person.withdrawBooks"))
    .action(async ({ community: slug, email, withdrawBooks }: EraseOptions) => {
      const { community, operator } = await communityNamed(tool, slug);
      const { personId } = await personNamed(tool, community.id, email);
      const freeBooks = withdrawBooks ? "withdraw" : "leave";
      const { isKnownElsewhere } = await erasePerson(operator, { personId, freeBooks });
      await forgetPages();
      tool.out(words(isKnownElsewhere ? "person.erasedHere" : "person.erased"));
    });
}

type EraseOptions = { community: string; email: string; withdrawBooks?: true };

export function addTokens(program: Command, tool: Tool): void {
  const { words, locale } = tool;
  const token = program.command("token").description(words("token.about"));
  token
    .command("create")
    .description(words("token.create"))
    .requiredOption("--community <slug>", words("community.slug"))
    .requiredOption("--email <address>", words("person.email"))
    .option("--name <name>", words("token.name"), "admin")
    .action(async ({ community: slug, email = "", name }: Record<string, string>) => {
      const { community } = await communityNamed(tool, slug ?? "");
      const person = await personNamed(tool, community.id, email);
      const made = await createToken(person, createTokenInput.parse({ name }));
      tool.err(`${words("token.created")}\n`);
      tool.out(made.token);
    });
  token
    .command("list")
    .description(words("token.list"))
    .requiredOption("--community <slug>", words("community.slug"))
    .requiredOption("--email <address>", words("person.email"))
    .action(async ({ community: slug, email = "" }: Record<string, string>) => {
      const { community } = await communityNamed(tool, slug ?? "");
      const tokens = await listTokens(await personNamed(tool, community.id, email));
      if (tokens.length === 0) tool.out(words("token.none"));
      for (const { id, name, createdAt, lastUsedAt } of tokens) {
        const created = momentText(createdAt, community.timeZone, locale);
        const used = lastUsedAt ? momentText(lastUsedAt, community.timeZone, locale) : words("token.never");
        tool.out(words("token.line", { id, name, created, used }));
      }
    });
  token
    .command("revoke")
    .description(words("token.revoke"))
    .requiredOption("--community <slug>", words("community.slug"))
    .requiredOption("--id <id>", words("token.id"))
    .action(async ({ community: slug, id = "" }: Record<string, string>) => {
      const { operator } = await communityNamed(tool, slug ?? "");
      await revokeToken(operator, tokenId.parse({ id }).id);
      tool.out(words("token.revoked"));
    });
}

const tokenId = z.object({ id: z.guid("fields.check") });
