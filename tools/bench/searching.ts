import * as z from 'zod';
import { eventOf, startBenchService } from './bench-service.ts';
import type { FunctionProcess } from './function-process.ts';
import { percentile } from './percentile.ts';
import type { Section } from './section.ts';
import { startSeeding } from './seed-cases.ts';

const sizes = [100, 1_000, 10_000] as const;
const warmUps = 20;
const page = z.object({ cases: z.array(z.object({ id: z.string() })), cursor: z.string().optional() });

/** Calls and processor time of searches, request by request, with more and more cases. */
export const measureSearching = async (bundleFolder: string): Promise<Section> => {
  const service = await startBenchService(bundleFolder);
  const seeding = await startSeeding(service);
  const team = await service.start('team');
  try {
    const authorization = await service.addMember();
    const ask = { team, calls: service.calls, authorization };
    const rows: string[][] = [];
    let stored = 0;
    for (const size of sizes) {
      await seeding.add(size - stored);
      stored = size;
      if (size === sizes[0]) rows.push([`${size}, none opened`, ...(await searched(ask, 'nobody'))]);
      for (const id of await idsOf(ask)) await asked(ask, `/api/cases/${id}`);
      // A report's number stands in its text alone.
      rows.push([`${size}, all opened`, ...(await searched(ask, String(size)))]);
    }
    return {
      title: 'Searching',
      note:
        'The team’s function in a process of its own, as under “Operations”. A search for a word of a single report, ' +
        `request after request to its end, after ${warmUps} other searches. Every report has about a kilobyte; the ` +
        'member has opened none or all of the cases. A request looks through the names, tags, persons and places of 200 cases, ' +
        'or what is written in 20 of them. Aim: calls and time of a request flat, under 100 calls.',
      columns: [
        'cases',
        'found',
        'requests',
        'calls: first',
        'most',
        'CPU ms: first',
        'median',
        'most',
        'all',
      ],
      rows,
    };
  } finally {
    team.stop();
    seeding.close();
    await service.close();
  }
};

type Ask = {
  readonly team: FunctionProcess;
  readonly calls: () => string[];
  readonly authorization: string;
};

const asked = async ({ team, authorization }: Ask, path: string) => {
  const { bodies, cpu } = await team.answer([eventOf({ path, headers: { authorization } })]);
  return { body: bodies[0] ?? '', cpu };
};

/** Follows a list to its end. */
const pagesOf = async (ask: Ask, query: string) => {
  const all: { readonly ids: readonly string[]; readonly cpu: number; readonly calls: number }[] = [];
  let cursor: string | undefined;
  do {
    ask.calls();
    const from = cursor === undefined ? '' : `&cursor=${cursor}`;
    const { body, cpu } = await asked(ask, `/api/cases?limit=50${query}${from}`);
    const parsed = page.parse(JSON.parse(body));
    all.push({ ids: parsed.cases.map(({ id }) => id), cpu, calls: ask.calls().length });
    ({ cursor } = parsed);
  } while (cursor !== undefined);
  return all;
};

const idsOf = async (ask: Ask): Promise<string[]> => (await pagesOf(ask, '')).flatMap(({ ids }) => ids);

const searched = async (ask: Ask, word: string): Promise<string[]> => {
  for (let time = 0; time < warmUps; time += 1) await asked(ask, '/api/cases?q=warm');
  const all = await pagesOf(ask, `&q=${word}`);
  const [calls, cpu] = [all.map((one) => one.calls), all.map((one) => one.cpu)];
  return [
    String(all.flatMap(({ ids }) => ids).length),
    String(all.length),
    String(calls[0] ?? 0),
    String(Math.max(...calls)),
    ...[cpu[0] ?? 0, percentile(cpu, 0.5), Math.max(...cpu), cpu.reduce((sum, one) => sum + one, 0)].map(
      (time) => time.toFixed(1),
    ),
  ];
};
