import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { countCases } from './stored.ts';
import { casesSeenBy } from './team-view.ts';

const minute = 60_000;
type Problem = { code: string; status: number; ticket?: string; errors?: { pointer: string }[] };

describe('the JSON of reports', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());

  const ticket = async (): Promise<string> => {
    const response = await service.reporter('/api/tickets', { method: 'POST' });
    expect(response.status).toBe(201);
    return (await bodyOf<{ ticket: string }>(response)).ticket;
  };
  const send = (report: Readonly<Record<string, unknown>>) =>
    service.reporter('/api/reports', jsonRequest({ answers: { whatHappened: 'It happened.' }, ...report }));

  it('a ticket is all that POST /api/tickets gives', async () => {
    const response = await service.reporter('/api/tickets', { method: 'POST' });
    expect(await response.json()).toEqual({ ticket: expect.stringMatching(/^[\w-]{51}$/) as string });
  });

  it('a filed report has exactly the fields of the contract', async () => {
    const response = await send({});
    expect(response.status).toBe(201);
    const filed = await bodyOf<Filed>(response);
    expect(filed).toEqual({
      token: expect.stringMatching(/^[\w-]{22}$/) as string,
      passphrase: expect.stringMatching(/^([a-z]+ ){11}[a-z]+$/) as string,
      followUpUrl: `https://report.example.org/follow-up#${filed.token}`,
      caseName: expect.stringMatching(/^[a-z]+-[a-z]+-\d\d$/) as string,
      deadlines: {
        acknowledgeBy: '2026-03-12T09:00:00.000Z',
        nextUpdateBy: '2026-03-17T09:00:00.000Z',
        feedbackBy: '2026-06-08T09:00:00.000Z',
      },
      retainedUntil: '2031-03-09T09:00:00.000Z',
    });
  });

  it('all fields of the contract are taken', async () => {
    const response = await send({
      channel: 'security',
      ticket: await ticket(),
      answers: { whatHappened: 'a', component: 'b', steps: 'c', impact: 'd', disclosed: 'e', credit: 'f' },
      identity: { name: 'g', contact: 'h' },
      urgent: true,
      excludedMembers: ['member-1'],
    });
    expect(response.status).toBe(201);
  });

  it('the same report sent twice with one ticket is one report with the same receipt', async () => {
    const before = await countCases(service);
    const report = { ticket: await ticket() };
    const first = await bodyOf(await send(report));
    service.clock.advance(119 * minute);
    expect(await bodyOf(await send(report))).toEqual(first);
    expect(await countCases(service)).toBe(before + 1);
  });

  it('the same report sent eight times at once with one ticket is one report', async () => {
    const before = await countCases(service);
    const report = { ticket: await ticket() };
    const answers = await Promise.all(
      Array.from({ length: 8 }, async () => bodyOf<Filed>(await send(report))),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await countCases(service)).toBe(before + 1);
  });

  it('the receipt of a report sent again still holds after the team was answered', async () => {
    const report = { ticket: await ticket() };
    const first = await bodyOf<Filed>(await send(report));
    const reply = jsonRequest({ text: 'More.' }, bearer(first.token).headers);
    expect((await service.reporter('/api/follow-up/entries', reply)).status).toBe(201);
    expect(await bodyOf(await send(report))).toEqual(first);
  });

  it('without a ticket every call is a new report', async () => {
    const [one, other] = [await fileReport(service), await fileReport(service)];
    expect(one.token).not.toBe(other.token);
  });

  it('edited content with the same ticket is a new report', async () => {
    const used = await ticket();
    const first = await bodyOf<Filed>(await send({ ticket: used }));
    for (const edited of [{ urgent: true }, { excludedMembers: ['m'] }, { channel: 'security' }]) {
      expect((await bodyOf<Filed>(await send({ ticket: used, ...edited }))).token).not.toBe(first.token);
    }
  });

  it.each(['expired', 'forged'])(
    'an %s ticket is a conflict that brings a fresh one, and stores nothing',
    async (kind) => {
      const used = kind === 'expired' ? await ticket() : 'A'.repeat(50);
      if (kind === 'expired') service.clock.advance(121 * minute);
      const before = await countCases(service);
      const response = await send({ ticket: used });
      expect(response.status).toBe(409);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      const problem = await bodyOf<Problem>(response);
      expect(problem).toMatchObject({ code: kind === 'expired' ? 'ticket-expired' : 'ticket-invalid' });
      expect(problem.errors).toMatchObject([{ pointer: '/ticket' }]);
      expect(await countCases(service)).toBe(before);
      expect((await send({ ticket: problem.ticket })).status).toBe(201);
    },
  );

  // A program that sends again after an answer was lost must not bring back what was withdrawn since.
  it('a ticket used again after its report was withdrawn is a conflict and files nothing', async () => {
    const report = { ticket: await ticket() };
    const first = await bodyOf<Filed>(await send(report));
    const init = { method: 'DELETE', ...bearer(first.token) };
    expect((await service.reporter('/api/follow-up', init)).status).toBe(200);
    const second = await send(report);
    expect(second.status).toBe(409);
    const problem = await bodyOf<Problem>(second);
    expect(problem).toMatchObject({ code: 'sent-before', errors: [{ pointer: '/ticket' }] });
    expect(problem).not.toHaveProperty('ticket');
    expect((await service.reporter('/api/follow-up', bearer(first.token))).status).toBe(401);
  });

  it('a submission is one call to AWS once the keys are cached', async () => {
    await fileReport(service);
    service.calls.length = 0;
    await fileReport(service, { urgent: true, answers: { whatHappened: 'x'.repeat(200 * 1024) } });
    expect(service.calls.map(({ command }) => command)).toEqual(['TransactWriteItemsCommand']);
  });

  it('a member who is excluded does not see the report, another one does', async () => {
    const excluded = await service.addMember();
    const other = await service.addMember();
    const filed = await fileReport(service, { excludedMembers: [excluded.memberId] });
    const namesFor = async (authorization: string) =>
      (await casesSeenBy(service, authorization)).map(({ caseName }) => caseName);
    expect(await namesFor(other.authorization)).toContain(filed.caseName);
    expect(await namesFor(excluded.authorization)).not.toContain(filed.caseName);
  });
});
