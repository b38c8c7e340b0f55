import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, bodyOf, fileReport, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, post, read, setState, type ShownEntry, type SignedIn } from './as-member.ts';

describe('many people at one case', () => {
  let service: Service;
  let ada: SignedIn;
  let bob: SignedIn;
  beforeAll(async () => {
    service = await startService();
    ada = await service.addMember({ name: 'Ada' });
    bob = await service.addMember({ name: 'Bob' });
  });
  afterAll(() => service.close());

  const entriesOf = async (token: string): Promise<readonly { id: string; from: string; text: string }[]> =>
    (
      await bodyOf<{ entries: { id: string; from: string; text: string }[] }>(
        await service.reporter('/api/follow-up', bearer(token)),
      )
    ).entries;
  const message = (member: SignedIn, id: string, text: string, headers = {}) =>
    post(service, member, `/api/cases/${id}/messages`, { thread: 'reporter', text }, headers);

  it('two members answering and a reporter replying at the same time lose nothing, and the entries are numbered one after the other', async () => {
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    const texts = (name: string, count: number) => Array.from({ length: count }, (_, at) => `${name} ${at}`);
    const answers = await Promise.all([
      ...texts('Ada', 3).map((text) => message(ada, id, text)),
      ...texts('Bob', 3).map((text) => message(bob, id, text)),
      ...texts('note', 3).map((text) => post(service, bob, `/api/cases/${id}/notes`, { text })),
      ...texts('Reporter', 2).map((text) =>
        service.reporter('/api/follow-up/entries', jsonRequest({ text }, bearer(filed.token).headers)),
      ),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    const shown = await read(service, ada, id);
    const expected = [...texts('Ada', 3), ...texts('Bob', 3), ...texts('Reporter', 2)].sort();
    const check = (entries: readonly Pick<ShownEntry, 'id' | 'text'>[]) => {
      expect(entries.map((entry) => entry.id)).toEqual(entries.map((_, at) => String(at + 1)));
      expect(
        entries
          .slice(1)
          .map(({ text }) => text)
          .sort(),
      ).toEqual(expected);
    };
    check(shown.threads.reporter.entries);
    check(await entriesOf(filed.token));
    expect(shown.notes.map(({ text }) => text).sort()).toEqual(texts('note', 3));
  });

  it('an answer’s id is the number the entry has for everybody', async () => {
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    const answered = await bodyOf<ShownEntry>(await message(ada, id, 'One.'));
    expect(answered).toMatchObject({ id: '2', from: 'team', text: 'One.', author: { name: 'Ada' } });
    expect((await entriesOf(filed.token)).find((entry) => entry.id === answered.id)?.text).toBe('One.');
  });

  it('members opening a new case at once agree on one casework key', async () => {
    const id = await caseIdOf(service, await fileReport(service));
    await Promise.all([
      post(service, ada, `/api/cases/${id}/notes`, { text: 'By Ada.' }),
      post(service, bob, `/api/cases/${id}/notes`, { text: 'By Bob.' }),
      read(service, ada, id),
      read(service, bob, id),
    ]);
    const { notes } = await read(service, ada, id);
    expect(notes.map(({ text }) => text).sort()).toEqual(['By Ada.', 'By Bob.']);
  });

  it('the same message with the same Idempotency-Key is one entry, sent again or at once', async () => {
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    const key = { 'idempotency-key': 'form-1' };
    const answers = await Promise.all([1, 2, 3].map(() => message(ada, id, 'Are you safe?', key)));
    const again = await message(ada, id, 'Are you safe?', key);
    for (const answer of [...answers, again]) {
      expect(answer.status).toBe(201);
      expect(await bodyOf(answer)).toMatchObject({ id: '2', text: 'Are you safe?' });
    }
    await message(ada, id, 'Another text under the same key.', key);
    await message(bob, id, 'Are you safe?', key);
    await message(ada, id, 'Are you safe?');
    expect(await entriesOf(filed.token)).toHaveLength(5);
  });

  it.each(['', ' ', 'ä', 'x'.repeat(201), 'two words'])('refuses %j as an Idempotency-Key', async (key) => {
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    const refused = await message(ada, id, 'Hello.', { 'idempotency-key': key });
    expect(refused.status).toBe(400);
    expect(await bodyOf(refused)).toMatchObject({ code: 'idempotency-key-invalid' });
    expect(await entriesOf(filed.token)).toHaveLength(1);
  });

  it('closing while the reporter writes loses neither', async () => {
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    const [closed, replied] = await Promise.all([
      setState(service, ada, id, 'closed'),
      service.reporter('/api/follow-up/entries', jsonRequest({ text: 'Wait!' }, bearer(filed.token).headers)),
    ]);
    expect([closed.status, replied.status]).toEqual([200, 201]);
    const shown = await read(service, bob, id);
    expect(shown.state).toBe('closed');
    expect(shown.threads.reporter.entries.map(({ text }) => text)).toContain('Wait!');
  });

  it('a message is written in any state but lost in none, a closed case included', async () => {
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    await setState(service, ada, id, 'closed');
    expect((await message(ada, id, 'One last word.')).status).toBe(201);
    expect((await read(service, ada, id)).state).toBe('closed');
    expect(await entriesOf(filed.token)).toHaveLength(2);
  });
});
