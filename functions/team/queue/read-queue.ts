import { channelsOf } from '../../domain/member/channels-of.ts';
import { fieldProblems, invalidFields, type Problem } from '../../web/answer/problem.ts';
import { mayDo } from '../../domain/authorization/permissions.ts';
import { listCases, wantedBy } from '../../domain/casework/reading/list-cases.ts';
import {
  searchCases,
  type FoundCase,
  type SearchPage,
  type SearchPlace,
} from '../../domain/casework/reading/search-cases.ts';
import { sectionsOf, type ListedCase } from '../../domain/casework/reading/walk-queue.ts';
import type { Member } from '../../domain/member/member.ts';
import { listQuery } from '../case/case-contract.ts';
import { listCursor, placeOf, type NamedList } from './list-cursor.ts';
import { cursorInvalid, notAllowed } from './list-problems.ts';
import type { TeamContext } from '../team-context.ts';

/** A page of a list, or of what was found and where; the cursor is sealed. */
export type QueuePart =
  | { readonly kind: 'listed'; readonly cases: readonly ListedCase[]; readonly cursor: string | undefined }
  | {
      readonly kind: 'found';
      readonly cases: readonly FoundCase[];
      readonly searched: SearchPage['searched'];
      readonly progress: SearchPage['progress'];
      readonly cursor: string | undefined;
    };

export type QueueResult = QueuePart | { readonly kind: 'refused'; readonly problem: Problem };

/**
 * What is due first in the member's channels, narrowed or searched, a page at a time; for the page and for the JSON. A
 * list shows open cases unless closed ones are asked for; a search looks through both.
 * @param asked the fields of `listQuery`, as they came in
 */
export const readQueue = async (
  context: TeamContext,
  member: Member,
  asked: Readonly<Record<string, string>>,
): Promise<QueueResult> => {
  const query = listQuery.safeParse(asked);
  if (!query.success) return refused(invalidFields(fieldProblems(query.error)));
  const { channel, status, limit, cursor, q, state, assignee, tag } = query.data;
  if (mayDo(q === undefined ? 'list-cases' : 'search-cases', member.role) !== 'allowed')
    return refused(notAllowed);
  const mine = channelsOf(member, context.settings);
  const channels = channel === undefined ? mine : mine.filter((name) => name === channel);
  if (channel !== undefined && channels.length === 0) {
    const errors = [{ pointer: '/channel', detail: 'Is not one of your channels.' }];
    return refused(invalidFields(errors));
  }
  if (tag !== undefined && !Object.hasOwn(context.settings.tags, tag))
    return refused(invalidFields([{ pointer: '/tag', detail: 'Is not one of the tags of the settings.' }]));
  const now = context.clock();
  const secret = await context.ticketSecret(now);
  const everything = q === undefined ? (['open'] as const) : (['open', 'closed'] as const);
  const sections = sectionsOf(channels, status === undefined ? everything : [status]);
  const list = { sections, narrowed: [state ?? '', assignee ?? '', tag ?? '', q ?? ''] };
  const after = cursor === undefined ? undefined : placeOf(secret, member.memberId, list, cursor);
  if (cursor !== undefined && !after) return refused(cursorInvalid);
  const team = assignee === 'none' ? await context.members.allMembers() : [];
  const isNarrowed = state !== undefined || assignee !== undefined || tag !== undefined;
  const only = isNarrowed ? wantedBy(member, { state, assignee, tag }, team) : undefined;
  const wanted = { list, after, limit, only };
  const { unreadable, next, ...part } = await (q === undefined
    ? listPart(context, { member, now }, wanted)
    : searchPart(context, { member, now }, wanted, q));
  if (unreadable > 0) context.log({ event: 'row-unreadable', count: unreadable });
  return { ...part, cursor: next && listCursor(secret, member.memberId, list, next) };
};

type Wanted = {
  readonly list: NamedList;
  readonly after: SearchPlace | undefined;
  readonly limit: number;
  readonly only: ReturnType<typeof wantedBy> | undefined;
};

type Asker = { readonly member: Member; readonly now: Date };

const listPart = async (
  context: TeamContext,
  { member, now }: Asker,
  { list: { sections }, after, limit, only }: Wanted,
) => {
  const { cases, next } = await listCases(
    { ...context, store: context.cases, member, now },
    { sections, after: after?.from ?? {}, limit, only },
  );
  const unreadable = cases.filter(({ kind }) => kind === 'unreadable').length;
  const place: SearchPlace | undefined = next && { part: 'lines', from: next };
  return { kind: 'listed' as const, cases, unreadable, next: place };
};

const searchPart = async (
  context: TeamContext,
  { member, now }: Asker,
  { list: { sections }, after, limit, only }: Wanted,
  text: string,
) => {
  const team = () => context.members.allMembers();
  const { found, ...page } = await searchCases(
    { ...context, store: context.cases, member, team, now },
    { sections, after, limit, only },
    text,
  );
  return { kind: 'found' as const, cases: found, ...page };
};

const refused = (problem: Problem): QueueResult => ({ kind: 'refused', problem });
