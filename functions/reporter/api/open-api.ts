import * as z from 'zod';
import {
  uploadBegun,
  uploadFinished,
  uploadMissing,
  uploadPassHeader,
} from '../../web/files/upload-contract.ts';
import { postedAct } from '../../domain/door/posted-act.ts';
import { newReportReader } from '../../domain/intake/new-report.ts';
import type { Settings } from '../../settings/schema.ts';
import { octets, openApiDocument, type Operations } from '../../web/open-api.ts';
import { receivingKeysPath } from '../../domain/forward/receiving-key.ts';
import { routes } from '../routes.ts';
import { bridgeMessages } from '../bridge/bridge-contract.ts';
import { heldAnswered, heldChoice, heldFollowUp, reportHeld } from '../held/held-contract.ts';
import { newSurvey, surveyCounted } from '../survey/survey-api.ts';
import {
  followUp,
  newMessage,
  newPassphrase,
  otherFollowUp,
  newUpload,
  passphraseChanged,
  reportFiled,
  threadEntry,
  publicBanList,
  countedReports,
  transparencyReports,
  ticketIssued,
  mailsStopped,
  withdrawal,
  withdrawalDone,
  withdrawn,
  receivingKeys,
} from './contract.ts';

const bearer = [{ token: [] }];
const withPass = [{ uploadPass: [] }];

const idempotent = (sameAs: string): string =>
  `With the same key and the same ${sameAs}, sending twice is one message.`;

/** Files as a form sends them. */
const filesForm = {
  schema: {
    type: 'object',
    required: ['files'],
    properties: {
      files: {
        type: 'array',
        items: { type: 'string', contentMediaType: octets },
        description: 'One or several, about 4 MB together.',
      },
      text: { type: 'string', description: 'What is written to the team with them.' },
      keepOriginal: { const: 'yes', description: 'Keeps each file as it came beside the cleaned one.' },
    },
  },
};

const followUpQuery = z.object({ before: z.string().optional().describe('As the answer before gave it.') });

const thread: Operations = {
  [routes.api.followUp]: {
    get: {
      summary: 'Read the summary and the newest part of the thread, or the part before an entry.',
      security: bearer,
      query: followUpQuery,
      gives: 'The thread: of a reporter, or of whoever was handed another door',
      schema: z.union([followUp, heldFollowUp, otherFollowUp]),
    },
    delete: {
      summary: 'Withdraw: erases at once while nobody has opened the report, else asks the team.',
      security: bearer,
      gives: 'Erased',
      schema: withdrawn,
      otherwise: { 202: { gives: 'The team has been asked', schema: withdrawn } },
    },
  },
  [routes.api.withdrawal]: {
    post: {
      summary: 'Withdraw: stop the messages, close the door, or have everything erased.',
      security: bearer,
      body: withdrawal,
      gives: 'Done',
      schema: withdrawalDone,
      otherwise: { 202: { gives: 'The team has been asked', schema: withdrawalDone } },
    },
  },
  [routes.api.mails]: {
    delete: {
      summary: 'End the mails to a reporter who wrote by mail. The token goes on working.',
      security: bearer,
      gives: 'Ended; twice is once',
      schema: mailsStopped,
    },
  },
  [routes.api.held]: {
    post: {
      summary:
        'Answer whether the team may be told of a report that waits for somebody else to name the same person.',
      security: bearer,
      body: heldChoice,
      gives: 'Done',
      schema: heldAnswered,
    },
  },
  [routes.api.passphrase]: {
    post: {
      summary: 'A new token in place of this one. The team is not told.',
      security: bearer,
      body: newPassphrase,
      gives: 'The new token',
      schema: passphraseChanged,
    },
  },
  [routes.api.entries]: {
    post: {
      summary: 'Write to the team.',
      security: bearer,
      idempotent: idempotent('text and files'),
      body: newMessage,
      status: 201,
      gives: 'The entry',
      schema: threadEntry,
    },
  },
};

/** What holders of doors other than the reporter's do besides writing. */
const acts: Operations = {
  [routes.api.acts]: {
    post: {
      summary:
        'Do what the page offers besides writing: tell of retaliation, answer how it has been, ask for more time, say that a measure is done, appeal.',
      description:
        'For the holder of any door. Retaliation is told to the team with the next scheduled run. What is done is an entry of the conversation; what it is ' +
        'about has to stand on the page (409 `not-offered`), and an appeal after its last day says why it comes late ' +
        '(409 `late-without-reason`).',
      security: bearer,
      idempotent: idempotent('act, facts, text and files'),
      body: postedAct,
      status: 201,
      gives: 'The entry',
      schema: threadEntry,
    },
  },
};

const files: Operations = {
  [routes.api.attachments]: {
    post: {
      summary: 'Send files in one step: they are cleaned, sealed and written to the team as an entry.',
      description:
        'One file may come as application/octet-stream; Content-Disposition: attachment with filename* names it. ' +
        'Files that do not fit one request are uploaded in parts.',
      security: bearer,
      idempotent: idempotent('text and bytes'),
      takes: { 'multipart/form-data': filesForm },
      takesBytes: true,
      status: 201,
      gives: 'The entry',
      schema: threadEntry,
    },
  },
  [routes.api.attachment]: {
    get: {
      summary: 'The bytes of a file of the thread. Of more than 4 MB, a part is asked for with Range.',
      security: bearer,
      path: { id: 'Of the attachment, as the thread names it.' },
      headers: {
        Range: 'One range, such as bytes=0-4194303; a larger one is answered with its beginning.',
      },
      gives: 'The whole file',
      mediaType: octets,
      otherwise: { 206: { gives: 'The bytes asked for; Content-Range says which', mediaType: octets } },
    },
  },
  [routes.api.uploads]: {
    post: {
      summary: 'Begin to upload a file of any size in parts.',
      description:
        'With a token, for a message; with the draft of another file, for the same report; with neither, for a ' +
        'report that has no file yet: then a draft comes back.',
      security: [...bearer, {}],
      body: newUpload,
      status: 201,
      gives: 'The pass of the upload, and its parts',
      schema: uploadBegun,
    },
    get: {
      summary: 'Which parts of an upload are not there yet: where it goes on after a break.',
      security: withPass,
      gives: 'Their numbers',
      schema: uploadMissing,
    },
  },
  [routes.api.finishUpload]: {
    post: {
      summary: 'End an upload: the file is cleaned, and what was found is told.',
      description:
        'Called twice, it is one file; called more than ten times, the upload is over. Nothing is stored for longer than a day unless it is attached.',
      security: withPass,
      status: 201,
      gives: 'The file, and how it is attached',
      schema: uploadFinished,
    },
  },
  [routes.api.uploadPart]: {
    put: {
      summary: 'Put one part. The same part twice is one.',
      security: withPass,
      path: { number: 'As the beginning of the upload names it.' },
      takesBytes: true,
      status: 204,
      gives: 'It is there',
    },
  },
};

/** What everybody can read. */
const published = (settings: Settings): Operations => ({
  [routes.api.transparency]: {
    get: {
      summary: 'Transparency reports that were published, the latest period first.',
      gives: 'The list; each of them is a file at `/transparency/<id>.json`',
      schema: transparencyReports,
    },
  },
  ...(settings.forwarding.channels.length > 0 && {
    [receivingKeysPath]: {
      get: {
        summary: 'The public keys by which other communities forward a case to this one.',
        gives: 'A key for each channel that takes them, with its fingerprint',
        schema: receivingKeys,
        security: [],
      },
    },
  }),
  ...(settings.decisions.publicBans && {
    [routes.api.publicBans]: {
      get: {
        summary: 'Permanent bans that the community lists in public, the latest first.',
        gives: 'The list',
        schema: publicBanList,
      },
    },
  }),
});

const operations = (settings: Settings): Operations => ({
  [routes.api.tickets]: {
    post: {
      summary: 'A ticket: sending the same report twice with it, within two hours, is one report.',
      status: 201,
      gives: 'The ticket',
      schema: ticketIssued,
    },
  },
  [routes.api.reports]: {
    post: {
      summary: 'File a report.',
      body: z.union([...newReportReader(settings).schemas]),
      status: 201,
      gives: 'The receipt',
      schema: z.union([reportFiled, reportHeld]),
    },
  },
  ...bridgeMessages,
  ...published(settings),
  ...thread,
  ...acts,
  [routes.api.counted]: {
    get: {
      summary: 'In which published transparency reports the report was counted.',
      security: bearer,
      gives: 'Every published report, and how this one stands in it',
      schema: countedReports,
    },
  },
  [routes.api.survey]: {
    post: {
      summary:
        'Answer the three questions at the end, once: for the reporter of a closed case and for the respondent who was told of a decision, where the channel asks.',
      security: bearer,
      body: newSurvey,
      status: 201,
      gives: 'It is counted, and kept nowhere else',
      schema: surveyCounted,
    },
  },
  ...files,
  [routes.api.openapi]: {
    get: { summary: 'This document.', gives: 'The document', schema: z.looseObject({}) },
  },
});

/** The contract of the reporter function's JSON, OpenAPI 3.1. Made at build time; never bundled itself. */
export const reporterOpenApi = (settings: Settings) =>
  openApiDocument(
    {
      title: 'Conductline: reporter',
      refused: 'Refused; nothing was stored (RFC 9457).',
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        uploadPass: { type: 'apiKey', in: 'header', name: uploadPassHeader },
      },
    },
    operations(settings),
  );
