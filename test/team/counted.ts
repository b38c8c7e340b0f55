import { partitionOf, sortKeyOf } from '../../functions/adapters/dynamodb/item-keys.ts';
import { briefIfReadable } from '../../functions/domain/case/open-brief.ts';
import type { Brief } from '../../functions/domain/case/brief.ts';
import type { CaseHead, CaseVault } from '../../functions/domain/casework/change/case-store.ts';
import { openedEntries, type NumberedEntry } from '../../functions/domain/casework/reading/opened-entries.ts';
import {
  readDecisionRecords,
  type DecisionRecords,
} from '../../functions/domain/casework/reading/read-records.ts';
import { openRingSealed } from '../../functions/domain/key-ring/open-ring-sealed.ts';
import { threadPart, type RingSealed } from '../../functions/domain/key-ring/ring-sealed.ts';
import { readStatistics } from '../../functions/domain/statistics/read-statistics.ts';
import type { Statistic } from '../../functions/domain/statistics/statistic.ts';
import { openSummary, type Summary } from '../../functions/domain/thread/summary.ts';
import { reporterThread, workThread } from '../../functions/domain/thread/thread-name.ts';
import type { Service } from '../harness/service.ts';
import { rowsOf } from '../scheduled/stored.ts';

/** Every row of the statistics, opened; a row that does not open fails. */
export const countedRows = async (service: Service): Promise<readonly Statistic[]> => {
  const { teamContext } = service;
  const stored = (await rowsOf(service, 'cases')).map(partitionOf).filter((pk) => pk.startsWith('STAT#'));
  const months = [...new Set(stored.map((pk) => pk.slice('STAT#'.length)))];
  const channels = Object.keys(teamContext.settings.channels);
  const context = { store: teamContext.cases, openKeyRing: teamContext.openKeyRing };
  const { rows, unreadable } = await readStatistics(context, channels, months);
  if (unreadable > 0 || rows.length !== stored.length) throw new Error('every row opens');
  return rows;
};

export const countedKeys = async (service: Service): Promise<readonly string[]> =>
  (await rowsOf(service, 'cases'))
    .filter((row) => partitionOf(row).startsWith('STAT#'))
    .map((row) => `${partitionOf(row)}/${sortKeyOf(row)}`)
    .sort();

/** A case as it is stored, opened without anything that writes rows. */
export type OpenedCase = {
  readonly head: CaseHead;
  readonly vault: CaseVault;
  readonly brief: Brief;
  readonly summary: Summary;
  readonly entries: readonly NumberedEntry[];
  readonly records: DecisionRecords;
};

/** @returns `undefined` for a case that is gone */
export const openedCase = async (service: Service, caseId: string): Promise<OpenedCase | undefined> => {
  const { cases: store, openKeyRing } = service.teamContext;
  const stored = await store.findCase(caseId);
  const sealedThread = stored?.vault.threads?.[reporterThread];
  if (!stored || !sealedThread || !stored.vault.sealedBrief) return undefined;
  const { head, vault, summaries } = stored;
  const brief = await briefIfReadable(openKeyRing, head.channel, caseId, vault.sealedBrief ?? sealedThread);
  const keyOf = async (part: string, sealed: RingSealed) => {
    const key = openRingSealed(
      await openKeyRing(head.channel, 'reports', sealed.epoch),
      { caseId, part },
      sealed,
    );
    if (!key) throw new Error('its keys open');
    return key;
  };
  const threadKey = await keyOf(threadPart(reporterThread), sealedThread);
  const work = vault.sealedCaseworkKey;
  const caseworkKey = work && (await keyOf(workThread, work));
  const sealed = summaries.get(reporterThread);
  const place = { caseId, thread: reporterThread, revision: sealed?.revision ?? 0 };
  const summary = sealed && openSummary(threadKey, place, sealed.sealed);
  if (!brief || !summary) throw new Error('its brief and its summary open');
  const threadKeys = new Map([[reporterThread, threadKey]]);
  return {
    head,
    vault,
    brief,
    summary,
    entries: await openedEntries({ store }, { head, vault, threadKeys }, reporterThread),
    records: await readDecisionRecords({ store }, { head, caseworkKey }),
  };
};
