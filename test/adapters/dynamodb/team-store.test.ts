import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teamKeys } from '../../../functions/adapters/dynamodb/item-keys.ts';
import {
  changeMember,
  openEarlierCases,
  removeMember,
} from '../../../functions/domain/member/change-team.ts';
import { addMember, changeContext } from '../../../infra/ops/member/members.ts';
import type { NewMember } from '../../../functions/domain/member/team.ts';
import { now } from './examples.ts';
import { startStorage, type Storage } from './storage.ts';

describe('the team as it is stored', () => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await startStorage();
  });
  afterAll(() => storage.close());

  const team = () => changeContext(storage.ops(now));
  const add = (member: NewMember) => addMember(storage.ops(now), member);
  const person = (name: string) => ({ name, email: `${name}@example.org`, channels: ['conduct'] });
  const roster = () => storage.row('team', teamKeys.roster());

  it('several who are added at once all stand in the roster, each with a revision of their own', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const added = await Promise.all(names.map((name) => add(person(name))));
    const since = added.map((member) => member.since.conduct).sort();
    expect(since).toEqual([0, 2, 3, 4, 5]);
    expect(await roster()).toMatchObject({ revision: 5, members: names.map((name) => ({ name })) });
    const stored = await team().team.read();
    expect(stored.members.map((member) => member.since.conduct).sort()).toEqual(since);
  });

  it('a change keeps what the member was told and what the roster knows of the last day', async () => {
    const { memberId } = await add({ ...person('f'), expertise: 'law' });
    await storage.notices.markNoticed(memberId, { noticed: 'urgent' });
    await storage.members.markActive('2026-03-10');
    const result = await changeMember(team(), memberId, { name: 'F', expertise: '', languages: 'English' });
    expect(result.kind).toBe('changed');
    const row = await storage.row('team', teamKeys.member(memberId));
    expect(row).toMatchObject({ name: 'F', noticed: 'urgent', languages: 'English', email: 'f@example.org' });
    expect(row).not.toHaveProperty('expertise');
    expect(await roster()).toMatchObject({ lastActive: '2026-03-10' });
  });

  it('of two leads who leave at once one stays, where the team must keep a lead', async () => {
    const one = await add({ ...person('lea'), role: 'lead' });
    const two = await add({ ...person('lou'), role: 'lead' });
    const results = await Promise.all([
      removeMember(team(), one.memberId, { keepLead: true }),
      changeMember(team(), two.memberId, { role: 'member' }, { keepLead: true }),
    ]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(['changed', 'last-lead']);
    const leads = (await team().team.read()).members.filter(({ role }) => role === 'lead');
    expect(leads).toHaveLength(1);
  });

  it('a row from before roles says lead, and loses that word with its first change', async () => {
    const old = { memberId: 'old', ...person('old'), lead: true, addedOn: '2025-01-01' };
    await storage.put('team', teamKeys.member('old'), old);
    const { members } = await team().team.read();
    expect(members.find(({ memberId }) => memberId === 'old')).toMatchObject({
      role: 'lead',
      since: {},
      onRoster: true,
    });
    await changeMember(team(), 'old', { role: 'member' });
    const row = await storage.row('team', teamKeys.member('old'));
    expect(row).toMatchObject({ role: 'member', since: { conduct: 0 } });
    expect(row).not.toHaveProperty('lead');
  });

  it('earlier cases are opened in the member’s row; nobody is nobody', async () => {
    const { memberId, since } = await add(person('late'));
    expect(since.conduct).toBeGreaterThan(0);
    expect((await openEarlierCases(team(), memberId, ['conduct'])).kind).toBe('changed');
    expect(await storage.row('team', teamKeys.member(memberId))).toMatchObject({ since: { conduct: 0 } });
    const before = await roster();
    expect(await openEarlierCases(team(), 'nobody', ['conduct'])).toEqual({ kind: 'unknown-member' });
    expect(await removeMember(team(), 'nobody')).toEqual({ kind: 'unknown-member' });
    expect(await roster()).toEqual(before);
  });
});
