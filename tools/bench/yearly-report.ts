import { randomBytes } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import { loadWrappedRingKey } from '../../functions/adapters/dynamodb/case/ring-store.ts';
import { statisticItems } from '../../functions/adapters/dynamodb/rows/statistic-rows.ts';
import { newId } from '../../functions/domain/kernel/random.ts';
import { sealStatisticUnderKey } from '../../functions/domain/statistics/open-statistic.ts';
import type { Statistic } from '../../functions/domain/statistics/statistic.ts';
import { keyRingOpener } from '../../functions/team/open-key-ring.ts';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { region } from '../../infra/local/start-emulators.ts';
import { makeCommunity } from '../community/community.ts';
import { eventOf, startBenchService, type BenchService } from './bench-service.ts';
import { opsClient, writeMany } from './bulk-rows.ts';
import { percentile } from './percentile.ts';
import type { Section } from './section.ts';

const rowsCounted = 10_000;
const drafts = 5;
const began = new Date('2025-01-01T00:00:00.000Z');
const year = { from: '2025-01', until: '2025-12' };

/** Processor time of a transparency report over a year. */
export const measureYearlyReport = async (bundleFolder: string): Promise<Section> => {
  const service = await startBenchService(bundleFolder);
  const { authorization } = await service.addLead();
  const { memberId: reader } = await service.addLead();
  const team = await service.start('team');
  try {
    await writeStatistics(service, rowsOfYear());
    const request = {
      method: 'POST',
      path: '/api/transparency',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ ...year, readers: [reader] }),
    };
    const cpu: number[] = [];
    let calls = 0;
    for (let time = 0; time < drafts; time += 1) {
      service.calls();
      cpu.push((await team.answer([eventOf(request)])).cpu);
      calls = service.calls().length;
    }
    const [first = 0, ...later] = cpu;
    return {
      title: 'A yearly transparency report',
      note:
        'The team’s function in a process of its own, as under “Operations”: reads and opens all rows of the statistics of a year ' +
        `and of those months before it from which cases can still be counted, counts them, withholds small counts and seals the draft. The rows are those of an invented community (\`tools/community\`). The first draft of a process, and ${drafts - 1} after it. Aim: under 2 s of processor time.`,
      columns: ['rows', 'calls', 'CPU ms: first', 'median', 'most'],
      rows: [
        [
          rowsCounted.toLocaleString('en'),
          String(calls),
          first.toFixed(0),
          percentile(later, 0.5).toFixed(0),
          Math.max(...later).toFixed(0),
        ],
      ],
    };
  } finally {
    team.stop();
    await service.close();
  }
};

/** More than enough are invented, and evenly left out. Without a revision of the roster, they are from before nobody. */
const rowsOfYear = (): readonly Statistic[] => {
  const { rows } = makeCommunity({ seed: 15, years: 1, cases: rowsCounted, began });
  const within = rows.filter(({ month }) => month >= year.from && month <= year.until);
  if (within.length < rowsCounted) throw new Error('the invented year has too few rows');
  const step = within.length / rowsCounted;
  return Array.from({ length: rowsCounted }, (_, index) => within[Math.floor(index * step)] ?? [])
    .flat()
    .map((row) => (row.kind === 'survey' ? row : { ...row, rosterRevision: undefined }));
};

/** Rows as the team’s function writes them. */
const writeStatistics = async (service: BenchService, rows: readonly Statistic[]): Promise<void> => {
  const { dynamoDbUrl, kms: keys, tables } = service;
  const client = opsClient(dynamoDbUrl);
  const kms = new KMSClient({
    endpoint: keys.url,
    region,
    credentials: { accessKeyId: accessKeys.team, secretAccessKey: 'local' },
  });
  const open = keyRingOpener({
    kms,
    keyId: keys.keyId,
    loadWrapped: (channel, purpose, epoch) =>
      loadWrappedRingKey(client, tables.team, { channel, purpose, epoch }),
    clock: () => new Date(),
  });
  const random = { bytes: (length: number) => randomBytes(length), integer: () => 0 };
  try {
    const channels = [...new Set(rows.map(({ channel }) => channel))];
    const rings = new Map(
      await Promise.all(
        channels.map(async (channel) => [channel, await open(channel, 'register', 1)] as const),
      ),
    );
    await writeMany(client, rows.length, (number) => {
      const row = rows[number];
      const ring = row && rings.get(row.channel);
      if (!row || !ring) throw new Error('every channel has a ring');
      return statisticItems(tables.cases, [sealStatisticUnderKey(ring, newId(random), row)]).flatMap(
        ({ Put }) => (Put?.Item ? [{ table: tables.cases, item: Put.Item }] : []),
      );
    });
  } finally {
    client.destroy();
    kms.destroy();
  }
};
