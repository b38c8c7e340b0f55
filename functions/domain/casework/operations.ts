import { readingPermissions, type PermissionRow } from '../authorization/permissions.ts';
import { answerErasure } from './handling/answer-erasure.ts';
import { answerOperation } from './handling/answer-reporter.ts';
import { assign } from './handling/assign-case.ts';
import { exportOperation } from './reading/read-audit-log.ts';
import { changeState } from './handling/change-state.ts';
import { addTask, tickTask } from './handling/change-tasks.ts';
import { contactMade } from './handling/contact-made.ts';
import { grantAccess } from './access/grant-access.ts';
import { linkCases, unlinkCases } from './routing/link-cases.ts';
import { moveDate } from './handling/move-deadline.ts';
import { openIdentity } from './reading/open-identity.ts';
import { originalOperation } from './reading/open-original.ts';
import type { CaseOperation, OtherOperation } from './change/operation.ts';
import { pauseDeadline } from './handling/pause-deadline.ts';
import { liftRecusal, recuseOneself } from './access/recuse.ts';
import { letBack, setAside } from './access/set-aside.ts';
import { retaliationCase } from './routing/retaliation-case.ts';
import { splitCase } from './routing/split-case.ts';
import { takeUrgent } from './handling/take-urgent.ts';
import { transferCase } from './routing/transfer-case.ts';
import { writeNote } from './handling/write-note.ts';
import { addRespondent } from './decision/add-respondent.ts';
import { editBrief } from './decision/edit-brief.ts';
import { editRespondent } from './decision/edit-respondent.ts';
import { makePlan, setEmbargo } from './decision/follow-plan.ts';
import { addEvidence, removeEvidence } from './decision/list-evidence.ts';
import { mergeRespondents } from './decision/merge-respondents.ts';
import { noteInterview } from './decision/note-interview.ts';
import { setRisk } from './decision/set-risk.ts';
import { editTask } from './handling/edit-task.ts';
import { holdCase, liftHold } from './decision/hold-case.ts';
import { agreeToReturn, confirmReturn, planReturn } from './decision/readmission.ts';
import { reportBreach } from './decision/report-breach.ts';
import { declineReturn, noteReturnRequest } from './decision/return-requests.ts';
import { restrictAtOnce } from './decision/restrict-at-once.ts';
import { reviewRestriction } from './decision/review-restriction.ts';
import { reviewDecision } from './decision/review-decision.ts';
import { addAccount, tickRollOut } from './decision/roll-out.ts';
import { followMeasure, settleMeasure, waiveMeasure } from './decision/settle-measure.ts';
import { announceLetter } from './decision/announce-letter.ts';
import { letterDelivered } from './decision/letter-delivered.ts';
import { askReporter, noteOpinion } from './decision/opinions.ts';
import { editProposal, proposeDecision, withdrawProposal } from './decision/propose.ts';
import { putDecisionInForce } from './decision/put-in-force.ts';
import { recordFinding } from './decision/record-finding.ts';
import { sayOfProposal } from './decision/say-of-proposal.ts';
import { approvePublicBan, takeOffPublicBan, writePublicBan } from './decision/public-bans.ts';
import { declareConflict, liftConflict } from './decision/soft-conflict.ts';
import { acknowledgeAppeal } from './appeal/acknowledge-appeal.ts';
import { answerLateAppeal } from './appeal/answer-late-appeal.ts';
import { answerSecondAppeal } from './appeal/answer-second-appeal.ts';
import { chooseDecider } from './appeal/choose-decider.ts';
import { decideAppeal } from './appeal/decide-appeal.ts';
import { letRestrictionWait } from './appeal/let-wait.ts';
import { noteAppeal } from './appeal/note-appeal.ts';
import { noteHearing } from './appeal/note-hearing.ts';
import { planHearing } from './appeal/plan-hearing.ts';
import { takeUpAppeal } from './appeal/take-up-appeal.ts';
import { closeDoor } from './doors/close-door.ts';
import { editDoorPage } from './doors/edit-door-page.ts';
import { editExcerpts } from './doors/edit-excerpts.ts';
import { makeExpertDoor } from './doors/make-expert-door.ts';
import { makePlatformDoor } from './doors/make-platform-door.ts';
import { takeOverAnswers } from './doors/take-over-answers.ts';
import { handOverLetter } from './doors/hand-over-letter.ts';
import { setTags } from './tags/set-tags.ts';
import { skipResponse } from './doors/skip-response.ts';
import { makeDoor } from './doors/make-door.ts';
import { remakeDoor } from './doors/remake-door.ts';
import { answerRequest, takeBackRequest } from './two-people/answer-request.ts';
import { askCopy, askErasure } from './two-people/ask-request.ts';
import { clearNote } from './handling/clear-note.ts';
import { answerDataRequest } from './data-request/answer-data-request.ts';
import { noteDataRequest } from './data-request/note-data-request.ts';
import { openCopy } from './two-people/open-copy.ts';
import { hideWords } from './redaction/hide-words.ts';
import { liftRedaction } from './redaction/lift-redaction.ts';
import { redactEntry } from './redaction/redact-entry.ts';
import { notSamePerson, partPerson, samePerson } from './register/join-person.ts';
import { metBefore } from './register/met-before.ts';
import { openPerson } from './register/open-person.ts';
import { notePerson } from './register/person-note.ts';
import { approveNarrative, withdrawNarrative } from './narrative/approve-narrative.ts';
import { writeNarrative } from './narrative/write-narrative.ts';

/**
 * Everything a member can do to a case that is asked for by a body and answered by JSON. Routes, forms, OpenAPI, what
 * stands in the audit log, and the test of who may do what are made from this list, in its order.
 */
export const caseOperations: readonly CaseOperation[] = [
  writeNote,
  changeState,
  openIdentity,
  grantAccess,
  liftRecusal,
  setAside,
  letBack,
  recuseOneself,
  assign,
  takeUrgent,
  answerErasure,
  moveDate,
  pauseDeadline,
  contactMade,
  addTask,
  tickTask,
  transferCase,
  splitCase,
  linkCases,
  unlinkCases,
  editTask,
  addRespondent,
  editRespondent,
  mergeRespondents,
  editBrief,
  setRisk,
  makePlan,
  setEmbargo,
  noteInterview,
  addEvidence,
  removeEvidence,
  recordFinding,
  proposeDecision,
  editProposal,
  withdrawProposal,
  askReporter,
  noteOpinion,
  declareConflict,
  liftConflict,
  sayOfProposal,
  putDecisionInForce,
  restrictAtOnce,
  reviewRestriction,
  settleMeasure,
  waiveMeasure,
  followMeasure,
  addAccount,
  tickRollOut,
  reportBreach,
  reviewDecision,
  planReturn,
  agreeToReturn,
  confirmReturn,
  holdCase,
  liftHold,
  letterDelivered,
  announceLetter,
  askErasure,
  askCopy,
  answerRequest,
  takeBackRequest,
  openCopy,
  noteReturnRequest,
  declineReturn,
  writePublicBan,
  approvePublicBan,
  takeOffPublicBan,
  redactEntry,
  hideWords,
  liftRedaction,
  takeUpAppeal,
  noteAppeal,
  answerLateAppeal,
  answerSecondAppeal,
  acknowledgeAppeal,
  chooseDecider,
  planHearing,
  noteHearing,
  letRestrictionWait,
  decideAppeal,
  noteDataRequest,
  answerDataRequest,
  clearNote,
  makeDoor,
  remakeDoor,
  closeDoor,
  editDoorPage,
  makePlatformDoor,
  takeOverAnswers,
  makeExpertDoor,
  editExcerpts,
  retaliationCase,
  handOverLetter,
  skipResponse,
  metBefore,
  samePerson,
  notSamePerson,
  partPerson,
  openPerson,
  notePerson,
  setTags,
  writeNarrative,
  approveNarrative,
  withdrawNarrative,
];

/** What is asked for or answered in a way of its own: files, and messages with files. */
export const otherOperations: readonly OtherOperation[] = [
  answerOperation,
  originalOperation,
  exportOperation,
];

/** Who may do what to a case, by the names that pages ask for. */
export const casePermissions: ReadonlyMap<string, PermissionRow> = new Map<string, PermissionRow>([
  ...Object.entries(readingPermissions),
  ...caseOperations.flatMap(({ name, permission, permissions = { [name]: permission } }) =>
    Object.entries(permissions),
  ),
  ...otherOperations.map(({ name, permission }) => [name, permission] as const),
]);
