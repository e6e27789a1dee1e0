import { Command, CommanderError } from "commander";
import { z } from "zod";
import { fieldErrorsOf } from "@/app/_web/run-form";
import { isLocale, type Locale } from "@/lib/core/i18n/locale";
import { adminWords } from "@/lib/core/i18n/messages/admin";
import { refusals } from "@/lib/core/i18n/messages/refusals";
import { Refusal } from "@/lib/core/refusal";
import { addBooks, addDonations } from "./books";
import { addCampaigns, addCommunities } from "./communities";
import { addPeople, addTokens } from "./people";
import { Told, type Tool, type Voice } from "./tool";
import { addUpkeep } from "./upkeep";

const DONE = 0;
const REFUSED = 1; // also a fault
const MISUSED = 2;

/** Runs one call of the operator's tool. Answers the exit code: 0 done, 1 refused or failed, 2 called wrongly. */
export async function runAdmin(args: readonly string[], voice: Voice, language = ""): Promise<number> {
  const locale = localeOf(args, language);
  const tool: Tool = { ...voice, locale, words: adminWords(locale) };
  try {
    await programFor(tool).parseAsync([...args], { from: "user" });
    return DONE;
  } catch (error) {
    return codeFor(error, tool);
  }
}

function programFor(tool: Tool): Command {
  const { words, out, err } = tool;
  const program = new Command("npm run admin --");
  const titles: Record<string, string> = {
    "Usage:": words("titles.usage"),
    "Arguments:": words("titles.arguments"),
    "Options:": words("titles.options"),
    "Commands:": words("titles.commands"),
    "Global Options:": words("titles.globals"),
  };
  program
    .description(words("about"))
    .option("--locale <uk|en>", words("locale"))
    .helpOption("-h, --help", words("help"))
    .helpCommand(false)
    .configureHelp({ styleTitle: (title) => titles[title] ?? title, showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => out(text.trimEnd()), writeErr: (text) => err(`${text.trimEnd()}\n`) })
    .exitOverride();
  for (const add of [addCommunities, addCampaigns, addPeople, addTokens, addBooks, addDonations, addUpkeep])
    add(program, tool);
  for (const command of program.commands) command.helpCommand(false);
  return program;
}

function codeFor(error: unknown, { err, locale, words }: Tool): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : MISUSED; // it has said why
  if (error instanceof z.ZodError) {
    for (const [field, text] of Object.entries(fieldErrorsOf(error, locale))) err(`${field}: ${text}\n`);
    return MISUSED;
  }
  if (error instanceof Refusal) err(`${refusals(locale)(error.code, error.values)}\n`);
  else if (error instanceof Told) err(`${error.message}\n`);
  else
    err(
      `${words("problem.fault", { message: error instanceof Error ? (error.stack ?? error.message) : String(error) })}\n`,
    );
  return REFUSED;
}

/** `--locale`, else the language of the shell. */
function localeOf(args: readonly string[], language: string): Locale {
  const place = args.findIndex((arg) => arg === "--locale" || arg.startsWith("--locale="));
  const given = args[place]?.split("=")[1] ?? args[place + 1] ?? "";
  if (place >= 0 && isLocale(given)) return given;
  return language.toLowerCase().startsWith("uk") ? "uk" : "en";
}
