/** JSON of somebody else's making, for a schema to judge. Throws where it is none. */
export const readJson = (text: string): unknown => JSON.parse(text, withoutFalseLength);

/** zod compares the length of whatever has one, and comparing an object may throw. Nothing that is sent to us is named so. */
function withoutFalseLength(name: string, value: unknown): unknown {
  return (name === "length" || name === "size") && typeof value === "object" ? undefined : value;
}
