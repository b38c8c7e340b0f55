import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { casePath, letterPath, pagePath, routes } from '../../functions/team/routes.ts';
import type { letterList } from '../../functions/team/decision/letter-contract.ts';
import { startService, type Service } from '../harness/service.ts';
import { formPost, passkeySettings, signedInCookie } from './as-browser.ts';
import { refusalOf } from './as-member.ts';
import { caseToDecide, correction, decidingOf, proposedCase, violation } from './deciding.ts';
import { platforms } from './platforms.ts';

type Letters = z.infer<typeof letterList>;

describe('letters, and the page on which a case is decided', () => {
  let service: Service;
  let ada: Awaited<ReturnType<Service['addMember']>>;
  let ben: typeof ada;
  let cookie: string;
  beforeAll(async () => {
    service = await startService({ ...passkeySettings, decisions: { platforms } });
    ada = await service.addMember({ name: 'Ada', role: 'lead' });
    ben = await service.addMember({ name: 'Ben' });
    cookie = await signedInCookie(service, ada.memberId);
  });
  afterAll(() => service.close());

  const page = async (path: string): Promise<string> => {
    const answer = await service.team(path, { headers: { cookie } });
    expect(answer.status).toBe(200);
    return answer.text();
  };
  const decisionPage = (caseId: string, more = ''): Promise<string> =>
    page(`${pagePath(caseId, 'decision')}${more}`);
  const post = (path: string, fields: Parameters<typeof formPost>[0]): Promise<Response> =>
    service.team(path, formPost(fields, cookie));
  const decided = async (body = correction()) => {
    const deciding = await proposedCase(service, [ada, ben], body);
    for (const who of [ada, ben]) await deciding.approve(who);
    const answer = await deciding.force(ada);
    if (answer.status !== 201) throw new Error(await answer.text());
    return deciding;
  };

  it('of a decision are read whole, with how to appeal by when, and name neither the case nor who decided', async () => {
    const { caseId, list } = await decided();
    const { letters, drafts } = await list<Letters>(ada, '/letters');
    expect(drafts).toEqual([]);
    expect(letters).toHaveLength(1);
    const [letter] = letters;
    expect(letter).toMatchObject({ decision: 1, language: 'en', direction: 'ltr' });
    expect(letter?.sent).toBeUndefined();
    for (const part of ['You shouted at a volunteer.', 'Speak calmly.', 'up to and including 17 March 2026'])
      expect(letter?.text).toContain(part);
    const { caseName } = await list<{ caseName: string }>(ada, '');
    for (const secret of [caseName, 'Ada', 'Ben', 'Robin Roe', caseId])
      expect(letter?.text).not.toContain(secret);
  });

  it('stand on a page of their own, to be printed', async () => {
    const { caseId } = await decided();
    const html = await page(letterPath(caseId, 1));
    expect(html).toContain('You shouted at a volunteer.');
    expect(html).toContain('class="not-printed"');
    const none = await service.team(letterPath(caseId, 2), { headers: { cookie } });
    expect(none.status).toBe(404);
  });

  it('of what is proposed are compared with the report', async () => {
    const report = { answers: { whatHappened: 'He hissed that purple kettles never boil.' } };
    const deciding = await caseToDecide(service, [ada, ben], report);
    await deciding.done(ada, '/findings', violation());
    const letter = {
      language: 'en',
      behaviour: 'You said that purple kettles never boil.',
      impact: 'a',
      expected: 'b',
      consequences: 'c',
    };
    await deciding.done(ada, '/proposals', correction({ letter }));
    const { drafts } = await deciding.list<Letters>(ada, '/letters');
    expect(drafts[0]?.warnings).toEqual([
      {
        kind: 'words',
        part: 'behaviour',
        found: 'that purple kettles never boil',
        source: { entry: 1, question: 'whatHappened' },
      },
    ]);
    expect(await decisionPage(deciding.caseId)).toContain('The letter may tell who reported.');
  });

  it('are said to be delivered once, not before the decision and not after today', async () => {
    const { act, list, caseId } = await decided();
    const letter = { decision: 1, way: 'copied' };
    expect(await refusalOf(await act(ada, '/letters', { ...letter, on: '2026-03-09' }))).toEqual([
      422,
      'invalid-fields',
    ]);
    expect(await refusalOf(await act(ada, '/letters', { ...letter, on: '2026-03-11' }))).toEqual([
      422,
      'invalid-fields',
    ]);
    expect(await refusalOf(await act(ada, '/letters', { ...letter, way: 'link' }))).toEqual([
      422,
      'invalid-fields',
    ]);
    expect(await refusalOf(await act(ada, '/letters', { ...letter, decision: 2 }))).toEqual([
      404,
      'no-such-decision',
    ]);
    expect(await decisionPage(caseId)).toContain('The letter is not delivered yet.');
    expect((await act(ada, '/letters', letter)).status).toBe(200);
    expect(await refusalOf(await act(ben, '/letters', letter))).toEqual([409, 'delivered-already']);
    const { letters } = await list<Letters>(ben, '/letters');
    expect(letters[0]?.sent).toMatchObject({ way: 'copied', on: '2026-03-10', by: { name: 'Ada' } });
    expect(await decisionPage(caseId)).toContain('The letter was delivered as text in a message');
  });

  it('are not there where the respondent is told nothing', async () => {
    const { act, list } = await decided({
      respondent: 1,
      rung: 'correction',
      whyNoLetter: 'It would not be safe.',
      reporterText: 'It is decided.',
      reasons: 'Once.',
    });
    expect((await list<Letters>(ada, '/letters')).letters).toEqual([]);
    expect(await refusalOf(await act(ada, '/letters', { decision: 1, way: 'printed' }))).toEqual([
      409,
      'no-letter',
    ]);
  });

  it('begin with the text of the rung, and are not complete with a place to fill in', async () => {
    const deciding = await caseToDecide(service, [ada, ben]);
    await deciding.done(ada, '/findings', violation());
    const html = await decisionPage(deciding.caseId, '?propose=1&rung=warning&language=es');
    expect(html).toContain('Hemos llegado a la conclusión de que […]');
    await deciding.nobodyAsked(ada);
    const letter = { language: 'en', behaviour: 'You […].', impact: 'a', expected: 'b', consequences: 'c' };
    await deciding.done(ada, '/proposals', correction({ letter }));
    expect(await deciding.missing(ada)).toEqual(['letter', 'approvals']);
    expect(await refusalOf(await deciding.say(ben, 'approves'))).toEqual([409, 'not-complete']);
  });

  it('are proposed, approved and put in force by forms alone', async () => {
    const { caseId } = await caseToDecide(service, [ada, ben]);
    const { proposal, approve } = decidingOf(service, caseId);
    const to = (path: string, fields: Parameters<typeof formPost>[0]) =>
      post(`${casePath(caseId)}${path}`, fields);
    expect(await decisionPage(caseId)).toContain('Nothing is found yet.');
    expect(
      (
        await to('/findings', {
          respondent: '1',
          outcome: 'violation',
          rules: ['harassment'],
          summary: 'They shouted.',
        })
      ).status,
    ).toBe(303);
    for (const of of ['reporter', 'respondent'])
      await to('/opinions', { of, respondent: '1', whyNotAsked: 'It would not be safe.' });
    const fields = {
      respondent: '1',
      rung: 'correction',
      letterLanguage: 'en',
      letterBehaviour: 'You shouted.',
      letterImpact: 'People left.',
      letterExpected: 'Be calm.',
      letterConsequences: 'Nothing more.',
      reporterText: '',
      reasons: 'It was once.',
      measures0Type: 'private-apology',
      measures0DueOn: '2026-03-24',
    };
    expect((await to('/proposals', fields)).status).toBe(303);
    const begun = await decisionPage(caseId);
    expect(begun).toContain('?edit=1#edited-reporterText');
    expect(begun).toContain('It can be approved once the text is complete.');
    const { hash = '' } = await proposal(ada);
    const edited = { ...fields, proposal: '1', hash, reporterText: 'We have talked to them.' };
    expect((await to('/proposals/edit', edited)).status).toBe(303);
    await approve(ben);
    const waiting = await decisionPage(caseId);
    expect(waiting).toContain(`href="#who-decides-1"`);
    expect(waiting).not.toContain('Put it in force</button>');
    const now = (await proposal(ada)).hash ?? '';
    expect((await to('/approvals', { proposal: '1', hash: now, verdict: 'approves' })).status).toBe(303);
    const ready = await decisionPage(caseId);
    expect(ready).toContain('What happens at once when you press the button:');
    expect(ready).toContain('We have talked to them.');
    expect(ready).toContain('Private apology');
    expect(ready).toContain('Put it in force</button>');
    expect((await to('/decisions', { proposal: '1', hash: now })).status).toBe(303);
    expect((await to('/letters', { decision: '1', way: 'printed' })).status).toBe(303);
    expect(await decisionPage(caseId)).toContain('The letter was delivered on paper');
    expect(await page(casePath(caseId, routes.case))).toContain('aria-label="Progress"');
  });

  it('say what follows as it was chosen after the form began, unless somebody has written it', async () => {
    const { caseId, proposal, done } = await caseToDecide(service, [ada, ben]);
    await done(ada, '/findings', violation());
    const begun = await decisionPage(caseId, '?propose=1&rung=temporary-ban&language=en');
    const written = (html: string): string =>
      /name="letterWritten" value="([^"]*)"/.exec(html)?.[1]?.replaceAll('\n', '\r\n') ?? '';
    expect(written(begun)).toContain('It takes effect on');
    const fields = {
      respondent: '1',
      rung: 'temporary-ban',
      until: '2026-05-10',
      letterLanguage: 'en',
      letterBehaviour: 'You shouted.',
      letterConsequences: written(begun),
      letterWritten: written(begun),
      measures0Type: 'ban',
      measures0Restrictions: 'chat:ban',
    };
    expect((await post(`${casePath(caseId)}/proposals`, fields)).status).toBe(303);
    const says = async () => (await proposal(ada)).content.letter?.consequences ?? '';
    expect(await says()).toContain('10 May 2026');
    expect(await says()).toContain('Chat: Banned');

    const edit = async (own: Readonly<Record<string, string>>): Promise<void> => {
      const { hash = '' } = await proposal(ada);
      const form = { ...fields, letterConsequences: await says(), proposal: '1', hash, ...own };
      expect((await post(`${casePath(caseId)}/proposals/edit`, form)).status).toBe(303);
    };
    const again = written(await decisionPage(caseId, '?edit=1'));
    expect(again).toContain('10 May 2026');
    await edit({ letterWritten: again, until: '2026-06-10' });
    expect(await says()).toContain('10 June 2026');
    await edit({ letterWritten: again, letterConsequences: 'Stay away in spring.', until: '2026-05-10' });
    expect(await says()).toBe('Stay away in spring.');
    expect(written(await decisionPage(caseId, '?edit=1'))).toBe('');
    await edit({ letterWritten: '', until: '2026-06-10' });
    expect(await says()).toBe('Stay away in spring.');
  });

  it('show again what was typed when a proposal is refused', async () => {
    const { caseId } = await caseToDecide(service, [ada, ben]);
    const answer = await post(`${casePath(caseId)}/proposals`, {
      respondent: '1',
      rung: 'temporary-ban',
      reasons: 'It went on for weeks.',
      measures0Type: 'nothing-we-know',
    });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('href="#proposal-until"');
    expect(html).toContain('It went on for weeks.');
    expect(html).toMatch(/value="temporary-ban" selected/);
  });
});
