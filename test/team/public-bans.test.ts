import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { queryPartition } from '../../functions/adapters/dynamodb/client/query.ts';
import { caseKeys, publicBansPartition } from '../../functions/adapters/dynamodb/item-keys.ts';
import { bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { passkeySettings } from './as-browser.ts';
import { get, read, tamper } from './as-member.ts';
import { asking, caseAboutSomebody, decideWith, type Colleague } from './measured-case.ts';
import { atPages } from './team-pages.ts';

type List = { readonly bans: readonly Readonly<Record<string, string>>[] };

const begin = new Date('2026-03-10T09:20:30.000Z');
const entry = { decision: 1, text: 'Robin <Roe>, “robin” on the chat', until: '2027-03-10' };

describe('the public list of permanent bans', () => {
  let service: Service;
  let ada: Colleague;
  let ben: Colleague;
  let id: string;
  beforeAll(async () => {
    service = await startService({ ...passkeySettings, decisions: { publicBans: true } });
    ada = await service.addMember({ name: 'Ada' });
    ben = await service.addMember({ name: 'Ben', role: 'lead' });
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    service.clock.now = begin;
    id = await caseAboutSomebody(service, ada);
    await read(service, ben, id);
    await decideWith(service, ada, id, { decision: { rung: 'permanent-ban' } });
  });
  const ask = (who: Colleague, path: string, body: unknown) => asking(service, () => id)(who, path, body);
  const write = (who = ada, own: object = {}) => ask(who, '/public-bans', { ...entry, ...own });
  const approve = (who = ben) => ask(who, '/public-bans/approve', { entry: 1 });
  const takeOff = (who = ada) => ask(who, '/public-bans/take-off', { entry: 1, reason: 'They appealed.' });
  const listed = async (): Promise<List['bans']> => {
    const answer = await service.reporter('/api/bans');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    return (await bodyOf<List>(answer)).bans;
  };
  /** The other tests of this file leave their entries: each begins with none. */
  const alone = async (): Promise<void> => {
    const { cases } = service.emulators.tables;
    for (const row of await queryPartition(service.dynamo, cases, publicBansPartition))
      await tamper(service, 'cases', { pk: publicBansPartition, sk: row.sk?.S ?? '' }, { remove: ['bans'] });
  };
  beforeEach(alone);

  it('shows an entry once a second member has approved it, to everybody, until its last day', async () => {
    expect(await write()).toBe(200);
    expect(await listed()).toEqual([]);
    expect(await approve(ada)).toEqual([403, 'oneself']);
    expect(await listed()).toEqual([]);
    expect(await approve()).toBe(200);
    expect(await listed()).toEqual([{ text: entry.text, from: '2026-03-10', until: '2027-03-10' }]);
    expect(await approve()).toEqual([409, 'public']);
    service.clock.now = new Date('2027-03-10T23:59:59.000Z');
    expect(await listed()).toHaveLength(1);
    service.clock.now = new Date('2027-03-11T00:00:00.000Z');
    expect(await listed()).toEqual([]);
  });

  it('is a page that names what is approved and nothing else of the case', async () => {
    await write();
    await approve();
    const answer = await service.reporter('/bans');
    const html = await answer.text();
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(html).toContain('Robin &lt;Roe&gt;');
    expect(html).toContain('On this list until 10 March 2027');
    for (const hidden of [id, 'teal-heron', 'Ada', 'Ben', 'harassment']) expect(html).not.toContain(hidden);
    expect(await (await service.reporter('/')).text()).toContain('href="/bans"');
  });

  it('stands in a row that names no case', async () => {
    await write();
    await approve();
    const { cases } = service.emulators.tables;
    const rows = await queryPartition(service.dynamo, cases, publicBansPartition);
    const own = rows.find((row) => row.sk?.S === caseKeys.publicBansOf(id).sk);
    expect(Object.keys(own ?? {}).toSorted()).toEqual(['bans', 'pk', 'sk', 'ttl']);
    expect(JSON.stringify(own)).not.toContain(id);
    expect(own?.ttl).toEqual(toAttributes({ ttl: Date.parse('2027-03-12T00:00:00.000Z') / 1000 }).ttl);
  });

  it('loses an entry at once when one member takes it off with a reason, for good', async () => {
    await write();
    await approve();
    expect(await ask(ada, '/public-bans/take-off', { entry: 1 })).toEqual([422, 'invalid-fields']);
    expect(await takeOff()).toBe(200);
    expect(await listed()).toEqual([]);
    expect(await approve()).toEqual([409, 'taken-off']);
    const { entries } = await bodyOf<{ entries: readonly unknown[] }>(
      await get(service, ada, `/api/cases/${id}/public-bans`),
    );
    expect(entries).toMatchObject([{ public: false, takenOff: { reason: 'They appealed.' } }]);
  });

  it('takes two who may take part at the moment it becomes public', async () => {
    await write();
    const late = await service.addMember({ name: 'Late' });
    expect(await ask(ben, '/grants', { memberId: late.memberId, reason: 'They help.' })).toBe(201);
    await read(service, late, id);
    expect(await approve(late)).toEqual([409, 'takes-no-part']);
    expect(await ask(ben, '/soft-conflict', { reason: 'A friend.' })).toBe(200);
    expect(await approve()).toEqual([409, 'takes-no-part']);
    expect(await ask(ben, '/soft-conflict/lift', { reason: 'Another one.' })).toBe(200);
    expect(await ask(ada, '/soft-conflict', { reason: 'A friend.' })).toBe(200);
    expect(await approve()).toEqual([409, 'takes-no-part']);
    expect(await write()).toEqual([409, 'takes-no-part']);
    expect(await listed()).toEqual([]);
  });

  it('is made public by nobody when what a member said of themselves is gone', async () => {
    await write();
    expect(await ask(ben, '/soft-conflict', { reason: 'A friend.' })).toBe(200);
    const Key = toAttributes(caseKeys.record(id, 'soft-conflict', 1));
    await service.dynamo.send(new DeleteItemCommand({ TableName: service.emulators.tables.cases, Key }));
    expect(await approve()).toEqual([409, 'damaged-records']);
    expect(await listed()).toEqual([]);
  });

  it('takes permanent bans alone, and an end within five years', async () => {
    for (const until of ['2026-03-10', '2031-03-11'])
      expect(await write(ada, { until })).toEqual([422, 'invalid-fields']);
    expect(await write(ada, { decision: 7 })).toEqual([404, 'no-such-decision']);
    expect(await write(ada, { text: ' ' })).toEqual([422, 'invalid-fields']);
    await decideWith(service, ada, id, { decision: { rung: 'temporary-ban', until: '2026-06-01' } });
    expect(await write(ada, { decision: 2 })).toEqual([422, 'invalid-fields']);
  });

  it('hides an entry when its ban has ended', async () => {
    await write();
    await approve();
    const review = { decision: 1, result: 'ended', reason: 'They are back.' };
    expect(await ask(ben, '/decisions/review', review)).toBe(200);
    expect(await listed()).toEqual([]);
  });

  it('loses the entries of a case that is erased', async () => {
    await write(ada, { until: '2031-03-10' });
    await approve();
    const { retainedUntil } = await bodyOf<{ retainedUntil: string }>(
      await get(service, ada, `/api/cases/${id}`),
    );
    service.clock.now = new Date(retainedUntil);
    expect(await listed()).toHaveLength(1);
    await service.scheduledRun();
    expect(await listed()).toEqual([]);
  });

  it('says on the page of measures what is public, what waits, and how it is taken off', async () => {
    await write();
    const { html, fillIn } = await atPages(service, ben);
    const path = `/cases/${id}/measures`;
    expect(await html(path)).toContain('Make it public');
    await fillIn(id, 'public-bans/approve', { entry: '1' });
    expect(await html(path)).toContain('Public until 10 March 2027.');
    await fillIn(id, 'public-bans/take-off', { entry: '1', reason: 'Enough.' });
    expect(await html(path)).toContain('Taken off on 10 March 2026');
    expect(await listed()).toEqual([]);
  });

  it('does not exist where the settings ask for none: its addresses answer like any that nothing stands at', async () => {
    const other = await startService();
    const answerOf = async (path: string) => {
      const answer = await other.reporter(path);
      return [answer.status, await answer.text(), [...answer.headers]];
    };
    expect(await answerOf('/bans')).toEqual(await answerOf('/none'));
    expect(await answerOf('/api/bans')).toEqual(await answerOf('/api/none'));
    expect((await answerOf('/bans'))[0]).toBe(404);
    expect((await other.reporter('/bans', { method: 'POST' })).status).toBe(404);
    for (const path of ['/', '/api/openapi.json'])
      expect(String((await answerOf(path))[1])).not.toContain('/bans');
    const member = await other.addMember();
    const caseId = await caseAboutSomebody(other, member);
    await decideWith(other, member, caseId, { decision: { rung: 'permanent-ban' } });
    const asked = asking(other, () => caseId);
    expect(await asked(member, '/public-bans', entry)).toEqual([409, 'no-public-list']);
    await other.close();
  });
});
