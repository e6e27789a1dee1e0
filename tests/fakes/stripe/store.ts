import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { emptyState, type State } from "./state";

const SOON_MS = 20;

/** Keeps the state in a file: it is written whole beside the old one and then takes its place. */
export function openStore(file: string | null) {
  const state: State = file === null ? emptyState() : { ...emptyState(), ...readState(file) };
  let timer: NodeJS.Timeout | undefined;

  function flush() {
    clearTimeout(timer);
    timer = undefined;
    if (file === null) return;
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);
  }

  return {
    state,
    /** Writes soon, once for all changes of the moment. */
    changed() {
      if (file !== null) timer ??= setTimeout(flush, SOON_MS);
    },
    flush,
  };
}

function readState(file: string): Partial<State> {
  mkdirSync(dirname(file), { recursive: true });
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw new Error(`The state of the fake Stripe cannot be read: ${file}`, { cause: error });
  }
}
