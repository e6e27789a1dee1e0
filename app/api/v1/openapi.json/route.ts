import { openapi } from "@/app/_web/openapi";
import * as claimCancel from "../claims/[token]/cancel/route";
import * as claimCheckout from "../claims/[token]/checkout/route";
import * as claimProof from "../claims/[token]/proof/route";
import * as claimResend from "../claims/[token]/resend/route";
import * as claim from "../claims/[token]/route";
import * as claimVerify from "../claims/[token]/verify/route";
import * as bookApprove from "../communities/[community]/campaigns/[campaign]/books/[code]/approve/route";
import * as bookClaims from "../communities/[community]/campaigns/[campaign]/books/[code]/claims/route";
import * as bookPhotos from "../communities/[community]/campaigns/[campaign]/books/[code]/photos/route";
import * as bookReject from "../communities/[community]/campaigns/[campaign]/books/[code]/reject/route";
import * as book from "../communities/[community]/campaigns/[campaign]/books/[code]/route";
import * as bookWait from "../communities/[community]/campaigns/[campaign]/books/[code]/wait/route";
import * as bookWithdraw from "../communities/[community]/campaigns/[campaign]/books/[code]/withdraw/route";
import * as bookImport from "../communities/[community]/campaigns/[campaign]/books/import/route";
import * as books from "../communities/[community]/campaigns/[campaign]/books/route";
import * as campaignClose from "../communities/[community]/campaigns/[campaign]/close/route";
import * as donationCash from "../communities/[community]/campaigns/[campaign]/donations/[code]/cash/route";
import * as donationConfirm from "../communities/[community]/campaigns/[campaign]/donations/[code]/confirm/route";
import * as donationDecide from "../communities/[community]/campaigns/[campaign]/donations/[code]/decide/route";
import * as donationRefund from "../communities/[community]/campaigns/[campaign]/donations/[code]/refund/route";
import * as donationReject from "../communities/[community]/campaigns/[campaign]/donations/[code]/reject/route";
import * as donationUndo from "../communities/[community]/campaigns/[campaign]/donations/[code]/undo/route";
import * as donations from "../communities/[community]/campaigns/[campaign]/donations/route";
import * as handoverAgree from "../communities/[community]/campaigns/[campaign]/handovers/[code]/agree/route";
import * as handoverDecline from "../communities/[community]/campaigns/[campaign]/handovers/[code]/decline/route";
import * as handoverMiss from "../communities/[community]/campaigns/[campaign]/handovers/[code]/miss/route";
import * as handoverParcel from "../communities/[community]/campaigns/[campaign]/handovers/[code]/parcel/route";
import * as handoverPickup from "../communities/[community]/campaigns/[campaign]/handovers/[code]/pickup/route";
import * as handoverPropose from "../communities/[community]/campaigns/[campaign]/handovers/[code]/propose/route";
import * as handoverReceived from "../communities/[community]/campaigns/[campaign]/handovers/[code]/received/route";
import * as handoverReturn from "../communities/[community]/campaigns/[campaign]/handovers/[code]/return/route";
import * as handover from "../communities/[community]/campaigns/[campaign]/handovers/[code]/route";
import * as handoverShip from "../communities/[community]/campaigns/[campaign]/handovers/[code]/ship/route";
import * as leftovers from "../communities/[community]/campaigns/[campaign]/leftovers/route";
import * as campaignReopen from "../communities/[community]/campaigns/[campaign]/reopen/route";
import * as campaign from "../communities/[community]/campaigns/[campaign]/route";
import * as sources from "../communities/[community]/campaigns/[campaign]/sources/route";
import * as statementMatch from "../communities/[community]/campaigns/[campaign]/statements/[id]/match/route";
import * as statement from "../communities/[community]/campaigns/[campaign]/statements/[id]/route";
import * as statements from "../communities/[community]/campaigns/[campaign]/statements/route";
import * as totals from "../communities/[community]/campaigns/[campaign]/totals/route";
import * as campaigns from "../communities/[community]/campaigns/route";
import * as leads from "../communities/[community]/leads/route";
import * as link from "../communities/[community]/links/[code]/route";
import * as links from "../communities/[community]/links/route";
import * as promoAgree from "../communities/[community]/promos/[promo]/agree/route";
import * as promoCancel from "../communities/[community]/promos/[promo]/cancel/route";
import * as promoLineDrop from "../communities/[community]/promos/[promo]/contingencies/[line]/drop/route";
import * as promoLine from "../communities/[community]/promos/[promo]/contingencies/[line]/route";
import * as promoLineSettle from "../communities/[community]/promos/[promo]/contingencies/[line]/settle/route";
import * as promoLines from "../communities/[community]/promos/[promo]/contingencies/route";
import * as promoCopy from "../communities/[community]/promos/[promo]/copy/route";
import * as promoFinish from "../communities/[community]/promos/[promo]/finish/route";
import * as promoMeasure from "../communities/[community]/promos/[promo]/measure/route";
import * as placementApprove from "../communities/[community]/promos/[promo]/placements/[placement]/approve/route";
import * as placementCancel from "../communities/[community]/promos/[promo]/placements/[placement]/cancel/route";
import * as placementComment from "../communities/[community]/promos/[promo]/placements/[placement]/comment/route";
import * as placementFail from "../communities/[community]/promos/[promo]/placements/[placement]/fail/route";
import * as placementHold from "../communities/[community]/promos/[promo]/placements/[placement]/hold/route";
import * as placementPublish from "../communities/[community]/promos/[promo]/placements/[placement]/publish/route";
import * as placementRequestChanges from "../communities/[community]/promos/[promo]/placements/[placement]/request-changes/route";
import * as placementResume from "../communities/[community]/promos/[promo]/placements/[placement]/resume/route";
import * as placement from "../communities/[community]/promos/[promo]/placements/[placement]/route";
import * as placementSchedule from "../communities/[community]/promos/[promo]/placements/[placement]/schedule/route";
import * as placementSubmit from "../communities/[community]/promos/[promo]/placements/[placement]/submit/route";
import * as placements from "../communities/[community]/promos/[promo]/placements/route";
import * as promoReport from "../communities/[community]/promos/[promo]/report/route";
import * as promoRevive from "../communities/[community]/promos/[promo]/revive/route";
import * as promoRework from "../communities/[community]/promos/[promo]/rework/route";
import * as promo from "../communities/[community]/promos/[promo]/route";
import * as promoStart from "../communities/[community]/promos/[promo]/start/route";
import * as promos from "../communities/[community]/promos/route";
import * as readings from "../communities/[community]/readings/route";
import * as community from "../communities/[community]/route";
import * as ownCheckout from "../donations/[token]/checkout/route";
import * as ownDonation from "../donations/[token]/route";
import * as waitClaim from "../waits/[token]/claim/route";
import * as waitLeave from "../waits/[token]/leave/route";
import * as waitResend from "../waits/[token]/resend/route";
import * as wait from "../waits/[token]/route";
import * as waitVerify from "../waits/[token]/verify/route";

/** Every address of the API: a test holds this list against the folders. */
const document = openapi({
  "/claims/{token}": claim,
  "/claims/{token}/cancel": claimCancel,
  "/claims/{token}/checkout": claimCheckout,
  "/claims/{token}/proof": claimProof,
  "/claims/{token}/resend": claimResend,
  "/claims/{token}/verify": claimVerify,
  "/communities/{community}": community,
  "/communities/{community}/campaigns": campaigns,
  "/communities/{community}/campaigns/{campaign}": campaign,
  "/communities/{community}/campaigns/{campaign}/books": books,
  "/communities/{community}/campaigns/{campaign}/books/{code}": book,
  "/communities/{community}/campaigns/{campaign}/books/{code}/approve": bookApprove,
  "/communities/{community}/campaigns/{campaign}/books/{code}/claims": bookClaims,
  "/communities/{community}/campaigns/{campaign}/books/{code}/photos": bookPhotos,
  "/communities/{community}/campaigns/{campaign}/books/{code}/reject": bookReject,
  "/communities/{community}/campaigns/{campaign}/books/{code}/wait": bookWait,
  "/communities/{community}/campaigns/{campaign}/books/{code}/withdraw": bookWithdraw,
  "/communities/{community}/campaigns/{campaign}/books/import": bookImport,
  "/communities/{community}/campaigns/{campaign}/close": campaignClose,
  "/communities/{community}/campaigns/{campaign}/leftovers": leftovers,
  "/communities/{community}/campaigns/{campaign}/reopen": campaignReopen,
  "/communities/{community}/campaigns/{campaign}/donations": donations,
  "/communities/{community}/campaigns/{campaign}/donations/{code}/cash": donationCash,
  "/communities/{community}/campaigns/{campaign}/donations/{code}/confirm": donationConfirm,
  "/communities/{community}/campaigns/{campaign}/donations/{code}/decide": donationDecide,
  "/communities/{community}/campaigns/{campaign}/donations/{code}/refund": donationRefund,
  "/communities/{community}/campaigns/{campaign}/donations/{code}/reject": donationReject,
  "/communities/{community}/campaigns/{campaign}/donations/{code}/undo": donationUndo,
  "/communities/{community}/campaigns/{campaign}/handovers/{code}": handover,
  "/communities/{community}/campaigns/{campaign}/handovers/{code}/propose": handoverPropose,
  "/communities/{community}/campaigns/{campaign}/handovers/{code}/agree": handoverAgree,
  "/communities/{community}/campaigns/{campaign}/handovers/{code}/decline": handoverDecline,
  "/communities/{community}/campaigns/{campaign}/handovers/{code}/pickup": handoverPickup,
  "/communities/{community}/campaigns/{campaign}/handovers/{code}/parcel": handoverParcel,
  "/communities/{community}/campaigns/{campaign}/handovers/{code}/ship": handoverShip,
  "/communities/{community}/campaigns/{campaign}/handovers/{code}/miss": handoverMiss,
  "/communities/{community}/campaigns/{campaign}/handovers/{code}/return": handoverReturn,
  "/communities/{community}/campaigns/{campaign}/handovers/{code}/received": handoverReceived,
  "/communities/{community}/campaigns/{campaign}/statements": statements,
  "/communities/{community}/campaigns/{campaign}/statements/{id}": statement,
  "/communities/{community}/campaigns/{campaign}/statements/{id}/match": statementMatch,
  "/communities/{community}/campaigns/{campaign}/sources": sources,
  "/communities/{community}/campaigns/{campaign}/totals": totals,
  "/communities/{community}/leads": leads,
  "/communities/{community}/links": links,
  "/communities/{community}/links/{code}": link,
  "/communities/{community}/promos/{promo}/placements": placements,
  "/communities/{community}/promos/{promo}/placements/{placement}": placement,
  "/communities/{community}/promos/{promo}/placements/{placement}/approve": placementApprove,
  "/communities/{community}/promos/{promo}/placements/{placement}/cancel": placementCancel,
  "/communities/{community}/promos/{promo}/placements/{placement}/comment": placementComment,
  "/communities/{community}/promos/{promo}/placements/{placement}/fail": placementFail,
  "/communities/{community}/promos/{promo}/placements/{placement}/hold": placementHold,
  "/communities/{community}/promos/{promo}/placements/{placement}/publish": placementPublish,
  "/communities/{community}/promos/{promo}/placements/{placement}/request-changes": placementRequestChanges,
  "/communities/{community}/promos/{promo}/placements/{placement}/resume": placementResume,
  "/communities/{community}/promos/{promo}/placements/{placement}/schedule": placementSchedule,
  "/communities/{community}/promos/{promo}/placements/{placement}/submit": placementSubmit,
  "/communities/{community}/promos/{promo}/report": promoReport,
  "/communities/{community}/promos": promos,
  "/communities/{community}/promos/{promo}": promo,
  "/communities/{community}/promos/{promo}/agree": promoAgree,
  "/communities/{community}/promos/{promo}/cancel": promoCancel,
  "/communities/{community}/promos/{promo}/contingencies": promoLines,
  "/communities/{community}/promos/{promo}/contingencies/{line}": promoLine,
  "/communities/{community}/promos/{promo}/contingencies/{line}/drop": promoLineDrop,
  "/communities/{community}/promos/{promo}/contingencies/{line}/settle": promoLineSettle,
  "/communities/{community}/promos/{promo}/copy": promoCopy,
  "/communities/{community}/promos/{promo}/finish": promoFinish,
  "/communities/{community}/promos/{promo}/measure": promoMeasure,
  "/communities/{community}/promos/{promo}/revive": promoRevive,
  "/communities/{community}/promos/{promo}/rework": promoRework,
  "/communities/{community}/promos/{promo}/start": promoStart,
  "/communities/{community}/readings": readings,
  "/donations/{token}": ownDonation,
  "/donations/{token}/checkout": ownCheckout,
  "/waits/{token}": wait,
  "/waits/{token}/claim": waitClaim,
  "/waits/{token}/leave": waitLeave,
  "/waits/{token}/resend": waitResend,
  "/waits/{token}/verify": waitVerify,
});

/** The API's description, made when the product is built. */
export function GET(): Response {
  return Response.json(document);
}
