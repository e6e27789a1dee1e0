import { Badge, Notice } from "@/app/_ui/notice";
import type { Locale } from "@/lib/core/i18n/locale";
import { placementWords } from "@/lib/core/i18n/messages/placements";
import { dateText } from "@/lib/core/i18n/moment";
import type { FormatSpec } from "@/lib/promos/check/specs";
import type { Verdict } from "@/lib/promos/check/verdicts";
import { sayVerdict } from "@/lib/promos/check/words";

type CheckListProps = { locale: Locale; spec: FormatSpec; verdicts: readonly Verdict[] };

/** What the network's rules say: what stands in the way first, each with where the rule is from. */
export function CheckList({ locale, spec, verdicts }: CheckListProps) {
  const t = placementWords(locale);
  if (verdicts.length === 0) return <Notice tone="good">{t("check.good")}</Notice>;
  return (
    <ul className="check-list">
      {verdicts.map((verdict) => {
        const rule = spec.rules[verdict.rule];
        return (
          <li key={`${verdict.rule} ${verdict.words} ${verdict.place}`} data-level={verdict.level}>
            <Badge tone={verdict.level === "hard" ? "bad" : "plain"}>
              {t(verdict.level === "hard" ? "check.hardMark" : "check.adviceMark")}
            </Badge>
            <p>
              {sayVerdict(verdict, locale)}
              {rule && (
                <span className="small muted check-source">
                  {t("check.source", {
                    source: rule.source[locale],
                    date: dateText(new Date(`${rule.checkedOn}T12:00:00Z`), "UTC", locale),
                  })}
                </span>
              )}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
