import { invalid } from "./failures";

interface Tree {
  [name: string]: Tree | string;
}

const PAIRS_MAX = 1000;
const DEPTH_MAX = 8;

/** The fields of a query or of a form's body, `a[b][0]=c` nested as Stripe nests them. */
export function parseFields(text: string): Fields {
  const tree = branch();
  for (const [name, value] of [...new URLSearchParams(text)].slice(0, PAIRS_MAX)) {
    const steps = [name.split("[", 1)[0] ?? "", ...[...name.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? "")];
    if (steps.length <= DEPTH_MAX) plant(tree, steps, value);
  }
  return new Fields(tree);
}

// without a prototype, so that a field named __proto__ is a field like any other
const branch = (): Tree => Object.create(null);

function plant(tree: Tree, [step = "", ...rest]: string[], value: string) {
  const name = step === "" ? String(Object.keys(tree).length) : step;
  if (rest.length === 0) {
    tree[name] = value;
    return;
  }
  let next = tree[name];
  if (next === undefined || typeof next === "string") next = tree[name] = branch();
  plant(next, rest, value);
}

/** Reads fields one by one, each refused in Stripe's words when it is not what it should be. */
export class Fields {
  constructor(
    private readonly tree: Tree,
    private readonly path = "",
  ) {}

  /** Refuses what is not served here, rather than letting it pass unheard. */
  only(...names: string[]): this {
    const strange = Object.keys(this.tree).find((name) => !names.includes(name) && name !== "expand");
    if (strange === undefined) return this;
    const param = this.param(strange);
    throw invalid(`Received unknown parameter: ${param}`, { code: "parameter_unknown", param });
  }

  has(name: string): boolean {
    return this.tree[name] !== undefined;
  }

  /** Whether it has fields of its own, as `created[gte]` gives `created`. */
  isTree(name: string): boolean {
    return typeof this.tree[name] === "object";
  }

  text(name: string, maxLength = 5000): string | undefined {
    const value = this.tree[name];
    const param = this.param(name);
    if (value === undefined) return undefined;
    if (typeof value !== "string") throw invalid("Invalid string", { param });
    if (value === "") {
      throw invalid(
        `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; ` +
          `however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
        { code: "parameter_invalid_empty", param },
      );
    }
    if (value.length > maxLength) {
      throw invalid(`Invalid string: ${value.slice(0, 20)}…; must be at most ${maxLength} characters`, { param });
    }
    return value;
  }

  requiredText(name: string, maxLength?: number): string {
    return this.text(name, maxLength) ?? this.absent(name);
  }

  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const found = choices.find((choice) => choice === value);
    if (found !== undefined) return found;
    throw invalid(`Invalid ${name}: must be one of ${choices.join(", ")}`, { param: this.param(name) });
  }

  flag(name: string): boolean | undefined {
    const value = this.choice(name, ["true", "false"]);
    return value === undefined ? undefined : value === "true";
  }

  integer(name: string, atLeast: number, atMost = Number.MAX_SAFE_INTEGER): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const details = { code: "parameter_invalid_integer", param: this.param(name) };
    if (!/^[-+]?\d+$/.test(value)) throw invalid(`Invalid integer: ${value}`, details);
    const number = Number(value);
    if (number < atLeast) throw invalid(`This value must be greater than or equal to ${atLeast}.`, details);
    if (number > atMost) throw invalid(`This value must be less than or equal to ${atMost}.`, details);
    return number;
  }

  requiredInteger(name: string, atLeast: number, atMost?: number): number {
    return this.integer(name, atLeast, atMost) ?? this.absent(name);
  }

  /** An address with its own scheme, as a browser is sent to it. */
  address(name: string): string | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const scheme = URL.canParse(value) ? new URL(value).protocol : "";
    if (scheme === "http:" || scheme === "https:") return value;
    throw invalid("Not a valid URL", { code: "url_invalid", param: this.param(name) });
  }

  inner(name: string): Fields | undefined {
    const value = this.tree[name];
    if (value === undefined) return undefined;
    if (typeof value === "string") throw invalid("Invalid object", { param: this.param(name) });
    return new Fields(value, this.param(name));
  }

  list(name: string): Fields[] {
    const inner = this.inner(name);
    return inner ? Object.keys(inner.tree).flatMap((index) => inner.inner(index) ?? []) : [];
  }

  texts(name: string): string[] {
    const inner = this.inner(name);
    return inner ? Object.keys(inner.tree).flatMap((index) => inner.text(index) ?? []) : [];
  }

  /** At most 50 names of 40 characters, each with 500 characters; an empty value leaves the name out. */
  metadata(name: string): Record<string, string> {
    const inner = this.inner(name);
    const entries = Object.entries(inner?.tree ?? {}).filter(([, value]) => value !== "");
    if (entries.length > 50) throw invalid("You can only have up to 50 keys in metadata.", { param: this.param(name) });
    return Object.fromEntries(
      entries.map(([key, value]) => {
        const param = `${this.param(name)}[${key}]`;
        if (typeof value !== "string") throw invalid("Metadata values must be strings.", { param });
        if (key.length > 40) throw invalid("Metadata keys can have up to 40 characters.", { param });
        if (value.length > 500) {
          throw invalid(
            `Metadata values can have up to 500 characters, but you passed in a value that is ${value.length} characters.`,
            { param },
          );
        }
        return [key, value];
      }),
    );
  }

  absent(name: string): never {
    const param = this.param(name);
    throw invalid(`Missing required param: ${param}.`, { code: "parameter_missing", param });
  }

  /** How the field is called in the whole request. */
  param(name: string): string {
    return this.path ? `${this.path}[${name}]` : name;
  }
}
