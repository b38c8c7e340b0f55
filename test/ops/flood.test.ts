import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { floodPage } from '../../infra/ops/flood/page.ts';
import { storedUnits } from '../../infra/ops/flood/stored-units.ts';
import {
  dayOfLane,
  functionGigabytes,
  longestMilliseconds,
  worstRequests,
} from '../../infra/ops/flood/worst-day.ts';
import { pricesAsOf } from '../../infra/ops/prices.ts';
import { settingsFrom } from '../../infra/settings.ts';
import { read } from '../infra/synthesized.ts';

const throttle = z.looseObject({ ThrottlingRateLimit: z.number() });
const stage = z
  .looseObject({ DefaultRouteSettings: throttle, RouteSettings: z.record(z.string(), throttle) })
  .parse(read.one('AWS::ApiGatewayV2::Stage', 'Reporter').Properties);
const lanes = [
  ...Object.entries(stage.RouteSettings).map(([key, lane]) => ({ key, perSecond: lane.ThrottlingRateLimit })),
  { key: '$default', perSecond: stage.DefaultRouteSettings.ThrottlingRateLimit },
];
const settings = settingsFrom({ sender: 'conduct@example.org' }, 'the test');
const written = readFileSync(new URL('../../docs/flood.md', import.meta.url), 'utf8');

describe('what a flood can cost', () => {
  it('docs/flood.md says what follows from the throttles of the template: else `npm run flood -- --write`', async () => {
    expect(written).toBe(floodPage(lanes, await storedUnits(settings), settings));
    expect(written).toContain(pricesAsOf);
  });

  it('a lane of which nobody knows what it may cost is an error', async () => {
    const units = await storedUnits(settings);
    expect(() => floodPage([{ key: 'GET /new', perSecond: 1 }], units, settings)).toThrow('GET /new');
  });

  it('the largest report is counted as it is stored: padded, twice for the transaction', async () => {
    const { report, smallReport, message } = await storedUnits(settings);
    expect(report.bytes).toBeGreaterThan(256 * 1024);
    expect(report.writeUnits).toBeGreaterThan(2 * 256);
    expect(report.writeUnits).toBeLessThan(2 * 300);
    expect(smallReport.writeUnits).toBeLessThan(report.writeUnits / 10);
    expect(message.writeUnits).toBeGreaterThan(2 * 128);
  });

  it('is in proportion to the throttle', async () => {
    const request = worstRequests(await storedUnits(settings), settings.attachments)['POST /report'];
    if (!request) throw new Error('the lane of reports has a cost');
    const one = dayOfLane({ key: 'POST /report', perSecond: 1 }, request);
    const ten = dayOfLane({ key: 'POST /report', perSecond: 10 }, request);
    expect(ten.total).toBeCloseTo(10 * one.total);
    // 86 400 reports of 546 write units, and 100 of their files, at $0.625 a million are $34.88.
    expect(one.dynamoDb).toBeCloseTo(34.9, 0);
  });

  it('counts what files ask of S3, and the longest a function runs', async () => {
    const requests = worstRequests(await storedUnits(settings), settings.attachments);
    const dayOf = (key: string) => {
      const request = requests[key];
      if (!request) throw new Error(`the lane ${key} has a cost`);
      return dayOfLane({ key, perSecond: 1 }, request);
    };
    // 86 400 times 200 gets at $0.40 a million.
    expect(dayOf('POST /api/uploads/finish').s3).toBeCloseTo(6.91, 1);
    // 25 s of a gigabyte at $0.0000133334.
    expect(dayOf('POST /api/uploads/finish').lambda).toBeCloseTo(28.82, 1);
    expect(dayOf('PUT /api/uploads/{number}').s3).toBeCloseTo(1.73, 1);
    expect(dayOf('$default').s3).toBe(0);
  });

  it('is computed for the memory and the time-out the function has', () => {
    const { MemorySize, Timeout } = read.one('AWS::Lambda::Function', 'Reporter').Properties;
    expect(MemorySize).toBe(functionGigabytes * 1024);
    expect(Timeout).toBe(longestMilliseconds / 1000);
  });
});
