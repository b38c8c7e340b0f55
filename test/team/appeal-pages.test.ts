import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pagePath } from '../../functions/team/routes.ts';
import { startService, type Service } from '../harness/service.ts';
import { appealsOf, sendAppeal } from './appealing.ts';
import { passkeySettings } from './as-browser.ts';
import { read } from './as-member.ts';
import { proposedCase, type Deciding } from './deciding.ts';
import type { Colleague } from './measured-case.ts';
import { atPages, hiddenOf, type AtPages } from './team-pages.ts';

const warning = 'If you take part, nobody is left to decide an appeal.';
const nobody = 'Nobody on the team can decide this appeal.';

describe('the page of appeals', () => {
  let service: Service;
  let lead: Colleague;
  let ada: Colleague;
  let ben: Colleague;
  let atLead: AtPages;
  let atAda: AtPages;
  let deciding: Deciding & { readonly token: string };
  beforeAll(async () => {
    service = await startService(passkeySettings);
    lead = await service.addMember({ name: 'Lea Lead', role: 'lead' });
    ada = await service.addMember({ name: 'Ada' });
    ben = await service.addMember({ name: 'Ben' });
    atLead = await atPages(service, lead);
    atAda = await atPages(service, ada);
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    deciding = await proposedCase(service, [ada, ben, lead]);
  });

  const appealPage = (who: AtPages): Promise<string> => who.html(pagePath(deciding.caseId, 'appeal'));
  const fill = async (who: AtPages, path: string, fields: Readonly<Record<string, string>>) =>
    who.send(`/cases/${deciding.caseId}/appeals${path}`, { ...hiddenOf(await appealPage(who)), ...fields });
  const decideAndAppeal = async () => {
    await deciding.approve(ada);
    await deciding.approve(ben);
    expect((await deciding.force(ben)).status).toBe(201);
    await sendAppeal(service, deciding.token, { ground: 'out-of-proportion' });
  };
  const entry = async () => String((await appealsOf(deciding, ada)).untaken[0]?.entry);

  it('warns the last member without a part before they join a decision, and nobody else', async () => {
    const decisionPage = (who: AtPages) => who.html(pagePath(deciding.caseId, 'decision'));
    expect(await decisionPage(atLead)).not.toContain(warning);
    await deciding.approve(ben);
    expect(await decisionPage(atLead)).toContain(warning);
    expect(await decisionPage(atAda)).not.toContain(warning);
    await deciding.approve(lead);
    expect(await decisionPage(atLead)).not.toContain(warning);
  });

  it('takes an appeal from its entry to its outcome, form by form', async () => {
    await decideAndAppeal();
    const before = await appealPage(atAda);
    expect(before).toContain('Appeals (1)');
    expect(before).toContain('The consequence is out of proportion');
    expect(before).toContain('Nobody asked me.');
    const fields = { thread: 'reporter', entry: await entry() };
    const taken = await fill(atAda, '', fields);
    expect([taken.status, taken.headers.get('location')]).toEqual([
      303,
      `${pagePath(deciding.caseId, 'appeal')}?did=appeal-taken-up#appeals`,
    ]);
    expect((await fill(atAda, '', fields)).status).toBe(303);
    const page = await appealPage(atLead);
    expect(page).toContain('Appeal 1, of the reporter: Open');
    expect(page).not.toContain('Take up this appeal');
    expect(page).toMatch(/<bdi>Ada<\/bdi><\/th><td>No: proposed what was decided/);
    expect(page).toContain(`<option value="${lead.memberId}"`);
    expect(page).not.toContain(`<option value="${ada.memberId}"`);
    expect((await fill(atAda, '/acknowledge', { appeal: '1', text: '' })).status).toBe(303);
    expect((await fill(atLead, '/decider', { appeal: '1', memberId: lead.memberId })).status).toBe(303);
    expect(await appealPage(atAda)).not.toContain('Decide the appeal');
    const outcome = {
      appeal: '1',
      outcome: 'upheld',
      reasons: 'It was fair.',
      text: '',
      otherText: '',
      despite: 'no',
    };
    const refused = await fill(atLead, '/outcome', outcome);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain(
      '<a href="#outcome-1-text">What whoever appealed reads: Must not be empty.',
    );
    expect((await fill(atLead, '/outcome', { ...outcome, text: 'It stays.' })).status).toBe(303);
    const after = await appealPage(atAda);
    expect(after).toContain('Appeal 1, of the reporter: Decided');
    expect(after).toContain('the decision stays');
    expect(after).not.toContain('Appeals (1)');
  });

  it('leads to inviting an outside reviewer where nobody is left', async () => {
    await read(service, lead, deciding.caseId);
    const said = { who: 'A witness', whenOn: '2026-03-10', how: 'call', said: 'I saw it.' };
    await deciding.done(lead, '/interviews', said);
    await decideAndAppeal();
    await fill(atAda, '', { thread: 'reporter', entry: await entry() });
    const forLead = await appealPage(atLead);
    expect(forLead).toContain(nobody);
    expect(forLead).toContain('href="/members/new"');
    expect(forLead).not.toContain('Save who decides');
    const forMember = await appealPage(atAda);
    expect(forMember).toContain(nobody);
    expect(forMember).not.toContain('href="/members/new"');
  });
});
