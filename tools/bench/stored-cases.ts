import * as z from 'zod';
import { httpClient } from './load.ts';
import { startLocalService } from './local-service.ts';
import { percentile } from './percentile.ts';
import type { Section } from './section.ts';
import { startSeeding } from './seed-cases.ts';

const sizes = [100, 1_000, 10_000] as const;
const times = 60;
const page = z.object({ cases: z.array(z.object({ id: z.string() })), cursor: z.string().optional() });

/** Listing and reading with more and more cases stored. */
export const measureStoredCases = async (): Promise<Section> => {
  const service = await startLocalService();
  const seeding = await startSeeding(service);
  const { ask, close } = httpClient();
  const timed = async (url: string, token: string): Promise<Timed> => {
    const before = performance.now();
    const { status, body } = await ask(url, { headers: { authorization: `Bearer ${token}` } });
    const took = performance.now() - before;
    if (status !== 200) throw new Error(`${url} answers ${status}`);
    return { took, body };
  };
  const asMember = (path: string): Promise<Timed> =>
    timed(`${service.teamUrl}${path}`, service.teamAccessToken);
  const asReporter = (tokens: readonly string[]) => (index: number) =>
    timed(`${service.reporterUrl}/api/follow-up`, tokens[index % tokens.length] ?? '');

  try {
    const rows: string[][] = [];
    let stored = 0;
    for (const size of sizes) {
      const tokens = await seeding.add(size - stored);
      stored = size;
      rows.push([String(size), ...(await timesOf(asMember, asReporter(tokens)))]);
    }
    return {
      title: 'With more and more cases stored',
      note:
        'The whole local service again, one request at a time. The rows are made by the real sealing and the real store ' +
        `and written in batches. Each figure is over ${times} requests (following pages: as many as there are, at most ` +
        `${times}, by the cursor). Most cases are read for the first time, which also writes that they were. Aim: flat, a page under 25 ms and 64 KB.`,
      columns: [
        'cases',
        'first page p50 ms',
        'p99',
        'following pages p50',
        'p99',
        'read a case p50',
        'p99',
        'follow up p50',
        'p99',
        'largest page KB',
      ],
      rows,
    };
  } finally {
    close();
    seeding.close();
    await service.stop();
  }
};

type Timed = { readonly took: number; readonly body: string };

const repeat = async (count: number, once: (index: number) => Promise<Timed>): Promise<Timed[]> => {
  const all: Timed[] = [];
  for (let index = 0; index < count; index += 1) all.push(await once(index));
  return all;
};

/** The columns of one row, with the cases that are stored now. */
const timesOf = async (
  asMember: (path: string) => Promise<Timed>,
  followUp: (index: number) => Promise<Timed>,
): Promise<string[]> => {
  await repeat(20, () => asMember('/api/cases'));
  const first = await repeat(times, () => asMember('/api/cases'));
  const deep = await pagesFrom(asMember, first[0]?.body ?? '');
  const ids = deep.flatMap(({ body }) => page.parse(JSON.parse(body)).cases.map(({ id }) => id));
  await repeat(20, () => asMember(`/api/cases/${ids[0] ?? ''}`));
  const read = await repeat(times, (index) => asMember(`/api/cases/${ids[index % ids.length] ?? ''}`));
  const followUps = await repeat(times, followUp);
  const bytes = Math.max(...[...first, ...deep].map(({ body }) => Buffer.byteLength(body)));
  return [
    ...[first, deep, read, followUps].flatMap((all) => [tookAt(all, 0.5), tookAt(all, 0.99)]),
    (bytes / 1024).toFixed(1),
  ];
};

const pagesFrom = async (asMember: (path: string) => Promise<Timed>, firstPage: string): Promise<Timed[]> => {
  const all: Timed[] = [];
  let { cursor } = page.parse(JSON.parse(firstPage));
  while (cursor !== undefined && all.length < times) {
    const next = await asMember(`/api/cases?cursor=${encodeURIComponent(cursor)}`);
    all.push(next);
    ({ cursor } = page.parse(JSON.parse(next.body)));
  }
  return all;
};

const tookAt = (all: readonly Timed[], share: number): string =>
  percentile(
    all.map(({ took }) => took),
    share,
  ).toFixed(1);
