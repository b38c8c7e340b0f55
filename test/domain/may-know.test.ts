import { describe, expect, it } from 'vitest';
import { canSeeCase } from '../../functions/domain/member/can-see-case.ts';

type Case = Parameters<typeof canSeeCase>;
type Row = [string, boolean, Partial<Case[0]>, Partial<Case[2]>];

const someone: Case[0] = {
  memberId: 'ada',
  channels: ['conduct'],
  role: 'member',
  since: { conduct: 3 },
  onRoster: true,
};
const sent: Case[2] = { excludedMembers: [], recusedMembers: [], grantedMembers: [], rosterRevision: 3 };
const outside = { role: 'outside-reviewer' } as const;
const granted = { grantedMembers: ['ada'] };

describe('who may know of a case', () => {
  it.each<Row>([
    ['who joined with the very revision the report was sent under', true, {}, {}],
    ['who was there long before', true, { since: { conduct: 0 } }, {}],
    ['who joined one revision later', false, { since: { conduct: 4 } }, {}],
    ['who joined later and was granted access', true, { since: { conduct: 4 } }, granted],
    [
      'somebody else, when another was granted access',
      false,
      { since: { conduct: 4 } },
      { grantedMembers: ['bo'] },
    ],
    ['whom reporters cannot read of', false, { onRoster: false }, {}],
    ['whom reporters cannot read of, granted access', true, { onRoster: false }, granted],
    ['whose row is older than revisions', true, { since: {} }, { rosterRevision: 0 }],
    [
      'anybody, of a report older than revisions',
      true,
      { since: { conduct: 9 } },
      { rosterRevision: undefined },
    ],
    ['who was there in another channel only', false, { since: { conduct: 4, security: 0 } }, {}],
    ['who is in other channels', false, { channels: ['security'] }, {}],
    ['who is in other channels, though granted', false, { channels: ['security'] }, granted],
    ['whom the reporter excludes', false, {}, { excludedMembers: ['ada'] }],
    ['whom the reporter excludes, though granted', false, {}, { ...granted, excludedMembers: ['ada'] }],
    [
      'whom the reporter excludes, in a report older than revisions',
      false,
      {},
      { excludedMembers: ['ada'], rosterRevision: undefined },
    ],
    ['who has recused themselves', false, {}, { recusedMembers: ['ada'] }],
    ['who has recused themselves, though granted', false, {}, { ...granted, recusedMembers: ['ada'] }],
    ['a lead, like any other: excluded', false, { role: 'lead' }, { excludedMembers: ['ada'] }],
    ['a lead, like any other: later', false, { role: 'lead', since: { conduct: 4 } }, {}],
    ['an outside reviewer who was there', false, outside, {}],
    ['an outside reviewer, of a report older than revisions', false, outside, { rosterRevision: undefined }],
    ['an outside reviewer to whom it was granted', true, outside, granted],
    [
      'an outside reviewer to whom it was granted against the reporter',
      false,
      outside,
      { ...granted, excludedMembers: ['ada'] },
    ],
  ])('%s: %s', (_, may, member, brief) => {
    expect(canSeeCase({ ...someone, ...member }, 'conduct', { ...sent, ...brief })).toBe(may);
  });

  it('a channel may be called like what every object has', () => {
    const member = { ...someone, channels: ['constructor'], since: {} };
    expect(canSeeCase(member, 'constructor', { ...sent, rosterRevision: 0 })).toBe(true);
  });
});
