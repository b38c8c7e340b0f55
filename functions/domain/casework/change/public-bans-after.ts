import { shownBans, type ShownBan } from '../../decision/public-ban.ts';
import { day } from '../../kernel/clock.ts';
import { readRecordsOf, type Numbered } from '../reading/read-records.ts';
import { decisionRecord, publicBanRecord } from '../record/decision-records.ts';
import { recordsOf, type RecordKind } from '../record/work-record.ts';
import type { CaseContext } from './case-edit.ts';
import type { RecordChange } from './case-store.ts';
import type { OpenCase } from './open-case.ts';

/**
 * What of a case stands in the public list after a change; `undefined` for a change that touches neither its entries nor
 * the decisions behind them. Nothing is read for a case without an entry.
 */
export const publicBansAfter = async (
  context: Pick<CaseContext, 'store' | 'settings' | 'now'>,
  opened: Pick<OpenCase, 'head' | 'caseworkKey'>,
  caseworkKey: Uint8Array,
  written: readonly RecordChange[],
): Promise<readonly ShownBan[] | undefined> => {
  const kinds = new Set(written.map(({ kind }) => kind));
  const isTouched = kinds.has(publicBanRecord.name) || kinds.has(decisionRecord.name);
  const hasEntries = kinds.has(publicBanRecord.name) || recordsOf(opened.head, publicBanRecord.name).last > 0;
  if (!isTouched || !hasEntries) return undefined;
  const after = async <Content>(kind: RecordKind<Content>): Promise<ReadonlyMap<number, Content>> => {
    const { records } = await readRecordsOf(context, opened, kind);
    const changed = written.flatMap((one) => {
      const content =
        one.kind === kind.name ? kind.open(caseworkKey, opened.head.caseId, one.record) : undefined;
      return content === undefined ? [] : [[one.record.number, content] as const];
    });
    return new Map([...records.map(numbered), ...changed]);
  };
  const [bans, decisions] = await Promise.all([after(publicBanRecord), after(decisionRecord)]);
  return shownBans(context.settings.decisions, [...bans.values()], decisions, day(context.now));
};

const numbered = <Content>({ number, content }: Numbered<Content>): readonly [number, Content] => [
  number,
  content,
];
