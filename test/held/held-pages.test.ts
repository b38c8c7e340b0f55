import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import {
  expectRefusedForm,
  getPage,
  hiddenField,
  postForm,
  textArea,
  textOf,
  wordsOf,
} from '../reporter/pages.ts';
import { startHolding } from './held-reports.ts';

describe('a report that waits, on pages without scripts', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startHolding();
    await service.addMember({ name: 'Mel Santos' });
    await service.addMember({ name: 'Noor Haddad' });
  });
  afterAll(() => service.close());

  const ticketOf = async (): Promise<string> =>
    (await bodyOf<{ ticket: string }>(await service.reporter('/api/tickets', { method: 'POST' }))).ticket;
  const send = async (fields: Readonly<Record<string, string>>) =>
    postForm(service, '/report', {
      ticket: await ticketOf(),
      channel: 'conduct',
      whatHappened: 'It happened twice.',
      reviewed: 'yes',
      ...fields,
    });

  it('is chosen on the form where the channel has it, and nowhere else', async () => {
    const choice = 'Tell the team only if somebody else names the same person';
    expect(textOf(await getPage(service, '/report'))).toContain(choice);
    expect(textOf(await getPage(service, '/report/security'))).not.toContain(choice);
  });

  it('needs somebody to wait for, and keeps what was typed', async () => {
    const refused = await send({ hold: 'yes', heldPersons: 'Al' });
    expectRefusedForm(refused);
    expect(textArea(refused, 'heldPersons')).toBe('Al');
    expectRefusedForm(await send({ hold: 'yes', heldPersons: 'Max Mustermann', urgent: 'yes' }));
  });

  it('leads from the receipt to its page, a yes, the yes taken back, and the team', async () => {
    const receipt = await send({ hold: 'yes', heldPersons: 'Max Mustermann\r\n\r\n@max' });
    expect(receipt.status).toBe(201);
    expect(textOf(receipt)).toContain('Nobody on the team can read it, and nobody there knows of it.');
    expect(textOf(receipt)).not.toContain('acknowledges');
    const words = wordsOf(receipt);
    const page = await postForm(service, '/follow-up', { words });
    expect(page.status).toBe(200);
    for (const shown of [
      'Held.',
      'Max Mustermann',
      '@max',
      'Mel Santos and Noor Haddad',
      'It happened twice.',
    ])
      expect(textOf(page)).toContain(shown);
    const choose = (choice: string) =>
      postForm(service, '/follow-up/held', {
        handle: hiddenField(page, 'handle'),
        rosterShown: hiddenField(page, 'rosterShown'),
        choice,
      });
    expect(textOf(await choose('agree'))).toContain('You said yes on 10 March 2026.');
    expect(textOf(await choose('take-back'))).not.toContain('You said yes on');
    const told = await choose('tell-now');
    expect(textOf(told)).toContain('Told to the team on 10 March 2026.');
    expect(textOf(told)).toContain('The team has your report now');
    expect(textOf(await choose('agree'))).toContain('the team has been told of this report already');
  });

  it('is deleted by its page, and its words open nothing then', async () => {
    const words = wordsOf(await send({ hold: 'yes', heldPersons: 'Max Mustermann', whatHappened: 'Once.' }));
    const handle = hiddenField(await postForm(service, '/follow-up', { words }), 'handle');
    expectRefusedForm(await postForm(service, '/follow-up/withdraw', { handle }));
    const gone = await postForm(service, '/follow-up/withdraw', { handle, confirm: 'yes' });
    expect(textOf(gone)).toContain('Your report is withdrawn');
    expect((await postForm(service, '/follow-up', { words })).status).toBe(404);
  });

  it('says in Spanish and Arabic what it says in English', async () => {
    const words = wordsOf(await send({ hold: 'yes', heldPersons: 'Max Mustermann', whatHappened: 'Again.' }));
    expect(textOf(await postForm(service, '/follow-up?lang=es', { words }))).toContain('En espera.');
    expect(textOf(await postForm(service, '/follow-up?lang=ar', { words }))).toContain('في الانتظار.');
  });
});
