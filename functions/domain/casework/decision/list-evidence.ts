import * as z from 'zod';
import { everybody, type PermissionRow } from '../../authorization/permissions.ts';
import { evidenceLimitBytes, mostEvidence, type Evidence } from '../../decision/evidence.ts';
import { isOffTheRecord } from '../../door/off-the-record.ts';
import { day } from '../../kernel/clock.ts';
import { requiredText } from '../../kernel/text.ts';
import { authorOf } from '../../member/author.ts';
import { erasedOf } from '../../thread/thread-limits.ts';
import { attachmentsOfEntry } from '../../thread/entry.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { countersOf } from '../change/case-store.ts';
import { changeCase, numberWritten } from '../change/change-case.ts';
import { invalidField } from '../change/common-problems.ts';
import type { OpenCase } from '../change/open-case.ts';
import { caseChanged, caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { offTheRecord, writtenIn } from '../reading/off-the-record.ts';
import { openedEntries } from '../reading/opened-entries.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { evidenceRecord } from '../record/decision-records.ts';
import { recordsOf } from '../record/work-record.ts';
import { numberOf } from './respondent-parts.ts';

type AddRefusal =
  | { readonly kind: 'too-much-evidence' }
  | { readonly kind: 'no-such-entry' }
  | { readonly kind: 'no-such-file' }
  | { readonly kind: 'off-the-record' };
type RemoveRefusal = { readonly kind: 'no-such-evidence' } | { readonly kind: 'removed-before' };

// A list of where to look, for those who may read all of it anyway. What is taken off it is kept with the reason.
const permission: PermissionRow = { roles: everybody };

const newEvidence = z
  .strictObject({
    what: requiredText(evidenceLimitBytes.what).describe('What it shows.'),
    entry: z.int().min(1).optional().describe('The number of an entry of the thread.'),
    thread: z.string().max(64).default(reporterThread),
    file: z.string().min(1).max(64).optional().describe('The id of a file of the case.'),
    elsewhere: requiredText(evidenceLimitBytes.elsewhere).optional().describe('Where it lies otherwise.'),
  })
  .refine(
    ({ entry, file, elsewhere }) => [entry, file, elsewhere].filter((at) => at !== undefined).length === 1,
    { path: ['elsewhere'], message: 'Say where it is: an entry, a file, or a place elsewhere.' },
  );

type Place = Pick<Evidence, 'entry' | 'file' | 'elsewhere'>;

/** The entry with which a file of this id came. */
const entryOfFile = async (
  context: CaseContext,
  opened: OpenCase,
  file: string,
): Promise<Evidence['entry']> => {
  for (const thread of opened.threadKeys.keys()) {
    const entries = await openedEntries(context, opened, thread);
    const found = entries.find(
      ({ entry }) => entry !== 'unreadable' && attachmentsOfEntry(entry).some(({ id }) => id === file),
    );
    if (found) return { thread, number: found.number };
  }
  return undefined;
};

const placeOf = async (
  context: CaseContext,
  opened: OpenCase,
  { entry: number, thread, file, elsewhere }: z.infer<typeof newEvidence>,
): Promise<Place | Extract<AddRefusal, { kind: 'no-such-entry' | 'no-such-file' }>> => {
  if (elsewhere !== undefined) return { elsewhere };
  if (file !== undefined) {
    const entry = await entryOfFile(context, opened, file);
    return entry ? { file, entry } : { kind: 'no-such-file' };
  }
  const isThread = [...opened.threadKeys.keys()].some((name) => name === thread);
  const gone = erasedOf(opened.vault, thread)?.through ?? 0;
  const isThere =
    isThread && number !== undefined && number > gone && number <= countersOf(opened.head, thread).entries;
  return isThere ? { entry: { thread, number } } : { kind: 'no-such-entry' };
};

/** Puts something on the list of what shows what happened. */
export const addEvidence = caseOperation<AddRefusal>()({
  name: 'add-evidence',
  path: '/evidence',
  summary: 'List something that shows what happened: an entry, a file, or what lies elsewhere.',
  permission,
  input: newEvidence,
  idempotent: true,
  status: 201,
  gives: 'Its number on the list',
  answer: caseChanged.extend({ evidence: z.int() }),
  perform: async (context, caseId, wanted, { sentKey }) => {
    const { member, now } = context;
    const result = await changeCase<AddRefusal>(context, caseId, permission, async (opened) => {
      if (recordsOf(opened.head, evidenceRecord.name).last >= mostEvidence)
        return { refusal: { kind: 'too-much-evidence' } };
      const place = await placeOf(context, opened, wanted);
      if ('kind' in place) return { refusal: place };
      const from = place.entry?.thread;
      if (from !== undefined && isOffTheRecord(from, await writtenIn(context, opened, from)))
        return { refusal: { kind: 'off-the-record' } };
      const content: Evidence = {
        what: wanted.what,
        ...place,
        addedBy: authorOf(member),
        addedOn: day(now),
      };
      return {
        edit: {
          audit: { action: 'evidence-added' },
          records: [evidenceRecord.write(content, { sentKey })],
        },
      };
    });
    const changed = changedTo<AddRefusal>(caseId, result);
    if (changed.kind !== 'done') return changed;
    return { kind: 'done', answer: { ...changed.answer, evidence: numberWritten(result) } };
  },
  problems: {
    'too-much-evidence': {
      is: 'conflict',
      code: 'too-much-evidence',
      detail: `A case lists at most ${mostEvidence} pieces of evidence, removed ones included.`,
    },
    'no-such-entry': invalidField('/entry', 'Is no entry of this thread.', 'There is no such entry.'),
    'off-the-record': offTheRecord('/thread'),
    'no-such-file': invalidField('/file', 'Is no file of this case.', 'There is no such file.'),
  },
  audit: { 'evidence-added': { says: 'Listed evidence' } },
  news: { did: 'evidence', says: 'It is on the list.', at: '#evidence' },
  example: { what: 'They were asked to stop.', elsewhere: 'The chat’s log of 3 March.' },
});

/** Takes something off the list; it stays with the reason. */
export const removeEvidence = caseOperation<RemoveRefusal>()({
  name: 'remove-evidence',
  path: '/evidence/:part/removal',
  summary: 'Take something off the list of evidence, with a reason. It stays among what was removed.',
  permission,
  input: z.strictObject({ reason: requiredText(evidenceLimitBytes.removed) }),
  ...changedAnswer,
  perform: async (context, caseId, { reason }, { part }) => {
    const { member, now } = context;
    const number = numberOf(part);
    const result = await changeCase<RemoveRefusal>(context, caseId, permission, async (opened) => {
      const { records } = await readRecordsOf(context, opened, evidenceRecord);
      const found = records.find((one) => one.number === number)?.content;
      if (!found) return { refusal: { kind: 'no-such-evidence' } };
      if (found.removed !== undefined) return { refusal: { kind: 'removed-before' } };
      const content: Evidence = {
        ...found,
        removed: reason,
        removedBy: authorOf(member),
        removedOn: day(now),
      };
      return {
        edit: {
          audit: { action: 'evidence-removed' },
          records: [evidenceRecord.write(content, { number })],
        },
      };
    });
    return changedTo<RemoveRefusal>(caseId, result);
  },
  problems: {
    'no-such-evidence': {
      is: 'missing',
      code: 'no-such-evidence',
      detail: 'There is no such piece of evidence.',
    },
    'removed-before': {
      is: 'conflict',
      code: 'evidence-removed',
      detail: 'It has been taken off the list already.',
    },
  },
  doneBefore: ['removed-before'],
  audit: { 'evidence-removed': { says: 'Took evidence off the list' } },
  news: { did: 'evidence-removed', says: 'It is off the list, and kept with the reason.', at: '#evidence' },
});
