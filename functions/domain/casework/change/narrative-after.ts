import { narrativeNumber, narrativeState } from '../../narrative/narrative.ts';
import { narrativeIdOf, sealNarrative, type SealedNarrative } from '../../narrative/released-narrative.ts';
import { logAccessOf } from '../../register/log-access.ts';
import { narrativeRecord } from '../record/narrative-record.ts';
import { recordsOf } from '../record/work-record.ts';
import type { CaseContext, CaseEdit } from './case-edit.ts';
import type { CaseHead, RecordChange } from './case-store.ts';
import type { OpenCase } from './open-case.ts';
import type { RecordsAfter } from './records-after.ts';

type NarratedChange = {
  readonly edit: CaseEdit;
  /** As the change leaves it. */
  readonly after: Pick<CaseHead, 'state' | 'channel' | 'closedOn'>;
  readonly recordsNow: RecordsAfter;
  readonly written: readonly RecordChange[];
};

const touches = ({ head }: OpenCase, { edit, after, written }: NarratedChange): boolean =>
  written.some(({ kind }) => kind === narrativeRecord.name) ||
  edit.brief !== undefined ||
  edit.hardLimit !== undefined ||
  after.state !== head.state ||
  after.channel !== head.channel;

/**
 * What a report can take of a case after a change: its text, once two people have approved it and while the case is
 * closed. `undefined` for a change that touches none of it; nothing is read for a case without one.
 */
export const narrativeAfter = async (
  { ringPublicKey }: Pick<CaseContext, 'ringPublicKey'>,
  opened: OpenCase,
  change: NarratedChange,
): Promise<SealedNarrative | 'none' | undefined> => {
  const isWritten = change.written.some(({ kind }) => kind === narrativeRecord.name);
  const has = isWritten || recordsOf(opened.head, narrativeRecord.name).last > 0;
  if (!has || !touches(opened, change)) return undefined;
  const content = (await change.recordsNow(narrativeRecord)).get(narrativeNumber);
  const { state, channel, closedOn } = change.after;
  if (!content || state !== 'closed' || closedOn === undefined || narrativeState(content) !== 'approved')
    return 'none';
  const { caseId } = opened.head;
  const id = narrativeIdOf(caseId);
  const { language, text } = content;
  const { hiddenFrom, rosterRevision, grantedMembers } = logAccessOf(change.edit.brief ?? opened.brief);
  const ring = await ringPublicKey(channel, 'register');
  const sealed = sealNarrative(ring, id, {
    ...{ caseId, channel, closedIn: closedOn.slice(0, 7), language, text },
    hiddenFrom: [...hiddenFrom],
    rosterRevision,
    grantedMembers: [...grantedMembers],
  });
  return { id, sealed };
};
