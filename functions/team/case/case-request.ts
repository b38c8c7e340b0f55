import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type * as z from 'zod';
import { fieldProblems, invalidFields, problemResponse, type Problem } from '../../web/answer/problem.ts';
import { readJson } from '../../web/request/request-body.ts';
import { caseId } from '../../domain/case/case-id.ts';
import type { CaseContext } from '../../domain/casework/change/case-edit.ts';
import { newId } from '../../domain/kernel/random.ts';
import { derive } from '../../envelope/derive.ts';
import { tokenBytes, type Token } from '../../envelope/token.ts';
import { utf8 } from '../../envelope/format.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { noSuchCase } from './case-problem.ts';

/** What an operation on a case needs, for the member who asks. */
export const caseContextOf = (c: Context<SignedIn>, context: TeamContext): CaseContext => ({
  settings: context.settings,
  store: context.cases,
  register: context.cases,
  lookUps: context.lookUps,
  openKeyRing: context.openKeyRing,
  ringPublicKey: context.ringPublicKey,
  random: context.random,
  member: c.get('member'),
  readOnly: c.get('readOnly'),
  team: () => context.members.allMembers(),
  findMember: (memberId) => context.members.findMember(memberId),
  newCaseId: (caseId, sentKey) => newCaseId(context, caseId, sentKey),
  newDoorToken: (caseId, sentKey) => newDoorToken(context, caseId, sentKey),
  reporterUrl: context.reporterUrl,
  now: context.clock(),
});

/** Without a key a new id; else only the server's secret leads there. */
const newCaseId = async (context: TeamContext, caseId: string, key: string | undefined): Promise<string> => {
  if (key === undefined) return newId(context.random);
  const secret = await context.ticketSecret(context.clock());
  const id = derive(secret, 'conductline split case', 16, [utf8(caseId), utf8(key)]);
  return Buffer.from(id).toString('base64url');
};

/** Without a key random; else only the server's secret leads there. */
const newDoorToken = async (
  context: TeamContext,
  caseId: string,
  key: string | undefined,
): Promise<Token> => {
  if (key === undefined) return context.random.bytes(tokenBytes);
  const secret = await context.ticketSecret(context.clock());
  return derive(secret, 'conductline handed over door', tokenBytes, [utf8(caseId), utf8(key)]);
};

/** The case of the address; `undefined` when it cannot be one. */
export const caseIdOf = (c: Context<SignedIn>): string | undefined =>
  caseId.safeParse(c.req.param('id')).data;

/** Reads a JSON body about a case, and acts. */
export const withBody = async <Schema extends z.ZodType>(
  c: Context<SignedIn>,
  schema: Schema,
  act: (id: string, content: z.infer<Schema>) => Promise<Response>,
): Promise<Response> => {
  const id = caseIdOf(c);
  if (id === undefined) return problemResponse(noSuchCase);
  const body = await readJson(c.req.raw);
  if (!body.ok) return problemResponse(body.problem);
  const parsed = schema.safeParse(body.content);
  if (!parsed.success) return problemResponse(invalidFields(fieldProblems(parsed.error)));
  return act(id, parsed.data);
};

const idempotencyKeyInvalid: Problem = {
  status: 400,
  code: 'idempotency-key-invalid',
  detail: 'Idempotency-Key must be 1 to 200 visible ASCII characters.',
};

/** The same key from the same member with another text is another message. */
export const sentKeyOf = (
  c: Context<SignedIn>,
  text: string,
): { readonly sentKey: string | undefined; readonly problem?: Problem } => {
  const given = c.req.header('idempotency-key');
  if (given === undefined) return { sentKey: undefined };
  if (!/^[!-~]{1,200}$/.test(given)) return { sentKey: undefined, problem: idempotencyKeyInvalid };
  return { sentKey: sentKeyFor(c.get('member').memberId, given, text) };
};

/** What makes sending the same form or request twice one entry. */
export const sentKeyFor = (memberId: string, key: string, text: string): string =>
  createHash('sha256')
    .update(JSON.stringify([memberId, key, text]))
    .digest('base64url')
    .slice(0, 22);
