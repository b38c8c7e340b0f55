import * as z from 'zod';
import { noInput } from '../../domain/casework/change/input-limits.ts';
import type { CaseOperation } from '../../domain/casework/change/operation.ts';
import { caseOperations } from '../../domain/casework/operations.ts';
import type { Settings } from '../../settings/schema.ts';
import { octets, openApiDocument, type Operation, type Operations } from '../../web/open-api.ts';
import { routes } from '../routes.ts';
import {
  uploadBegun,
  uploadFinished,
  uploadMissing,
  uploadPassHeader,
} from '../../web/files/upload-contract.ts';
import {
  newUpload,
  originalOpened,
  originalPassHeader,
  originalRequest,
} from '../files/attachment-contract.ts';
import { auditExport, auditLog, exportedLine } from '../audit/audit-contract.ts';
import { boardView } from '../board/board-contract.ts';
import { mostAtOnce } from '../../domain/casework/handling/in-several-cases.ts';
import { filterList, newFilterList, severalBody, severalDone } from '../queue/several-contract.ts';
import { doorList } from '../doors/doors-contract.ts';
import { notesPage, pageQuery, tasksPage } from '../case/case-lists-contract.ts';
import { caseEntry, casePreview, caseList, listQuery, newMessage, wholeCase } from '../case/case-contract.ts';
import {
  changedMemberBody,
  enrolmentView,
  leavingQuery,
  memberAdded,
  memberChanged,
  memberLeft,
  memberList,
  newMemberBody,
} from '../members/member-contract.ts';
import { decisionList, findingList, opinionList, proposalList } from '../decision/decision-contract.ts';
import {
  evidenceList,
  interviewsPage,
  investigationPlan,
  respondentList,
} from '../investigation/investigation-contract.ts';
import { appealList } from '../appeal/appeal-contract.ts';
import { dataRequestList, dataRequestView } from '../data-request/data-request-contract.ts';
import { holdList, measureList, publicBanList } from '../measures/measures-contract.ts';
import { narrativeView } from '../narrative/narrative-contract.ts';
import { samePeopleList } from '../../domain/casework/register/list-same-people.ts';
import { logFileFields, logList, logListFields } from '../register/log-contract.ts';
import { caseOfCode, codeFields, procedureFields, procedurePart } from '../procedure/procedure-contract.ts';
import { checklistTicked, newTick, yearReview } from '../review/review-contract.ts';
import { archiveBegun, archivePassHeader, archiveQuery, disclosureList } from '../export/archive-contract.ts';
import { forwardedBody, forwardedReceived } from '../forward/forward-contract.ts';
import { redactionList } from '../redaction/redaction-contract.ts';
import { caseCopy, requestList } from '../two-people/requests-contract.ts';
import { beginFields, likeList, templateList } from '../decision/begin-contract.ts';
import { letterList } from '../decision/letter-contract.ts';
import { filingSchemas } from '../filing/on-behalf-api.ts';
import { caseFiled } from '../filing/on-behalf-contract.ts';
import {
  approvalDone,
  chosenNarratives,
  draftMade,
  draftView,
  newDraft,
  transparencyList,
} from '../transparency/transparency-contract.ts';
import { operationApiPath } from '../handling/operation-path.ts';

const pass = { [uploadPassHeader]: 'The pass of the upload, which must be of this case.' };
const range = {
  Range: '`bytes=<first>-<last>`, at most 4 MB an answer; a larger file is not given without it.',
};
const bytes = { gives: 'The bytes, or with 206 the range that was asked for', mediaType: octets };

/** The lists that are read where something is added to them. */
const lists: Operations = {
  '/notes': {
    get: {
      summary: 'Notes of a case that you have opened, the latest first, a page at a time.',
      query: pageQuery,
      gives: 'A page, in the order they were written, and the cursor to older ones',
      schema: notesPage,
    },
  },
  '/tasks': {
    get: {
      summary: 'Tasks of a case that you have opened, open ones first, a page at a time.',
      query: pageQuery,
      gives: 'A page, and the cursor to the next',
      schema: tasksPage,
    },
  },
  '/findings': {
    get: {
      summary: 'What was found about each respondent, of a case that you have opened.',
      gives: 'All findings',
      schema: findingList,
    },
  },
  '/opinions': {
    get: {
      summary: 'What the reporter and respondents think of what is meant to be decided.',
      gives: 'All of it, the earliest first',
      schema: opinionList,
    },
  },
  '/proposals': {
    get: {
      summary:
        'What is proposed, who may take part in deciding it and why others may not, who approves, and what is missing, at this moment.',
      gives: 'All proposals, the earliest first',
      schema: proposalList,
    },
  },
  '/decisions': {
    get: {
      summary: 'What was decided.',
      gives: 'All decisions, the earliest first',
      schema: decisionList,
    },
  },
  '/doors': {
    get: {
      summary:
        'The conversations of a case that you have opened with others than the reporter. What is given counts as looked at by the team.',
      gives: 'All of them, in the order in which they began',
      schema: doorList,
    },
  },
  '/letters': {
    get: {
      summary:
        'The letters to respondents: of decisions, and of what is proposed with what might tell who reported.',
      gives: 'All letters, the earliest first',
      schema: letterList,
    },
  },
  '/respondents': {
    get: {
      summary: 'Whom a case is about that you have opened, merged respondents included.',
      gives: 'All of them, in the order in which they were added',
      schema: respondentList,
    },
  },
  '/interviews': {
    get: {
      summary:
        'What people said to members, of a case that you have opened, the latest first, a page at a time.',
      query: pageQuery,
      gives: 'A page, and the cursor to older ones',
      schema: interviewsPage,
    },
  },
  '/evidence': {
    get: {
      summary: 'What shows what happened, of a case that you have opened; what was taken off the list, too.',
      gives: 'All of it, in the order in which it was added',
      schema: evidenceList,
    },
  },
  '/plan': {
    get: {
      summary: 'The investigation plan of a case that you have opened: each step, and the task that it is.',
      gives: 'The steps in their order, then those that the plan has no more',
      schema: investigationPlan,
    },
  },
  '/holds': {
    get: {
      summary: 'What keeps a case longer that you have opened, ended and lifted holds included.',
      gives: 'All of them, in the order in which they were set',
      schema: holdList,
    },
  },
  '/public-bans': {
    get: {
      summary: 'Entries of the public list of permanent bans, of a case that you have opened.',
      gives: 'All of them, ended and taken off ones included',
      schema: publicBanList,
    },
  },
  '/narrative': {
    get: {
      summary: 'What a transparency report may tell of a case that you have opened.',
      gives: 'The text, if one was written, and what an approval binds',
      schema: narrativeView,
    },
  },
  '/redactions': {
    get: {
      summary: 'What of a case that you have opened is not handed out to anybody outside the team.',
      gives: 'What is said of each entry of which something is redacted',
      schema: redactionList,
    },
  },
  '/appeals': {
    get: {
      summary:
        'Appeals about the decisions in a case that you have opened: how each stands, who may decide it and why others may not; and those that nobody has taken up.',
      gives: 'All of them, the earliest first',
      schema: appealList,
    },
  },
  '/data-requests': {
    get: {
      summary:
        'Who has asked what is stored about them in a case that you have opened, and how they were answered.',
      gives: 'All of them, in the order in which they were noted',
      schema: dataRequestList,
    },
  },
};

const operationOf = ({
  summary,
  input,
  idempotent,
  status,
  gives,
  answer,
  example,
}: CaseOperation): Operation => ({
  summary,
  body: input,
  gives,
  schema: answer,
  ...(idempotent && { idempotent }),
  ...(status && { status }),
  ...(example && { example }),
});

/** Every operation of the team's JSON. */
// eslint-disable-next-line max-lines-per-function -- a table of the API's operations, without a branch
const operations = (settings: Settings): Operations => {
  const { api } = routes;
  const channels = Object.keys(settings.channels);
  return {
    [api.openapi]: {
      get: { summary: 'This document.', gives: 'The document', schema: z.looseObject({}) },
    },
    [api.board]: {
      get: {
        summary:
          'What is due today and this week, what waits for another member, whose the cases are and how old. Counted in a limited number of cases.',
        gives: 'The board',
        schema: boardView,
      },
    },
    [api.cases]: {
      get: {
        summary: 'What is due first in your channels; narrowed, or searched with `q`. A page at a time.',
        query: listQuery,
        gives: 'A page',
        schema: caseList,
      },
      post: {
        summary: 'File what came by mail, in a chat or in person.',
        body: z.union([...filingSchemas(settings).values()]),
        idempotent: true,
        status: 201,
        gives: 'The case, and what may be handed over',
        schema: caseFiled,
      },
    },
    [api.several]: {
      post: {
        summary: `Assign or tag several cases, at most ${mostAtOnce}. Each is asked for by itself: what came of it is said of each.`,
        body: severalBody,
        gives: 'What came of it in each case',
        schema: severalDone,
      },
    },
    [api.filters]: {
      get: { summary: 'What you keep to narrow the list to.', gives: 'Your filters', schema: filterList },
      put: {
        summary: 'Keep these filters, in the place of those before.',
        body: newFilterList,
        gives: 'Your filters',
        schema: filterList,
      },
    },
    [api.brief]: {
      get: {
        summary: 'What the conflict check shows. Nothing happens by looking.',
        gives: 'Whom and what it is about',
        schema: casePreview,
      },
    },
    [api.case]: {
      get: {
        summary:
          'Read a case. The first time says that you have no conflict of interest, and shows the reporter “opened”. A token that may only read changes nothing: for a case that you have not opened it gets 409 `not-read`, as everything else about such a case does.',
        gives: 'The case',
        schema: wholeCase,
      },
    },
    [api.messages]: {
      post: {
        summary: 'Write to the reporter, with files that were uploaded for this case.',
        body: newMessage,
        idempotent: true,
        status: 201,
        gives: 'The entry',
        schema: caseEntry,
      },
    },
    [api.attachment]: {
      get: { summary: 'Download a file of a case that you have read.', headers: range, ...bytes },
    },
    [api.original]: {
      post: {
        summary: 'Open the original of a file. The reporter sees on which day that was.',
        body: originalRequest,
        gives: 'What it can be downloaded with for 30 minutes',
        schema: originalOpened,
      },
    },
    [api.originals]: {
      get: {
        summary: 'Download an original that you have opened.',
        headers: { [originalPassHeader]: 'What opening it has given.', ...range },
        ...bytes,
      },
    },
    [api.uploads]: {
      post: {
        summary: 'Begin to upload a file that goes to the reporter.',
        body: newUpload,
        status: 201,
        gives: 'The pass of the upload, and its parts',
        schema: uploadBegun,
      },
      get: {
        summary: 'Which parts are missing: where an upload goes on after a break.',
        headers: pass,
        gives: 'The numbers of the parts',
        schema: uploadMissing,
      },
    },
    [api.uploadPart]: {
      put: {
        summary: 'Send a part. The same one twice is one.',
        headers: pass,
        takesBytes: true,
        status: 204,
        gives: 'It is there',
      },
    },
    [api.finishUpload]: {
      post: {
        summary: 'End an upload: the file is cleaned and sealed. Its original is never kept.',
        headers: pass,
        status: 201,
        gives: 'The reference that a message names it by, and what was found',
        schema: uploadFinished,
      },
    },
    ...Object.fromEntries(
      caseOperations.map((operation) => [
        operationApiPath(operation),
        { ...lists[operation.path], post: operationOf(operation) },
      ]),
    ),
    [api.measures]: {
      get: {
        summary:
          'What follows from the decisions in a case that you have opened, and restrictions imposed at once.',
        gives: 'All of them, in the order in which they were set',
        schema: measureList,
      },
    },
    [api.requests]: {
      get: {
        summary:
          'What takes two people in a case that you have opened: what was asked for, and what came of it.',
        gives: 'All of it, in the order in which it was asked for',
        schema: requestList,
      },
    },
    [api.copy]: {
      get: {
        summary: 'Read a copy that you have opened less than 30 minutes ago, by the number of its request.',
        gives:
          'The case as it was when the copy was asked for, without what the reporter said of themselves and without files',
        schema: caseCopy,
      },
    },
    [api.archives]: {
      post: {
        summary:
          'Make words under which a copy that you have open is saved as encrypted ZIP files (AES-256): case.html, case.pdf, case.json, the files it was asked for with, and for a whole case the audit log with a script that checks it.',
        body: noInput,
        status: 201,
        gives: 'The words, once; nothing is stored',
        schema: archiveBegun,
      },
      get: {
        summary: 'One of these files.',
        query: archiveQuery,
        headers: { [archivePassHeader]: 'The pass that came with the words.' },
        gives: 'A ZIP file of at most 4 MB',
        mediaType: octets,
      },
    },
    [api.forwardFile]: {
      get: {
        summary:
          'A copy that you have open and that was asked for with a receiving key, as a file that the community with this key alone can open.',
        gives: 'The file (docs/forward-format.md)',
        mediaType: octets,
      },
    },
    [api.forwarded]: {
      post: {
        summary:
          'Receive a case that another community has forwarded to a key of this one: it is checked, and becomes a case like any other.',
        body: forwardedBody,
        status: 201,
        gives: 'The name of the case, and whom the file says it is from',
        schema: forwardedReceived,
      },
    },
    [api.disclosures]: {
      get: {
        summary:
          'What of a case that you have opened was handed out, to whom, on which basis, and by whose word.',
        gives: 'All of it, in its order',
        schema: disclosureList,
      },
    },
    [api.dataRequest]: {
      get: {
        summary:
          'One of those requests, by its number: how much the case holds about who asks, and a copy for them that holds only what may be told.',
        gives: 'The request, counts, and the text to hand over',
        schema: dataRequestView,
      },
    },
    [api.likeCases]: {
      get: {
        summary:
          'What was decided in cases like one that you have opened: with a rule of the finding in common, on the same rung or, where none is given, on any.',
        query: beginFields,
        gives: 'Decisions by code names, of cases that you may know of',
        schema: likeList,
      },
    },
    [api.letterTemplates]: {
      get: {
        summary:
          'What the letter of a proposal begins with: from the finding, the rung and its usual measures.',
        query: beginFields,
        gives: 'The usual measures, and a letter in each language',
        schema: templateList,
      },
    },
    [api.audit]: {
      get: {
        summary:
          'Who did what to the case, the latest first, a page at a time, and whether the record of it is whole.',
        query: pageQuery,
        gives: 'A page of the audit log, in order; what is damaged or missing stands in its place',
        schema: auditLog,
      },
    },
    [api.auditExport]: {
      post: {
        summary: 'The audit log as a file, 5,000 lines at a time. That you exported it is its last line.',
        body: auditExport,
        gives: 'JSON Lines; the schema is that of one line',
        schema: exportedLine,
        mediaType: 'application/jsonl',
      },
    },
    [api.samePeople]: {
      get: {
        summary:
          'For leads: respondents of two cases who may be the same person, found by look-ups of the last weeks, where you may know of both cases and nobody has said yet whether they are.',
        gives: 'Pairs, the latest look-up first',
        schema: samePeopleList,
      },
    },
    [api.log]: {
      get: {
        summary:
          'The enforcement log of your channels: decisions, the newest first, as far as you may know of their cases. A page at a time.',
        query: logListFields,
        gives: 'A page',
        schema: logList,
      },
    },
    [api.logFile]: {
      get: {
        summary:
          'The same as a file for a spreadsheet, at most 1,000 lines; a longer one goes on from the header Log-Next of the answer, as `cursor`.',
        query: logFileFields,
        gives: 'Comma-separated values, the first line names them; no cell is a formula',
        schema: z.string(),
        mediaType: 'text/csv',
      },
    },
    [api.procedure]: {
      get: {
        summary:
          'How the cases of your channels were handled, from their audit logs alone, a limited number at a time: what was kept and what was not, by rule, with codes in place of cases and people. For auditors and leads.',
        query: procedureFields,
        gives: 'What was found in these cases, the sums so far, and the cursor to the next',
        schema: procedurePart,
      },
    },
    [api.review]: {
      get: {
        summary:
          'How the rules were used in the last twelve months, the years before, sums of what was answered at the end, over the cases you may count; the checklist and trainings.',
        gives: 'The numbers',
        schema: yearReview,
      },
    },
    [api.checklist]: {
      post: {
        summary: 'Say that the team has seen to a point of the yearly checklist today. For leads.',
        body: newTick,
        status: 201,
        gives: 'The day that is kept',
        schema: checklistTicked,
      },
    },
    [api.caseByCode]: {
      get: {
        summary: 'Which case an auditor asks about. For leads.',
        query: codeFields,
        gives: 'The case, where it is one of yours; else nothing',
        schema: caseOfCode,
      },
    },
    ...(settings.transparency.enabled && {
      [api.transparency]: {
        get: {
          summary: 'Drafts of transparency reports, and what was published.',
          gives: 'Both lists',
          schema: transparencyList,
        },
        post: {
          summary: 'Count whole months as a draft of a report, for members of every channel to read.',
          body: newDraft,
          status: 201,
          gives: 'The id of the draft',
          schema: draftMade,
        },
      },
      [api.reportDraft]: {
        get: {
          summary: 'A draft that names you as a reader, exactly as it would be published.',
          gives: 'The draft',
          schema: draftView,
        },
      },
      [api.reportApproval]: {
        post: {
          summary: 'Approve a draft. The second approval publishes it; one of both is of a lead.',
          gives: 'Whether it is published',
          schema: approvalDone,
        },
      },
      [api.reportNarratives]: {
        post: {
          summary:
            'Choose which texts about closed cases a draft would publish. Another draft with the same counts takes its place, which nobody has approved.',
          body: chosenNarratives,
          gives: 'The id of the draft',
          schema: draftMade,
        },
      },
    }),
    [api.members]: {
      get: { summary: 'The team.', gives: 'Its members', schema: memberList },
      post: {
        summary: 'Add a member.',
        body: newMemberBody(channels),
        idempotent: true,
        status: 201,
        gives: 'Their enrolment link, shown once',
        schema: memberAdded,
      },
    },
    [api.member]: {
      post: {
        summary: 'Change a member. Everybody may say of themselves when they are absent and on call.',
        body: changedMemberBody(channels),
        gives: 'Whom',
        schema: memberChanged,
      },
      delete: {
        summary: 'Remove a member and hand their cases over; with many cases, again with the cursor.',
        query: leavingQuery,
        gives: 'How far it has come',
        schema: memberLeft,
      },
    },
    [api.memberEnrolment]: {
      post: {
        summary: 'A new enrolment link, for who has lost their passkeys; what they had ends.',
        body: noInput,
        status: 201,
        gives: 'The link, shown once',
        schema: enrolmentView,
      },
    },
  };
};

/** The contract of the team function's JSON, OpenAPI 3.1. Made at build time; never bundled itself. */
export const teamOpenApi = (settings: Settings) =>
  openApiDocument(
    {
      title: 'Conductline: team',
      refused: 'Refused; nothing was changed (RFC 9457).',
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-session' },
      },
      security: [{ accessToken: [] }, { session: [] }],
    },
    operations(settings),
  );
