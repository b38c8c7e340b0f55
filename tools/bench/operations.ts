import * as z from 'zod';
import type { FunctionName } from '../../infra/build.ts';
import { eventOf, startBenchService, type BenchRequest, type BenchService } from './bench-service.ts';
import { sampleAnswers, sampleReport } from './sample-report.ts';
import type { Section } from './section.ts';

const warmUp = 500;
const measured = 500;

type Operation = {
  readonly name: string;
  readonly function: FunctionName;
  readonly request: (number: number) => BenchRequest;
};

const json = { 'content-type': 'application/json' };
const filed = z.object({ token: z.string() });
const listed = z.object({ cases: z.array(z.object({ id: z.string() })) });

/** Calls to AWS and processor time of each operation, with the bundles in this folder. */
export const measureOperations = async (bundleFolder: string): Promise<Section> => {
  const service = await startBenchService(bundleFolder);
  const measure: Measure = (operation) => measureOperation(service, operation);
  try {
    const ofReporter = await measureReporter(measure);
    const ofTeam = await measureTeam(measure, await service.addMember());
    return {
      title: 'Operations',
      note:
        'Each operation in a fresh process that runs the function’s bundle, one event at a time, against the emulators ' +
        `in another process. Processor time is all the process takes, measured over ${measured} events after ${warmUp} ` +
        'others: the handler, the AWS SDK with its signing and its sockets, the garbage collector. “First” is the first ' +
        'event of a process, which also reads keys that are then kept for five minutes. Aim: submit 1 call, follow up 2, ' +
        'reply 2, list a page 2 and 1 that asks who asks, with at most 1 to KMS; under 3 ms for a submission.',
      columns: ['operation', 'calls', 'which', 'CPU ms', 'first: calls', 'which'],
      rows: [...ofReporter, ...ofTeam].map(({ row }) => row),
    };
  } finally {
    await service.close();
  }
};

type Measured = {
  /** Of the table. */
  readonly row: readonly string[];
  /** What the operation answered. */
  readonly bodies: readonly string[];
};
type Measure = (operation: Operation) => Promise<Measured>;

const measureOperation = async (service: BenchService, operation: Operation): Promise<Measured> => {
  const process = await service.start(operation.function);
  try {
    const events = Array.from({ length: 1 + warmUp + measured }, (_, number) =>
      eventOf(operation.request(number)),
    );
    service.calls();
    const first = await process.answer(events.slice(0, 1));
    const firstCalls = service.calls();
    const warming = await process.answer(events.slice(1, 1 + warmUp));
    service.calls();
    const { bodies, cpu } = await process.answer(events.slice(1 + warmUp));
    const all = service.calls();
    const row = [
      operation.name,
      // A report without a ticket has the roster read again once a second, which is few calls among hundreds.
      String(Number((all.length / measured).toFixed(2))),
      namesOf(all.slice(-Math.round(all.length / measured))),
      cpu.toFixed(2),
      String(firstCalls.length),
      namesOf(firstCalls),
    ];
    return { row, bodies: [...first.bodies, ...warming.bodies, ...bodies] };
  } finally {
    process.stop();
  }
};

const measureReporter = async (measure: Measure): Promise<readonly Measured[]> => {
  const reporter = { function: 'reporter' } as const;
  const submitted = await measure({
    ...reporter,
    name: 'submit (API)',
    request: (number) => ({
      method: 'POST',
      path: '/api/reports',
      headers: json,
      body: sampleReport(number),
    }),
  });
  const tokens = submitted.bodies.map((body) => filed.parse(JSON.parse(body)).token);
  const bearer = (number: number) => ({ authorization: `Bearer ${tokens[number % tokens.length] ?? ''}` });
  const byForm = await measure({
    ...reporter,
    name: 'submit (form, with the page)',
    request: (number) => ({
      method: 'POST',
      path: '/report',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(sampleAnswers(number)).toString(),
    }),
  });
  const followedUp = await measure({
    ...reporter,
    name: 'follow up',
    request: (number) => ({ path: '/api/follow-up', headers: bearer(number) }),
  });
  const replied = await measure({
    ...reporter,
    name: 'reply',
    request: (number) => ({
      method: 'POST',
      path: '/api/follow-up/entries',
      headers: { ...json, ...bearer(number) },
      body: JSON.stringify({ text: `One more thing. (${number})` }),
    }),
  });
  return [submitted, byForm, followedUp, replied];
};

/** @param authorization of a member who may read every case */
const measureTeam = async (measure: Measure, authorization: string): Promise<readonly Measured[]> => {
  const team = { function: 'team' } as const;
  const list = await measure({
    ...team,
    name: 'list a page (25 cases)',
    request: () => ({ path: '/api/cases', headers: { authorization } }),
  });
  const ids = listed.parse(JSON.parse(list.bodies[0] ?? '')).cases.map(({ id }) => id);
  const read = await measure({
    ...team,
    name: 'read a case',
    request: (number) => ({
      path: `/api/cases/${ids[number % ids.length] ?? ''}`,
      headers: { authorization },
    }),
  });
  return [list, read];
};

/** `GetItem, 2 × Query`, in the order of the first of each. */
const namesOf = (operations: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const name of operations) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${count} × ${name}`)).join(', ');
};
