import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { messageTexts, sealEntry } from '../../functions/domain/thread/entry.ts';
import { floodPage } from '../../tools/flood/page.ts';
import { measuredRequests, readMeasured } from '../../tools/flood/measured.ts';
import { storedUnits } from '../../tools/flood/stored-units.ts';
import {
  billedMilliseconds,
  dayOfRoute,
  functionGigabytes,
  longestMilliseconds,
  scheduledRun,
  worstDay,
  type FloodInput,
} from '../../tools/flood/worst-day.ts';
import { worstOfTeam, worstRequests } from '../../tools/flood/worst-requests.ts';
import { pricesAsOf } from '../../tools/prices.ts';
import { settingsFrom } from '../../infra/settings.ts';
import { dayOfOneRun, mailFloods, mailSeconds, triesOfMail } from '../../tools/flood/mail-flood.ts';
import { mailSettings, read, synthesize } from '../infra/synthesized.ts';

const throttle = z.looseObject({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.int() });
const stageOf = (name: string) =>
  z
    .looseObject({
      DefaultRouteSettings: throttle,
      RouteSettings: z.record(z.string(), throttle).default({}),
    })
    .parse(read.one('AWS::ApiGatewayV2::Stage', name).Properties);
const rates = ({ ThrottlingRateLimit, ThrottlingBurstLimit }: z.infer<typeof throttle>) => ({
  perSecond: ThrottlingRateLimit,
  burst: ThrottlingBurstLimit,
});
const stage = stageOf('Reporter');
const routes = [
  ...Object.entries(stage.RouteSettings).map(([key, route]) => ({ key, ...rates(route) })),
  { key: '$default', ...rates(stage.DefaultRouteSettings) },
];
const settings = settingsFrom({ sender: 'conduct@example.org' }, 'the test');
const measured = readMeasured();
const units = await storedUnits(settings);
const input: FloodInput = {
  routes,
  team: rates(stageOf('Team').DefaultRouteSettings),
  units,
  measured,
  settings,
};
const written = readFileSync(new URL('../../docs/flood.md', import.meta.url), 'utf8');

describe('what a flood can cost', () => {
  it('docs/flood.md says what follows from the throttles of the template: else `npm run flood -- --write`', () => {
    expect(written).toBe(floodPage(input));
    expect(written).toContain(pricesAsOf);
  });

  it('the worst day costs less than $100, everything at once and all that follows', () => {
    const { total, days, others } = worstDay(input);
    expect(total).toBeLessThan(100);
    expect(days).toHaveLength(routes.length + 1);
    const parts = [...days.map((day) => day.total), ...others.map(({ dollars }) => dollars)];
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(total);
  });

  it('routes are narrow for a day and wide for a minute: thirty people at once get through each', () => {
    for (const route of [...Object.values(stage.RouteSettings), stage.DefaultRouteSettings])
      expect(route.ThrottlingBurstLimit).toBeGreaterThanOrEqual(30);
    for (const { perSecond } of routes) expect(perSecond * 3600).toBeGreaterThanOrEqual(300);
  });

  it('mails are counted by the thousand, with the time-out and the tries of the template', () => {
    const { read: withMail } = synthesize(mailSettings);
    const lambda = withMail.one('AWS::Lambda::Function', 'Inbound');
    expect(lambda.Properties.Timeout).toBe(mailSeconds);
    const retries = withMail
      .ofType('AWS::Lambda::EventInvokeConfig')
      .map(({ Properties }) => Number(Properties.MaximumRetryAttempts));
    expect(Math.max(...retries) + 1).toBe(triesOfMail);
    const [small, large] = mailFloods(units);
    expect(small?.total).toBeLessThan(1);
    expect(large?.lambda).toBeGreaterThan(20);
    // A run at once is at most a second a second.
    expect(dayOfOneRun).toBeCloseTo(86_400 * 0.0000133334 * (1769 / 1024), 6);
  });

  it('a route of which nobody knows what it may cost is an error', () => {
    const unknown = { ...input, routes: [{ key: 'GET /new', perSecond: 1, burst: 1 }] };
    expect(() => floodPage(unknown)).toThrow('GET /new');
  });

  it('the largest report is counted as it is stored: padded, twice for the transaction', () => {
    const { report, smallReport, message } = units;
    expect(report.bytes).toBeGreaterThan(256 * 1024);
    expect(report.writeUnits).toBeGreaterThan(2 * 256);
    expect(report.writeUnits).toBeLessThan(2 * 300);
    expect(smallReport.writeUnits).toBeLessThan(report.writeUnits / 10);
    expect(message.writeUnits).toBeGreaterThan(2 * 128);
  });

  it('the fullest conversation is the one of the smallest messages', () => {
    const place = { caseId: 'x'.repeat(22), thread: 'reporter', number: 1 };
    const sealed = sealEntry(new Uint8Array(32), place, {
      from: 'reporter',
      kind: 'message',
      on: '2026-11-22T10:00:00.000Z',
      texts: messageTexts('x'),
    });
    // 768 of them, with keys and names of their rows.
    const bytes = 768 * (sealed.length + 150);
    expect(units.threadReadUnits).toBeGreaterThan(bytes / 4096);
  });

  it('is in proportion to the throttle, and takes the dearest of what a route lets through', () => {
    const requests = worstRequests(units, settings.attachments)['POST /report'] ?? [];
    const one = dayOfRoute({ key: 'POST /report', perSecond: 1, burst: 0 }, requests, measured);
    const ten = dayOfRoute({ key: 'POST /report', perSecond: 10, burst: 0 }, requests, measured);
    expect(ten.total).toBeCloseTo(10 * one.total);
    expect(one.what).toBe('a report of 200 KB');
    // 86 400 times 538 write units, and 90 of files that are looked for, at $0.625 a million.
    expect(one.dynamoDb).toBeGreaterThan(33);
    expect(one.dynamoDb).toBeLessThan(36);
  });

  it('bills what was measured: half as fast, a share of a processor, and the waiting; never beyond the time-out', () => {
    const took = { cpuMilliseconds: 20, calls: 2, answerBytes: 0 };
    expect(billedMilliseconds(took)).toBe(Math.ceil((20 * 2) / (1024 / 1769) + 30));
    expect(billedMilliseconds({ ...took, cpuMilliseconds: 60_000 })).toBe(longestMilliseconds);
    const asked = Object.values(worstRequests(units, settings.attachments)).flat();
    const names = new Set([...asked, ...worstOfTeam].map((request) => request.measured));
    expect([...names].sort()).toEqual([...measuredRequests].sort());
  });

  it('no answer that was measured is larger than what is counted', () => {
    const requests = [...Object.values(worstRequests(units, settings.attachments)).flat(), ...worstOfTeam];
    for (const request of requests)
      expect([request.measured, measured.requests[request.measured].answerBytes]).toSatisfy(
        ([, bytes]: [string, number]) => bytes <= request.answered,
      );
  });

  it('is computed for the memory and the time-out the functions have', () => {
    for (const name of ['Reporter', 'Team']) {
      const { MemorySize, Timeout } = read.one('AWS::Lambda::Function', name).Properties;
      expect(MemorySize).toBe(functionGigabytes * 1024);
      expect(Timeout).toBe(longestMilliseconds / 1000);
    }
    const { MemorySize, Timeout } = read.one('AWS::Lambda::Function', 'Scheduled').Properties;
    expect(MemorySize).toBe(scheduledRun.gigabytes * 1024);
    expect(Timeout).toBe(scheduledRun.seconds);
  });
});
