import { insiders, type PermissionRow } from '../../authorization/permissions.ts';
import { conflict, retryOnConflict } from '../../kernel/retry-on-conflict.ts';
import { authorOf } from '../../member/author.ts';
import type { CaseChange } from '../change/case-store.ts';
import type { CaseContext, CaseEdit } from '../change/case-edit.ts';
import { linkedCases } from '../reading/linked-cases.ts';
import { openCase, type OpenCase } from '../change/open-case.ts';
import { notPermitted, type NotPermitted } from '../change/permission-of.ts';
import { noteRecord } from '../record/note.ts';
import { prepareChange } from '../change/prepare-change.ts';
import { TooMuchAtOnce } from '../change/too-much-at-once.ts';
import * as z from 'zod';
import { reasonText } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, type CaseChanged, type Done } from '../change/operation.ts';
import type { ProblemText, ProblemsOf } from '../change/problem-text.ts';
import type { RecordWrite } from '../record/work-record.ts';

/**
 * How many links of one case a member may see before they make another one. Those they may not see do not count: a
 * refusal would tell of them. So a case holds at most eight for each member.
 */
export const mostLinkedCases = 8;

type LinkRefusal =
  /** The other case is one they have not opened yet. */
  | { readonly kind: 'other-unopened' }
  | { readonly kind: 'same-case' }
  | { readonly kind: 'linked-already' }
  | { readonly kind: 'not-linked' }
  | { readonly kind: 'too-many-links' };

type LinkResult = { readonly kind: 'committed'; readonly change: CaseChange } | LinkRefusal | NotPermitted;

// Says that two cases one has opened belong together; it is shown to those who may know both, and gives nothing.
const linking: PermissionRow = { roles: insiders };

/** Opens a case for a member who may do this to it. */
export const openFor = async (
  context: CaseContext,
  caseId: string,
  permission: PermissionRow,
): Promise<OpenCase | NotPermitted> => {
  const { store, openKeyRing, member, now } = context;
  const opened = await openCase(openKeyRing, member, await store.findCase(caseId), now);
  if (!opened) return { kind: 'not-found' };
  return (await notPermitted(context, permission, opened)) ?? opened;
};

/** Whether the member sees so many links of this case that there is no room for one more. */
export const hasTooManyLinks = async (context: CaseContext, { brief }: OpenCase): Promise<boolean> =>
  (await linkedCases(context, brief.linkedCases)).length >= mostLinkedCases;

type Wanted = { readonly otherId: string; readonly reason: string };

const openBoth = async (
  context: CaseContext,
  caseId: string,
  otherId: string,
): Promise<readonly [OpenCase, OpenCase] | LinkRefusal | NotPermitted> => {
  if (otherId === caseId) return { kind: 'same-case' };
  const one = await openFor(context, caseId, linking);
  if ('kind' in one) return one;
  const other = await openFor(context, otherId, linking);
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
  { kind, otherId, reason }: Wanted & { readonly kind: 'link' | 'unlink' },
  refuses: (one: OpenCase, other: OpenCase) => Promise<LinkRefusal | undefined>,
): Promise<LinkResult> =>
  retryOnConflict<LinkResult>(async () => {
    const both = await openBoth(context, caseId, otherId);
    if ('kind' in both) return both;
    const [one, other] = both;
    const refusal = await refuses(one, other);
    if (refusal) return refusal;
    const towards = ({ brief }: OpenCase, id: string): CaseEdit => {
      const others = brief.linkedCases.filter((linked) => linked !== id);
      return {
        audit: { action: kind === 'link' ? 'linked' : 'unlinked', detail: id },
        records: [linkNote(context, kind, id, reason)],
        brief: { ...brief, linkedCases: kind === 'link' ? [...others, id] : others },
      };
    };
    const change = await prepareChange(context, one, towards(one, otherId));
    const changes = [change, await prepareChange(context, other, towards(other, caseId))];
    const outcome = await context.store.commitTogether(changes, undefined, context.now);
    if (outcome === 'too-many-rows') throw new TooMuchAtOnce();
    return outcome === 'committed' ? { kind: 'committed', change } : conflict;
  });

/** Whether either of two cases names the other: cases of earlier releases may be linked on one side. */
const areLinked = (one: OpenCase, other: OpenCase): boolean =>
  one.brief.linkedCases.includes(other.head.caseId) || other.brief.linkedCases.includes(one.head.caseId);

/**
 * Links two cases about one incident, both of which the member has opened. Their threads stay apart, no reporter learns
 * of the other, and everybody knows of each of them as before.
 */
const link = (context: CaseContext, caseId: string, wanted: Wanted): Promise<LinkResult> =>
  changeBoth(context, caseId, { ...wanted, kind: 'link' }, async (one, other) => {
    if (areLinked(one, other)) return { kind: 'linked-already' };
    const full = (await hasTooManyLinks(context, one)) || (await hasTooManyLinks(context, other));
    return full ? { kind: 'too-many-links' } : undefined;
  });

/** Takes a link away. */
const unlink = (context: CaseContext, caseId: string, wanted: Wanted): Promise<LinkResult> =>
  changeBoth(context, caseId, { ...wanted, kind: 'unlink' }, (one, other) =>
    Promise.resolve(areLinked(one, other) ? undefined : { kind: 'not-linked' }),
  );

/** @param otherId the case that it is about, without which nobody is shown the note who may not know of that one */
export const linkNote = (
  { member, now }: CaseContext,
  kind: 'link' | 'unlink' | 'split',
  otherId: string,
  reason: string,
): RecordWrite =>
  noteRecord.write({ kind, author: authorOf(member), on: now.toISOString(), otherId, reason });

const newLink = z.strictObject({
  caseId: z.string().max(64).describe('Another case about the same incident; you must be able to see it.'),
  reason: reasonText,
});

const linkedTo = (caseId: string, result: LinkResult): Done<CaseChanged> | LinkRefusal | NotPermitted =>
  result.kind === 'committed'
    ? { kind: 'done', answer: { id: caseId, version: result.change.before.head.version + 1 } }
    : result;

export const tooManyLinks: ProblemText = {
  is: 'conflict',
  code: 'too-many-links',
  detail: `A case can be linked to at most ${mostLinkedCases} others.`,
};

const problems: ProblemsOf<LinkRefusal> = {
  'other-unopened': {
    is: 'conflict',
    code: 'not-read',
    detail: 'Open the other case first: that says that you have no conflict of interest.',
    at: { pointer: '/caseId', detail: 'Has not been opened by you.' },
  },
  'same-case': {
    is: 'invalid',
    code: 'same-case',
    detail: 'This is the case itself.',
    at: { pointer: '/caseId', detail: 'Must be another case.' },
  },
  'linked-already': { is: 'conflict', code: 'linked-already', detail: 'These cases are linked already.' },
  'not-linked': { is: 'conflict', code: 'not-linked', detail: 'These cases are not linked.' },
  'too-many-links': tooManyLinks,
};

export const linkCases = caseOperation<LinkRefusal>()({
  name: 'link-cases',
  path: '/links',
  summary:
    'Link another case about the same incident, both of which you have opened. Neither reporter learns of it, nobody’s access changes, and the link is shown to those who may see both.',
  permission: linking,
  input: newLink,
  ...changedAnswer,
  perform: async (context, caseId, { caseId: otherId, reason }) =>
    linkedTo(caseId, await link(context, caseId, { otherId, reason })),
  problems,
  audit: { linked: { says: 'Linked a case' } },
  news: { did: 'linked', says: 'The cases are linked.', at: '#more' },
  doneBefore: ['linked-already'],
});

export const unlinkCases = caseOperation<LinkRefusal>()({
  name: 'unlink-cases',
  path: '/links/remove',
  summary: 'Take a link away.',
  permission: linking,
  input: newLink,
  ...changedAnswer,
  perform: async (context, caseId, { caseId: otherId, reason }) =>
    linkedTo(caseId, await unlink(context, caseId, { otherId, reason })),
  problems,
  audit: { unlinked: { says: 'Took a link away' } },
  news: { did: 'unlinked', says: 'The cases are parted.', at: '#more' },
  doneBefore: ['not-linked'],
});
