/** What of opentype.js is used here: the package carries no types. */
declare module "opentype.js/dist/opentype.mjs" {
  export type Command = {
    type: "M" | "L" | "Q" | "C" | "Z";
    x?: number;
    y?: number;
    x1?: number;
    y1?: number;
    x2?: number;
    y2?: number;
  };
  export type Font = {
    charToGlyphIndex(sign: string): number;
    getAdvanceWidth(text: string, size: number): number;
    getPath(text: string, x: number, y: number, size: number): { commands: Command[] };
  };
  export function parse(bytes: ArrayBuffer): Font;
}
