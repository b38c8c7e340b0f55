import type { Hono } from 'hono';
import * as z from 'zod';
import { answer } from '../../adapters/http/methods.ts';
import { fieldProblems, invalidFields, problemResponse, type Problem } from '../../adapters/http/problem.ts';
import { listCases, type ListPosition } from '../../domain/case/list-cases.ts';
import type { QueueStatus } from '../../domain/case/case-store.ts';
import { utf8 } from '../../envelope/format.ts';
import { openCursor, sealCursor } from '../../envelope/cursor.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { listedCaseView } from './case-view.ts';
import { caseList, listQuery } from './contract.ts';

const place = z.object({
  status: z.enum(['open', 'closed']),
  channels: z.array(z.string()),
  position: z.record(z.string(), z.object({ caseId: z.string(), order: z.string() })),
});

const cursorInvalid: Problem = {
  status: 400,
  code: 'cursor-invalid',
  detail: 'The cursor is not one of this list. Begin again without it.',
  errors: [{ pointer: '/cursor', detail: 'Cannot be used.' }],
};

/** `GET /api/cases`: what is due first in the member's channels, a page at a time. */
export const queueApi = (app: Hono<SignedIn>, context: TeamContext): void => {
  answer(app, routes.api.cases, {
    GET: async (c) => {
      const query = listQuery.safeParse(c.req.query());
      if (!query.success) return problemResponse(invalidFields(fieldProblems(query.error)));
      const member = c.get('member');
      const { channel, status, limit, cursor } = query.data;
      const mine = member.channels.filter((name) => Object.hasOwn(context.settings.channels, name));
      const channels = channel === undefined ? mine : mine.filter((name) => name === channel);
      if (channel !== undefined && channels.length === 0) {
        const errors = [{ pointer: '/channel', detail: 'Is not one of your channels.' }];
        return problemResponse(invalidFields(errors));
      }
      const now = context.clock();
      const secret = await context.ticketSecret(now);
      const after =
        cursor === undefined ? {} : positionOf(secret, member.memberId, cursor, { status, channels });
      if (!after) return problemResponse(cursorInvalid);
      const list = await listCases(
        { ...context, store: context.cases, member, now },
        { channels, status, after, limit },
      );
      const unreadable = list.cases.filter(({ kind }) => kind === 'unreadable').length;
      if (unreadable > 0) context.log({ event: 'row-unreadable', count: unreadable });
      const next = list.next && { status, channels, position: list.next };
      return c.json(
        caseList.parse({
          cases: list.cases.map((listed) => listedCaseView(listed, now)),
          cursor: next && sealCursor(secret, member.memberId, utf8(JSON.stringify(next))),
        }),
      );
    },
  });
};

/** `undefined` for a cursor that was forged, belongs to another member, or to a list of other channels. */
const positionOf = (
  secret: Uint8Array,
  memberId: string,
  cursor: string,
  list: { readonly status: QueueStatus; readonly channels: readonly string[] },
): ListPosition | undefined => {
  const opened = openCursor(secret, memberId, cursor);
  const parsed = opened && place.safeParse(JSON.parse(Buffer.from(opened).toString('utf8'))).data;
  const same =
    parsed?.status === list.status && JSON.stringify(parsed.channels) === JSON.stringify(list.channels);
  return parsed && same ? parsed.position : undefined;
};
