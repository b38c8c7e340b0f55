import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { survey as said } from '../../functions/reporter/locales/survey/en.ts';
import { bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { expectRefusedForm, formOf, postFields, postForm, textOf, type Page } from '../reporter/pages.ts';
import { rowsOf } from '../scheduled/stored.ts';
import { get, post } from '../team/as-member.ts';
import { withOwnWords } from '../team/case-with-door.ts';
import { correction, proposedCase, type Deciding } from '../team/deciding.ts';

type Sum = { channel: string; from: string; first: string; last: string; atLeast: number; means: number[] };

describe('the three questions at the end, for a respondent without an account and without scripts', () => {
  let service: Service;
  let lead: Awaited<ReturnType<Service['addMember']>>;
  let second: typeof lead;
  beforeAll(async () => {
    service = await startService({ channels: { conduct: { survey: 'on' } } });
    lead = await service.addMember({ role: 'lead' });
    second = await service.addMember();
  });
  afterAll(() => service.close());

  /** A respondent who has been handed a page; the case is decided, and they were not told yet. */
  const decided = async (): Promise<{ readonly token: string; readonly deciding: Deciding }> => {
    const deciding = await proposedCase(service, [lead, second], correction());
    for (const who of [lead, second]) await deciding.approve(who);
    expect((await deciding.force(lead)).status).toBe(201);
    const announced = { decision: 1, on: '2026-03-10', reason: 'They meet today.' };
    await deciding.done(lead, '/letters/announcement', announced);
    const made = await post(service, lead, `/api/cases/${deciding.caseId}/doors`, {
      ...{
        kind: 'response',
        respondent: 1,
        language: 'en',
        about: 'A workshop.',
        questions: ['How was it?'],
      },
    });
    expect(made.status).toBe(201);
    return { token: await withOwnWords(service, (await bodyOf<{ token: string }>(made)).token), deciding };
  };
  const told = async (): Promise<string> => {
    const { token, deciding } = await decided();
    await deciding.done(lead, '/letters/hand-over', { decision: 1 });
    return token;
  };
  const open = (token: string): Promise<Page> => postForm(service, '/message', { words: token });
  const send = async (from: Page, answers: Readonly<Record<string, string>>): Promise<Page> =>
    postFields(service, '/follow-up/survey', [
      ...formOf(from, '/follow-up/survey'),
      ...Object.entries(answers),
    ]);
  const full = { survey1: '5', survey2: '4', survey3: '2' };
  const surveys = async (): Promise<readonly Sum[]> =>
    (await bodyOf<{ surveys: Sum[] }>(await get(service, lead, '/api/review'))).surveys;

  it('are asked once they were told of the decision, in words for them, and need no answer', async () => {
    const { token, deciding } = await decided();
    expect((await open(token)).html).not.toContain('/follow-up/survey');
    await deciding.done(lead, '/letters/hand-over', { decision: 1 });
    const page = await open(token);
    for (const question of said.respondent) expect(textOf(page)).toContain(question);
    for (const question of said.reporter.filter((one) => !said.respondent.includes(one)))
      expect(textOf(page)).not.toContain(question);
    expect(page.html).not.toMatch(/<input[^>]* name="survey\d"[^>]* required\b/);
  });

  it('keep nothing while one of them has no answer, and say so at the form', async () => {
    const page = await open(await told());
    const refused = await send(page, { survey1: '5', survey2: '4' });
    expectRefusedForm(refused);
    expect(textOf(refused)).toContain(said.choose);
    expect((await send(refused, full)).status).toBe(200);
  });

  it('are answered once, and told to the team in sums of five alone, apart from those of reporters', async () => {
    expect(await surveys()).toEqual([]);
    const tokens = [];
    // One has answered above.
    for (let number = 0; number < 4; number++) tokens.push(await told());
    for (const token of tokens) {
      const page = await open(token);
      const answered = await send(page, full);
      expect([answered.status, textOf(answered).includes(said.thanks)]).toEqual([200, true]);
      expect(textOf(await send(page, full))).toContain(said.before);
      expect((await open(token)).html).not.toContain('/follow-up/survey');
      expect(await surveys()).toEqual([]);
    }
    const rows = (await rowsOf(service, 'cases')).filter((row) =>
      JSON.stringify(row.pk).includes('STAT#2026'),
    );
    expect(rows.length).toBeGreaterThanOrEqual(5);
    service.clock.now = new Date('2026-04-02T12:00:00.000Z');
    expect(await surveys()).toEqual([
      {
        ...{ channel: 'conduct', from: 'respondent', first: '2026-01', last: '2026-03' },
        ...{ atLeast: 5, means: [5, 4, 2] },
      },
    ]);
  });
});
