import { queueOf, queueUpTo, outboxPartition } from '../../functions/adapters/dynamodb/item-keys.ts';
import { queryKeys } from '../../functions/adapters/dynamodb/client/query-keys.ts';
import { startFlooded, type FloodedService, type Run } from './flooded-service.ts';
import type { Section } from './section.ts';

const flood = { notices: 10_000, members: 10, erasures: 10, sentHoursAgo: 50 };
const mostRuns = 15;

/** The scheduled function’s runs, one after the other, until no urgent notice of a flood is left. */
export const measureFloodedMinute = async (bundleFolder: string): Promise<Section> => {
  const service = await startFlooded(bundleFolder, flood);
  try {
    const rows: string[][] = [];
    let left = flood.notices;
    while (left > 0 && rows.length < mostRuns) {
      const run = await service.run();
      left = await urgentLeft(service);
      rows.push(rowOf(rows.length + 1, run, left));
    }
    return {
      title: 'The minute in a flood',
      note:
        `${flood.notices} urgent notices of one channel wait, each of a case of its own, for ${flood.members} members; ` +
        'the deadlines of those cases have passed too. ' +
        `Behind them wait ${flood.erasures} erasures and one urgent notice of another channel. The scheduled function’s ` +
        'bundle in a process of its own, one run after the other, against the emulators, which take most of the seconds. ' +
        'Aim: erasures and the other channel’s mail in the first run, whatever else waits.',
      columns: [
        'run',
        'seconds',
        'CPU ms',
        'calls',
        'mails',
        'erased',
        'other channel mailed',
        'urgent left',
      ],
      rows,
    };
  } finally {
    await service.stop();
  }
};

const rowOf = (number: number, run: Run, left: number): string[] => {
  const lastErased = run.erasedAfter.at(-1);
  const [mailed] = run.otherAfter;
  return [
    String(number),
    run.seconds.toFixed(1),
    String(Math.round(run.cpuMilliseconds)),
    String(run.calls),
    String(run.mails),
    lastErased === undefined ? '' : `${run.erasedAfter.length} by ${lastErased.toFixed(1)} s`,
    mailed === undefined ? '' : `after ${mailed.toFixed(1)} s`,
    String(left),
  ];
};

/** Urgent notices that are due; what nobody has taken comes back ten minutes later. */
const urgentLeft = async ({ ops, tables }: FloodedService): Promise<number> => {
  const keys = await queryKeys(ops, tables.cases, outboxPartition);
  return keys.filter(({ sk }) => {
    const { kind, key } = queueOf(sk);
    return kind === 'urgent' && sk <= queueUpTo(key, new Date()).last;
  }).length;
};
