import type { Entry } from '../../thread/entry.ts';
import { doorKindOf, type ThreadName } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import { invalidField } from '../change/common-problems.ts';
import type { OpenCase } from '../change/open-case.ts';
import type { ProblemText } from '../change/problem-text.ts';
import { openedEntries } from './opened-entries.ts';

/** What was written in a conversation whose writer can ask to stay out of the record; no call for others. */
export const writtenIn = async (
  context: Pick<CaseContext, 'store'>,
  opened: Pick<OpenCase, 'head' | 'vault' | 'threadKeys'>,
  thread: ThreadName,
): Promise<readonly (Entry | 'unreadable')[]> =>
  doorKindOf(thread) === 'witness'
    ? (await openedEntries(context, opened, thread)).map(({ entry }) => entry)
    : [];

export const offTheRecord = (pointer: string): ProblemText =>
  invalidField(
    pointer,
    'Is off the record.',
    'Whoever wrote this has asked for it to stay out of the record. Ask them to say it again for the record, in a conversation of its own.',
  );
