import type { AppealGround } from '../../domain/appeal/appeal-act.ts';
import type { Appeal, AppealOutcome } from '../../domain/appeal/appeal.ts';
import { appealGroundWords } from '../../domain/casework/appeal/ground-words.ts';
import type { Task } from '../../domain/casework/record/task.ts';
import type { DataOutcome, DataRequest } from '../../domain/data-request/data-request.ts';
import type { Approval, SoftConflict } from '../../domain/decision/approval.ts';
import type { Decision } from '../../domain/decision/decision.ts';
import type { Evidence } from '../../domain/decision/evidence.ts';
import type { Hold } from '../../domain/decision/hold.ts';
import type { Measure } from '../../domain/decision/measure.ts';
import type { Opinion } from '../../domain/decision/opinion.ts';
import type { Proposal } from '../../domain/decision/proposal.ts';
import type { PublicBan } from '../../domain/decision/public-ban.ts';
import type { Respondent } from '../../domain/decision/respondent.ts';
import type { TwoPersonRequest } from '../../domain/decision/two-person-request.ts';
import type { DoorRecord } from '../../domain/door/door.ts';
import type { Narrative } from '../../domain/narrative/narrative.ts';
import type { Disclosure } from '../../domain/export/disclosure.ts';
import type { FindingOutcome } from '../../domain/decision/finding.ts';
import type { Author } from '../../domain/member/author.ts';
import { ownValue } from '../../domain/kernel/own-value.ts';
import { inLanguage } from '../../settings/localised.ts';
import type { Settings } from '../../settings/schema.ts';
import { outcomeNames, sideNames } from '../appeal/appeal-words.ts';
import { asksWords, outcomeWords, personWords } from '../data-request/data-request-words.ts';
import { kindNames } from '../doors/door-words.ts';
import { threadLabel } from '../redaction/redaction-words.ts';
import { basisWords, contentsWords, filesWords, recipientWords } from '../two-people/request-words.ts';
import { findingNames, languageNames, measureName, platformName, ruleName, rungName } from '../ui/words.ts';

/** Records that a copy of a whole case shows field by field. */
export type ListedRecord =
  | Appeal
  | Approval
  | DataRequest
  | Decision
  | Disclosure
  | DoorRecord
  | Evidence
  | Hold
  | Measure
  | Narrative
  | Opinion
  | Proposal
  | PublicBan
  | Respondent
  | SoftConflict
  | Task
  | TwoPersonRequest;

/** Ids, hashes and counts of our own, which say nothing to anybody outside the service. */
export const leftOut = [
  ...(['hash', 'doorId', 'team', 'leadsApproved', 'logLine', 'id', 'edition', 'file'] as const),
  ...([
    'redactions',
    'version',
    'receivingKey',
    'threads',
    'decisionsBefore',
    'takenUpTo',
    'readUpTo',
  ] as const),
] as const;

/** Names of all fields of something, those inside of it included; of a member only who it is counts. */
type FieldsOf<Value> = Value extends Author
  ? never
  : Value extends readonly (infer Item)[]
    ? FieldsOf<Item>
    : Value extends object
      ? string extends keyof Value
        ? never
        : { [Name in keyof Value & string]-?: Name | FieldsOf<NonNullable<Value[Name]>> }[keyof Value &
            string]
      : never;

export type FieldName = Exclude<FieldsOf<ListedRecord>, (typeof leftOut)[number]>;

/** What each field is called: a field of a record that is not here does not compile. */
export const fieldNames: Readonly<Record<FieldName, string>> = {
  account: 'Account',
  acknowledgeBy: 'To be acknowledged by',
  acknowledged: 'Acknowledged',
  act: 'What is asked for',
  addedBy: 'Added by',
  addedOn: 'Added on',
  again: 'A second appeal',
  agreed: 'Agreed',
  answerBy: 'To be answered by',
  answered: 'Answered',
  appeal: 'Appeal',
  appealBy: 'Can be appealed until',
  appellant: 'To who appealed',
  approvalRules: 'Rule of approval',
  approved: 'Approved',
  approvedBy: 'Approved by',
  as: 'Outcome',
  asked: 'Asked',
  askedBy: 'Asked for by',
  askedOn: 'Asked on',
  asks: 'What they ask',
  assignee: 'Assigned to',
  at: 'Time',
  atLeast: 'Approvals at least',
  basis: 'Basis',
  behaviour: 'Behaviour',
  broken: 'Breach',
  by: 'By',
  cameOn: 'Came on',
  cannot: 'Cannot be done',
  changed: 'Changed',
  closedBecause: 'Why it was closed',
  closedOn: 'Closed on',
  codeName: 'Code name',
  confirmBy: 'To be confirmed by',
  confirmed: 'Confirmed',
  consequences: 'Consequences',
  content: 'Text of the proposal',
  contents: 'What it holds',
  copy: 'Copy',
  decideBy: 'To be decided by',
  decided: 'Decided',
  decider: 'Decided by',
  decision: 'Decision',
  dissentedBy: 'Dissent of',
  done: 'Done',
  door: 'Conversation',
  dueOn: 'Due',
  elsewhere: 'Where it lies',
  emergency: 'At once',
  endKept: 'The reporter is not told when it ends',
  endsOn: 'Ends on',
  entries: 'Messages of the reporter’s conversation',
  entry: 'Message',
  expected: 'What is expected',
  expiresAt: 'Kept until',
  files: 'Files',
  followUp: 'Followed up by',
  follows: 'In place of the decision',
  form: 'Whole or redacted',
  forwardedTo: 'Fingerprint of the key',
  from: 'From',
  ground: 'Ground',
  handle: 'Account',
  handles: 'Account',
  handoverUntil: 'To be used until',
  hardLimit: 'Kept at most until',
  hearing: 'Hearing',
  impact: 'Impact',
  is: 'Answer',
  kind: 'For',
  language: 'Language',
  late: 'Late',
  lawyerOn: 'Looked at by a lawyer on',
  lead: 'A lead is among them',
  letter: 'Letter',
  letterAnnounced: 'The letter was announced',
  letterSent: 'The letter was sent',
  lifted: 'Lifted',
  madeBy: 'Made by',
  madeOn: 'Made on',
  measures: 'Measure',
  mergedInto: 'The same person as',
  name: 'Name',
  note: 'Note',
  noted: 'Noted',
  notes: 'Notes',
  number: 'Number',
  of: 'Whose',
  on: 'On',
  openedAt: 'Opened',
  other: 'To the other side',
  outcome: 'Outcome',
  passedOn: 'Passed on',
  person: 'Who asks',
  planned: 'Planned',
  platform: 'Platform',
  probationUntil: 'Probation until',
  proposal: 'Proposal',
  proposed: 'Proposed',
  question: 'Question',
  quorum: 'Take part at least',
  reach: 'How to reach them',
  readmission: 'Return',
  reason: 'Reason',
  reasons: 'Reasons',
  recipient: 'Recipient',
  relation: 'Their part in it',
  removed: 'Why it is no longer listed',
  removedBy: 'Removed by',
  removedOn: 'Removed on',
  replacedBy: 'Replaced by measure',
  reporterText: 'To the reporter',
  request: 'Request',
  respondent: 'Respondent',
  restriction: 'Restriction',
  restrictions: 'Restriction',
  result: 'Result',
  returnOn: 'Returns on',
  returnRequests: 'Request to come back',
  returned: 'Has come back',
  reviewOn: 'Looked at again on',
  reviews: 'Looked at again',
  rollOuts: 'Where it is carried out',
  rules: 'Rule',
  rung: 'Consequence',
  said: 'What was said',
  saidOn: 'Said on',
  sentAt: 'Sent',
  share: 'Who has to approve',
  side: 'Who appeals',
  since: 'Since',
  standsOn: 'Stands from',
  state: 'State',
  status: 'Status',
  step: 'Step of the plan',
  taken: 'Taken',
  takenOff: 'Taken off',
  takes: 'To be taken',
  text: 'Text',
  texts: 'What is written',
  thread: 'Conversation',
  to: 'To',
  toReporter: 'To the reporter',
  toReview: 'Why it has to be looked at again',
  toReviewBy: 'To be looked at again by',
  toldIn: 'Told in',
  tookPart: 'Could take part',
  type: 'Measure',
  until: 'Until',
  verdict: 'Verdict',
  verdicts: 'Verdict',
  waits: 'Waits for the appeal',
  way: 'How',
  what: 'What',
  who: 'Who',
  whom: 'Whom it is for',
  whyNoLetter: 'Why there is no letter',
  whyNotAsked: 'Why they were not asked',
  whyNotTold: 'Why the reporter is told nothing',
  withinDays: 'Days to decide',
  without: 'Without it',
  words: 'What they said',
  withdrawn: 'Withdrawn',
  written: 'Written',
  writtenBy: 'Written by',
};

type Values = (settings: Settings, value: string) => string;

const inTable =
  (table: Readonly<Record<string, string>>): Values =>
  (_, value) =>
    ownValue(table, value) ?? value;

const statuses: Readonly<
  Record<Decision['status'] | Measure['status'] | Proposal['status'] | TwoPersonRequest['status'], string>
> = {
  'in-force': 'in force',
  ended: 'ended',
  replaced: 'replaced by a later one',
  'to-do': 'to do',
  done: 'done',
  'not-done': 'not done',
  waived: 'waived',
  withdrawn: 'withdrawn',
  open: 'open',
  'taken-back': 'taken back',
  declined: 'declined',
  agreed: 'agreed',
};
/** How a measure, a decision or a request stands, in words. */
export const statusWords = (status: keyof typeof statuses): string => statuses[status];

const verdicts: Readonly<Record<Approval['verdict'], string>> = {
  approves: 'approves',
  dissents: 'does not approve',
  'takes-back': 'takes back what they said',
};
const acts: Readonly<Record<TwoPersonRequest['act'], string>> = {
  erasure: 'that the case is erased',
  words: 'that what the reporter wrote is erased',
  copy: 'a copy',
};
const forms: Readonly<Record<Disclosure['form'], string>> = { whole: 'whole', redacted: 'redacted' };
const results: Readonly<Record<NonNullable<Decision['reviews']>[number]['result'], string>> = {
  stays: 'it stays',
  changed: 'another decision follows',
  ended: 'it ends',
};
const ways: Readonly<Record<NonNullable<Decision['letterSent']>['way'], string>> = {
  link: 'with a link',
  copied: 'copied into another message',
  printed: 'on paper',
};
const shares: Readonly<Record<NonNullable<Decision['approvalRules']>[number]['share'], string>> = {
  number: 'a number of members',
  majority: 'the majority',
  'two-thirds': 'two thirds',
  all: 'everybody who can take part',
};
const answers: Readonly<Record<'planned' | 'declined', string>> = {
  planned: 'a return was planned',
  declined: 'declined',
};
const doorStates: Readonly<Record<DoorRecord['state'], string>> = { open: 'open', closed: 'closed' };
const outcomes: Readonly<Record<FindingOutcome | DataOutcome, string>> = { ...findingNames, ...outcomeWords };
const appealAnswers: Readonly<Record<AppealOutcome, string>> = outcomeNames;
const grounds: Readonly<Record<AppealGround, string>> = appealGroundWords;

const restrictionOf = ({ decisions }: Settings, restriction: string): string => {
  const label = Object.values(decisions.platforms).flatMap(({ restrictions }) => {
    const found = ownValue(restrictions, restriction);
    return found === undefined ? [] : [inLanguage(found, 'en')];
  })[0];
  return label ?? restriction;
};

const stepOf = ({ decisions }: Settings, step: string): string => {
  const label = Object.values(decisions.plans).flatMap((plan) => ownValue(plan, step)?.label ?? [])[0];
  return label === undefined ? step : inLanguage(label, 'en');
};

/** How values of a field are said that are stored as a name of ours or of the settings; every other field says itself. */
export const valueWords: Readonly<Partial<Record<FieldName, Values>>> = {
  act: inTable(acts),
  as: inTable(answers),
  asks: inTable(asksWords),
  basis: inTable(basisWords),
  contents: inTable(contentsWords),
  files: inTable(filesWords),
  form: inTable(forms),
  ground: inTable(grounds),
  is: inTable(appealAnswers),
  kind: inTable(kindNames),
  language: inTable(languageNames),
  of: inTable(sideNames),
  outcome: inTable(outcomes),
  person: inTable(personWords),
  platform: platformName,
  restriction: restrictionOf,
  result: inTable(results),
  rules: ruleName,
  rung: rungName,
  share: inTable(shares),
  side: inTable(sideNames),
  state: inTable(doorStates),
  status: inTable(statuses),
  step: stepOf,
  thread: (_, thread) => threadLabel(thread),
  to: inTable(recipientWords),
  toldIn: (_, thread) => threadLabel(thread),
  type: measureName,
  verdict: inTable(verdicts),
  way: inTable(ways),
};
