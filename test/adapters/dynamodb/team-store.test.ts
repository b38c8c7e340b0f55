import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teamKeys } from '../../../functions/adapters/dynamodb/item-keys.ts';
import {
  addMember,
  changeMember,
  openEarlierCases,
  readTeam,
  removeMember,
} from '../../../functions/adapters/dynamodb/team/team-store.ts';
import { now } from './examples.ts';
import { startStorage, type Storage } from './storage.ts';

describe('the team as it is stored', () => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await startStorage();
  }, 120_000);
  afterAll(() => storage.close());

  const team = () => storage.ops(now);
  const person = (name: string) => ({ name, email: `${name}@example.org`, channels: ['conduct'] });
  const roster = () => storage.row('team', teamKeys.roster());

  it('several who are added at once all stand in the roster, each with a revision of their own', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const added = await Promise.all(names.map((name) => addMember(team(), person(name))));
    const since = added.map((member) => member.since.conduct).sort();
    expect(since).toEqual([0, 2, 3, 4, 5]);
    expect(await roster()).toMatchObject({ revision: 5, members: names.map((name) => ({ name })) });
    const stored = await readTeam(team());
    expect(stored.members.map((member) => member.since.conduct).sort()).toEqual(since);
  });

  it('a change keeps what the member was told and what the roster knows of the last day', async () => {
    const { memberId } = await addMember(team(), { ...person('f'), expertise: 'law' });
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
    const one = await addMember(team(), { ...person('lea'), role: 'lead' });
    const two = await addMember(team(), { ...person('lou'), role: 'lead' });
    const results = await Promise.all([
      removeMember(team(), one.memberId, { keepLead: true }),
      changeMember(team(), two.memberId, { role: 'member' }, { keepLead: true }),
    ]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(['changed', 'last-lead']);
    const leads = (await readTeam(team())).members.filter(({ role }) => role === 'lead');
    expect(leads).toHaveLength(1);
  });

  it('a row from before roles says lead, and loses that word with its first change', async () => {
    const old = { memberId: 'old', ...person('old'), lead: true, addedOn: '2025-01-01' };
    await storage.put('team', teamKeys.member('old'), old);
    const { members } = await readTeam(team());
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
    const { memberId, since } = await addMember(team(), person('late'));
    expect(since.conduct).toBeGreaterThan(0);
    expect((await openEarlierCases(team(), memberId, ['conduct'])).kind).toBe('changed');
    expect(await storage.row('team', teamKeys.member(memberId))).toMatchObject({ since: { conduct: 0 } });
    const before = await roster();
    expect(await openEarlierCases(team(), 'nobody', ['conduct'])).toEqual({ kind: 'unknown-member' });
    expect(await removeMember(team(), 'nobody')).toEqual({ kind: 'unknown-member' });
    expect(await roster()).toEqual(before);
  });
});
