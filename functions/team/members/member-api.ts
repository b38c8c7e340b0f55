import type { Context, Hono } from 'hono';
import type * as z from 'zod';
import { route } from '../../web/answer/route.ts';
import {
  fieldProblems,
  invalidFields,
  notFound,
  problemResponse,
  type Problem,
} from '../../web/answer/problem.ts';
import { readJson } from '../../web/request/request-body.ts';
import { mayDo, type TeamOperation } from '../../domain/authorization/permissions.ts';
import type { AddressTaken, TeamFull } from '../../domain/member/team.ts';
import { resemblance } from '../../domain/member/former.ts';
import { teamFullTexts } from './team-full.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import {
  changedMemberBody,
  enrolmentView,
  leavingQuery,
  memberAdded,
  memberChanged,
  memberLeft,
  memberList,
  newMemberBody,
  ownFields,
} from './member-contract.ts';
import { noInput } from '../../domain/casework/change/input-limits.ts';
import {
  addToTeam,
  changeInTeam,
  newEnrolmentLink,
  removeFromTeam,
  viewsOf,
  type EnrolmentLink,
  type LeavingRefusal,
} from './member-operations.ts';

const forbidden: Problem = {
  status: 403,
  code: 'forbidden',
  detail: 'Your role does not include this. Somebody who leads the team can do it.',
};

const memberRefusal = ({ kind }: LeavingRefusal): Problem => {
  switch (kind) {
    case 'unknown-member':
      return { ...notFound, code: 'unknown-member', detail: 'There is no such member.' };
    case 'last-lead':
      return {
        status: 409,
        code: 'last-lead',
        detail: 'The team needs somebody who leads it. Make somebody else a lead first.',
      };
    case 'unknown-successor':
      return {
        status: 422,
        code: 'unknown-member',
        detail: 'Anybody who takes over the cases must be another member of the team.',
        errors: [{ pointer: '/successor', detail: 'Is no other member of the team.' }],
      };
    case 'cursor-invalid':
      return {
        status: 400,
        code: 'cursor-invalid',
        detail: 'The cursor is not one of this removal. Begin again without it.',
        errors: [{ pointer: '/cursor', detail: 'Cannot be used.' }],
      };
  }
};

const addressTaken = ({ name }: AddressTaken): Problem => ({
  status: 409,
  code: 'address-taken',
  detail: 'Another member has this address. Each member needs one of their own.',
  errors: [{ pointer: '/email', detail: `Is the address of ${name}.` }],
});

const teamFull = ({ full }: TeamFull): Problem => ({
  status: 409,
  code: 'team-full',
  detail: teamFullTexts[full],
});

const addedBefore: Problem = {
  status: 409,
  code: 'added-before',
  detail: 'This was sent before and the member is there. A new enrolment link can be issued for them.',
};

const enrolmentJson = ({ link, expiresAt }: EnrolmentLink) => ({ link, expiresAt: expiresAt.toISOString() });

const may = (c: Context<SignedIn>, operation: TeamOperation): boolean =>
  mayDo(operation, c.get('member').role) === 'allowed';

const memberIdOf = (c: Context): string => c.req.param('member') ?? '';

const withContent = async <Schema extends z.ZodType>(
  c: Context<SignedIn>,
  schema: Schema,
  act: (content: z.infer<Schema>) => Promise<Response>,
): Promise<Response> => {
  const body = await readJson(c.req.raw);
  if (!body.ok) return problemResponse(body.problem);
  const parsed = schema.safeParse(body.content);
  return parsed.success ? act(parsed.data) : problemResponse(invalidFields(fieldProblems(parsed.error)));
};

/** The team, as JSON. */
export const memberApi = (app: Hono<SignedIn>, context: TeamContext): void => {
  const channels = Object.keys(context.settings.channels);

  route(app, routes.api.members, {
    GET: async (c) => {
      if (!may(c, 'see-members')) return problemResponse(forbidden);
      const { members, unreadable } = await context.team.read();
      return c.json(
        memberList.parse({
          members: await viewsOf(context, c.get('member'), members),
          ...(may(c, 'manage-members') ? { unreadable } : {}),
        }),
      );
    },
    POST: async (c) => {
      if (!may(c, 'manage-members')) return problemResponse(forbidden);
      return withContent(c, newMemberBody(channels), (member) => add(context, c, member));
    },
  });

  route(app, routes.api.member, {
    POST: async (c) => {
      if (!isOwn(c) && !may(c, 'manage-members')) return problemResponse(forbidden);
      return withContent(c, changedMemberBody(channels), (change) => changeMember(context, c, change));
    },
    DELETE: async (c) => {
      if (!may(c, 'manage-members')) return problemResponse(forbidden);
      const query = leavingQuery.safeParse(c.req.query());
      if (!query.success) return problemResponse(invalidFields(fieldProblems(query.error)));
      const memberId = memberIdOf(c);
      const left = await removeFromTeam(c, context, memberId, query.data);
      if (left.kind !== 'leaving') return problemResponse(memberRefusal(left));
      const { removed, moved, unassigned, cursor } = left;
      return c.json(memberLeft.parse({ id: memberId, removed, handedOver: moved, unassigned, cursor }));
    },
  });

  route(app, routes.api.memberEnrolment, {
    POST: async (c) => {
      if (!may(c, 'manage-members')) return problemResponse(forbidden);
      return withContent(c, noInput, async () => {
        const issued = await newEnrolmentLink(c, context, memberIdOf(c));
        return 'kind' in issued
          ? problemResponse(memberRefusal(issued))
          : c.json(enrolmentView.parse(enrolmentJson(issued)), 201);
      });
    },
  });
};

/** They change themselves, of which they may say when they are absent. */
const isOwn = (c: Context<SignedIn>): boolean =>
  memberIdOf(c) === c.get('member').memberId && may(c, 'set-own-absence');

const add = async (
  context: TeamContext,
  c: Context<SignedIn>,
  member: z.infer<ReturnType<typeof newMemberBody>>,
): Promise<Response> => {
  const given = c.req.header('idempotency-key');
  const key = given ?? Buffer.from(context.random.bytes(16)).toString('base64url');
  const added = await addToTeam(c, context, member, key);
  if (added.kind === 'added-before') return problemResponse(addedBefore);
  if (added.kind === 'address-taken') return problemResponse(addressTaken(added));
  if (added.kind === 'team-full') return problemResponse(teamFull(added));
  const { memberId: id, resembles } = added;
  return c.json(memberAdded.parse({ id, enrolment: enrolmentJson(added.enrolment), resembles }), 201);
};

const changeMember = async (
  context: TeamContext,
  c: Context<SignedIn>,
  change: z.infer<ReturnType<typeof changedMemberBody>>,
): Promise<Response> => {
  const memberId = memberIdOf(c);
  const onlyOwn = Object.keys(change).every((field) => ownFields.includes(field));
  if (!onlyOwn && !may(c, 'manage-members')) return problemResponse(forbidden);
  const result = await changeInTeam(context, memberId, change);
  if (result.kind === 'address-taken') return problemResponse(addressTaken(result));
  if (result.kind === 'team-full') return problemResponse(teamFull(result));
  return result.kind === 'changed'
    ? c.json(memberChanged.parse({ id: memberId, resembles: resemblance(result.likeness) }))
    : problemResponse(memberRefusal(result));
};
