import { createHash } from "node:crypto";

/** HTML that is ready to send. */
export class Markup {
  constructor(readonly text: string) {}
}

type Value = Markup | Markup[] | string | number | null;

/** A template whose values are escaped unless they are markup themselves. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Markup {
  return new Markup(String.raw({ raw: parts }, ...values.map(render)));
}

function render(value: Value): string {
  if (value === null) return "";
  if (Array.isArray(value)) return value.map((one) => one.text).join("");
  return value instanceof Markup ? value.text : String(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light dark; --ground: #f6f8fa; --paper: #fff; --ink: #1a1f36; --quiet: #5c6479; --line: #d5dbe5;
  --accent: #4b45c6; --on-accent: #fff; --wrong: #b3261e; --band: #ffd479; --on-band: #3d2b00; }
@media (prefers-color-scheme: dark) { :root { --ground: #12141c; --paper: #1b1e29; --ink: #eceff6; --quiet: #a5adc0;
  --line: #3a4052; --accent: #a9a5ff; --on-accent: #15131f; --wrong: #ff9d94; --band: #6b4e00; --on-band: #fff0cc; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
.band { margin: 0; padding: .6rem 1rem; background: var(--band); color: var(--on-band); text-align: center;
  font-weight: 600; }
.band span { display: block; }
main { max-width: 28rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
main.wide { max-width: 60rem; }
h1 { margin: 0; font-size: 1.1rem; font-weight: 500; color: var(--quiet); }
h2 { margin: 2rem 0 .5rem; font-size: 1rem; }
.amount { margin: 0 0 1rem; font-size: 2.25rem; font-weight: 650; }
.paper { padding: 1.25rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--paper); }
ul, ol { margin: 0 0 1.25rem; padding: 0; list-style: none; }
.lines li { display: flex; justify-content: space-between; gap: 1rem; padding: .5rem 0; border-bottom: 1px solid var(--line); }
.lines span { overflow-wrap: anywhere; }
.lines span + span { white-space: nowrap; }
label { display: block; margin: 0 0 1rem; font-size: .9rem; font-weight: 600; }
input { display: block; width: 100%; min-height: 2.75rem; margin-top: .25rem; padding: .5rem .75rem; font: inherit;
  font-weight: 400; color: inherit; background: var(--ground); border: 1px solid var(--quiet); border-radius: .5rem; }
button { min-height: 2.75rem; padding: .5rem 1rem; font: inherit; font-weight: 600; color: var(--on-accent);
  background: var(--accent); border: 0; border-radius: .5rem; cursor: pointer; }
.pay { width: 100%; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
a { color: var(--accent); display: inline-block; padding: .6rem 0; }
.wrong { margin: 0 0 1rem; padding: .75rem; border: 1px solid var(--wrong); border-radius: .5rem; color: var(--wrong); }
.cards li { padding: .25rem 0; font-size: .9rem; color: var(--quiet); }
code { font: 600 .9rem/1.4 ui-monospace, monospace; color: var(--ink); white-space: nowrap; }
.quiet { margin: .25rem 0; font-size: .9rem; color: var(--quiet); overflow-wrap: anywhere; }
.payments > li { margin-bottom: 1rem; }
.payments form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin-top: .75rem; }
.payments label { margin: 0; }
.payments input { width: 8rem; }
`;

export const STYLE_SOURCE = `'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;

/** A whole page under the band that says no money moves here. */
export function page(title: string, body: Markup, wide = false): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<p class="band" role="note">TEST MODE — no real money <span lang="uk">Тестовий режим — справжніх грошей тут немає</span></p>
<main${wide ? html` class="wide"` : null}>
${body}
</main>
</body>
</html>
`.text;
}
