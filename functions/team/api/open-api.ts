import * as z from 'zod';
import type { Settings } from '../../settings/schema.ts';
import { octets, openApiDocument, type Operations } from '../../web/open-api.ts';
import { routes } from '../routes.ts';
import {
  uploadBegun,
  uploadFinished,
  uploadMissing,
  uploadPassHeader,
} from '../../adapters/http/upload-contract.ts';
import { newUpload, originalOpened, originalPassHeader, originalRequest } from './attachment-contract.ts';
import { auditExport, auditLog, exportedLine } from './audit-contract.ts';
import { caseNote, notesPage, pageQuery, tasksPage } from './case-lists-contract.ts';
import {
  caseChanged,
  caseEntry,
  caseGlance,
  caseList,
  changedTask,
  erased,
  erasureAnswer,
  granted,
  identityOpened,
  identityRequest,
  liftedRecusal,
  listQuery,
  movedDeadline,
  newAside,
  newAssignee,
  newGrant,
  newMessage,
  newNote,
  newState,
  newTask,
  nothing,
  stateChanged,
  taskAdded,
  wholeCase,
} from './contract.ts';
import {
  changedMemberBody,
  enrolmentView,
  leavingQuery,
  memberAdded,
  memberChanged,
  memberLeft,
  memberList,
  newMemberBody,
} from './member-contract.ts';
import { filingSchemas } from './on-behalf-api.ts';
import { caseFiled } from './on-behalf-contract.ts';
import { newLink, newSplit, newTransfer, splitOff, transferred } from './transfer-contract.ts';

const pass = { [uploadPassHeader]: 'The pass of the upload, which must be of this case.' };
const range = {
  Range: '`bytes=<first>-<last>`, at most 4 MiB an answer; a larger file is not given without it.',
};
const bytes = { gives: 'The bytes, or with 206 the range that was asked for', mediaType: octets };

const changed = { gives: 'The version the case is at now', schema: caseChanged };

/** Every operation of the team's JSON. */
const operations = (settings: Settings): Operations => {
  const { api } = routes;
  const channels = Object.keys(settings.channels);
  return {
    [api.openapi]: {
      get: { summary: 'This document.', gives: 'The document', schema: z.looseObject({}) },
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
    [api.brief]: {
      get: {
        summary: 'What the conflict check shows. Nothing happens by looking.',
        gives: 'Whom and what it is about',
        schema: caseGlance,
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
    [api.notes]: {
      get: {
        summary: 'Notes of a case that you have opened, the latest first, a page at a time.',
        query: pageQuery,
        gives: 'A page, in the order they were written, and the cursor to older ones',
        schema: notesPage,
      },
      post: {
        summary: 'Write for the team, or for yourself alone.',
        body: newNote,
        idempotent: true,
        status: 201,
        gives: 'The note',
        schema: caseNote,
      },
    },
    [api.state]: {
      post: {
        summary: 'Change the state.',
        body: newState,
        gives: 'The state it is in now',
        schema: stateChanged,
      },
    },
    [api.identity]: {
      post: {
        summary:
          'Open a part of what the reporter said of themselves. The reporter sees on which day that was.',
        body: identityRequest,
        gives: 'The part',
        schema: identityOpened,
      },
    },
    [api.grants]: {
      post: {
        summary: 'Give access to a member who joined later, or to an outside reviewer.',
        body: newGrant,
        status: 201,
        gives: 'Who has access now; 200 when they had it before',
        schema: granted,
      },
    },
    [api.recusal]: {
      post: {
        summary: 'Leave the case to others, at once and without a reason. It is gone for you.',
        body: nothing,
        ...changed,
      },
    },
    [api.liftRecusal]: {
      post: { summary: 'Let a member back in; never yourself.', body: liftedRecusal, ...changed },
    },
    [api.aside]: {
      post: {
        summary:
          'Keep a member from the case, with a reason: it does not exist for them any more, and they are told by mail that a lead has asked them to step aside. Never the last who may lead it.',
        body: newAside,
        ...changed,
      },
    },
    [api.letBack]: {
      post: { summary: 'Let a member back who was kept from the case.', body: newAside, ...changed },
    },
    [api.assignee]: {
      post: {
        summary:
          'Say who looks after the case; `null`: nobody. Members take what nobody has and give back what they have; all else is for leads.',
        body: newAssignee,
        ...changed,
      },
    },
    [api.taken]: { post: { summary: 'Take up what is urgent.', body: nothing, ...changed } },
    [api.erasure]: {
      post: {
        summary: 'Answer a reporter who asks for everything to be erased: erase it, or refuse with a reason.',
        body: erasureAnswer,
        gives: 'That it is erased, or the version the case is at now',
        schema: z.union([erased, caseChanged]),
      },
    },
    [api.deadlines]: {
      post: {
        summary: 'Move a date before it has passed. The reporter is told from when to when.',
        body: movedDeadline,
        ...changed,
      },
    },
    [api.contactMade]: {
      post: {
        summary: 'Say that who was to be in touch with the reporter has been. A message says so by itself.',
        body: nothing,
        ...changed,
      },
    },
    [api.tasks]: {
      get: {
        summary: 'Tasks of a case that you have opened, open ones first, a page at a time.',
        query: pageQuery,
        gives: 'A page, and the cursor to the next',
        schema: tasksPage,
      },
      post: {
        summary: 'Put down something to be done.',
        body: newTask,
        status: 201,
        gives: 'The task',
        schema: taskAdded,
      },
    },
    [api.task]: {
      post: { summary: 'Tick a task off, or take the tick back.', body: changedTask, ...changed },
    },
    [api.transfer]: {
      post: {
        summary: 'Give the case to another channel. Exclusions stay; readers of this one lose it.',
        body: newTransfer,
        gives: 'Where it is now',
        schema: transferred,
      },
    },
    [api.split]: {
      post: {
        summary: 'Make a part of the case a case of its own, in another channel.',
        body: newSplit,
        idempotent: true,
        status: 201,
        gives: 'The new case',
        schema: splitOff,
      },
    },
    [api.links]: {
      post: {
        summary:
          'Link another case about the same incident, both of which you have opened. Neither reporter learns of it, nobody’s access changes, and the link is shown to those who may see both.',
        body: newLink,
        ...changed,
      },
    },
    [api.unlink]: { post: { summary: 'Take a link away.', body: newLink, ...changed } },
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
        body: nothing,
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
