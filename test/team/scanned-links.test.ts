import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEnrolment } from '../../infra/ops/member/members.ts';
import { bodyOf, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { formPost, passkeySettings } from './as-browser.ts';

describe('links and forms that programs touch before people do', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService(passkeySettings);
  });
  afterAll(() => service.close());

  it('an enrolment link is used up by no scanner that opens it, nor by showing its page again', async () => {
    const { memberId } = await service.addMember();
    const link = (await createEnrolment(service.ops, memberId)) ?? '';
    for (const method of ['HEAD', 'GET', 'GET'])
      expect((await service.team('/enrol', { method })).status).toBe(200);
    for (let shown = 0; shown < 2; shown++)
      expect((await service.team('/enrol', formPost({ link }))).status).toBe(200);
  });

  it('a report that is sent twice at once with one ticket is one report', async () => {
    await service.addMember();
    await service.scheduledRun();
    const { ticket } = await bodyOf<{ ticket: string }>(
      await service.reporter('/api/tickets', { method: 'POST' }),
    );
    const send = async () => {
      const sent = { ticket, answers: { whatHappened: 'Pressed twice.' } };
      return bodyOf<{ token: string; caseName: string }>(
        await service.reporter('/api/reports', jsonRequest(sent)),
      );
    };
    const [one, other] = await Promise.all([send(), send()]);
    expect(one.token).toMatch(/\S{20}/);
    expect([other.token, other.caseName]).toEqual([one.token, one.caseName]);
  });
});
