import type { CasePageName } from '../domain/casework/change/operation.ts';
import type { ThreadName } from '../domain/thread/thread-name.ts';

/** Every address of the team function. */
export const routes = {
  start: '/',
  /** Where somebody begins who is signed in, by their role. */
  first: '/first-page',
  signIn: '/sign-in',
  signOut: '/sign-out',
  enrol: '/enrol',
  enrolPasskey: '/enrol/passkey',
  passkeys: '/passkeys',
  passkey: '/passkeys/:passkey',
  members: '/members',
  newMember: '/members/new',
  member: '/members/:member',
  memberAbsence: '/members/:member/absence',
  memberEnrolment: '/members/:member/enrolment',
  memberMail: '/members/:member/mail',
  memberRemoval: '/members/:member/removal',
  /** Where signing in leads. */
  board: '/board',
  queue: '/cases',
  /** The same in several cases, and the filters of a member. */
  several: '/cases/several',
  filters: '/cases/filters',
  /** Before the cases themselves, whose ids are longer. */
  newCase: '/cases/new',
  /** Cases that other communities forward: this community's keys, and where a file is received. */
  forwarded: '/forwarded',
  /** The enforcement log. */
  log: '/log',
  logFile: '/log/file',
  /** Respondents of two cases who may be the same person. */
  samePeople: '/same-people',
  /** What the register has of a respondent of a case. */
  person: '/cases/:id/respondents/:part/person',
  /** How cases were handled, without what is in them. */
  procedure: '/procedure',
  caseByCode: '/procedure/case',
  /** How the community's own code was used. */
  review: '/review',
  checklist: '/review/checklist',
  /** Transparency reports: drafts, and what was published. */
  transparency: '/transparency',
  reportDraft: '/transparency/:draft',
  reportApproval: '/transparency/:draft/approval',
  reportDrop: '/transparency/:draft/removal',
  reportNarratives: '/transparency/:draft/narratives',
  case: '/cases/:id',
  split: '/cases/:id/split',
  links: '/cases/:id/links',
  unlink: '/cases/:id/links/remove',
  people: '/cases/:id/people',
  investigation: '/cases/:id/investigation',
  decision: '/cases/:id/decision',
  measures: '/cases/:id/measures',
  appeal: '/cases/:id/appeal',
  letter: '/cases/:id/letters/:part',
  copy: '/cases/:id/copies/:part',
  /** Encrypted files of a copy, and one of them. */
  archive: '/cases/:id/copies/:part/archive',
  archiveVolume: '/cases/:id/copies/:part/archive/volume',
  /** A copy as a file for another community. */
  forwardFile: '/cases/:id/copies/:part/forward',
  /** What of a case is handed out to somebody outside. */
  redaction: '/cases/:id/redaction',
  redactedEntry: '/cases/:id/redaction/entry',
  dataRequest: '/cases/:id/data-requests/:part',
  openCase: '/cases/:id/open',
  leaveCase: '/cases/:id/recusal',
  reply: '/cases/:id/reply',
  note: '/cases/:id/notes',
  state: '/cases/:id/state',
  assignee: '/cases/:id/assignee',
  taken: '/cases/:id/taken',
  erasure: '/cases/:id/erasure',
  contactMade: '/cases/:id/contact-made',
  task: '/cases/:id/tasks/:part',
  identity: '/cases/:id/identity',
  attachment: '/cases/:id/attachments/:attachment',
  original: '/cases/:id/attachments/:attachment/original',
  originals: '/cases/:id/originals',
  audit: '/cases/:id/audit',
  auditExport: '/cases/:id/audit/export',
  api: {
    members: '/api/members',
    member: '/api/members/:member',
    memberEnrolment: '/api/members/:member/enrolment',
    openapi: '/api/openapi.json',
    board: '/api/board',
    cases: '/api/cases',
    several: '/api/cases/several',
    filters: '/api/filters',
    log: '/api/log',
    logFile: '/api/log/file',
    procedure: '/api/procedure',
    caseByCode: '/api/procedure/case',
    review: '/api/review',
    checklist: '/api/review/checklist',
    transparency: '/api/transparency',
    reportDraft: '/api/transparency/:draft',
    reportApproval: '/api/transparency/:draft/approval',
    reportNarratives: '/api/transparency/:draft/narratives',
    audit: '/api/cases/:id/audit',
    auditExport: '/api/cases/:id/audit/export',
    case: '/api/cases/:id',
    messages: '/api/cases/:id/messages',
    attachment: '/api/cases/:id/attachments/:attachment',
    original: '/api/cases/:id/attachments/:attachment/original',
    originals: '/api/cases/:id/originals',
    uploads: '/api/cases/:id/uploads',
    /** Before the parts, for one of which its address would be taken. */
    finishUpload: '/api/cases/:id/uploads/finish',
    uploadPart: '/api/cases/:id/uploads/:number',
    brief: '/api/cases/:id/brief',
    measures: '/api/cases/:id/measures',
    requests: '/api/cases/:id/requests',
    copy: '/api/cases/:id/copies/:part',
    archives: '/api/cases/:id/copies/:part/archives',
    forwardFile: '/api/cases/:id/copies/:part/forward',
    disclosures: '/api/cases/:id/disclosures',
    forwarded: '/api/forwarded',
    dataRequest: '/api/cases/:id/data-requests/:part',
    samePeople: '/api/same-people',
    likeCases: '/api/cases/:id/like-cases',
    letterTemplates: '/api/cases/:id/letter-templates',
  },
} as const;

/** What follows `#` never reaches a server or a log. */
export const enrolmentLink = (teamUrl: string, secret: string): string =>
  `${new URL(routes.enrol, teamUrl).href}#${secret}`;

type MemberRoute = Extract<(typeof routes)[Exclude<keyof typeof routes, 'api'>], `/members/:member${string}`>;

/** The address of a member's page, or of one of its forms. */
export const memberPath = (memberId: string, route: MemberRoute = routes.member): string =>
  route.replace(':member', memberId);

export const passkeyPath = (passkeyId: string): string => `${routes.passkeys}/${passkeyId}`;

type CaseRoute = Extract<(typeof routes)[Exclude<keyof typeof routes, 'api'>], `/cases/:id${string}`>;

/** The address of a case's page, or of one of its forms. */
export const casePath = (caseId: string, route: CaseRoute = routes.case, task = ''): string =>
  route.replace(':id', caseId).replace(':part', task);

const casePages = {
  case: routes.case,
  people: routes.people,
  investigation: routes.investigation,
  decision: routes.decision,
  measures: routes.measures,
  appeal: routes.appeal,
} as const satisfies Record<CasePageName, CaseRoute>;

/** The address of one of the pages of a case. */
export const pagePath = (caseId: string, page: CasePageName): string => casePath(caseId, casePages[page]);

/** The address of what the register has of a respondent. */
export const personPath = (caseId: string, respondent: number): string =>
  casePath(caseId, routes.person, String(respondent));

/** The address of the letter of a decision. */
export const letterPath = (caseId: string, decision: number): string =>
  casePath(caseId, routes.letter, String(decision));

/** What marks a line of the enforcement log on its page, by the random part of its id. */
export const logLineAnchor = (lineId: string): string => `line-${lineId.slice(lineId.indexOf('#') + 1)}`;

/** The address of a line of the enforcement log, among those of its case and of its day. */
export const logLinePath = (caseName: string, lineId: string): string => {
  const [on = ''] = lineId.split('#', 1);
  const query = new URLSearchParams({ name: caseName, from: on, until: on }).toString();
  return `${routes.log}?${query}#${logLineAnchor(lineId)}`;
};

/** The address of a draft of a transparency report, or of one of its forms. */
export const draftPath = (
  draftId: string,
  route:
    | typeof routes.reportDraft
    | typeof routes.reportApproval
    | typeof routes.reportDrop
    | typeof routes.reportNarratives = routes.reportDraft,
): string => route.replace(':draft', draftId);

/** The address of a copy of the case. */
export const copyPath = (caseId: string, request: number): string =>
  casePath(caseId, routes.copy, String(request));

/** Where encrypted files of a copy are made. */
export const archivePath = (caseId: string, request: number): string =>
  casePath(caseId, routes.archive, String(request));

/** Where one of these files is downloaded. */
export const archiveVolumePath = (caseId: string, request: number): string =>
  casePath(caseId, routes.archiveVolume, String(request));

/** Where a copy is saved as a file for another community. */
export const forwardFilePath = (caseId: string, request: number): string =>
  casePath(caseId, routes.forwardFile, String(request));

/** Where a member sees to what is handed out of a thread. */
export const redactionPath = (caseId: string, thread: ThreadName): string =>
  `${casePath(caseId, routes.redaction)}?${new URLSearchParams({ thread }).toString()}`;

/** Where they do so for one entry. @param from the first of the pieces of its texts that are shown */
export const redactedEntryPath = (
  caseId: string,
  { thread, entry }: { readonly thread: ThreadName; readonly entry: number },
  from = 0,
): string => {
  const query = { thread, entry: String(entry), ...(from > 0 && { from: String(from) }) };
  return `${casePath(caseId, routes.redactedEntry)}?${new URLSearchParams(query).toString()}`;
};
/** The address of what there is about somebody who asks what is stored about them. */
export const dataRequestPath = (caseId: string, request: number): string =>
  casePath(caseId, routes.dataRequest, String(request));

type AttachmentRoute = Extract<CaseRoute, `/cases/:id/attachments/:attachment${string}`>;

/** The address of a file of a case, or of the page of its original. */
export const attachmentPath = (
  caseId: string,
  attachmentId: string,
  route: AttachmentRoute = routes.attachment,
): string => casePath(caseId, route).replace(':attachment', attachmentId);

/** Where a page's script uploads files that go to the reporter. */
export const uploadsPath = (caseId: string): string => routes.api.uploads.replace(':id', caseId);
