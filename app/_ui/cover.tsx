import { chanceOf, pick } from "./cover/chance";
import { drawingFor } from "./cover/drawings";
import { fitted, parts } from "./cover/fit";
import { INKS } from "./cover/inks";

export type CoverProps = {
  title: string;
  authors: readonly string[];
  category: string /** The book's code. */;
  seed: string;
  language?: string;
};

/**
 * The cover of a book nobody has photographed, set from its title and authors: always the same for the same book, sharp at any
 * size, the same in both themes as a printed cover would be. Says nothing to a screen reader: the title stands beside it.
 */
export function Cover({ title, authors, category, seed, language }: CoverProps) {
  const chance = chanceOf(seed);
  const inks = pick(INKS, chance);
  const tall = pick([134, 140, 146, 151], chance);
  const drawing = drawingFor(category, chance)(tall, inks, chance);
  const { words, at, face, align, plate, shift = 0 } = drawing;

  const who = credit(authors, language);
  const { name, rest } = parts(title);
  const width = 100 - 2 * words.side - shift - (plate ? 10 : 0);
  const room = words.height - (who ? 12 : 0) - (plate ? 10 : 0);
  const restFit = rest ? fitted(rest, "sans", width, room * 0.4, 6.5, 5) : { size: 0, height: 0 };
  const nameFit = fitted(name, face, width, room - restFit.height - (rest ? 4 : 0), face === "caps" ? 17 : 21);

  return (
    <div
      className="cover"
      aria-hidden="true"
      lang={language === "und" ? undefined : language}
      style={{ aspectRatio: `100 / ${tall}`, background: inks.ground, color: inks.ink }}
    >
      <svg viewBox={`0 0 100 ${tall}`} preserveAspectRatio="none" aria-hidden="true">
        {drawing.shapes.map(({ d, fill, line }) =>
          line ? (
            <path key={d} d={d} fill="none" stroke={fill} strokeWidth={line} />
          ) : (
            <path key={d} d={d} fill={fill} />
          ),
        )}
        {drawing.initial && (
          <text
            x={drawing.initial.x}
            y={drawing.initial.y}
            fontSize={drawing.initial.size}
            fill={drawing.initial.fill}
            className={`cover-${face}`}
          >
            {firstLetter(name)}
          </text>
        )}
      </svg>
      <div
        className="cover-words"
        data-at={at}
        data-align={align}
        style={{
          top: `${words.top}cqw`,
          height: `${words.height}cqw`,
          left: `${words.side + shift}cqw`,
          right: `${words.side}cqw`,
        }}
      >
        <div
          className={plate ? "cover-plate" : undefined}
          style={plate && { background: plate.ground, color: plate.ink }}
        >
          <p className={`cover-${face}`} style={{ fontSize: `${nameFit.size}cqw` }}>
            {name}
          </p>
          {rest && (
            <p className="cover-rest" style={{ fontSize: `${restFit.size}cqw` }}>
              {rest}
            </p>
          )}
          {who && <p className="cover-who">{who}</p>}
        </div>
      </div>
    </div>
  );
}

function credit(authors: readonly string[], language?: string): string {
  if (authors.length <= 2) return authors.join(", ");
  return `${authors[0]} ${language === "uk" ? "та ін." : "et al."}`;
}

function firstLetter(text: string): string {
  return (text.match(/[\p{L}\p{N}]/u)?.[0] ?? "").toUpperCase();
}
