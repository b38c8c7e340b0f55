import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, list, pages, post, read, setState, type SignedIn } from './as-member.ts';

const minute = 60_000;

describe('calls to AWS', () => {
  let service: Service;
  let member: SignedIn;
  const ids: string[] = [];
  beforeAll(async () => {
    service = await startService();
    member = await service.addMember();
    for (let number = 0; number < 30; number++) {
      const channel = number % 2 === 0 ? 'conduct' : 'security';
      ids.push(await caseIdOf(service, await fileReport(service, { channel })));
    }
  });
  afterAll(() => service.close());
  beforeEach(() => {
    service.clock.advance(6 * minute);
    service.calls.length = 0;
  });

  const commands = () => service.calls.map(({ command }) => command.replace('Command', ''));
  const decryptions = () => commands().filter((command) => command === 'Decrypt').length;
  const warm = async () => {
    await list(service, member);
    await post(service, member, `/api/cases/${ids[0] ?? ''}/notes`, { text: 'Warm.' });
    await post(service, member, `/api/cases/${ids[1] ?? ''}/notes`, { text: 'Warm.' });
    service.calls.length = 0;
  };

  it('listing takes one query a channel and one batch read, beside the one that says who asks', async () => {
    await warm();
    await list(service, member, '?limit=25');
    expect(commands().sort()).toEqual(['BatchGetItem', 'BatchGetItem', 'Query', 'Query']);
    service.calls.length = 0;
    await list(service, member, '?limit=25&channel=conduct');
    expect(commands().sort()).toEqual(['BatchGetItem', 'BatchGetItem', 'Query']);
  });

  it('asks KMS once a ring and five minutes, however many cases are listed and read', async () => {
    await pages(service, member, { limit: '5' });
    expect(decryptions()).toBe(2);
    // Briefs and reports, and the register, by which what is opened for the first time is counted.
    for (const id of ids) await read(service, member, id);
    expect(decryptions()).toBe(6);
    service.clock.advance(3 * minute);
    await list(service, member);
    expect(decryptions()).toBe(6);
    service.clock.advance(2 * minute);
    await list(service, member);
    expect(decryptions()).toBe(8);
  });

  it('asks KMS once a ring when many ask at the same time', async () => {
    await Promise.all([1, 2, 3, 4].map(() => list(service, member)));
    expect(decryptions()).toBe(2);
  });

  it('reading a case that was read before takes the same seven reads, however much is in it', async () => {
    const id = ids[4] ?? '';
    await warm();
    await read(service, member, id);
    service.calls.length = 0;
    await read(service, member, id);
    const few = commands().sort();
    // Among them two for the cases that are linked and that notes are about, whether there are any or not.
    const batches = Array.from({ length: 4 }, () => 'BatchGetItem');
    expect(few).toEqual([...batches, 'Query', 'Query', 'Query']);
    for (let number = 0; number < 12; number++) {
      await post(service, member, `/api/cases/${id}/messages`, { text: `Message ${number}` });
    }
    service.calls.length = 0;
    await read(service, member, id);
    expect(commands().sort()).toEqual(few);
  });

  it('writing takes two reads and one transaction', async () => {
    const id = ids[6] ?? '';
    await warm();
    await read(service, member, id);
    service.calls.length = 0;
    const expected = ['BatchGetItem', 'BatchGetItem', 'TransactWriteItems'];
    for (const write of [
      () => post(service, member, `/api/cases/${id}/messages`, { text: 'Hello.' }),
      () => post(service, member, `/api/cases/${id}/notes`, { text: 'Hm.' }),
      () => setState(service, member, id, 'in-review'),
    ]) {
      await write();
      expect(commands().sort()).toEqual(expected);
      service.calls.length = 0;
    }
  });

  it('what is refused before a look at the case costs the one call that says who asks', async () => {
    await post(service, member, '/api/cases/x/notes', { text: 'Hm.' });
    await post(service, member, `/api/cases/${ids[0] ?? ''}/notes`, { text: '' });
    expect(commands()).toEqual(['BatchGetItem', 'BatchGetItem']);
    service.calls.length = 0;
    await service.team('/api/cases', { headers: { authorization: 'Bearer cl_short' } });
    expect(commands()).toEqual([]);
  });
});
