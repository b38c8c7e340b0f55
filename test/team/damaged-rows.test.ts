import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { caseKeys, teamKeys, vaultKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { loadRingPublicKey } from '../../functions/adapters/dynamodb/case/ring-store.ts';
import { sealToRing } from '../../functions/domain/key-ring/seal-to-ring.ts';
import { pad, utf8 } from '../../functions/envelope/format.ts';
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, list, post, read, tamper, type SignedIn } from './as-member.ts';

const garbage = Uint8Array.from({ length: 200 }, (_, at) => at);

describe('rows that do not parse', () => {
  let service: Service;
  let member: SignedIn;
  let sound: Filed;
  beforeAll(async () => {
    service = await startService();
    member = await service.addMember();
    sound = await fileReport(service);
  });
  afterAll(() => service.close());
  beforeEach(() => {
    service.logs.length = 0;
  });

  const sealedBrief = async (id: string, change: Readonly<Record<string, unknown>>, text = '{}') => {
    const { tables } = service.emulators;
    const ring = await loadRingPublicKey(service.dynamo, tables.team, 'conduct', 'briefs');
    const sealed = sealToRing(ring, { caseId: id, part: 'brief' }, pad(utf8(text)));
    return tamper(service, 'vault', vaultKeys.case(id), { set: { sealedBrief: { ...sealed, ...change } } });
  };
  const head = (set: Readonly<Record<string, unknown>>) => (id: string) =>
    tamper(service, 'cases', caseKeys.head(id), { set });
  const vault = (set: Readonly<Record<string, unknown>>) => (id: string) =>
    tamper(service, 'vault', vaultKeys.case(id), { set });

  const damages: Record<string, (id: string) => Promise<void>> = {
    'a head in a state nobody knows': head({ state: 'lost' }),
    'a head whose version is text': head({ version: 'one' }),
    'a head of another case': head({ caseId: 'B'.repeat(22) }),
    'a head with a date that is none': head({ sentAt: 'yesterday' }),
    'a head without deadlines': (id) =>
      tamper(service, 'cases', caseKeys.head(id), { remove: ['deadlines'] }),
    'a vault row without doors': (id) => tamper(service, 'vault', vaultKeys.case(id), { remove: ['doors'] }),
    'a vault row that expires never': vault({ expiresAt: 'never' }),
    'a vault row of a channel that does not exist': vault({ channel: 'nowhere' }),
    'a brief of foreign bytes': (id) => sealedBrief(id, { bytes: garbage }),
    'a brief of no bytes': (id) => sealedBrief(id, { bytes: new Uint8Array(0) }),
    'a brief of a suite nobody knows': (id) => sealedBrief(id, { suite: 2 }),
    'a brief under an epoch that never was': (id) => sealedBrief(id, { epoch: 99 }),
    'a brief under another ring': (id) => sealedBrief(id, { keyRing: 'conduct/reports' }),
    'a brief that is not JSON': (id) => sealedBrief(id, {}, 'not JSON'),
    'a brief without the list of the excluded': (id) => sealedBrief(id, {}, '{"title":"x"}'),
  };

  it.each(Object.entries(damages))(
    '%s is listed as unreadable, logged, and hides no other case',
    async (_, damage) => {
      const id = await caseIdOf(service, await fileReport(service));
      await damage(id);
      const { cases } = await list(service, member);
      expect(cases).toContainEqual({ id, unreadable: true });
      expect(cases.map(({ caseName }) => caseName)).toContain(sound.caseName);
      expect(service.logs).toEqual([{ event: 'row-unreadable', count: 1 }]);

      const alone = await get(service, member, `/api/cases/${id}`);
      expect([404, 500]).toContain(alone.status);
      expect(alone.headers.get('content-type')).toBe('application/problem+json');
      const written = await post(service, member, `/api/cases/${id}/messages`, { text: 'Hello?' });
      expect([404, 500]).toContain(written.status);
      expect(
        service.logs.slice(1).filter((event) => event.event !== 'fault' || event.code !== 'row-unreadable'),
      ).toEqual([]);
      await tamper(service, 'cases', caseKeys.head(id), { remove: ['queuePk'] });
    },
  );

  it('a number too large for JavaScript in an attribute nobody knows does no harm', async () => {
    const id = await caseIdOf(service, await fileReport(service));
    const { cases: TableName } = service.emulators.tables;
    await service.dynamo.send(
      new UpdateItemCommand({
        TableName,
        Key: toAttributes(caseKeys.head(id)),
        UpdateExpression: 'SET later = :later',
        ExpressionAttributeValues: { ':later': { N: '12345678901234567890123' } },
      }),
    );
    expect((await list(service, member)).cases.find((line) => line.id === id)?.state).toBe('received');
  });

  it('an entry, a note or a summary that is damaged is said to be unreadable, and the rest of the case is shown', async () => {
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    for (const text of ['Two.', 'Three.', 'Four.']) {
      await post(service, member, `/api/cases/${id}/messages`, { text });
    }
    const note = await bodyOf<{ id: string }>(
      await post(service, member, `/api/cases/${id}/notes`, { text: 'Kept.' }),
    );
    const lost = await bodyOf<{ id: string }>(
      await post(service, member, `/api/cases/${id}/notes`, { text: 'Lost.' }),
    );
    await tamper(service, 'cases', caseKeys.entry(id, 'reporter', 2), { set: { sealed: garbage } });
    await tamper(service, 'cases', caseKeys.entry(id, 'reporter', 3), {
      set: { sealed: 'text', number: 'three' },
    });
    await tamper(service, 'cases', caseKeys.record(id, 'note', Number(lost.id)), { remove: ['sealed'] });
    service.logs.length = 0;
    const shown = await read(service, member, id);
    expect(shown.threads.reporter.entries).toMatchObject([
      { id: '1', from: 'reporter' },
      { id: '2', unreadable: true },
      { id: '3', unreadable: true },
      { id: '4', text: 'Four.' },
    ]);
    expect(shown.notes).toMatchObject([
      { id: note.id, text: 'Kept.' },
      { id: lost.id, unreadable: true },
    ]);
    expect(service.logs).toEqual([{ event: 'row-unreadable', count: 3 }]);
    expect((await post(service, member, `/api/cases/${id}/messages`, { text: 'Five.' })).status).toBe(201);
  });

  it('an entry moved to another place, or to another case, does not open there', async () => {
    const [one, other] = await Promise.all([fileReport(service), fileReport(service)]);
    const [id, otherId] = await Promise.all([caseIdOf(service, one), caseIdOf(service, other)]);
    const reply = { text: 'Only for the first.' };
    await service.reporter('/api/follow-up/entries', jsonRequest(reply, bearer(one.token).headers));
    const { Item } = await service.dynamo.send(
      new GetItemCommand({
        TableName: service.emulators.tables.cases,
        Key: toAttributes(caseKeys.entry(id, 'reporter', 2)),
      }),
    );
    const sealed = Item?.sealed?.B;
    await tamper(service, 'cases', caseKeys.entry(otherId, 'reporter', 1), { set: { sealed } });
    await tamper(service, 'cases', caseKeys.entry(id, 'reporter', 1), { set: { sealed } });
    expect((await read(service, member, otherId)).threads.reporter.entries).toEqual([
      { id: '1', unreadable: true },
    ]);
    expect((await read(service, member, id)).threads.reporter.entries).toMatchObject([
      { id: '1', unreadable: true },
      { id: '2', text: reply.text },
    ]);
  });

  it('a damaged row of a member or of a token lets nobody in, and says nothing of it', async () => {
    const broken = await service.addMember();
    await tamper(service, 'team', teamKeys.member(broken.memberId), { set: { channels: 'conduct' } });
    const refused = await get(service, broken, '/api/cases');
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect((await list(service, member)).cases.length).toBeGreaterThan(0);
  });
});
