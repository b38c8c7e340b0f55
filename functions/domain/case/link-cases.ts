import { Fault } from '../fault.ts';
import { authorOf } from '../member/author.ts';
import { mayKnow } from '../member/may-know.ts';
import type { Member } from '../member/member.ts';
import { noticeTime } from '../notice/outbox.ts';
import type { CaseOperation } from '../authorization/permissions.ts';
import type { FiledCase } from '../report/seal-report.ts';
import type { Brief } from './brief.ts';
import type { CaseChange } from './case-store.ts';
import type { CaseContext, Intention } from './intention.ts';
import { openCase, openStoredCase, type OpenCase } from './open-case.ts';
import { permissionOf } from './permission-of.ts';
import { prepareChange } from './prepare-change.ts';
import { remainingReaders } from './remaining-readers.ts';

/** Cases about one incident, all together. They are changed in one transaction. */
export const mostLinkedCases = 8;
const mostAttempts = 20;

export type LinkRefusal =
  | { readonly kind: 'not-found' | 'forbidden' }
  | { readonly kind: 'same-case' }
  | { readonly kind: 'linked-already' }
  | { readonly kind: 'not-linked' }
  | { readonly kind: 'too-many-links' };

export type LinkResult = { readonly kind: 'committed'; readonly change: CaseChange } | LinkRefusal;

/** What is to happen to some of the cases, and a case that is made with it. */
export type GroupChange = {
  readonly intentions: ReadonlyMap<string, Intention>;
  readonly filed?: FiledCase | undefined;
};

/** Opens a case for a member who may do this to it. */
export const openFor = async (
  context: CaseContext,
  caseId: string,
  operation: CaseOperation,
): Promise<OpenCase | { readonly kind: 'not-found' | 'forbidden' }> => {
  const { store, openKeyRing, member, now } = context;
  const opened = await openCase(openKeyRing, member, await store.findCase(caseId), now);
  if (!opened) return { kind: 'not-found' };
  const permission = await permissionOf(context, operation, opened);
  if (permission === 'allowed') return opened;
  return { kind: permission === 'hidden' ? 'not-found' : 'forbidden' };
};

/** The cases that are linked to these and still there, whether or not the member may know of them. */
export const linkedTo = async (context: CaseContext, cases: readonly OpenCase[]): Promise<OpenCase[]> => {
  const known = new Set(cases.map(({ head }) => head.caseId));
  const ids = cases.flatMap(({ brief }) => brief.linkedCases).filter((id) => !known.has(id));
  const stored = ids.length === 0 ? [] : await context.store.findCases(ids);
  const opened = await Promise.all(
    stored.map((one) => openStoredCase(context.openKeyRing, one, context.now)),
  );
  return opened.flatMap((one) => one ?? []);
};

/** Writes the changes of several cases, and a new one, in one transaction. */
export const commitGroup = async (
  context: CaseContext,
  cases: readonly OpenCase[],
  { intentions, filed }: GroupChange,
): Promise<
  | { readonly kind: 'committed'; readonly changes: readonly CaseChange[] }
  | { readonly kind: 'changed-meanwhile' | 'already-filed' }
> => {
  const changes: CaseChange[] = [];
  for (const opened of cases) {
    const intention = intentions.get(opened.head.caseId);
    if (intention) changes.push(await prepareChange(context, opened, intention));
  }
  const kind = await context.store.commitTogether(changes, filed, context.now);
  return kind === 'committed' ? { kind, changes } : { kind };
};

/** What every case of a group knows of the others: who is excluded from one is excluded from all. */
export const groupBrief = (
  cases: readonly Pick<OpenCase, 'brief' | 'head'>[],
  { brief, head }: Pick<OpenCase, 'brief' | 'head'>,
  filed: readonly string[] = [],
): Brief => {
  const all = (of: (brief: Brief) => readonly string[]): string[] => [
    ...new Set(cases.flatMap((one) => of(one.brief))),
  ];
  return {
    ...brief,
    excludedMembers: all(({ excludedMembers }) => excludedMembers),
    recusedMembers: all(({ recusedMembers }) => recusedMembers),
    linkedCases: [...cases.map((one) => one.head.caseId), ...filed].filter((id) => id !== head.caseId),
  };
};

/** A case of which nobody may know any more is the outside contact's: the notice finds that out. */
export const noticeIfLonely = (
  { settings, now }: CaseContext,
  team: readonly Member[],
  { head }: OpenCase,
  brief: Brief,
): Pick<Intention, 'notices'> => {
  const { caseId, channel } = head;
  if (team.some((member) => mayKnow(member, channel, brief))) return {};
  return { notices: [{ caseId, channel, urgent: false, notBefore: noticeTime(settings, false, now) }] };
};

/** Repeats until nobody has changed one of the cases in between. */
const untilCommitted = async (attempt: () => Promise<LinkResult | undefined>): Promise<LinkResult> => {
  for (let attempts = 0; attempts < mostAttempts; attempts++) {
    const result = await attempt();
    if (result) return result;
  }
  throw new Fault('storage-busy', 5);
};

type Wanted = { readonly otherId: string; readonly reason: string };

const openBoth = async (
  context: CaseContext,
  caseId: string,
  otherId: string,
): Promise<readonly [OpenCase, OpenCase] | { readonly kind: 'not-found' | 'forbidden' }> => {
  const one = await openFor(context, caseId, 'link-cases');
  if ('kind' in one) return one;
  const other = await openFor(context, otherId, 'link-cases');
  return 'kind' in other ? other : [one, other];
};

const firstChange = (outcome: Awaited<ReturnType<typeof commitGroup>>): LinkResult | undefined => {
  const [change] = outcome.kind === 'committed' ? outcome.changes : [];
  return change && { kind: 'committed', change };
};

/**
 * Links two cases about one incident, with all that are linked to either: their threads stay apart and no reporter
 * learns of another. Whoever is excluded or recused from one is so from all. The member must be able to see both.
 */
export const linkCases = (
  context: CaseContext,
  caseId: string,
  { otherId, reason }: Wanted,
): Promise<LinkResult> =>
  untilCommitted(async () => {
    if (otherId === caseId) return { kind: 'same-case' };
    const both = await openBoth(context, caseId, otherId);
    if ('kind' in both) return both;
    const [one, other] = both;
    if (one.brief.linkedCases.includes(otherId)) return { kind: 'linked-already' };
    const group = [...both, ...(await linkedTo(context, both))];
    if (group.length > mostLinkedCases) return { kind: 'too-many-links' };
    const team = await context.team();
    const intentions = new Map<string, Intention>();
    for (const opened of group) {
      const { head } = opened;
      const brief = groupBrief(group, opened);
      const isNamed = opened === one || opened === other;
      intentions.set(head.caseId, {
        action: 'linked',
        ...(isNamed
          ? { detail: opened === one ? otherId : caseId, note: noteOf(context, 'link', reason) }
          : {}),
        brief,
        ...remainingReaders(team, head, head.channel, brief),
        ...noticeIfLonely(context, team, opened, brief),
      });
    }
    return firstChange(await commitGroup(context, group, { intentions }));
  });

/** Takes the other case out of what is linked to this one. Nobody who was excluded comes back by it. */
export const unlinkCases = (
  context: CaseContext,
  caseId: string,
  { otherId, reason }: Wanted,
): Promise<LinkResult> =>
  untilCommitted(async () => {
    if (otherId === caseId) return { kind: 'same-case' };
    const both = await openBoth(context, caseId, otherId);
    if ('kind' in both) return both;
    const [one, other] = both;
    if (!one.brief.linkedCases.includes(otherId)) return { kind: 'not-linked' };
    const group = [...both, ...(await linkedTo(context, both))];
    const intentions = new Map<string, Intention>();
    for (const opened of group) {
      const { head, brief } = opened;
      const isNamed = opened === one || opened === other;
      const linkedCases = opened === other ? [] : brief.linkedCases.filter((id) => id !== otherId);
      intentions.set(head.caseId, {
        action: 'unlinked',
        ...(isNamed
          ? { detail: opened === one ? otherId : caseId, note: noteOf(context, 'unlink', reason) }
          : {}),
        brief: { ...brief, linkedCases },
      });
    }
    return firstChange(await commitGroup(context, group, { intentions }));
  });

export const noteOf = (
  { member, now }: CaseContext,
  kind: 'link' | 'unlink' | 'split',
  reason: string,
): Intention['note'] & object => ({
  content: { kind, author: authorOf(member), on: now.toISOString(), reason },
});
