import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, bodyOf, fileReport, formRequest, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, post, read, type SignedIn } from '../team/as-member.ts';

const receipt = { en: 'Thank you. A person will read this.', es: 'Gracias. Lo leerá una persona.' };

type Thread = {
  readonly summary: { readonly state: string; readonly opened: boolean };
  readonly entries: readonly { readonly id: string; readonly from: string; readonly text: string }[];
};

describe('an automatic receipt', () => {
  let service: Service;
  let member: SignedIn;
  beforeAll(async () => {
    service = await startService({
      channels: { conduct: { automaticReceipt: receipt }, security: { automaticReceipt: 'Received.' } },
    });
    member = await service.addMember();
  });
  afterAll(() => service.close());

  const thread = async (token: string) =>
    bodyOf<Thread>(await service.reporter('/api/follow-up', bearer(token)));

  it('stands right after the report, from nobody, and leaves the report unread and unanswered', async () => {
    const filed = await fileReport(service);
    const { summary, entries } = await thread(filed.token);
    expect(entries).toMatchObject([
      { id: '1', from: 'reporter' },
      { id: '2', from: 'automatic', text: receipt.en },
    ]);
    expect(summary).toMatchObject({ state: 'received', opened: false });
    expect(filed.deadlines.acknowledgeBy).toBe('2026-03-12T09:00:00.000Z');
    service.clock.now = new Date('2026-03-12T09:00:00.000Z');
    for (let runs = 0; runs < 3; runs++) await service.scheduledRun();
    expect((await service.emulators.ses.mails()).map(({ subject }) => subject)).toContain(
      'Something in your queue is overdue',
    );
  });

  it('is labelled on the page, in the reader’s language, and where there is none in English', async () => {
    const { passphrase } = await fileReport(service);
    const page = async (language: string) =>
      (await service.reporter(`/follow-up?lang=${language}`, formRequest({ words: passphrase }))).text();
    expect(await page('en')).toContain('Automatic message');
    expect(await page('es')).toContain(receipt.es);
    expect(await page('es')).toContain('Mensaje automático');
    expect(await page('ar')).toContain(receipt.en);
  });

  it('messages of both sides follow it', async () => {
    const filed = await fileReport(service, { channel: 'security' });
    await service.reporter(
      '/api/follow-up/entries',
      jsonRequest({ text: 'One more thing.' }, bearer(filed.token).headers),
    );
    const id = await caseIdOf(service, filed);
    await post(service, member, `/api/cases/${id}/messages`, { text: 'We read it.' });
    const shown = (await read(service, member, id)).threads.reporter.entries;
    expect(shown.map(({ from }) => from)).toEqual(['reporter', 'automatic', 'reporter', 'team']);
    expect(shown[1]?.text).toBe('Received.');
    const { entries } = await thread(filed.token);
    expect(entries.map(({ id: number, from }) => `${number} ${from}`)).toEqual([
      '1 reporter',
      '2 automatic',
      '3 reporter',
      '4 team',
    ]);
  });

  it('is one, however often the same form is sent', async () => {
    const { ticket } = await bodyOf<{ ticket: string }>(
      await service.reporter('/api/tickets', { method: 'POST' }),
    );
    const first = await fileReport(service, { ticket });
    expect((await fileReport(service, { ticket })).token).toBe(first.token);
    expect((await thread(first.token)).entries).toHaveLength(2);
  });
});
