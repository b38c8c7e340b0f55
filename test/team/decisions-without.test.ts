import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Decision } from '../../functions/domain/decision/decision.ts';
import { findingRecord, opinionRecord } from '../../functions/domain/casework/record/decision-records.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, read } from './as-member.ts';
import { editCase } from './decided-case.ts';
import { correction, decidingOf, proposedCase, violation, type Deciding } from './deciding.ts';
import type { Colleague } from './measured-case.ts';

const day = 86_400_000;
type Shown = Pick<Decision, 'toReview' | 'toReviewBy' | 'respondent'>;

describe('what was decided, when who decided it is gone', () => {
  let service: Service;
  let ada: Colleague;
  let ben: Colleague;
  let cid: Colleague;
  beforeEach(async () => {
    service = await startService();
    ada = await service.addMember({ name: 'Ada', role: 'lead' });
    ben = await service.addMember({ name: 'Ben', channels: ['conduct'] });
    cid = await service.addMember({ name: 'Cid', channels: ['conduct'] });
  });
  afterEach(() => service.close());

  /** A decision that these two have approved. */
  const decidedBy = async (...approving: readonly Colleague[]): Promise<Deciding> => {
    const deciding = await proposedCase(service, [ada, ben, cid]);
    for (const one of approving) await deciding.approve(one);
    expect((await deciding.force(ada)).status).toBe(201);
    return deciding;
  };
  const decision = async (deciding: Deciding): Promise<Shown | undefined> =>
    (await deciding.list<{ decisions: Shown[] }>(ada, '/decisions')).decisions[0];
  const remove = ({ memberId }: Colleague) =>
    service.team(`/api/members/${memberId}`, {
      method: 'DELETE',
      headers: { authorization: ada.authorization },
    });

  it('it is looked at again when a member leaves the team whose approval mattered', async () => {
    const deciding = await decidedBy(ada, ben);
    expect((await remove(ben)).status).toBe(200);
    const { toReview, toReviewBy } = (await decision(deciding)) ?? {};
    expect(toReview).toContain('cannot see this case any more');
    expect(toReviewBy).toBe(new Date(service.clock.now.getTime() + 7 * day).toISOString().slice(0, 10));
    const log = await deciding.list<{ entries: { action: string }[] }>(ada, '/audit');
    expect(log.entries.map(({ action }) => action)).toContain('decision-to-review');
  });

  it('it is not when the rule is met without them', async () => {
    const deciding = await decidedBy(ada, ben, cid);
    expect((await remove(ben)).status).toBe(200);
    expect((await decision(deciding))?.toReview).toBeUndefined();
  });

  it('it is looked at again when the case goes to a channel where they cannot see it', async () => {
    await service.addMember({ name: 'Sec', role: 'lead', channels: ['security'] });
    const deciding = await decidedBy(ada, ben);
    await deciding.done(ada, '/transfer', { channel: 'security', reason: 'It is theirs.' });
    expect((await decision(deciding))?.toReview).toContain('cannot see this case any more');
  });

  it('a proposal past its day says what happens, and can still be decided', async () => {
    const deciding = await proposedCase(service, [ada, ben, cid]);
    const late = async () => (await deciding.proposal(ada)).late;
    await deciding.approve(ben);
    expect(await late()).toBeUndefined();
    service.clock.advance(9 * day);
    expect(await late()).toContain('It stays open');
    await deciding.approve(ada);
    expect((await deciding.force(ada)).status).toBe(201);
    expect(await late()).toBeUndefined();
  });

  it('says whom the settings name, when too few can take part', async () => {
    await service.close();
    service = await startService({
      outsideContact: { label: 'the foundation', value: 'foundation@example.org' },
    });
    ada = await service.addMember({ name: 'Ada', role: 'lead' });
    const deciding = await proposedCase(service, [ada]);
    service.clock.advance(9 * day);
    const { late, missing } = await deciding.proposal(ada);
    expect(late).toContain('They can turn to the foundation.');
    expect(missing.map(({ says }) => says).join(' ')).toContain('turn to the foundation');
  });

  it('after a merger what was found and said of either counts for the one that is kept', async () => {
    const caseId = await caseIdOf(service, await fileReport(service));
    for (const one of [ada, ben, cid]) await read(service, one, caseId);
    const deciding = decidingOf(service, caseId);
    for (const name of ['Robin Roe', 'R. Roe']) await deciding.done(ada, '/respondents', { name });
    await deciding.done(ada, '/findings', violation({ respondent: 1 }));
    await deciding.nobodyAsked(ada, 1);
    await deciding.done(ada, '/respondents/1/merge', { into: 2 });
    await deciding.done(ada, '/proposals', correction({ respondent: 2 }));
    expect(await deciding.missing(ada)).toEqual(['approvals']);
    // Written anew it is the kept one's own, and approvals of the text before do not count.
    await deciding.approve(ben);
    await deciding.done(ada, '/findings', violation({ respondent: 2 }));
    expect((await deciding.proposal(ada)).approving).toEqual([]);
    expect(await deciding.list(ada, '/findings')).toMatchObject({ findings: [{ number: 1, respondent: 2 }] });
    for (const one of [ada, ben]) await deciding.approve(one);
    expect((await deciding.force(ada)).status).toBe(201);
    // After a decision both are asked anew, whomever it was written about.
    await deciding.done(ada, '/proposals', correction({ respondent: 2 }));
    expect(await deciding.missing(ada, 2)).toEqual(['reporter-opinion', 'respondent-opinion', 'approvals']);
  });

  it('where both were found about, it is what was found of the kept one', async () => {
    const caseId = await caseIdOf(service, await fileReport(service));
    for (const one of [ada, ben, cid]) await read(service, one, caseId);
    const deciding = decidingOf(service, caseId);
    for (const name of ['Robin Roe', 'R. Roe']) await deciding.done(ada, '/respondents', { name });
    const author = { id: ada.memberId, name: ada.name };
    const on = service.clock.now.toISOString().slice(0, 10);
    const common = { rules: ['harassment'], by: author, on };
    await editCase(service, ada, caseId, {
      records: [
        findingRecord.write({ ...common, respondent: 2, outcome: 'violation', summary: 'Of the kept one.' }),
        findingRecord.write({ ...common, respondent: 1, outcome: 'no-violation', summary: 'Of the other.' }),
        opinionRecord.write({ of: 'reporter', respondent: 1, said: 'Yes.', writtenBy: author, on }),
        opinionRecord.write({ of: 'respondent', respondent: 2, said: 'Sorry.', writtenBy: author, on }),
      ],
    });
    await deciding.done(ada, '/respondents/1/merge', { into: 2 });
    await deciding.done(ada, '/proposals', correction({ respondent: 2 }));
    expect(await deciding.missing(ada)).toEqual(['approvals']);
  });
});
