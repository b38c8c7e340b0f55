import { describe, expect, it } from 'vitest';
import { eligibleMembers } from '../../functions/domain/member/roster.ts';
import {
  channelsThatLoseReaders,
  losesLastLead,
  rosterOf,
  withChangedMember,
  withEarlierCases,
  withMember,
  withoutMember,
  type NewMember,
  type Team,
} from '../../functions/domain/member/team.ts';

const nobody: Team = { revision: 0, emptySince: {}, members: [] };
const person = (name: string, more: Partial<NewMember> = {}): NewMember => ({
  name,
  email: `${name}@example.org`,
  channels: ['conduct'],
  ...more,
});
const team = (...names: string[]): Team =>
  names.reduce((before, name) => withMember(before, name, person(name)), nobody);
const sinceOf = ({ members }: Team, memberId: string) =>
  members.find((member) => member.memberId === memberId)?.since;
const changed = (result: ReturnType<typeof withChangedMember>): Team => {
  if ('kind' in result) throw new Error(result.kind);
  return result;
};

describe('since when a member is in a channel', () => {
  it('the first one has been there always, each later one since the revision they came with', () => {
    const { revision, members } = team('ada', 'bo', 'cy');
    expect(revision).toBe(3);
    expect(members.map(({ since }) => since)).toEqual([{ conduct: 0 }, { conduct: 2 }, { conduct: 3 }]);
  });

  it('who comes when a channel has lost everybody has what was sent since then, and nothing earlier', () => {
    const empty = withoutMember(team('ada', 'bo', 'cy'), 'bo');
    expect(empty.emptySince).toEqual({});
    const nobodyLeft = withoutMember(withoutMember(empty, 'ada'), 'cy');
    expect(nobodyLeft).toMatchObject({ revision: 6, emptySince: { conduct: 6 } });
    expect(sinceOf(withMember(nobodyLeft, 'dee', person('dee')), 'dee')).toEqual({ conduct: 6 });
  });

  it('an outside reviewer does not count as somebody who is there', () => {
    const outside = withMember(nobody, 'out', person('out', { role: 'outside-reviewer' }));
    expect(sinceOf(withMember(outside, 'ada', person('ada')), 'ada')).toEqual({ conduct: 0 });
    const joined = changed(
      withChangedMember(withMember(outside, 'ada', person('ada')), 'out', { role: 'member' }),
    );
    expect(sinceOf(joined, 'out')).toEqual({ conduct: 3 });
  });

  it('a channel counts from the day it is given, and again when it was taken away in between', () => {
    const before = withMember(team('ada', 'bo'), 'cy', person('cy', { channels: ['security'] }));
    const both = changed(withChangedMember(before, 'bo', { channels: ['conduct', 'security'] }));
    expect(sinceOf(both, 'bo')).toEqual({ conduct: 2, security: 4 });
    const one = changed(withChangedMember(both, 'bo', { channels: ['security'] }));
    const again = changed(withChangedMember(one, 'bo', { channels: ['security', 'conduct'] }));
    expect(sinceOf(again, 'bo')).toEqual({ security: 4, conduct: 6 });
  });

  it('other changes leave it, and earlier cases are opened in the channels that are named', () => {
    const before = changed(withChangedMember(team('ada', 'bo'), 'bo', { name: 'Bo B.', role: 'lead' }));
    expect(sinceOf(before, 'bo')).toEqual({ conduct: 2 });
    expect(sinceOf(changed(withEarlierCases(before, 'bo', ['security'])), 'bo')).toEqual({ conduct: 2 });
    expect(sinceOf(changed(withEarlierCases(before, 'bo', ['conduct'])), 'bo')).toEqual({ conduct: 0 });
    expect(withEarlierCases(before, 'nobody', ['conduct'])).toEqual({ kind: 'unknown-member' });
  });

  it('says which channels’ earlier cases nobody may see any more', () => {
    const before = team('ada', 'bo');
    expect(channelsThatLoseReaders(before, withoutMember(before, 'bo'))).toEqual([]);
    expect(channelsThatLoseReaders(before, withoutMember(before, 'ada'))).toEqual(['conduct']);
  });
});

describe('a team', () => {
  const lead = withMember(team('ada'), 'lea', person('lea', { role: 'lead' }));

  it('notices the loss of its last lead, by leaving or by becoming a member', () => {
    expect(losesLastLead(lead, withoutMember(lead, 'lea'))).toBe(true);
    expect(losesLastLead(lead, changed(withChangedMember(lead, 'lea', { role: 'member' })))).toBe(true);
    expect(losesLastLead(lead, withoutMember(lead, 'ada'))).toBe(false);
    const two = withMember(lead, 'lou', person('lou', { role: 'lead' }));
    expect(losesLastLead(two, withoutMember(two, 'lea'))).toBe(false);
    expect(losesLastLead(team('ada'), withoutMember(team('ada'), 'ada'))).toBe(false);
  });

  it('shows reporters who is on the roster, without what is not for them', () => {
    const shy = withMember(lead, 'shy', person('shy', { onRoster: false }));
    const all = withMember(shy, 'out', person('out', { role: 'outside-reviewer', expertise: 'law' }));
    const roster = rosterOf(all);
    expect(roster).toEqual([
      { memberId: 'ada', name: 'ada', channels: ['conduct'] },
      { memberId: 'lea', name: 'lea', channels: ['conduct'] },
      { memberId: 'out', name: 'out', channels: ['conduct'], outside: true, expertise: 'law' },
    ]);
    const eligible = eligibleMembers({ members: roster }, 'conduct', ['ada']);
    expect(eligible.map(({ memberId }) => memberId)).toEqual(['lea']);
  });
});
