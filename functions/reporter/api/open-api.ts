import * as z from 'zod';
import { newReportReader } from '../../domain/report/new-report.ts';
import type { Settings } from '../../settings/schema.ts';
import { routes } from '../routes.ts';
import {
  followUp,
  newMessage,
  newPassphrase,
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

/** The contract of the reporter function's JSON, OpenAPI 3.1. Made at build time; never bundled itself. */
export const reporterOpenApi = (settings: Settings) => ({
  openapi: '3.1.0',
  info: { title: 'Conductline: reporter', version: '1' },
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
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
        summary: 'Read the summary and the thread.',
        security: bearer,
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
        parameters: [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: false,
            description: 'With the same key and text, sending twice is one message.',
            schema: { type: 'string', pattern: '^[!-~]{1,200}$' },
          },
        ],
        requestBody: body(newMessage),
        responses: { 201: gives('The entry', threadEntry), default: refusal },
      },
    },
  },
});
