import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caseKeys, vaultKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { bearer, bodyOf, type Filed, fileReport, readThread, replyTo } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import {
  caseIdOf,
  doorOf,
  get,
  list,
  post,
  read,
  setState,
  tamper,
  whole,
  type SignedIn,
} from '../team/as-member.ts';
import { expectNothingOpens, keysOf, rowsNaming, rowsOf } from './stored.ts';

const hour = 3_600_000;
const day = 24 * hour;

describe('retention', () => {
  let service: Service;
  let member: SignedIn;
  beforeEach(async () => {
    service = await startService();
    member = await service.addMember();
  });
  afterEach(() => service.close());

  const followUp = (filed: Filed) => readThread(service, filed);
  const reply = (filed: Filed, text: string) => replyTo(service, filed, text);
  /** A case with all that can hang on one, closed, and the time its retention ends. */
  const closedCase = async (): Promise<{ filed: Filed; id: string; end: Date }> => {
    const filed = await fileReport(service, {
      urgent: true,
      answers: { whatHappened: 'He shouted.', who: 'Bob' },
    });
    const id = await caseIdOf(service, filed);
    await read(service, member, id);
    await post(
      service,
      member,
      `/api/cases/${id}/messages`,
      { text: 'Are you safe?' },
      { 'idempotency-key': 'a' },
    );
    await reply(filed, 'Yes.');
    await post(service, member, `/api/cases/${id}/notes`, { text: 'Ask Alice.' });
    const closed = await bodyOf<{ retainedUntil: string }>(await setState(service, member, id, 'closed'));
    return { filed, id, end: new Date(closed.retainedUntil) };
  };
  const expiredCase = async () => {
    const made = await closedCase();
    service.clock.now = made.end;
    return made;
  };
  it('ends for every reader and writer at once, before anything is swept', async () => {
    const { filed, id, end } = await closedCase();
    service.clock.now = new Date(end.getTime() - 1);
    expect((await followUp(filed)).status).toBe(200);
    expect((await get(service, member, `/api/cases/${id}`)).status).toBe(200);

    const before = JSON.stringify(await rowsOf(service, 'cases'));
    service.clock.now = end;
    const neverBorn = await service.reporter('/api/follow-up', bearer('A'.repeat(22)));
    expect(await whole(await followUp(filed))).toEqual(await whole(neverBorn));
    const attempts = [
      reply(filed, 'Hello?'),
      service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(filed.token) }),
      get(service, member, `/api/cases/${id}`),
      post(service, member, `/api/cases/${id}/messages`, { text: 'Hello?' }),
      post(service, member, `/api/cases/${id}/notes`, { text: 'Hm.' }),
      setState(service, member, id, 'reopened'),
    ];
    expect((await Promise.all(attempts)).map(({ status }) => status)).toEqual([401, 401, 404, 404, 404, 404]);
    expect((await list(service, member, '?status=closed')).cases).toEqual([]);
    expect(JSON.stringify(await rowsOf(service, 'cases')) === before).toBe(true);
  });

  it('the sweep leaves a tombstone and a statistic, and nothing that could be opened or leads anywhere', async () => {
    const { filed, id } = await expiredCase();
    await service.scheduledRun();
    expect(service.logs).toContainEqual({ event: 'cases-erased', count: 1 });
    await expectNothingOpens(service);
    const left = await rowsOf(service, 'cases');
    // By the month in which it was sent, not in which it went.
    expect(keysOf(left)).toEqual([`CASE#${id}/HEAD`, expect.stringMatching(/^STAT#2026-03\/[\w-]{22}$/)]);
    expect(left.map((row) => Object.keys(row).sort())).toEqual(
      expect.arrayContaining([
        ['caseId', 'channel', 'erasedOn', 'pk', 'reason', 'sk', 'threads', 'tombstone'],
        ['pk', 'sealed', 'sk'],
      ]),
    );
    expect(JSON.stringify(left)).not.toContain('"B"');
    expect(await rowsNaming(service, id)).toEqual([`CASE#${id}/HEAD`]);
    expect(await rowsNaming(service, filed.caseName)).toEqual([]);
    expect((await followUp(filed)).status).toBe(401);
    expect((await get(service, member, `/api/cases/${id}`)).status).toBe(404);
    service.logs.length = 0;
    await service.scheduledRun();
    expect(service.logs).toEqual([]);
  });

  it.each(['message', 'note', 'reopening', 'reply'])(
    'a %s that was decided before the expiry and comes after the sweep brings nothing back',
    async (what) => {
      const { filed, id, end } = await closedCase();
      service.clock.now = new Date(end.getTime() - 1_000);
      service.interrupt.before = async ({ caller, command }) => {
        if (caller === 'scheduled' || command !== 'TransactWriteItemsCommand') return;
        service.interrupt.before = undefined;
        service.clock.now = end;
        await service.scheduledRun();
      };
      const writes: Record<string, () => Promise<Response>> = {
        message: () => post(service, member, `/api/cases/${id}/messages`, { text: 'Wait!' }),
        note: () => post(service, member, `/api/cases/${id}/notes`, { text: 'Wait!' }),
        reopening: () => setState(service, member, id, 'reopened'),
        reply: () => reply(filed, 'Wait!'),
      };
      const answer = await writes[what]?.();
      expect(answer?.status).toBe(what === 'reply' ? 401 : 404);
      await expectNothingOpens(service);
      expect(keysOf(await rowsOf(service, 'cases'))).toEqual([
        `CASE#${id}/HEAD`,
        expect.stringContaining('STAT#'),
      ]);
    },
  );

  it('a write whose case expires between its reading and its writing writes nothing', async () => {
    const { filed, id } = await closedCase();
    const before = JSON.stringify(await rowsOf(service, 'cases'));
    const hasPassed = { set: { expiresAt: service.clock.now.toISOString() } };
    service.interrupt.before = async ({ command }) => {
      if (command !== 'TransactWriteItemsCommand') return;
      await tamper(service, 'vault', vaultKeys.case(id), hasPassed);
      await tamper(service, 'vault', doorOf(filed), hasPassed);
    };
    const message = await post(service, member, `/api/cases/${id}/messages`, { text: 'Too late.' });
    expect(message.status).toBe(404);
    expect(JSON.stringify(await rowsOf(service, 'cases')) === before).toBe(true);
  });

  it('a case that is reopened while the sweep looks at it stays whole', async () => {
    const { filed, id, end } = await closedCase();
    service.clock.now = end;
    service.interrupt.before = async ({ caller, command }) => {
      if (caller !== 'scheduled' || command !== 'TransactWriteItemsCommand') return;
      service.interrupt.before = undefined;
      service.clock.now = new Date(end.getTime() - 1);
      expect((await setState(service, member, id, 'reopened')).status).toBe(200);
      service.clock.now = end;
    };
    await service.scheduledRun();
    expect((await followUp(filed)).status).toBe(200);
    expect((await read(service, member, id)).state).toBe('reopened');
    expect(service.logs.map(({ event }) => event)).not.toContain('cases-erased');
    await service.scheduledRun();
    service.clock.now = new Date(Date.parse(filed.retainedUntil));
    await service.scheduledRun();
    await expectNothingOpens(service);
  });

  it('a crash between erasing the keys and the content is taken up by the next scheduled run and counted once', async () => {
    const { id } = await expiredCase();
    const broken = { kind: 'fail', code: 'InternalServerError', statusCode: 500 } as const;
    service.interrupt.before = ({ command, input }) => {
      const isContent = command === 'BatchWriteItemCommand' && JSON.stringify(input).includes('THREAD#');
      if (isContent) service.emulators.faults.dynamoDb.next('BatchWriteItem', broken, 3);
      if (isContent) service.interrupt.before = undefined;
    };
    await service.scheduledRun();
    await expectNothingOpens(service);
    expect((await rowsNaming(service, id)).length).toBeGreaterThan(4);
    expect(service.logs).toContainEqual({ event: 'fault', code: 'storage-unavailable' });
    service.clock.advance(60_000);
    await service.scheduledRun();
    expect(await rowsNaming(service, id)).toEqual([`CASE#${id}/HEAD`]);
    const [guard] = (await rowsOf(service, 'team')).filter((row) => row.erased !== undefined);
    expect(guard?.erased).toEqual({ N: '1' });
    expect(keysOf(await rowsOf(service, 'cases')).filter((key) => key.startsWith('STAT#'))).toHaveLength(1);
  });

  it('one case that does not parse is logged and keeps no other from being erased', async () => {
    const ids: string[] = [];
    for (let number = 0; number < 3; number++) {
      const id = await caseIdOf(service, await fileReport(service));
      await read(service, member, id);
      ids.push(id);
      service.clock.advance(hour);
    }
    await tamper(service, 'vault', vaultKeys.case(ids[0] ?? ''), { set: { doors: 'none' } });
    await tamper(service, 'cases', caseKeys.head(ids[1] ?? ''), { set: { state: 'lost' } });
    service.clock.advance(1826 * day);
    await service.scheduledRun();
    expect(service.logs).toContainEqual({ event: 'row-unreadable', count: 2 });
    expect(await rowsNaming(service, ids[2] ?? '')).toEqual([`CASE#${ids[2] ?? ''}/HEAD`]);
  });
});
