import * as z from 'zod';
import { leads, leadsOfCase, type PermissionRow } from '../../authorization/permissions.ts';
import { caseName } from '../../case/case-name.ts';
import { day, fullHour } from '../../kernel/clock.ts';
import { conflict, retryOnConflict } from '../../kernel/retry-on-conflict.ts';
import { authorOf } from '../../member/author.ts';
import { canSeeCase } from '../../member/can-see-case.ts';
import { checkInFacts } from '../../thread/check-in.ts';
import { attachmentsOfEntry, messageTexts, openEntry, type Entry } from '../../thread/entry.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { StoredCase } from '../change/case-store.ts';
import { openCase, threadKeyOf, type OpenCase } from '../change/open-case.ts';
import { caseOperation } from '../change/operation.ts';
import type { NotPermitted } from '../change/permission-of.ts';
import { prepareChange } from '../change/prepare-change.ts';
import { TooMuchAtOnce } from '../change/too-much-at-once.ts';
import { sealFiledCase } from '../filing/file-case.ts';
import { hasTooManyLinks, linkNote, openFor, tooManyLinks } from './link-cases.ts';

type Refusal = { readonly kind: 'no-such-entry' | 'nobody-there' | 'too-many-links' };

type Made = {
  readonly kind: 'made';
  readonly caseId: string;
  /** Absent where it was made before, and somebody keeps the member out of it since. */
  readonly caseName?: string | undefined;
  /** Whether the member may see the new case. */
  readonly visible: boolean;
  readonly before: boolean;
};

// Makes a case of its own and changes nobody's access to this one.
const permission: PermissionRow = { roles: leads, assigneeToo: true };

/** Whether an entry of the reporter says that somebody retaliates against them. */
export const tellsRetaliation = (entry: Entry): boolean => {
  if (entry.from !== 'reporter' || entry.kind !== 'act') return false;
  return (
    entry.act === 'retaliation' ||
    (entry.act === 'check-in' && checkInFacts.safeParse(entry.facts).data?.answer === 'retaliation')
  );
};

const entryOf = async (
  { store }: CaseContext,
  opened: OpenCase,
  number: number,
): Promise<Entry | undefined> => {
  const { caseId } = opened.head;
  const { entries } = await store.readThread(caseId, reporterThread);
  const found = entries.find((one) => one.number === number);
  const place = { caseId, thread: reporterThread, number };
  const entry = found && openEntry(threadKeyOf(opened, reporterThread), place, found.sealed);
  return entry && tellsRetaliation(entry) ? entry : undefined;
};

/** The reporter's words, as the new case begins with them. */
const beginningOf = (entry: Entry): string => {
  const files = attachmentsOfEntry(entry).length;
  return [
    `Retaliation. The reporter of the linked case told this on ${day(new Date(entry.on))}:`,
    entry.texts.get('text') ?? 'They wrote nothing else.',
    ...(files > 0 ? [`Files that came with it: ${files}. They stay in the linked case.`] : []),
  ].join('\n\n');
};

/** The case that was made before, as it is now: who was set aside from it since knows nothing of it. */
const madeBefore = async (
  { openKeyRing, member, now }: CaseContext,
  caseId: string,
  stored: StoredCase,
): Promise<Made> => {
  const visible = (await openCase(openKeyRing, member, stored, now)) !== undefined;
  return { kind: 'made', caseId, ...(visible && { caseName: stored.head.caseName }), visible, before: true };
};

/**
 * Makes an urgent case of its own of what a reporter told of retaliation, in the same channel and linked. It keeps out
 * whoever is kept out of the first, and gives nobody access who was given it there: nobody's access to either follows from
 * it. The same entry makes one case, whoever presses.
 */
const make = async (
  context: CaseContext,
  caseId: string,
  number: number,
): Promise<Made | Refusal | NotPermitted> => {
  const { store, member, now } = context;
  const newCaseId = await context.newCaseId(caseId, `retaliation ${number}`);
  return retryOnConflict<Made | Refusal | NotPermitted>(async () => {
    const original = await openFor(context, caseId, permission);
    if ('kind' in original) return original;
    const { channel } = original.head;
    const risk = { ...original.brief.risk, retaliation: 'high' as const };
    const brief = {
      ...original.brief,
      grantedMembers: [],
      risk,
      linkedCases: [caseId],
      likelySpam: false,
      source: undefined,
    };
    const visible = canSeeCase(member, channel, brief);
    const { linkedCases } = original.brief;
    const there = linkedCases.includes(newCaseId) ? await store.findCase(newCaseId) : undefined;
    if (there) return madeBefore(context, newCaseId, there);
    const entry = await entryOf(context, original, number);
    if (!entry) return { kind: 'no-such-entry' };
    if (leadsOfCase(await context.team(), channel, brief).length === 0) return { kind: 'nobody-there' };
    if (await hasTooManyLinks(context, original)) return { kind: 'too-many-links' };
    const filed = await sealFiledCase(
      context,
      {
        caseId: newCaseId,
        channel,
        urgent: true,
        entry: {
          from: 'team',
          kind: 'message',
          on: fullHour(now).toISOString(),
          author: authorOf(member),
          texts: messageTexts(beginningOf(entry)),
        },
        brief,
        identity: {},
        receipt: false,
      },
      { action: 'retaliation-case', detail: caseId },
    );
    const change = await prepareChange(context, original, {
      audit: { action: 'retaliation-case', detail: newCaseId },
      records: [linkNote(context, 'split', newCaseId, 'The reporter told of retaliation.')],
      brief: { ...original.brief, linkedCases: [...linkedCases, newCaseId] },
    });
    const outcome = await store.commitTogether([change], filed, now);
    if (outcome === 'too-many-rows') throw new TooMuchAtOnce();
    if (outcome === 'committed')
      return { kind: 'made', caseId: newCaseId, caseName: filed.caseName, visible, before: false };
    if (outcome !== 'already-filed') return conflict;
    // It was made before and parted from this one since.
    const parted = await store.findCase(newCaseId);
    return parted ? madeBefore(context, newCaseId, parted) : { kind: 'not-found' };
  });
};

export const retaliationCase = caseOperation<Refusal>()({
  name: 'retaliation-case',
  path: '/retaliation',
  summary:
    'Make a linked, urgent case of what the reporter told of retaliation, with their words. It keeps the same people out, has no reporter’s way back, and changes nobody’s access. The same entry makes one case.',
  permission,
  input: z.strictObject({
    entry: z.int().min(1).max(999_999).describe('The number of the entry in the reporter’s conversation.'),
  }),
  status: 201,
  gives: 'The new case; 200 when it was made before',
  answer: z.object({
    id: z.string().optional().describe('Of the new case; absent when it is not yours to see.'),
    caseName: caseName.optional().describe('Absent when it was made before, and is not yours to see.'),
  }),
  perform: async (context, caseId, { entry }) => {
    const result = await make(context, caseId, entry);
    if (result.kind !== 'made') return result;
    const { caseName: name, visible, before } = result;
    return {
      kind: 'done',
      answer: { ...(visible ? { id: result.caseId } : {}), caseName: name },
      ...(before ? { before: true as const } : {}),
    };
  },
  problems: {
    'no-such-entry': {
      is: 'missing',
      code: 'no-such-entry',
      detail: 'There is no such entry, or it does not tell of retaliation.',
      at: { pointer: '/entry', detail: 'Does not tell of retaliation.' },
    },
    'nobody-there': {
      is: 'conflict',
      code: 'nobody-there',
      detail:
        'Nobody may lead the new case: access that was given to this one does not count there. A lead who was told of the report from the start is needed.',
    },
    'too-many-links': tooManyLinks,
  },
  audit: { 'retaliation-case': { says: 'Made a case of its own of retaliation' } },
  form: {
    name: 'retaliation',
    page: 'case',
    panel: 'conversation',
    summary: 'Make a linked case of it',
    text: 'The new case is urgent, with a high risk of retaliation, and begins with these words. It keeps the same people out. Pressed again, it is the same case.',
    fields: [{ name: 'entry', label: 'Entry', as: 'this-record' }],
    button: 'Make the linked case',
  },
  news: {
    did: 'retaliation-case',
    says: 'The case about retaliation is there, and linked with this one.',
    at: '#more',
  },
});
