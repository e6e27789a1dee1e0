import { Card } from "@/app/_ui/blocks";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form } from "@/app/_web/form";
import { deskPeopleWords } from "@/lib/core/i18n/messages/desk-people";
import { can } from "@/lib/identity/actor";
import type { listProposals } from "@/lib/identity/organizers";
import { OneTap } from "../../_parts/one-tap";
import type { Desk } from "../../_parts/open";
import type { Place } from "../../_parts/place";
import { ago } from "../../_parts/times";
import { decide, withdraw } from "../actions";

type Proposal = Awaited<ReturnType<typeof listProposals>>[number];
/** `isAlone`: the page is about them, and its title says so. */
type ProposalsProps = { desk: Desk; place: Place; proposals: readonly Proposal[]; isAlone?: boolean };

/** Who is proposed as an organizer; to agree or decline for whoever has a say. */
export function Proposals({ desk, place, proposals, isAlone }: ProposalsProps) {
  const { locale, actor, now } = desk;
  const t = deskPeopleWords(locale);
  return (
    <section aria-label={t("proposals.title")}>
      <Card>
        {!isAlone && (
          <h2 className="task-title">
            {t("proposals.title")} <span className="task-count nums">{proposals.length}</span>
          </h2>
        )}
        <p className="muted small">
          {proposals.some(({ mayDecide }) => mayDecide) ? t("proposals.warning") : t("proposals.lead")}
        </p>
        <ul className="tasks">
          {proposals.map(({ id, name, proposedAt, proposedByName, mayDecide }) => (
            <li key={id} className="task">
              <div className="task-text">
                <p className="task-name">{name}</p>
                <p className="task-meta">
                  <span>{t("proposals.by", { name: proposedByName })}</span>
                  <span>{ago(proposedAt, now, locale)}</span>
                  {!mayDecide && <span>{t("proposals.yours")}</span>}
                </p>
              </div>
              <div className="task-action">
                {mayDecide && (
                  <Form action={decide.bind(null, place)} gap={2}>
                    <input type="hidden" name="proposalId" value={id} />
                    <div className="bulk">
                      <SubmitButton size="small" name="outcome" value="agreed">
                        {t("proposals.agree")}
                        <span className="hidden-text"> {name}</span>
                      </SubmitButton>
                      <SubmitButton size="small" kind="quiet" name="outcome" value="declined">
                        {t("proposals.decline")}
                        <span className="hidden-text"> {name}</span>
                      </SubmitButton>
                    </div>
                  </Form>
                )}
                {!mayDecide && can(actor, "people.manage") && (
                  <OneTap action={withdraw.bind(null, place)} fields={{ proposal: id }} about={name}>
                    {t("proposals.withdraw")}
                  </OneTap>
                )}
              </div>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}
