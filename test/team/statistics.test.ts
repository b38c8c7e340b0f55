import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { caseKeys, isAt, keyOf, partitionOf, teamKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import type { CaseStatistic, DecisionStatistic } from '../../functions/domain/statistics/statistic.ts';
import { maySeeStatistic, readStatistics } from '../../functions/domain/statistics/read-statistics.ts';
import { isCase, isDecision } from '../domain/statistics/count-rows.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { rowsNaming, rowsOf } from '../scheduled/stored.ts';
import { caseIdOf, post, read, setState, tamper } from './as-member.ts';
import { countedKeys, countedRows, openedCase } from './counted.ts';
import { proposedCase } from './deciding.ts';
import { agreeTo } from './two-people.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;

const hour = 3_600_000;
const day = 24 * hour;

describe('what is counted of a case', () => {
  let service: Service;
  let lead: Member;
  let ada: Member;
  let ben: Member;
  beforeEach(async () => {
    service = await startService();
    lead = await service.addMember({ name: 'Lea', role: 'lead' });
    ada = await service.addMember({ name: 'Ada', channels: ['conduct'] });
    ben = await service.addMember({ name: 'Ben' });
    return () => service.close();
  });

  const only = async (): Promise<CaseStatistic> => {
    const [row, ...more] = (await countedRows(service)).filter(isCase);
    if (!row || more.length > 0) throw new Error('one case is counted');
    return row;
  };
  const decisions = async (): Promise<readonly DecisionStatistic[]> =>
    (await countedRows(service)).filter(isDecision);
  const opened = async (content: Readonly<Record<string, unknown>> = {}) => {
    const filed = await fileReport(service, content);
    const id = await caseIdOf(service, filed);
    await read(service, ada, id);
    return { id, filed };
  };

  it('nothing, before somebody has opened it', async () => {
    await fileReport(service);
    expect(await countedKeys(service)).toEqual([]);
  });

  it('one row from its opening on, which says nothing that leads back to it', async () => {
    const { id, filed } = await opened({ identity: { name: 'Grace' }, urgent: true });
    const row = await only();
    expect(row.countTag).toMatch(/^[\w-]{22}$/);
    expect(typeof row.rosterRevision).toBe('number');
    expect({ ...row, countTag: '', rosterRevision: 0 }).toEqual({
      kind: 'case',
      month: '2026-03',
      channel: 'conduct',
      source: 'reporter',
      anonymous: false,
      urgent: true,
      people: 0,
      state: 'open',
      scope: 'unknown',
      outcome: 'none',
      rules: [],
      times: {},
      promises: { kept: 0, missed: 0 },
      countTag: '',
      hiddenFrom: [],
      grantedMembers: [],
      rosterRevision: 0,
    });
    const said = JSON.stringify(await only());
    for (const secret of [id, filed.caseName, filed.caseName.split('-')[0] ?? '', 'Grace', ':00']) {
      expect(said).not.toContain(secret);
    }
  });

  it('the tag stands on the reporter’s page alone, from the opening on, and stays', async () => {
    const { id } = await opened();
    const { countTag } = await only();
    expect((await openedCase(service, id))?.summary.countTag).toBe(countTag);
    for (const state of ['in-review', 'closed', 'reopened']) await setState(service, ada, id, state);
    expect((await only()).countTag).toBe(countTag);
    expect((await openedCase(service, id))?.summary.countTag).toBe(countTag);
    expect(await rowsNaming(service, countTag)).toEqual([]);
  });

  it('closed, opened again and closed again it is one row, which says when it was closed last', async () => {
    const { id } = await opened();
    service.clock.advance(day);
    await setState(service, ada, id, 'closed');
    expect(await only()).toMatchObject({ state: 'closed', closedIn: '2026-03', times: { closed: 'day' } });
    const keys = await countedKeys(service);
    service.clock.advance(40 * day);
    await setState(service, ada, id, 'reopened');
    const again = await only();
    expect([again.state, again.closedIn, again.times.closed]).toEqual(['open', undefined, undefined]);
    service.clock.advance(day);
    await setState(service, ada, id, 'closed');
    expect(await only()).toMatchObject({
      state: 'closed',
      closedIn: '2026-04',
      times: { closed: 'three-months' },
    });
    expect(await countedKeys(service)).toEqual(keys);
  });

  it('its times and dates: acknowledged late, and the next word in time', async () => {
    const { id } = await opened();
    service.clock.advance(3 * day);
    await post(service, ada, `/api/cases/${id}/messages`, { text: 'We have read it.' });
    expect(await only()).toMatchObject({
      times: { acknowledged: 'week', firstAnswer: 'week' },
      // Acknowledging was due after two days, a word after seven.
      promises: { kept: 1, missed: 1 },
    });
    service.clock.advance(8 * day);
    await post(service, ada, `/api/cases/${id}/messages`, { text: 'We still work on it.' });
    expect((await only()).promises).toEqual({ kept: 1, missed: 2 });
  });

  it('a date that is moved is not missed, nor kept, until it is settled', async () => {
    const { id } = await opened();
    await read(service, lead, id);
    const moved = { deadline: 'acknowledgeBy', by: '2026-03-20T09:00:00Z', reason: 'Holidays.' };
    expect((await post(service, lead, `/api/cases/${id}/deadlines`, moved)).status).toBe(200);
    expect((await only()).promises).toEqual({ kept: 0, missed: 0 });
    service.clock.advance(5 * day);
    await setState(service, ada, id, 'closed');
    // Acknowledged by the new day; a word and the feedback were due later still.
    expect((await only()).promises).toEqual({ kept: 3, missed: 0 });
  });

  it('it follows the case into another channel, and from whom it is hidden', async () => {
    await service.addMember({ name: 'Sec', role: 'lead', channels: ['security'] });
    const { id } = await opened();
    const [key] = await countedKeys(service);
    await read(service, lead, id);
    expect(
      (await post(service, lead, `/api/cases/${id}/aside`, { memberId: ben.memberId, reason: 'Close.' }))
        .status,
    ).toBe(200);
    expect((await only()).hiddenFrom).toEqual([ben.memberId]);
    expect(maySeeStatistic(await memberOf(ben), await only())).toBe(false);
    expect(maySeeStatistic(await memberOf(ada), await only())).toBe(true);
    const answer = await post(service, lead, `/api/cases/${id}/transfer`, {
      channel: 'security',
      reason: 'Theirs.',
    });
    expect(answer.status).toBe(200);
    expect(await only()).toMatchObject({ channel: 'security', hiddenFrom: [ben.memberId] });
    expect(await countedKeys(service)).toEqual([key]);
    expect(maySeeStatistic(await memberOf(ada), await only())).toBe(false);
  });
  const memberOf = async ({ memberId }: Member) => {
    const found = await service.teamContext.members.findMember(memberId);
    if (!found) throw new Error('they are on the team');
    return found;
  };

  it('a decision has a row of its own, which an appeal rewrites and nothing else adds to', async () => {
    const deciding = await proposedCase(service, [ada, ben, lead]);
    await deciding.approve(ada);
    await deciding.approve(ben);
    expect(await decisions()).toEqual([]);
    expect((await deciding.force(ada)).status).toBe(201);
    expect(await decisions()).toMatchObject([
      {
        month: '2026-03',
        channel: 'conduct',
        source: 'reporter',
        outcome: 'violation',
        rung: 'correction',
        rules: ['harassment'],
        measures: ['private-apology'],
        approvals: { needed: 2, given: 2, quorum: true },
        appeal: 'none',
      },
    ]);
    expect(await only()).toMatchObject({
      people: 1,
      scope: 'in-scope',
      outcome: 'violation',
      rules: ['harassment'],
      times: { decided: 'day' },
    });
    const keys = await countedKeys(service);
    expect(keys).toHaveLength(2);
    const eve = await service.addMember({ name: 'Eve', role: 'lead' });
    await post(service, lead, `/api/cases/${deciding.caseId}/grants`, {
      memberId: eve.memberId,
      reason: 'Appeal.',
    });
    await read(service, eve, deciding.caseId);
    service.clock.advance(30 * day);
    await deciding.done(ada, '/appeals/outside', {
      decision: 1,
      side: 'respondent',
      ground: 'procedure',
      receivedOn: '2026-04-09',
      said: 'Nobody asked me.',
      lateReason: 'They were ill.',
    });
    expect(await decisions()).toMatchObject([{ appeal: 'open', appealIn: '2026-04' }]);
    await deciding.done(eve, '/appeals/late', { appeal: 1, take: 'yes', reason: 'It is fair.' });
    await deciding.done(lead, '/appeals/decider', { appeal: 1, memberId: eve.memberId });
    await deciding.done(eve, '/appeals/outcome', {
      appeal: 1,
      outcome: 'overturned',
      reasons: 'Nobody had asked them.',
      text: 'The decision does not stand.',
    });
    expect(await decisions()).toMatchObject([
      { appeal: 'overturned', appealIn: '2026-04', month: '2026-03' },
    ]);
    expect(await only()).toMatchObject({ outcome: 'undecided', rules: [] });
    expect(await countedKeys(service)).toEqual(keys);
  });

  it('the rows stay when the case is erased, as they were', async () => {
    const deciding = await proposedCase(service, [ada, ben, lead]);
    await deciding.approve(ada);
    await deciding.approve(ben);
    await deciding.force(ada);
    await setState(service, ada, deciding.caseId, 'closed');
    const before = await countedRows(service);
    expect(before).toHaveLength(2);
    service.clock.advance(6 * 365 * day);
    await service.scheduledRun();
    expect(await openedCase(service, deciding.caseId)).toBeUndefined();
    expect(await countedRows(service)).toEqual(before);
    // Nothing that is left leads from one to the other.
    const rows = (await rowsOf(service, 'cases')).filter((row) => row.pk?.S?.startsWith('STAT#'));
    expect(rows.map((row) => Object.keys(row).sort())).toEqual([
      ['pk', 'sealed', 'sk'],
      ['pk', 'sealed', 'sk'],
    ]);
  });

  it('an open case that two members erase was withdrawn', async () => {
    const { id } = await opened();
    await read(service, lead, id);
    const { countTag } = await only();
    const asked = await post(service, lead, `/api/cases/${id}/erasure/requests`, { reason: 'They asked.' });
    expect(asked.status).toBe(201);
    expect((await agreeTo(service, ada, id)).status).toBe(200);
    await service.scheduledRun();
    expect(await only()).toMatchObject({ state: 'withdrawn', countTag });
  });

  it('a report that is withdrawn before it was opened leaves a row when it is swept, with whom it is hidden from', async () => {
    const filed = await fileReport(service, { excludedMembers: [ben.memberId], urgent: true });
    const headers = { authorization: `Bearer ${filed.token}` };
    expect((await service.reporter('/api/follow-up', { method: 'DELETE', headers })).status).toBe(200);
    await service.scheduledRun();
    expect(await only()).toMatchObject({
      state: 'withdrawn',
      month: '2026-03',
      anonymous: true,
      urgent: true,
      people: 0,
      hiddenFrom: [ben.memberId],
      times: {},
    });
  });

  it('what a member wrote down is theirs, and parts of a case are cases of their own', async () => {
    const answer = await post(service, ada, '/api/cases', {
      channel: 'conduct',
      answers: { whatHappened: 'He shouted.' },
      forWhom: 'another',
      reporterKnows: true,
      cameBy: 'mail',
      door: false,
    });
    const { id } = (await answer.json()) as { id: string };
    await read(service, lead, id);
    expect(await only()).toMatchObject({ source: 'member', anonymous: true });
    const part = await post(service, lead, `/api/cases/${id}/split`, {
      channel: 'conduct',
      text: 'A part.',
      reason: 'Another matter.',
    });
    const made = (await part.json()) as { id: string };
    await read(service, ada, made.id);
    const rows = (await countedRows(service)).filter(isCase);
    expect(rows.map(({ source }) => source)).toEqual(['member', 'member']);
    expect(new Set(rows.map(({ countTag }) => countTag)).size).toBe(2);
  });

  it('a case that was opened before there were statistics is counted from the next change on, with what it still says', async () => {
    const { id } = await opened();
    service.clock.advance(5 * hour);
    await post(service, ada, `/api/cases/${id}/messages`, { text: 'We have read it.' });
    await forget(id);
    service.clock.advance(5 * day);
    await setState(service, ada, id, 'closed');
    expect(await only()).toMatchObject({
      state: 'closed',
      times: { acknowledged: 'day', firstAnswer: 'day', closed: 'week' },
    });
  });
  /** As if it had been opened by a release that kept nothing of it. */
  const forget = async (caseId: string): Promise<void> => {
    const { cases } = service.emulators.tables;
    const keys = (await rowsOf(service, 'cases')).map(keyOf).filter(({ pk }) => pk.startsWith('STAT#'));
    for (const key of [...keys, keptOf(caseId)])
      await service.dynamo.send(new DeleteItemCommand({ TableName: cases, Key: toAttributes(key) }));
    await service.dynamo.send(
      new UpdateItemCommand({
        TableName: cases,
        Key: toAttributes(caseKeys.head(caseId)),
        UpdateExpression: 'REMOVE #records.statistic',
        ExpressionAttributeNames: { '#records': 'records' },
      }),
    );
  };
  const keptOf = (caseId: string) => caseKeys.record(caseId, 'statistic', 1);

  it.each(['damaged', 'gone'])(
    'where what a case keeps of its rows is %s they stay as they are, and it is counted once',
    async (what) => {
      const { id } = await opened();
      const before = await countedRows(service);
      if (what === 'damaged')
        await tamper(service, 'cases', keptOf(id), { set: { sealed: new Uint8Array(1054) } });
      else {
        const { cases } = service.emulators.tables;
        const Key = toAttributes(keptOf(id));
        await service.dynamo.send(new DeleteItemCommand({ TableName: cases, Key }));
      }
      expect((await setState(service, ada, id, 'closed')).status).toBe(200);
      expect(await countedRows(service)).toEqual(before);
    },
  );

  it('a case is opened while the register has no keys yet, and counted from the next change on', async () => {
    const key = teamKeys.ringPrivate('conduct', 'register', 1);
    const kept = (await rowsOf(service, 'team')).find((row) => isAt(row, key));
    const TableName = service.emulators.tables.team;
    await service.dynamo.send(new DeleteItemCommand({ TableName, Key: toAttributes(key) }));
    const { id } = await opened();
    expect(await countedKeys(service)).toEqual([]);
    await service.dynamo.send(new PutItemCommand({ TableName, Item: kept }));
    await setState(service, ada, id, 'closed');
    expect(await only()).toMatchObject({ state: 'closed' });
  });

  it('have one size, whatever they count', async () => {
    const deciding = await proposedCase(service, [ada, ben, lead]);
    await deciding.approve(ada);
    await deciding.approve(ben);
    await deciding.force(ada);
    await opened({ excludedMembers: [ben.memberId], urgent: true });
    const rows = (await rowsOf(service, 'cases')).filter((row) => partitionOf(row).startsWith('STAT#'));
    expect(rows).toHaveLength(3);
    expect(new Set(rows.map((row) => row.sealed?.M?.bytes?.B?.length)).size).toBe(1);
  });

  it('cases that a member may not know change nothing of what they may count, nor how many calls it takes', async () => {
    await opened();
    const { cases: store, openKeyRing } = service.teamContext;
    const counted = async () => {
      const months = ['2026-02', '2026-03', '2026-04'];
      await readStatistics({ store, openKeyRing }, ['conduct', 'security'], months);
      service.calls.length = 0;
      const { rows } = await readStatistics({ store, openKeyRing }, ['conduct', 'security'], months);
      const calls = service.calls.map(({ command }) => command);
      const member = await memberOf(ben);
      return { rows: rows.filter((row) => maySeeStatistic(member, row)), calls };
    };
    const before = await counted();
    expect(before.rows).toHaveLength(1);
    const hidden = await opened({ excludedMembers: [ben.memberId] });
    await setState(service, ada, hidden.id, 'closed');
    const withdrawn = await fileReport(service, { excludedMembers: [ben.memberId] });
    const headers = { authorization: `Bearer ${withdrawn.token}` };
    await service.reporter('/api/follow-up', { method: 'DELETE', headers });
    await service.scheduledRun();
    expect(await countedKeys(service)).toHaveLength(3);
    expect(await counted()).toEqual(before);
  });

  it('a row that is moved to another month, or put in the place of another, does not open', async () => {
    await opened();
    await opened();
    const rows = (await rowsOf(service, 'cases')).filter((row) => partitionOf(row).startsWith('STAT#'));
    const [one, other] = rows;
    if (!one || !other) throw new Error('two cases are counted');
    const TableName = service.emulators.tables.cases;
    await service.dynamo.send(new PutItemCommand({ TableName, Item: { ...one, pk: { S: 'STAT#2026-04' } } }));
    await service.dynamo.send(new PutItemCommand({ TableName, Item: { ...one, sk: other.sk ?? { S: '' } } }));
    const { cases: store, openKeyRing } = service.teamContext;
    const read = await readStatistics({ store, openKeyRing }, ['conduct'], ['2026-03', '2026-04']);
    expect([read.rows.length, read.unreadable]).toEqual([1, 2]);
  });

  it('a row of a release that sealed none counts nothing', async () => {
    await opened();
    const Item = toAttributes({
      ...caseKeys.statistic('2026-03', 'AAAAAAAAAAAAAAAAAAAAAA'),
      reason: 'expired',
    });
    await service.dynamo.send(new PutItemCommand({ TableName: service.emulators.tables.cases, Item }));
    const { cases: store, openKeyRing } = service.teamContext;
    const read = await readStatistics({ store, openKeyRing }, ['conduct'], ['2026-03']);
    expect([read.rows.length, read.unreadable]).toEqual([1, 0]);
  });
});
