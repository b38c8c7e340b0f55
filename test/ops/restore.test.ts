import { PutItemCommand, ScanCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deleteItems } from '../../functions/adapters/dynamodb/client/delete-items.ts';
import {
  caseKeys,
  outboxPartition,
  teamKeys,
  vaultKeys,
} from '../../functions/adapters/dynamodb/item-keys.ts';
import { queryKeys } from '../../functions/adapters/dynamodb/client/query-keys.ts';
import { createTables, tableNames } from '../../infra/local/create-tables.ts';
import { changeContext, openEarlierCases, revokeMember } from '../../infra/ops/member/members.ts';
import { nextRevision, restoreRoster } from '../../infra/ops/restore/restore-roster.ts';
import { restoreTable, type Restored } from '../../infra/ops/restore/restore-table.ts';
import { objectNames, photo } from '../harness/files.ts';
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { bytesOf, entriesOf, fetchFile, sendForm } from '../reporter/api/files.ts';
import { caseIdOf, post, read, type SignedIn } from '../team/as-member.ts';
import { agreeTo } from '../team/two-people.ts';

const copied = tableNames('restored-');

describe('restore', () => {
  let service: Service;
  let member: SignedIn & { readonly memberId: string };
  beforeEach(async () => {
    service = await startService();
    await createTables(service.dynamo, copied);
    member = await service.addMember({ role: 'lead' });
  });
  afterEach(() => service.close());

  const rowsIn = async (client: DynamoDBClient, table: string) => {
    const { Items = [], LastEvaluatedKey } = await client.send(new ScanCommand({ TableName: table }));
    expect(LastEvaluatedKey).toBeUndefined();
    return Items;
  };
  /** What point-in-time recovery does: the table as it is now, in a new one. */
  const backUp = async (table: 'cases' | 'vault' | 'team'): Promise<void> => {
    for (const Item of await rowsIn(service.dynamo, service.emulators.tables[table]))
      await service.dynamo.send(new PutItemCommand({ TableName: copied[table], Item }));
  };
  const lose = async (table: 'cases' | 'vault' | 'team', partition: string): Promise<void> => {
    const name = service.emulators.tables[table];
    await deleteItems(service.dynamo, name, await queryKeys(service.dynamo, name, partition));
  };
  const restore = (table: 'cases' | 'vault' | 'team', rules: { write?: boolean; overwrite?: boolean } = {}) =>
    restoreTable({
      client: service.dynamo,
      from: copied[table],
      table,
      live: service.emulators.tables,
      now: service.clock.now,
      overwrite: false,
      write: true,
      ...rules,
    });
  const counted = ({ counts }: Restored) => Object.fromEntries([...counts].filter(([, count]) => count > 0));
  const followUp = ({ token }: Filed) => service.reporter('/api/follow-up', bearer(token));
  const openCase = (id: string) =>
    service.team(`/api/cases/${id}`, { headers: { authorization: member.authorization } });
  const listed = async (): Promise<string[]> => {
    const answer = await service.team('/api/cases', { headers: { authorization: member.authorization } });
    return (await bodyOf<{ cases: { id: string }[] }>(answer)).cases.map(({ id }) => id);
  };
  const erase = async ({ token }: Filed): Promise<void> => {
    const answer = await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(token) });
    expect(answer.status).toBe(200);
    await service.scheduledRun();
  };

  it('a copy of the cases from before an erasure brings nothing of the erased case back, and the lost rows of another', async () => {
    const erased = await fileReport(service, { answers: { whatHappened: 'To be forgotten.' } });
    const kept = await fileReport(service, { answers: { whatHappened: 'To be kept.' } });
    const [erasedId, keptId] = [await caseIdOf(service, erased), await caseIdOf(service, kept)];
    await backUp('cases');
    await erase(erased);
    const threads = [erasedId, keptId].map((id) => caseKeys.thread(id, 'reporter'));
    await lose('cases', threads[1] ?? '');
    await lose('cases', caseKeys.head(keptId).pk);
    expect((await followUp(kept)).status).not.toBe(200);

    const outcome = await restore('cases');
    expect([...outcome.erasedCases]).toEqual([erasedId]);
    expect(await bodyOf(await followUp(kept))).toMatchObject({ entries: [{ from: 'reporter' }] });
    expect(await listed()).toEqual([keptId]);
    expect((await followUp(erased)).status).toBe(401);
    expect((await openCase(erasedId)).status).toBe(404);
    const left = await rowsIn(service.dynamo, service.emulators.tables.cases);
    expect(left.filter(({ pk }) => pk?.S === threads[0])).toEqual([]);
  });

  it('the files of a case that lives come back with its rows, byte for byte; those of an erased one are gone', async () => {
    const [erased, kept] = [await fileReport(service), await fileReport(service)];
    for (const { token } of [erased, kept]) await sendForm(service, token, [photo()]);
    const [entry] = (await entriesOf(service, kept.token)).filter(
      ({ attachments }) => attachments.length > 0,
    );
    const file = entry?.attachments[0]?.id ?? '';
    const before = await bytesOf(await fetchFile(service, kept.token, file));
    const keptId = await caseIdOf(service, kept);
    await backUp('cases');
    await erase(erased);
    const left = await objectNames(service, 'kept/');
    expect(left.length).toBeGreaterThan(0);
    expect(left.every((name) => name.startsWith(`kept/${file}/`))).toBe(true);
    await lose('cases', caseKeys.thread(keptId, 'reporter'));
    expect((await fetchFile(service, kept.token, file)).status).not.toBe(200);

    await restore('cases');
    expect(await bytesOf(await fetchFile(service, kept.token, file))).toEqual(before);
    expect(before.length).toBeGreaterThan(100);
    expect(await objectNames(service, 'kept/')).toEqual(left);
  });

  it('what the reporter wrote stays erased while their case goes on, in rows and in keys', async () => {
    const colleague = await service.addMember();
    const filed = await fileReport(service, { answers: { whatHappened: 'planted-story' } });
    const id = await caseIdOf(service, filed);
    await read(service, member, id);
    await read(service, colleague, id);
    await backUp('cases');
    await backUp('vault');
    const wanted = { what: 'words', reason: 'They asked.' };
    expect((await post(service, member, `/api/cases/${id}/erasure/requests`, wanted)).status).toBe(201);
    expect((await agreeTo(service, colleague, id)).status).toBe(200);
    await service.scheduledRun();
    await lose('cases', caseKeys.thread(id, 'reporter'));
    expect(counted(await restore('cases'))).toHaveProperty('thread-erased');
    const rows = (await rowsIn(service.dynamo, service.emulators.tables.cases)).filter(
      ({ pk }) => pk?.S === caseKeys.thread(id, 'reporter'),
    );
    expect(rows.map(({ sk }) => sk?.S).filter((key) => key !== 'SUMMARY')).toEqual([]);
    expect((await openCase(id)).status).toBe(200);

    // The keys of before would open what a backup of the cases still has.
    await lose('vault', vaultKeys.case(id).pk);
    expect(counted(await restore('vault'))).toMatchObject({ 'thread-erased': 1 });
    expect((await followUp(filed)).status).toBe(401);
    expect((await openCase(id)).status).toBe(404);
  });

  it('what was erased stays erased even when its tombstone was lost with the whole table', async () => {
    const erased = await fileReport(service);
    const id = await caseIdOf(service, erased);
    await backUp('cases');
    await erase(erased);
    await lose('cases', caseKeys.head(id).pk);
    await restore('cases', { overwrite: true });
    const left = await rowsIn(service.dynamo, service.emulators.tables.cases);
    // A notice that waits names the case until its hour.
    const named = left.filter((row) => row.pk?.S !== outboxPartition && JSON.stringify(row).includes(id));
    expect(named).toEqual([]);
  });

  it('without being told to write, rows are counted and none is written', async () => {
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    await backUp('cases');
    await lose('cases', caseKeys.thread(id, 'reporter'));
    const before = await rowsIn(service.dynamo, service.emulators.tables.cases);
    expect(counted(await restore('cases', { write: false }))).toMatchObject({ copied: 2, same: 2 });
    expect(await rowsIn(service.dynamo, service.emulators.tables.cases)).toEqual(before);
  });

  it('a row that has changed since stays as it is, unless it is to be overwritten; an erased head never is', async () => {
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    await backUp('cases');
    await read(service, member, id);
    const head = async () =>
      (await rowsIn(service.dynamo, service.emulators.tables.cases)).find(
        ({ pk, sk }) => pk?.S === caseKeys.head(id).pk && sk?.S === 'HEAD',
      );
    const opened = await head();
    expect(counted(await restore('cases'))['kept-newer']).toBeGreaterThan(0);
    expect(await head()).toEqual(opened);
    expect(counted(await restore('cases', { overwrite: true })).replaced).toBeGreaterThan(0);
    expect(await head()).not.toEqual(opened);
  });

  it('keys come back from a copy of the vault for what is still there, and for nothing that was erased', async () => {
    const [erased, kept] = [await fileReport(service), await fileReport(service, { urgent: true })];
    const [erasedId, keptId] = [await caseIdOf(service, erased), await caseIdOf(service, kept)];
    await backUp('vault');
    await erase(erased);
    for (const row of await rowsIn(service.dynamo, service.emulators.tables.vault))
      await lose('vault', row.pk?.S ?? '');
    expect((await followUp(kept)).status).toBe(401);

    expect([...(await restore('vault')).erasedCases]).toEqual([erasedId]);
    expect((await followUp(kept)).status).toBe(200);
    expect((await openCase(keptId)).status).toBe(200);
    expect((await followUp(erased)).status).toBe(401);
    const left = await rowsIn(service.dynamo, service.emulators.tables.vault);
    expect(left.some(({ pk }) => pk?.S === vaultKeys.case(erasedId).pk)).toBe(false);
  });

  it('words that were changed since do not come back with a copy of the vault', async () => {
    const filed = await fileReport(service);
    await backUp('vault');
    const { ticket } = await bodyOf<{ ticket: string }>(
      await service.reporter('/api/tickets', { method: 'POST' }),
    );
    const changed = await service.reporter(
      '/api/follow-up/passphrase',
      jsonRequest({ ticket }, bearer(filed.token).headers),
    );
    expect(changed.status).toBeLessThan(300);
    const { token } = await bodyOf<Filed>(changed);
    // What is left of the old door has gone by its time to live.
    const doors = (await rowsIn(service.dynamo, service.emulators.tables.vault)).filter(
      ({ closed }) => closed,
    );
    expect(doors).toHaveLength(1);
    await lose('vault', doors[0]?.pk?.S ?? '');

    expect(counted(await restore('vault'))['door-closed']).toBe(1);
    expect((await followUp(filed)).status).toBe(401);
    expect((await service.reporter('/api/follow-up', bearer(token))).status).toBe(200);
  });

  it('a member who was removed since stays removed, and the roster never goes back', async () => {
    const leaving = await service.addMember({ name: 'Leaving' });
    await backUp('team');
    await revokeMember(service.ops, leaving.memberId);
    await service.addMember({ name: 'New' });
    const before = await changeContext(service.ops).team.read();
    const outcome = await restore('team');
    expect(counted(outcome)).toMatchObject({ 'member-gone': 1 });
    await lose('team', teamKeys.roster().pk);
    const revision = await restoreRoster(service.dynamo, { from: copied.team, team: service.ops.table });
    expect(revision).toBeGreaterThanOrEqual(before.revision);
    const after = await changeContext(service.ops).team.read();
    expect(after.members.map(({ name }) => name).sort()).toEqual(['Member 1', 'New']);
    expect(after.revision).toBe(revision);
  });

  it('who was removed is known again after a restore, and is not brought back as a member', async () => {
    const leaving = await service.addMember({ name: 'Max Leaving' });
    const filed = await fileReport(service, { excludedMembers: [leaving.memberId] });
    const id = await caseIdOf(service, filed);
    const lost = [teamKeys.formerMembers(), teamKeys.members()];
    const rows = await rowsIn(service.dynamo, service.ops.table);
    await revokeMember(service.ops, leaving.memberId);
    await backUp('team');
    for (const partition of lost) await lose('team', partition);
    const outcome = await restore('team');
    expect(counted(outcome)).toMatchObject({ copied: 3 });
    const back = await service.addMember({ name: 'leaving, max', email: 'elsewhere@example.org' });
    await openEarlierCases(service.ops, back.memberId);
    const { authorization } = back;
    expect((await service.team(`/api/cases/${id}/brief`, { headers: { authorization } })).status).toBe(404);

    // A copy from before they were removed does not bring them back either, though no member is left.
    await lose('team', teamKeys.members());
    for (const Item of rows) await service.dynamo.send(new PutItemCommand({ TableName: copied.team, Item }));
    expect(counted(await restore('team'))).toMatchObject({ 'member-gone': 1 });
    expect((await changeContext(service.ops).team.read()).members.map(({ memberId }) => memberId)).toEqual([
      member.memberId,
    ]);
  });

  it('digests under a salt that is no more are left out, and that is said', async () => {
    await revokeMember(service.ops, (await service.addMember({ name: 'First' })).memberId);
    await backUp('team');
    await lose('team', teamKeys.formerMembers());
    await revokeMember(service.ops, (await service.addMember({ name: 'Second' })).memberId);
    expect(counted(await restore('team'))).toMatchObject({ 'other-salt': 2 });
  });

  it('key rings that were lost come back, and a sign-in does not', async () => {
    await backUp('team');
    const rings = (await rowsIn(service.dynamo, service.ops.table)).filter(({ pk }) =>
      /^(RING|PRIVATE|SECRET|MEMBER)#/.test(pk?.S ?? ''),
    );
    for (const row of rings) await lose('team', row.pk?.S ?? '');
    await restore('team');
    const back = (await rowsIn(service.dynamo, service.ops.table)).map(({ pk }) => pk?.S ?? '');
    const wanted = rings.map(({ pk }) => pk?.S ?? '').filter((pk) => !pk.startsWith('MEMBER#'));
    expect(wanted.length).toBeGreaterThan(6);
    for (const pk of wanted) expect(back).toContain(pk);
    expect(back.some((pk) => pk.startsWith('MEMBER#'))).toBe(false);
  });
});

describe('the next revision of the roster', () => {
  const nobody = { revision: 3, emptySince: {}, members: [] };

  it('is beyond the live one, the restored one and the ones members joined with', () => {
    expect(nextRevision(nobody, 0)).toBe(4);
    expect(nextRevision(nobody, 9)).toBe(10);
    expect(nextRevision({ ...nobody, emptySince: { conduct: 7 } }, 5)).toBe(8);
    const joined = {
      memberId: 'a',
      name: 'A',
      email: 'a@example.org',
      channels: ['conduct'],
      role: 'member' as const,
      onRoster: true,
      since: { conduct: 12 },
    };
    expect(nextRevision({ ...nobody, members: [joined] }, 5)).toBe(13);
  });
});
