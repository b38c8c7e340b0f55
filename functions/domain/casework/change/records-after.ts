import { readRecordsOf } from '../reading/read-records.ts';
import type { RecordKind } from '../record/work-record.ts';
import type { CaseContext } from './case-edit.ts';
import type { RecordChange } from './case-store.ts';
import type { OpenCase } from './open-case.ts';

/** All records of a kind that open, by their numbers, as they are after a change. */
export type RecordsAfter = <Content>(kind: RecordKind<Content>) => Promise<ReadonlyMap<number, Content>>;

/**
 * Records as a change leaves them: what is stored, with what is written over it.
 * @param written what the change writes, sealed under the casework key
 */
export const recordsAfterChange =
  (
    context: Pick<CaseContext, 'store'>,
    opened: Pick<OpenCase, 'head' | 'caseworkKey'>,
    caseworkKey: Uint8Array,
    written: readonly RecordChange[],
  ): RecordsAfter =>
  async (kind) => {
    const { records } = await readRecordsOf(context, opened, kind);
    const changed = written.flatMap((one) => {
      const content =
        one.kind === kind.name ? kind.open(caseworkKey, opened.head.caseId, one.record) : undefined;
      return content === undefined ? [] : [[one.record.number, content] as const];
    });
    return new Map([...records.map(({ number, content }) => [number, content] as const), ...changed]);
  };
