import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pagePath } from '../../functions/team/routes.ts';
import { bearer, bodyOf, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { openReport, textOf } from '../reporter/pages.ts';
import { formPost, passkeySettings, signedInCookie } from './as-browser.ts';
import { read, refusalOf } from './as-member.ts';
import { proposedCase, temporaryBan, type Deciding } from './deciding.ts';
import { platforms } from './platforms.ts';

const day = 86_400_000;

describe('the reporter hears dates around a decision', () => {
  let service: Service;
  let ada: Awaited<ReturnType<Service['addMember']>>;
  let ben: typeof ada;
  let cookie: string;
  let began: Date;
  let deciding: Deciding & { readonly token: string; readonly passphrase: string };
  beforeAll(async () => {
    service = await startService({ ...passkeySettings, decisions: { platforms } });
    ada = await service.addMember({ name: 'Ada', role: 'lead' });
    ben = await service.addMember({ name: 'Ben' });
    cookie = await signedInCookie(service, ada.memberId);
    began = service.clock.now;
  });
  afterAll(() => service.close());
  beforeEach(() => {
    service.clock.now = began;
  });

  const decide = async (more: Readonly<Record<string, unknown>> = {}) => {
    deciding = await proposedCase(service, [ada, ben], temporaryBan());
    for (const who of [ada, ben]) await deciding.approve(who);
    const body = { proposal: 1, hash: await deciding.hash(ada), ...more };
    const answer = await deciding.act(ada, '/decisions', body);
    if (answer.status !== 201) throw new Error(await answer.text());
  };
  const announce = (body: Readonly<Record<string, unknown>>): Promise<Response> =>
    deciding.act(ada, '/letters/announcement', { decision: 1, ...body });
  const reporterReads = async (): Promise<string> => textOf(await openReport(service, deciding.passphrase));
  const decisionPage = async (): Promise<string> =>
    (await service.team(pagePath(deciding.caseId, 'decision'), { headers: { cookie } })).text();

  it('before the letter goes out: a day ahead, in the conversation and above it', async () => {
    await decide();
    expect(await reporterReads()).not.toContain('letter about the decision');
    expect((await announce({ on: '2026-03-11' })).status).toBe(200);
    const text = await reporterReads();
    expect(text.match(/The team’s letter about the decision goes out on 11 March 2026\./g)).toHaveLength(2);
    expect(text).toContain('Are you safe?');
    const { threads } = await read(service, ada, deciding.caseId);
    expect(threads.reporter.entries.at(-1)?.text).toContain('The reporter was told: the letter goes out on');
    expect(await decisionPage()).toContain('that it goes out on');
  });

  it.each([
    ['today without a reason', { on: '2026-03-10' }],
    ['a day that has passed', { on: '2026-03-09', reason: 'It is late.' }],
    ['no day of a calendar that is near', { on: '2028-01-01' }],
  ])('is not announced for %s', async (_, body) => {
    await decide();
    expect((await announce(body)).status).toBe(422);
    expect(await reporterReads()).not.toContain('letter about the decision');
  });

  it('is announced for today with a reason, which only the team reads', async () => {
    await decide();
    expect((await announce({ on: '2026-03-10', reason: 'They meet tonight.' })).status).toBe(200);
    expect(await reporterReads()).toContain('goes out on 10 March 2026');
    expect(await reporterReads()).not.toContain('tonight');
    expect(await decisionPage()).toContain('They meet tonight.');
  });

  it('is one entry when it is sent twice, and moves when it is announced anew', async () => {
    await decide();
    await announce({ on: '2026-03-11' });
    const { threads } = await read(service, ada, deciding.caseId);
    expect(await refusalOf(await announce({ on: '2026-03-11' }))).toEqual([409, 'announced-already']);
    expect((await read(service, ada, deciding.caseId)).threads.reporter.entries).toHaveLength(
      threads.reporter.entries.length,
    );
    expect((await announce({ on: '2026-03-13' })).status).toBe(200);
    service.clock.advance(4 * day);
    expect(await reporterReads()).toContain('was to go out on 13 March 2026. The team has not said yet');
    await deciding.done(ada, '/letters', { decision: 1, way: 'printed', on: '2026-03-13' });
    expect(await reporterReads()).toContain('letter about the decision went out on 13 March 2026.');
    expect(await refusalOf(await announce({ on: '2026-03-20' }))).toEqual([409, 'letter-gone']);
  });

  it('by a form of the page on which the case is decided', async () => {
    await decide();
    expect(await decisionPage()).toContain('Tell the reporter when the letter goes out');
    const path = `/cases/${deciding.caseId}/letters/announcement`;
    const sent = await service.team(path, formPost({ decision: '1', on: '2026-03-12', reason: '' }, cookie));
    expect(sent.status).toBe(303);
    expect(await reporterReads()).toContain('goes out on 12 March 2026');
  });

  it('tells nobody where nobody can come back, and the team’s page says so', async () => {
    await decide();
    const body = { choice: 'close-door' };
    const left = await service.reporter(
      '/api/follow-up/withdrawal',
      jsonRequest(body, bearer(deciding.token).headers),
    );
    expect(left.status).toBe(200);
    expect(await refusalOf(await announce({ on: '2026-03-11' }))).toEqual([409, 'nobody-to-tell']);
    const page = await decisionPage();
    expect(page).toContain('The reporter has no way back, or has left: nobody can be told');
    expect(page).not.toContain('Tell the reporter when the letter goes out');
  });

  it('before what was decided ends: two weeks before it, reckoned on the day of looking', async () => {
    await decide();
    expect(await reporterReads()).toContain(
      'What was decided ends on 10 May 2026. This page says so again 14 days before.',
    );
    service.clock.now = new Date('2026-04-26T10:00:00Z');
    expect(await reporterReads()).toContain('In 14 days, on 10 May 2026, what was decided ends.');
    service.clock.now = new Date('2026-05-10T10:00:00Z');
    expect(await reporterReads()).toContain('What was decided ends today.');
    service.clock.now = new Date('2026-05-11T10:00:00Z');
    expect(await reporterReads()).not.toContain('What was decided ends');
  });

  it('unless the team keeps the end from them', async () => {
    await decide({ keepEndFromReporter: true });
    expect(await reporterReads()).not.toContain('What was decided ends');
    const answer = await service.reporter('/api/follow-up', bearer(deciding.token));
    expect(JSON.stringify(await bodyOf(answer))).not.toContain('2026-05-10');
  });
});
