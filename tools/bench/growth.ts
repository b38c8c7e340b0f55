import * as z from 'zod';
import { eventOf, startBenchService, type BenchRequest, type BenchService } from './bench-service.ts';
import { opsClient } from './bulk-rows.ts';
import type { FunctionProcess } from './function-process.ts';
import { startGrowing } from './grow-storage.ts';
import { median } from './percentile.ts';
import type { Section } from './section.ts';
import { startSeeding } from './seed-cases.ts';

const sizes = [100, 1_000, 10_000, 100_000] as const;
/** So many cases are filed as reporters file them; the others are copies of rows. */
const realCases = 1_000;
const namedCases = 20;
const warmUps = 10;
const measured = 20;

const listed = z.object({ cases: z.array(z.object({ id: z.string() })) });

/** What a member reads, with more and more stored: calls, processor time and time. */
export const measureGrowth = async (bundleFolder: string): Promise<Section> => {
  const service = await startBenchService(bundleFolder);
  const client = opsClient(service.dynamoDbUrl);
  const { authorization } = await service.addLead();
  const seeding = await startSeeding(service);
  const team = await service.start('team');
  const ask = { service, team, authorization };
  try {
    await seeding.add(sizes[0]);
    const named = await nameSomebody(ask);
    const grow = await startGrowing(client, service, named[0] ?? '');
    const all = new Map<string, Figures[]>();
    let stored = { real: sizes[0] as number, cases: 0, others: 0 };
    for (const size of sizes) {
      const real = Math.min(size, realCases);
      await seeding.add(real - stored.real);
      const after = { real, cases: size - real, others: size };
      await grow(stored, after);
      stored = after;
      for (const [name, request] of requestsOf(ask, named))
        all.set(name, [...(all.get(name) ?? []), await figuresOf(ask, request)]);
    }
    return { ...texts, rows: rowsOf(all) };
  } finally {
    team.stop();
    seeding.close();
    client.destroy();
    await service.close();
  }
};

const texts = {
  title: 'What stays flat',
  note:
    'The team’s function in a process of its own, as under “Operations”, for somebody who leads every channel. Stored are as ' +
    `many cases as said, and as many entries of the register and lines of the log. The first ${realCases.toLocaleString('en')} cases and lines are sealed each ` +
    `for itself; the others are rows without content that stand behind them in every order, and entries that nobody asks for have two index rows in place of 32. The person who is looked up is a respondent of ${namedCases} cases. ` +
    `Medians of ${measured} requests after ${warmUps} others; a ratio is that to the smallest size, all in one run. “Time” has the emulators in it. Aim: calls and processor time flat.`,
  columns: ['what', 'stored', 'calls', 'CPU ms', 'ratio', 'time ms', 'ratio'],
};

type Ask = {
  readonly service: BenchService;
  readonly team: FunctionProcess;
  readonly authorization: string;
};
type Figures = { readonly calls: number; readonly cpu: number; readonly time: number };

const posted = ({ authorization }: Ask, path: string, content: object): BenchRequest => ({
  method: 'POST',
  path,
  headers: { authorization, 'content-type': 'application/json' },
  body: JSON.stringify(content),
});

/** The same person is a respondent of some cases, which have been opened. @returns their ids */
const nameSomebody = async (ask: Ask): Promise<readonly string[]> => {
  const headers = { authorization: ask.authorization };
  const list = await ask.team.answer([eventOf({ path: `/api/cases?limit=${namedCases}`, headers })]);
  const ids = listed.parse(JSON.parse(list.bodies[0] ?? '')).cases.map(({ id }) => id);
  const known = { name: 'Robin Roe', handles: [{ platform: 'chat', handle: 'robin.roe' }] };
  for (const id of ids)
    await ask.team.answer([
      eventOf({ path: `/api/cases/${id}`, headers }),
      eventOf(posted(ask, `/api/cases/${id}/respondents`, known)),
    ]);
  return ids;
};

/** Each case is looked up from in its turn. */
const requestsOf = (
  ask: Ask,
  named: readonly string[],
): readonly (readonly [string, (time: number) => BenchRequest])[] => {
  const { authorization } = ask;
  const read = (path: string) => (): BenchRequest => ({ path, headers: { authorization } });
  const respondent = (below: string) => (time: number) =>
    posted(ask, `/api/cases/${named[time % named.length] ?? ''}/respondents/1/${below}`, {});
  return [
    ['the queue, 25 cases', read('/api/cases')],
    ['the board', read('/api/board')],
    ['the log, 50 lines', read('/api/log?limit=50')],
    ['met before', respondent('met-before')],
    ['the person’s page', respondent('person')],
  ];
};

const figuresOf = async (
  { service, team }: Ask,
  request: (time: number) => BenchRequest,
): Promise<Figures> => {
  const all: Figures[] = [];
  for (let time = 0; time < warmUps + measured; time += 1) {
    service.calls();
    const before = performance.now();
    const { cpu } = await team.answer([eventOf(request(time))]);
    all.push({ cpu, time: performance.now() - before, calls: service.calls().length });
  }
  const later = all.slice(warmUps);
  return {
    calls: median(later.map(({ calls }) => calls)),
    cpu: median(later.map(({ cpu }) => cpu)),
    time: median(later.map(({ time }) => time)),
  };
};

const rowsOf = (all: ReadonlyMap<string, readonly Figures[]>): readonly (readonly string[])[] =>
  [...all].flatMap(([name, figures]) => {
    const [first] = figures;
    const ratio = (of: 'cpu' | 'time', value: number): string => (value / (first?.[of] ?? value)).toFixed(2);
    return figures.map(({ calls, cpu, time }, index) => [
      name,
      (sizes[index] ?? 0).toLocaleString('en'),
      String(calls),
      cpu.toFixed(1),
      ratio('cpu', cpu),
      time.toFixed(1),
      ratio('time', time),
    ]);
  });
