import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bearer, bodyOf, fileReport, jsonRequest, readThread, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, read } from './as-member.ts';
import { handedOver, responseAbout, withOwnWords } from './case-with-door.ts';

describe('a conversation with somebody else than the reporter', () => {
  let service: Service;
  let lead: Awaited<ReturnType<Service['addMember']>>;
  let filed: Filed;
  let id: string;
  beforeEach(async () => {
    service = await startService();
    lead = await service.addMember({ role: 'lead' });
    filed = await fileReport(service, { answers: { whatHappened: 'They shouted at me.' } });
    id = await caseIdOf(service, filed);
    await read(service, lead, id);
  });
  afterEach(() => service.close());

  const look = (token: string): Promise<Response> => service.reporter('/api/follow-up', bearer(token));
  const write = (token: string, text: string): Promise<Response> =>
    service.reporter('/api/follow-up/entries', jsonRequest({ text }, bearer(token).headers));
  type Shown = { thread: string; page: { about: string }; entries: { from: string; text: string }[] };
  const shown = async (token: string): Promise<Shown> => bodyOf<Shown>(await look(token));

  it('opens once its holder has made words of their own', async () => {
    const { token } = await handedOver(service, lead, id);
    expect((await look(token)).status).toBe(403);
    const own = await withOwnWords(service, token);
    expect((await look(token)).status).toBe(401);
    expect(await shown(own)).toMatchObject({
      thread: 'response',
      page: { about: 'A talk on the first evening.' },
      entries: [],
    });
  });

  it('has its own entries, and nobody reads those of another', async () => {
    const one = await withOwnWords(service, (await handedOver(service, lead, id)).token);
    const other = await withOwnWords(service, (await handedOver(service, lead, id)).token);
    expect((await write(one, 'It was a misunderstanding.')).status).toBe(201);
    expect((await write(other, 'I saw nothing.')).status).toBe(201);
    expect((await write(one, 'I am sorry.')).status).toBe(201);
    expect((await shown(one)).entries.map(({ text }) => text)).toEqual([
      'It was a misunderstanding.',
      'I am sorry.',
    ]);
    expect((await shown(other)).entries).toMatchObject([{ from: 'respondent', text: 'I saw nothing.' }]);
    expect(JSON.stringify(await (await readThread(service, filed)).json())).not.toContain('sorry');
  });

  it('goes on after the team has changed the case, and shows the reporter nothing', async () => {
    const own = await withOwnWords(service, (await handedOver(service, lead, id)).token);
    await write(own, 'First.');
    const state = jsonRequest({ state: 'in-review' }, { authorization: lead.authorization });
    expect((await service.team(`/api/cases/${id}/state`, state)).status).toBe(200);
    expect((await write(own, 'Second.')).status).toBe(201);
    expect((await shown(own)).entries).toHaveLength(2);
  });

  it('withdraws nothing of the reporter’s: its words are refused like words that open nothing', async () => {
    const own = await withOwnWords(service, (await handedOver(service, lead, id)).token);
    const wanted = (choice: string, token: string) =>
      service.reporter('/api/follow-up/withdrawal', jsonRequest({ choice }, bearer(token).headers));
    for (const choice of ['stop-writing', 'close-door', 'erase-everything']) {
      const refused = await wanted(choice, own);
      const unborn = await wanted(choice, 'A'.repeat(22));
      expect(refused.status).toBe(unborn.status);
      expect(await refused.text()).toBe(await unborn.text());
    }
    expect((await readThread(service, filed)).status).toBe(200);
    expect((await look(own)).status).toBe(200);
  });

  it('is not opened after the days in which it is handed over', async () => {
    const { token } = await handedOver(service, lead, id, responseAbout());
    service.clock.advance(14 * 24 * 3_600_000);
    expect((await look(token)).status).toBe(401);
  });

  it('ends on its own day, before the case does', async () => {
    const wanted = { ...responseAbout(), endsOn: '2026-03-12' };
    const own = await withOwnWords(service, (await handedOver(service, lead, id, wanted)).token);
    expect((await look(own)).status).toBe(200);
    service.clock.advance(3 * 24 * 3_600_000);
    expect((await look(own)).status).toBe(401);
  });
});
