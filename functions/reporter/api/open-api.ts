import * as z from 'zod';
import {
  uploadBegun,
  uploadFinished,
  uploadMissing,
  uploadPassHeader,
} from '../../adapters/http/upload-contract.ts';
import { newReportReader } from '../../domain/report/new-report.ts';
import type { Settings } from '../../settings/schema.ts';
import { routes } from '../routes.ts';
import {
  followUp,
  newMessage,
  newPassphrase,
  newUpload,
  passphraseChanged,
  reportFiled,
  threadEntry,
  ticketIssued,
  withdrawal,
  withdrawalDone,
  withdrawn,
} from './contract.ts';

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().describe('Stable; meant for programs.'),
  detail: z.string().describe('Meant for people.'),
  errors: z
    .array(z.object({ pointer: z.string().describe('JSON Pointer (RFC 6901)'), detail: z.string() }))
    .optional(),
});

const json = (schema: z.ZodType, io: 'input' | 'output') => ({
  'application/json': { schema: z.toJSONSchema(schema, { io, unrepresentable: 'any' }) },
});
const body = (schema: z.ZodType) => ({ required: true, content: json(schema, 'input') });
const gives = (description: string, schema: z.ZodType) => ({ description, content: json(schema, 'output') });
const refusal = {
  description: 'Refused; nothing was stored (RFC 9457).',
  content: { 'application/problem+json': { schema: z.toJSONSchema(problem) } },
};
const bearer = [{ token: [] }];
const withPass = [{ uploadPass: [] }];

/** An address as OpenAPI writes it. */
export const templated = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

const inPath = (name: string, description: string) => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: { type: 'string' },
});
const idempotencyKey = (sameAs: string) => ({
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: `With the same key and the same ${sameAs}, sending twice is one message.`,
  schema: { type: 'string', pattern: '^[!-~]{1,200}$' },
});

const octets = { 'application/octet-stream': { schema: {} } };
const filesInOneStep = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['files'],
        properties: {
          files: {
            type: 'array',
            items: { type: 'string', contentMediaType: 'application/octet-stream' },
            description: 'One or several, about 4 MB together.',
          },
          text: { type: 'string', description: 'What is written to the team with them.' },
          keepOriginal: { const: 'yes', description: 'Keeps each file as it came beside the cleaned one.' },
        },
      },
    },
    ...octets,
  },
};

/** The contract of the reporter function's JSON, OpenAPI 3.1. Made at build time; never bundled itself. */
export const reporterOpenApi = (settings: Settings) => ({
  openapi: '3.1.0',
  info: { title: 'Conductline: reporter', version: '1' },
  components: {
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer' },
      uploadPass: { type: 'apiKey', in: 'header', name: uploadPassHeader },
    },
  },
  paths: {
    [routes.api.tickets]: {
      post: {
        summary: 'A ticket: sending the same report twice with it, within two hours, is one report.',
        responses: { 201: gives('The ticket', ticketIssued), default: refusal },
      },
    },
    [routes.api.reports]: {
      post: {
        summary: 'File a report.',
        requestBody: body(z.union([...newReportReader(settings).schemas])),
        responses: { 201: gives('The receipt', reportFiled), default: refusal },
      },
    },
    [routes.api.followUp]: {
      get: {
        summary: 'Read the summary and the newest part of the thread, or the part before an entry.',
        security: bearer,
        parameters: [
          {
            name: 'before',
            in: 'query',
            required: false,
            description: 'As the answer before gave it.',
            schema: { type: 'string' },
          },
        ],
        responses: { 200: gives('The thread', followUp), default: refusal },
      },
      delete: {
        summary: 'Withdraw: erases at once while nobody has opened the report, else asks the team.',
        security: bearer,
        responses: {
          200: gives('Erased', withdrawn),
          202: gives('The team has been asked', withdrawn),
          default: refusal,
        },
      },
    },
    [routes.api.withdrawal]: {
      post: {
        summary: 'Withdraw: stop the messages, close the door, or have everything erased.',
        security: bearer,
        requestBody: body(withdrawal),
        responses: {
          200: gives('Done', withdrawalDone),
          202: gives('The team has been asked', withdrawalDone),
          default: refusal,
        },
      },
    },
    [routes.api.passphrase]: {
      post: {
        summary: 'A new token in place of this one. The team is not told.',
        security: bearer,
        requestBody: body(newPassphrase),
        responses: { 200: gives('The new token', passphraseChanged), default: refusal },
      },
    },
    [routes.api.entries]: {
      post: {
        summary: 'Write to the team.',
        security: bearer,
        parameters: [idempotencyKey('text and files')],
        requestBody: body(newMessage),
        responses: { 201: gives('The entry', threadEntry), default: refusal },
      },
    },
    [routes.api.attachments]: {
      post: {
        summary: 'Send files in one step: they are cleaned, sealed and written to the team as an entry.',
        description:
          'One file may come as application/octet-stream; Content-Disposition: attachment with filename* names it. ' +
          'Files that do not fit one request are uploaded in parts.',
        security: bearer,
        parameters: [idempotencyKey('text and bytes')],
        requestBody: filesInOneStep,
        responses: { 201: gives('The entry', threadEntry), default: refusal },
      },
    },
    [templated(routes.api.attachment)]: {
      get: {
        summary: 'The bytes of a file of the thread. Of more than 4 MB, a part is asked for with Range.',
        security: bearer,
        parameters: [
          inPath('id', 'Of the attachment, as the thread names it.'),
          {
            name: 'Range',
            in: 'header',
            required: false,
            description: 'One range, such as bytes=0-4194303; a larger one is answered with its beginning.',
            schema: { type: 'string' },
          },
        ],
        responses: {
          200: { description: 'The whole file', content: octets },
          206: { description: 'The bytes asked for; Content-Range says which', content: octets },
          default: refusal,
        },
      },
    },
    [routes.api.uploads]: {
      post: {
        summary: 'Begin to upload a file of any size in parts.',
        description:
          'With a token, for a message; with the draft of another file, for the same report; with neither, for a ' +
          'report that has no file yet: then a draft comes back.',
        security: [...bearer, {}],
        requestBody: body(newUpload),
        responses: { 201: gives('The pass of the upload, and its parts', uploadBegun), default: refusal },
      },
      get: {
        summary: 'Which parts of an upload are not there yet: where it goes on after a break.',
        security: withPass,
        responses: { 200: gives('Their numbers', uploadMissing), default: refusal },
      },
    },
    [routes.api.finishUpload]: {
      post: {
        summary: 'End an upload: the file is cleaned, and what was found is told.',
        description:
          'Called twice, it is one file; called more than ten times, the upload is over. Nothing is stored for longer than a day unless it is attached.',
        security: withPass,
        responses: { 201: gives('The file, and how it is attached', uploadFinished), default: refusal },
      },
    },
    [templated(routes.api.uploadPart)]: {
      put: {
        summary: 'Put one part. The same part twice is one.',
        security: withPass,
        parameters: [inPath('number', 'As the beginning of the upload names it.')],
        requestBody: { required: true, content: octets },
        responses: { 204: { description: 'It is there' }, default: refusal },
      },
    },
    [routes.api.openapi]: {
      get: {
        summary: 'This document.',
        responses: { 200: { description: 'OpenAPI 3.1', content: { 'application/json': {} } } },
      },
    },
  },
});
