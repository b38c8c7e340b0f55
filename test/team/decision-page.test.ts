import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { casePath, letterPath, pagePath } from '../../functions/team/routes.ts';
import type { likeList, templateList } from '../../functions/team/decision/begin-contract.ts';
import type { letterList } from '../../functions/team/decision/letter-contract.ts';
import { bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { formPost, passkeySettings, signedInCookie } from './as-browser.ts';
import { get } from './as-member.ts';
import { decidedCase } from './decided-case.ts';
import { caseToDecide, correction, proposedCase, temporaryBan, violation } from './deciding.ts';
import { platforms } from './platforms.ts';
import { hiddenOf } from './team-pages.ts';

type Fields = Parameters<typeof formPost>[0];

const idsOf = (html: string): string[] => [...html.matchAll(/ id="([^"]*)"/g)].map(([, id = '']) => id);

describe('the page on which a case is decided', () => {
  let service: Service;
  let ada: Awaited<ReturnType<Service['addMember']>>;
  let ben: typeof ada;
  let cookie: string;
  beforeAll(async () => {
    service = await startService(passkeySettings);
    ada = await service.addMember({ name: 'Ada', role: 'lead' });
    ben = await service.addMember({ name: 'Ben' });
    cookie = await signedInCookie(service, ada.memberId);
    const decided = { person: 'grey-wolf', rung: 'warning', rules: ['harassment'] } as const;
    await decidedCase(service, ben, { ...decided, rules: [...decided.rules] });
    await decidedCase(service, ben, { person: 'red-crane', rung: 'permanent-ban', rules: ['harassment'] });
    await decidedCase(service, ben, { person: 'green-fox', rung: 'warning', rules: ['insults'] });
  });
  afterAll(() => service.close());

  const page = async (path: string): Promise<string> => {
    const answer = await service.team(path, { headers: { cookie } });
    expect(answer.status).toBe(200);
    return answer.text();
  };
  const decisionPage = (caseId: string, more = ''): Promise<string> =>
    page(`${pagePath(caseId, 'decision')}${more}`);
  const post = (caseId: string, path: string, fields: Fields): Promise<Response> =>
    service.team(`${casePath(caseId)}${path}`, formPost(fields, cookie));
  const found = async () => {
    const deciding = await caseToDecide(service, [ada, ben]);
    await deciding.done(ada, '/findings', violation());
    return deciding;
  };

  it('shows like cases by their rules before a rung is chosen, and by the rung from then on', async () => {
    const { caseId, done } = await found();
    const before = await decisionPage(caseId);
    expect(before).toContain('On any rung, with a rule in common');
    for (const person of ['grey-wolf', 'red-crane']) expect(before).toContain(person);
    expect(before).not.toContain('green-fox');
    const begun = await decisionPage(caseId, '?propose=1&rung=warning');
    expect(begun).toContain('The same rung, with a rule in common');
    expect(begun).toContain('grey-wolf');
    expect(begun).not.toContain('red-crane');
    await done(ada, '/proposals', correction({ rung: 'permanent-ban' }));
    const proposed = await decisionPage(caseId);
    expect(proposed).toContain('red-crane');
    expect(proposed).not.toContain('grey-wolf');
  });

  it('takes the reason for which something is out of scope from the form, and the yearly review counts it', async () => {
    const { caseId, list } = await caseToDecide(service, [ada, ben]);
    const reasons = async () => {
      type Review = { outOfScopeReasons: { reason: string; cases: number }[] };
      const { outOfScopeReasons } = await bodyOf<Review>(await get(service, ada, '/api/review'));
      return outOfScopeReasons;
    };
    const form = await decisionPage(caseId, '?find=1');
    expect(form).toMatch(/<select[^>]* name="reason"/);
    expect(form).toContain('The code is unclear about it');
    const finding = {
      ...{ respondent: '1', outcome: 'out-of-scope', reason: 'rule-unclear' },
      ...{ summary: 'It was in a private chat.', impact: 'They were upset.' },
      ...hiddenOf(form),
    };
    expect(await reasons()).toEqual([]);
    expect((await post(caseId, '/findings', { ...finding, reason: 'unheard-of' })).status).toBe(422);
    expect((await post(caseId, '/findings', finding)).status).toBe(303);
    const { findings } = await list<{ findings: { outcome: string; reason?: string }[] }>(ada, '/findings');
    expect(findings).toMatchObject([{ outcome: 'out-of-scope', reason: 'rule-unclear' }]);
    expect(await decisionPage(caseId, '?find=1')).toMatch(/value="rule-unclear" selected/);
    expect(await reasons()).toEqual([{ reason: 'rule-unclear', cases: 1 }]);
    expect(await page('/review')).toContain('The code is unclear about it');
  });

  it('has like cases and templates of letters as JSON', async () => {
    const { caseId, list } = await found();
    const alike = async (query: string) =>
      (await list<z.infer<typeof likeList>>(ada, `/like-cases?respondent=1${query}`)).lines.map(
        ({ person }) => person,
      );
    expect(await alike('')).toEqual(expect.arrayContaining(['grey-wolf', 'red-crane']));
    expect(await alike('&rung=warning')).toEqual(['grey-wolf']);
    expect(await alike('&rung=none')).toEqual([]);
    const raw = await (await get(service, ada, `/api/cases/${caseId}/like-cases?respondent=1`)).text();
    expect(raw).not.toMatch(/hiddenFrom|grantedMembers|caseId/);
    const templates = await list<z.infer<typeof templateList>>(
      ada,
      '/letter-templates?respondent=1&rung=correction',
    );
    expect(templates.letters.map(({ language }) => language)).toEqual(['en', 'es', 'ar']);
    expect(templates.letters[1]?.behaviour).toContain('Hemos llegado a la conclusión de que […]');
    expect(templates.measures).toContainEqual({ type: 'private-apology', dueOn: '2026-03-24' });
    for (const query of ['', '?respondent=2', '?respondent=1&rung=nothing', '?respondent=1&other=1'])
      for (const path of ['like-cases', 'letter-templates']) {
        const { status } = await get(service, ada, `/api/cases/${caseId}/${path}${query}`);
        expect([path, query, status]).toEqual([path, query, 422]);
      }
    const stranger = await service.addMember({ channels: ['security'] });
    const hidden = await get(service, stranger, `/api/cases/${caseId}/like-cases?respondent=1`);
    expect(hidden.status).toBe(404);
  });

  it('names the field of an error, and leads to the row of the form where it stands', async () => {
    const { caseId } = await found();
    const answer = await post(caseId, '/proposals', {
      respondent: '1',
      rung: 'correction',
      measures0Type: '',
      measures2Type: 'reading',
      measures2DueOn: 'soon',
      reviewOn: 'later',
    });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('<a href="#proposal-measures2DueOn">Measure, to be done by: Must be a day.</a>');
    expect(html).toContain('<a href="#proposal-reviewOn">Review it on: Must be a day.</a>');
    expect(html).not.toContain('This field');
    const passed = {
      respondent: '1',
      rung: 'correction',
      measures1Type: 'reading',
      measures1DueOn: '2020-01-01',
    };
    expect(await (await post(caseId, '/proposals', passed)).text()).toContain(
      '<a href="#proposal-measures1DueOn">Measure, to be done by: This day has passed.</a>',
    );
    const finding = await post(caseId, '/findings', { respondent: '1', outcome: 'violation', summary: '' });
    expect(await finding.text()).toContain('<a href="#finding-summary">What happened: ');
  });

  it('keeps two open proposals apart: each id once, and a refused dissent opens its own form alone', async () => {
    const { caseId, done, hash } = await found();
    await done(ada, '/proposals', correction());
    await done(ada, '/proposals', temporaryBan({ measures: [] }));
    const ids = idsOf(await decisionPage(caseId));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(['approval-1-note', 'approval-2-note']));
    const note = 'x'.repeat(20_000);
    const fields = { proposal: '2', hash: await hash(ada, 2), verdict: 'dissents', note };
    const html = await (await post(caseId, '/approvals', fields)).text();
    expect(html).toContain('href="#approval-2-note"');
    expect(html.match(/<details open/g)).toHaveLength(1);
  });

  it('offers a member to say that they are close to somebody, and after that only to lift it', async () => {
    const { caseId } = await found();
    const close = 'Say that I am close to them';
    const lift = 'Say that I am not close to them';
    const before = await decisionPage(caseId);
    expect(before).toContain(close);
    expect(before).not.toContain(lift);
    expect((await post(caseId, '/soft-conflict', { reason: 'We share a flat.' })).status).toBe(303);
    const said = await decisionPage(caseId);
    expect(said).toContain('You have said that you are close to somebody concerned.');
    expect(said).toContain(lift);
    expect(said).not.toContain(close);
    expect((await post(caseId, '/soft-conflict/lift', { reason: 'I moved out.' })).status).toBe(303);
    expect(await decisionPage(caseId)).toContain(close);
  });

  it('leads from a decision to a proposal on the next rung, which takes its place', async () => {
    const deciding = await proposedCase(service, [ada, ben]);
    const { caseId, approve, force, done, nobodyAsked } = deciding;
    for (const who of [ada, ben]) await approve(who);
    expect((await force(ada)).status).toBe(201);
    const link = /href="([^"]*propose=1[^"]*follows=1)#proposal"/.exec(await decisionPage(caseId))?.[1] ?? '';
    const form = await page(link.replaceAll('&amp;', '&'));
    expect(form).toContain('<input type="hidden" name="follows" value="1"/>');
    expect(form).toContain('value="warning" selected');
    const fields = { respondent: '1', follows: '1', rung: 'warning', until: '2026-04-10', reasons: 'Again.' };
    expect((await post(caseId, '/proposals', fields)).status).toBe(303);
    expect((await deciding.proposal(ada, 2)).follows).toBe(1);
    expect(await decisionPage(caseId)).not.toContain('Propose a higher rung');
    await nobodyAsked(ada);
    const whole = correction({ rung: 'warning', until: '2026-04-10', measures: [] });
    await done(ada, '/proposals/edit', { ...whole, proposal: 2 });
    for (const who of [ada, ben]) await approve(who, 2);
    expect((await force(ada, 2)).status).toBe(201);
    const html = await decisionPage(caseId);
    expect(html).toContain('1 earlier decision');
    expect(html).toContain('replaced by a later one');
    expect(html).toContain('Propose a higher rung: Temporary ban');
  });

  it('says that the sealed name and contact are not compared with the letter, where they were given', async () => {
    const without = await proposedCase(service, [ada, ben]);
    expect(await decisionPage(without.caseId)).not.toContain('stays sealed and is not compared');
    const identity = { name: 'Kim Lee', contact: 'kim@example.org' };
    const { caseId, done, list } = await caseToDecide(service, [ada, ben], { identity });
    await done(ada, '/findings', violation());
    const letter = {
      language: 'en',
      behaviour: 'You told Kim Lee.',
      impact: 'a',
      expected: 'b',
      consequences: 'c',
    };
    await done(ada, '/proposals', correction({ letter }));
    const html = await decisionPage(caseId);
    expect(html).toContain(
      'The reporter also gave their name and contact, which stays sealed and is not compared',
    );
    expect((await list<z.infer<typeof letterList>>(ada, '/letters')).drafts[0]?.warnings).toEqual([]);
  });

  it('has headings without a gap, and so has the letter alone', async () => {
    const { caseId, approve, force } = await proposedCase(service, [ada, ben]);
    const levels = (html: string) => [...html.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
    const gapless = (html: string) =>
      levels(html).every((level, at, all) => level <= (at === 0 ? 1 : (all[at - 1] ?? 0) + 1));
    expect(gapless(await decisionPage(caseId))).toBe(true);
    for (const who of [ada, ben]) await approve(who);
    await force(ada);
    expect(gapless(await page(letterPath(caseId, 1)))).toBe(true);
  });

  it('says what needs consent, and who carries a restriction out', async () => {
    const own = await startService({ ...passkeySettings, decisions: { platforms } });
    const [one, two] = [await own.addMember({ role: 'lead' }), await own.addMember()];
    const measures = [
      { type: 'ban', restrictions: [{ platform: 'chat', restriction: 'ban' }] },
      { type: 'facilitated-talk', dueOn: '2026-04-01' },
    ];
    const { caseId } = await proposedCase(own, [one, two], temporaryBan({ measures }));
    const headers = { cookie: await signedInCookie(own, one.memberId) };
    const html = await (await own.team(pagePath(caseId, 'decision'), { headers })).text();
    expect(html).toContain('carried out by <bdi>Chat admins</bdi>');
    expect(html).toContain('Facilitated conversation, if everybody who takes part agrees');
    await own.close();
  });

  it('is not the only one with code names: an interview among the notes of the case has them too', async () => {
    const { caseId, done, list } = await found();
    const interview = { respondent: 1, whenOn: '2026-03-10', how: 'call', said: 'They are sorry.' };
    await done(ada, '/interviews', interview);
    const { respondents } = await list<{ respondents: { codeName: string }[] }>(ada, '/respondents');
    const html = await page(casePath(caseId));
    expect(html).toContain(`Talked with ${respondents[0]?.codeName ?? ''}, by phone or video`);
    expect(html).not.toContain('respondent 1');
  });
});
