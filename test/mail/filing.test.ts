import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startService, type Service } from '../harness/service.ts';
import { list, read } from '../team/as-member.ts';
import { byMail, send } from './mailed.ts';

describe('a mail that comes in', () => {
  let service: Service;
  let member: Awaited<ReturnType<Service['addMember']>>;
  beforeAll(async () => {
    service = await startService(byMail);
    member = await service.addMember({ name: 'Mia' });
  });
  afterAll(() => service.close());

  it('is a case that the team reads', async () => {
    await send(service, { text: 'He followed me home.' });
    const { cases } = await list(service, member);
    expect(cases).toHaveLength(1);
    const shown = await read(service, member, cases[0]?.id ?? '');
    expect(shown.threads.reporter.entries[0]?.text).toContain('He followed me home.');
  });
});
