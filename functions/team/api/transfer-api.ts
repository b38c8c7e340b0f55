import type { Context, Hono } from 'hono';
import { answer } from '../../adapters/http/methods.ts';
import { problemResponse } from '../../adapters/http/problem.ts';
import { linkCases, unlinkCases, type LinkResult } from '../../domain/case/link-cases.ts';
import { mayKnow } from '../../domain/member/may-know.ts';
import { newId } from '../../domain/random.ts';
import { splitCase } from '../../domain/case/split-case.ts';
import { transferCase } from '../../domain/case/transfer-case.ts';
import { derive } from '../../envelope/derive.ts';
import { utf8 } from '../../envelope/format.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { caseProblem, noSuchCase } from './case-problem.ts';
import { caseContextOf, sentKeyOf, withBody } from './case-request.ts';
import { caseChanged } from './contract.ts';
import { newLink, newSplit, newTransfer, splitOff, transferred } from './transfer-contract.ts';

/** A new id, or the same one for the same key of the same member: only the server's secret leads there. */
export const splitCaseId = async (
  context: TeamContext,
  caseId: string,
  key: string | undefined,
): Promise<string> => {
  if (key === undefined) return newId(context.random);
  const secret = await context.ticketSecret(context.clock());
  return Buffer.from(derive(secret, 'conductline split case', 16, [utf8(caseId), utf8(key)])).toString(
    'base64url',
  );
};

/** Cases that go to another channel, are split, linked or parted. */
export const transferApi = (app: Hono<SignedIn>, context: TeamContext): void => {
  const caseContext = (c: Context<SignedIn>) => caseContextOf(c, context);

  answer(app, routes.api.transfer, {
    POST: (c) =>
      withBody(c, newTransfer, async (id, wanted) => {
        const result = await transferCase(caseContext(c), id, wanted);
        if (result.kind === 'already-sent') return problemResponse(noSuchCase);
        if (result.kind !== 'committed') return problemResponse(caseProblem(result));
        const { opened, change } = result.committed;
        const { channel } = change.after;
        const visible = mayKnow(c.get('member'), channel, opened.brief);
        return c.json(transferred.parse({ id, channel, version: opened.head.version + 1, visible }));
      }),
  });

  answer(app, routes.api.split, {
    POST: (c) =>
      withBody(c, newSplit, async (id, wanted) => {
        const { sentKey, problem } = sentKeyOf(c, JSON.stringify(wanted));
        if (problem) return problemResponse(problem);
        const newCaseId = await splitCaseId(context, id, sentKey);
        const result = await splitCase(caseContext(c), id, { ...wanted, newCaseId });
        if (result.kind !== 'split') return problemResponse(caseProblem(result));
        const { caseName, channel, visible } = result;
        return c.json(splitOff.parse({ ...(visible ? { id: result.caseId } : {}), caseName, channel }), 201);
      }),
  });

  const linked = (c: Context<SignedIn>, id: string, result: LinkResult): Response =>
    result.kind === 'committed'
      ? c.json(caseChanged.parse({ id, version: result.change.before.head.version + 1 }))
      : problemResponse(caseProblem(result));

  answer(app, routes.api.links, {
    POST: (c) =>
      withBody(c, newLink, async (id, { caseId: otherId, reason }) =>
        linked(c, id, await linkCases(caseContext(c), id, { otherId, reason })),
      ),
  });

  answer(app, routes.api.unlink, {
    POST: (c) =>
      withBody(c, newLink, async (id, { caseId: otherId, reason }) =>
        linked(c, id, await unlinkCases(caseContext(c), id, { otherId, reason })),
      ),
  });
};
