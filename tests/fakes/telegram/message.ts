const TAGS = ["b", "strong", "i", "em", "u", "s", "code", "pre", "a"];
const SHOWN_MAX = 4_096;

/** What Telegram would refuse of a message in HTML, in its own words, or nothing. */
export function whatIsWrongWith({ text, parse_mode, reply_markup }: Record<string, unknown>): string | undefined {
  const wrong = parse_mode === "HTML" ? wrongHtml(String(text ?? "")) : undefined;
  if (wrong) return `can't parse entities: ${wrong}`;
  const shown = shownOf(String(text ?? ""));
  if (shown.trim() === "") return "message text is empty";
  if (shown.length > SHOWN_MAX) return "message is too long";
  const { inline_keyboard: rows = [] } = (reply_markup ?? {}) as {
    inline_keyboard?: { text: string; url: string }[][];
  };
  for (const { text: label, url } of rows.flat()) {
    if (!label) return "inline keyboard button text is empty";
    if (!URL.canParse(url) || !/^https?:\/\/[^/]*\.[^/]*\//.test(`${url}/`))
      return `inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`;
  }
  return undefined;
}

/** Tags that are known, closed in order, and no sign that should have been written as an entity. */
function wrongHtml(html: string): string | undefined {
  const open: string[] = [];
  const rest = html.replace(/<(\/?)([a-z]+)(?:\s+href="[^"<>]*")?>/g, (tag, closes: string, name: string) => {
    if (!TAGS.includes(name)) return tag;
    if (!closes) open.push(name);
    else if (open.pop() !== name) open.push("unexpected");
    return "";
  });
  if (open.length > 0) return `can't find end tag corresponding to start tag "${open.at(-1)}"`;
  if (/[<>]/.test(rest)) return "unsupported start tag";
  if (/&(?!(lt|gt|amp|quot|#\d+|#x[\da-f]+);)/i.test(rest)) return "unescaped ampersand";
  return undefined;
}

function shownOf(html: string): string {
  return html.replace(/<[^>]*>/g, "").replace(/&(lt|gt|amp|quot|#\d+);/g, "x");
}
