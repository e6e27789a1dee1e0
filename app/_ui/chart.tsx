import { BarChart, FunnelChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, FunnelChart, LineChart, AriaComponent, GridComponent, LegendComponent, MarkLineComponent, SVGRenderer]);

/**
 * Colours of a chart by their meaning. The library wants real ones, so each is a sign that is turned into the token when the
 * drawing is done: a chart then follows the theme like everything else.
 */
export const INK = {
  text: "#0101f1",
  muted: "#0101f2",
  line: "#0101f3",
  first: "#0101f4",
  second: "#0101f5",
  paper: "#0101f6",
  soft: "#0101f7",
} as const;
const TOKENS: Record<keyof typeof INK, string> = {
  text: "--color-ink",
  muted: "--color-muted",
  line: "--color-line",
  first: "--color-raised",
  second: "--color-wait",
  paper: "--color-card",
  soft: "--color-good-soft",
};

type Size = { width: number; height: number };
type ChartProps = {
  /** Said instead of the picture; the numbers stand beside it as a table. */
  label: string;
  /** What to draw, for the width at hand. */
  option: (size: Size) => EChartsCoreOption;
  height: number;
};

const WIDTHS = { narrow: 340, wide: 720 } as const;

/** A chart drawn on the server for a phone and for a desk: no script is sent, and which one shows is decided by the page. */
export function Chart({ label, option, height }: ChartProps) {
  return (
    <div className="chart" role="img" aria-label={label}>
      {(["narrow", "wide"] as const).map((name) => {
        const size = { width: WIDTHS[name], height };
        return (
          <div
            key={name}
            data-width={name}
            // biome-ignore lint/security/noDangerouslySetInnerHtml: a drawing of our own, in which the library escapes every text
            dangerouslySetInnerHTML={{ __html: drawChart(option(size), size) }}
          />
        );
      })}
    </div>
  );
}

/** A drawing as SVG that brings no style sheet and no script, in the colours of the page. */
export function drawChart(option: EChartsCoreOption, size: Size): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, ...size });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: "inherit", fontSize: 13 }, ...option });
    return inOurInk(chart.renderToSVGString({ useViewBox: true }));
  } finally {
    chart.dispose();
  }
}

/** What the library writes for its own script in the browser is left out: a style sheet, classes, and notes of its own. */
function inOurInk(svg: string): string {
  let drawn = svg
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/\s(?:class|ecmeta_\w+|xml:space)="[^"]*"/g, "")
    .replace(/^<svg /, '<svg aria-hidden="true" ');
  for (const [name, token] of Object.entries(TOKENS))
    drawn = drawn.replaceAll(`"${INK[name as keyof typeof INK]}"`, `"var(${token})"`);
  return drawn;
}
