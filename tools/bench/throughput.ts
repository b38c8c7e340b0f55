import * as z from 'zod';
import { httpClient, load, type LoadResult } from './load.ts';
import { startLocalService } from './local-service.ts';
import { sampleReport } from './sample-report.ts';
import type { Section } from './section.ts';

const secondsEach = 6;
const warmUpSeconds = 3;
const filed = z.object({ token: z.string() });

/** Submissions and follow-ups through the whole local service, over HTTP. */
export const measureThroughput = async (): Promise<Section> => {
  const service = await startLocalService();
  const { ask, close } = httpClient();
  try {
    const tokens: string[] = [];
    const submit = async (number: number): Promise<boolean> => {
      const { status, body } = await ask(`${service.reporterUrl}/api/reports`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: sampleReport(number),
      });
      if (status === 201) tokens.push(filed.parse(JSON.parse(body)).token);
      return status === 201;
    };
    const followUp = async (number: number): Promise<boolean> => {
      const token = tokens[number % tokens.length] ?? '';
      const headers = { authorization: `Bearer ${token}` };
      return (await ask(`${service.reporterUrl}/api/follow-up`, { headers })).status === 200;
    };
    await load(8, warmUpSeconds, submit);
    await load(8, warmUpSeconds, followUp);
    const rows: string[][] = [];
    for (const [name, send] of [
      ['submit', submit],
      ['follow up', followUp],
    ] as const)
      for (const atOnce of [1, 8, 32])
        rows.push([`${name}, ${atOnce} at once`, ...cells(await load(atOnce, secondsEach, send))]);
    return {
      title: 'The whole local service',
      note:
        `What \`npm start\` starts, over HTTP with connections kept, ${secondsEach} seconds each; the service and this ` +
        'client share the machine. Aim: over 150 submissions a second, p99 under 200 ms, none failed.',
      columns: ['', 'per second', 'p50 ms', 'p99 ms', 'failed'],
      rows,
    };
  } finally {
    close();
    await service.stop();
  }
};

const cells = ({ perSecond, p50, p99, failures }: LoadResult): string[] => [
  perSecond.toFixed(0),
  p50.toFixed(1),
  p99.toFixed(1),
  String(failures),
];
