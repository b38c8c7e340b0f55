import { shownBans, type ShownBan } from '../../decision/public-ban.ts';
import { day } from '../../kernel/clock.ts';
import { decisionRecord, publicBanRecord } from '../record/decision-records.ts';
import { recordsOf } from '../record/work-record.ts';
import type { CaseContext } from './case-edit.ts';
import type { RecordChange } from './case-store.ts';
import type { OpenCase } from './open-case.ts';
import type { RecordsAfter } from './records-after.ts';

/**
 * What of a case stands in the public list after a change; `undefined` for a change that touches neither its entries nor
 * the decisions behind them. Nothing is read for a case without an entry.
 */
export const publicBansAfter = async (
  context: Pick<CaseContext, 'settings' | 'now'>,
  opened: Pick<OpenCase, 'head'>,
  after: RecordsAfter,
  written: readonly RecordChange[],
): Promise<readonly ShownBan[] | undefined> => {
  const kinds = new Set(written.map(({ kind }) => kind));
  const isTouched = kinds.has(publicBanRecord.name) || kinds.has(decisionRecord.name);
  const hasEntries = kinds.has(publicBanRecord.name) || recordsOf(opened.head, publicBanRecord.name).last > 0;
  if (!isTouched || !hasEntries) return undefined;
  const [bans, decisions] = await Promise.all([after(publicBanRecord), after(decisionRecord)]);
  return shownBans(context.settings.decisions, [...bans.values()], decisions, day(context.now));
};
