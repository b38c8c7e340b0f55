import type { Handler } from 'hono';
import * as z from 'zod';
import { fieldProblems, invalidFields, problemResponse } from '../../web/answer/problem.ts';
import { readJson } from '../../web/request/request-body.ts';
import { mayDo } from '../../domain/authorization/permissions.ts';
import {
  fileOnBehalf,
  nobodyElse,
  type FiledReceipt,
  type FilingContext,
  type NewFiling,
} from '../../domain/casework/filing/file-on-behalf.ts';
import type { Member } from '../../domain/member/member.ts';
import { reportSchemas } from '../../domain/intake/new-report.ts';
import type { WayItCame } from '../../domain/thread/entry.ts';
import { encodeToken, passphrase } from '../../envelope/token.ts';
import type { Settings } from '../../settings/schema.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { notPermittedProblem, problemOf } from '../case/case-problem.ts';
import { sentKeyOf } from '../case/case-request.ts';
import { caseFiled, filingFields } from './on-behalf-contract.ts';

/** One schema for each channel: each asks its own questions. */
export const filingSchemas = (settings: Settings) => reportSchemas(settings, filingFields);

/** What a member filed, checked against the questions of the channel it names. */
export const filingReader = (settings: Settings) => {
  const schemas = filingSchemas(settings);
  const channels = [...schemas.keys()];
  const anyChannel = z.looseObject({
    channel: z
      .enum(channels, { error: `Must be one of: ${channels.join(', ')}.` })
      .default(settings.defaultChannel),
  });
  return (content: unknown): { readonly filing: NewFiling } | { readonly error: z.ZodError } => {
    const addressed = anyChannel.safeParse(content);
    if (!addressed.success) return { error: addressed.error };
    const parsed = schemas.get(addressed.data.channel)?.safeParse(content);
    if (!parsed?.success) return { error: parsed?.error ?? new z.ZodError([]) };
    const { forWhom, reporterKnows, cameBy, receivedOn, door, ...report } = parsed.data;
    return { filing: { forWhom, reporterKnows, cameBy, receivedOn, door, report } };
  };
};

export const filingContextOf = async (context: TeamContext, member: Member): Promise<FilingContext> => {
  const now = context.clock();
  return {
    ...context,
    store: context.cases,
    team: () => context.members.allMembers(),
    rosterRevision: async () => (await context.team.read()).revision,
    ticketSecret: await context.ticketSecret(now),
    member,
    now,
  };
};

/** What is left to be done with the original: the case is kept sealed here, the mail is not. */
export const reminderFor: Readonly<Record<WayItCame, string>> = {
  mail: 'Delete the mail and its attachments now, from your trash and sent mail too, and ask whoever else got it to do the same.',
  chat: 'Delete the conversation now, on every device, and ask the other person to do the same if they want to.',
  'in-person': 'Destroy your notes now, if you took any.',
  other: 'Delete or destroy what it came with now.',
};

/** Where a reporter comes back to with what was handed over. */
export const handoverUrl = (reporterUrl: string, encoded: string): string =>
  `${new URL('/follow-up', reporterUrl).href}#${encoded}`;

/** `POST /api/cases`: what came by mail, in a chat or in person becomes a case. */
export const fileCase = (context: TeamContext): Handler<SignedIn> => {
  const read = filingReader(context.settings);
  return async (c) => {
    const member = c.get('member');
    if (mayDo('file-on-behalf', member.role) !== 'allowed')
      return problemResponse(notPermittedProblem({ kind: 'forbidden' }));
    const body = await readJson(c.req.raw);
    if (!body.ok) return problemResponse(body.problem);
    const wanted = read(body.content);
    if ('error' in wanted) return problemResponse(invalidFields(fieldProblems(wanted.error)));
    const { sentKey, problem } = sentKeyOf(c, '');
    if (problem) return problemResponse(problem);
    const receipt = await fileOnBehalf(await filingContextOf(context, member), wanted.filing, sentKey);
    if (receipt.kind === 'nobody-else') return problemResponse(problemOf(nobodyElse));
    return c.json(filedView(context.reporterUrl, wanted.filing, receipt), 201);
  };
};

const filedView = (
  reporterUrl: string,
  { cameBy }: NewFiling,
  { caseId, caseName, channel, deadlines, retainedUntil, visible, handover }: FiledReceipt,
): z.infer<typeof caseFiled> => {
  const encoded = handover && encodeToken(handover.token);
  return caseFiled.parse({
    ...(visible ? { id: caseId } : {}),
    caseName,
    channel,
    deadlines,
    retainedUntil: retainedUntil.toISOString(),
    ...(handover && encoded !== undefined
      ? {
          token: encoded,
          passphrase: passphrase(handover.token),
          followUpUrl: handoverUrl(reporterUrl, encoded),
          handOverBy: handover.until.toISOString(),
        }
      : {}),
    reminder: reminderFor[cameBy],
  });
};
