import type { CaseOperation } from '../authorization/permissions.ts';
import { Fault } from '../fault.ts';
import { authorOf } from '../member/author.ts';
import type { CaseChange } from './case-store.ts';
import type { CaseContext, Intention } from './intention.ts';
import { linkedCases } from './linked-cases.ts';
import { openCase, type OpenCase } from './open-case.ts';
import { notPermitted, type NotPermitted } from './permission-of.ts';
import { prepareChange } from './prepare-change.ts';

/**
 * How many links of one case a member may see before they make another one. Those they may not see do not count: a
 * refusal would tell of them. So a case holds at most eight for each member.
 */
export const mostLinkedCases = 8;
const mostAttempts = 20;

export type LinkRefusal =
  | NotPermitted
  /** The other case is one they have not opened yet. */
  | { readonly kind: 'other-unopened' }
  | { readonly kind: 'same-case' }
  | { readonly kind: 'linked-already' }
  | { readonly kind: 'not-linked' }
  | { readonly kind: 'too-many-links' };

export type LinkResult = { readonly kind: 'committed'; readonly change: CaseChange } | LinkRefusal;

/** Opens a case for a member who may do this to it. */
export const openFor = async (
  context: CaseContext,
  caseId: string,
  operation: CaseOperation,
): Promise<OpenCase | NotPermitted> => {
  const { store, openKeyRing, member, now } = context;
  const opened = await openCase(openKeyRing, member, await store.findCase(caseId), now);
  if (!opened) return { kind: 'not-found' };
  return (await notPermitted(context, operation, opened)) ?? opened;
};

/** Whether the member sees so many links of this case that there is no room for one more. */
export const hasTooManyLinks = async (context: CaseContext, { brief }: OpenCase): Promise<boolean> =>
  (await linkedCases(context, brief.linkedCases)).length >= mostLinkedCases;

type Wanted = { readonly otherId: string; readonly reason: string };

const openBoth = async (
  context: CaseContext,
  caseId: string,
  otherId: string,
): Promise<readonly [OpenCase, OpenCase] | LinkRefusal> => {
  if (otherId === caseId) return { kind: 'same-case' };
  const one = await openFor(context, caseId, 'link-cases');
  if ('kind' in one) return one;
  const other = await openFor(context, otherId, 'link-cases');
  if (!('kind' in other)) return [one, other];
  return other.kind === 'unopened' ? { kind: 'other-unopened' } : other;
};

/**
 * Changes two cases in one transaction, again until nobody has changed one of them in between. Nothing but who names whom
 * is changed: a link gives nobody access, and takes it from nobody.
 */
const changeBoth = async (
  context: CaseContext,
  caseId: string,
  { otherId, reason }: Wanted,
  kind: 'link' | 'unlink',
  refuses: (one: OpenCase, other: OpenCase) => Promise<LinkRefusal | undefined>,
): Promise<LinkResult> => {
  for (let attempts = 0; attempts < mostAttempts; attempts++) {
    const both = await openBoth(context, caseId, otherId);
    if ('kind' in both) return both;
    const [one, other] = both;
    const refusal = await refuses(one, other);
    if (refusal) return refusal;
    const towards = ({ brief }: OpenCase, id: string): Intention => {
      const others = brief.linkedCases.filter((linked) => linked !== id);
      return {
        action: kind === 'link' ? 'linked' : 'unlinked',
        detail: id,
        note: noteOf(context, kind, id, reason),
        brief: { ...brief, linkedCases: kind === 'link' ? [...others, id] : others },
      };
    };
    const change = await prepareChange(context, one, towards(one, otherId));
    const changes = [change, await prepareChange(context, other, towards(other, caseId))];
    if ((await context.store.commitTogether(changes, undefined, context.now)) === 'committed')
      return { kind: 'committed', change };
  }
  throw new Fault('storage-busy', 5);
};

/** Whether either of two cases names the other: cases of earlier releases may be linked on one side. */
const areLinked = (one: OpenCase, other: OpenCase): boolean =>
  one.brief.linkedCases.includes(other.head.caseId) || other.brief.linkedCases.includes(one.head.caseId);

/**
 * Links two cases about one incident, both of which the member has opened. Their threads stay apart, no reporter learns
 * of the other, and everybody knows of each of them as before.
 */
export const linkCases = (context: CaseContext, caseId: string, wanted: Wanted): Promise<LinkResult> =>
  changeBoth(context, caseId, wanted, 'link', async (one, other) => {
    if (areLinked(one, other)) return { kind: 'linked-already' };
    const full = (await hasTooManyLinks(context, one)) || (await hasTooManyLinks(context, other));
    return full ? { kind: 'too-many-links' } : undefined;
  });

/** Takes a link away. */
export const unlinkCases = (context: CaseContext, caseId: string, wanted: Wanted): Promise<LinkResult> =>
  changeBoth(context, caseId, wanted, 'unlink', (one, other) =>
    Promise.resolve(areLinked(one, other) ? undefined : { kind: 'not-linked' }),
  );

/** @param otherId the case that it is about, without which nobody is shown the note who may not know of that one */
export const noteOf = (
  { member, now }: CaseContext,
  kind: 'link' | 'unlink' | 'split',
  otherId: string,
  reason: string,
): Intention['note'] & object => ({
  content: { kind, author: authorOf(member), on: now.toISOString(), otherId, reason },
});
