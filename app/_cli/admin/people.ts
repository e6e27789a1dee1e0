import type { Command } from "commander";
import { z } from "zod";
import { momentText } from "@/lib/core/i18n/moment";
import { findActor } from "@/lib/identity/actors";
import { addMemberInput, createTokenInput } from "@/lib/identity/input";
import { addMember } from "@/lib/identity/roles";
import { createToken, listTokens, revokeToken } from "@/lib/identity/tokens";
import { communityNamed, personNamed, several, type Tool } from "./tool";

export function addPeople(program: Command, tool: Tool): void {
  const { words } = tool;
  program
    .command("person")
    .description(words("person.about"))
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
      const person = await addMember(operator, addMemberInput.parse({ name, email, roles, locale }));
      const known = person.email ? await findActor(community.id, { email: person.email }) : undefined;
      tool.out(words("person.added", { name: person.name, roles: known?.roles.join(", ") ?? "" }));
    });
}

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
