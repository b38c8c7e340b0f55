import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { languages } from '../../functions/settings/localised.ts';
import { proposalRecord } from '../../functions/domain/casework/record/decision-records.ts';
import { bearer, bodyOf, fileReport, jsonRequest, replyTo, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { passkeySettings } from './as-browser.ts';
import { caseIdOf, get, list, post, read, setState } from './as-member.ts';
import { handedOver, withOwnWords } from './case-with-door.ts';
import { editCase } from './decided-case.ts';
import { doorOf } from './many-doors.ts';
import { decideWith, nameSomebody, type Colleague } from './measured-case.ts';
import { atPages, wordsOf } from './team-pages.ts';

type Shown = {
  holdings: Record<string, number>;
  copy: string;
  answered?: { outcome: string; by: { name: string }; on: string };
};

describe('somebody who asks what is stored about them', () => {
  let service: Service;
  let lead: Colleague;
  let member: Colleague;
  let filed: Filed;
  let id: string;
  beforeEach(async () => {
    service = await startService(passkeySettings);
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    member = await service.addMember({ name: 'Bea' });
    filed = await fileReport(service, {
      answers: { whatHappened: 'planted-report', who: 'planted-who' },
    });
    id = await caseIdOf(service, filed);
    await read(service, lead, id);
    await read(service, member, id);
    await nameSomebody(service, lead, id);
  });
  afterEach(() => service.close());

  const ask = (path: string, body: object, who = lead) => post(service, who, `/api/cases/${id}${path}`, body);
  const note = (body: object = {}, who = lead) =>
    ask(
      '/data-requests',
      { person: 'respondent', respondent: 1, asks: 'information', cameOn: '2026-03-09', ...body },
      who,
    );
  const shown = async (number = 1): Promise<Shown> =>
    bodyOf<Shown>(await get(service, lead, `/api/cases/${id}/data-requests/${number}`));
  const writeAs = (token: string, text: string) =>
    service.reporter('/api/follow-up/entries', jsonRequest({ text }, bearer(token).headers));

  it('is noted with a date, of which the team is reminded, and answered once', async () => {
    expect((await note({}, member)).status).toBe(201);
    const { running } = (await read(service, lead, id)) as unknown as {
      running: { deadline: string; by: string }[];
    };
    expect(running.find(({ deadline }) => deadline === 'data-request')?.by).toBe('2026-04-08T23:00:00.000Z');
    const answer = { request: 1, outcome: 'in-part', text: 'Your own part of it.' };
    expect((await ask('/data-requests/answer', answer, member)).status).toBe(403);
    expect((await ask('/data-requests/answer', { ...answer, request: 2 })).status).toBe(404);
    expect((await ask('/data-requests/answer', answer)).status).toBe(200);
    expect((await ask('/data-requests/answer', answer)).status).toBe(409);
    expect((await shown()).answered).toMatchObject({
      outcome: 'in-part',
      by: { name: 'Ada' },
      on: '2026-03-10',
    });
    expect(JSON.stringify((await read(service, lead, id)) as object)).not.toContain('"data-request"');
    const log = await (await get(service, lead, `/api/cases/${id}/audit`)).text();
    expect(log).toContain('Noted that somebody asks what is stored about them');
    expect(log).toContain('Noted the answer to somebody who asked what is stored about them');
  });

  it('an overdue answer calls for somebody in the queue', async () => {
    await note();
    await setState(service, lead, id, 'closed');
    service.clock.now = new Date('2026-04-09T09:00:00.000Z');
    await service.scheduledRun();
    const { cases } = await list(service, lead, '?status=closed');
    expect(cases.map((line) => line.id)).toEqual([id]);
    expect((await read(service, lead, id)).overdue).toBe(true);
  });

  it('names whom it is about, and comes on no day that is still to come', async () => {
    expect((await note({ respondent: 7 })).status).toBe(422);
    expect((await note({ cameOn: '2026-03-11' })).status).toBe(422);
    expect((await note({ person: 'witness', respondent: undefined })).status).toBe(422);
    expect((await note({ person: 'other', respondent: undefined, who: 'Kim' })).status).toBe(201);
  });

  it('a respondent’s copy holds what was told to them, and nothing that others wrote', async () => {
    await replyTo(service, filed, 'planted-reply');
    await ask('/notes', { text: 'planted-note' });
    const { token } = await handedOver(service, lead, id);
    const own = await withOwnWords(service, token);
    await writeAs(own, 'I am sorry for it.');
    const other = await withOwnWords(service, (await handedOver(service, lead, id, doorOf('witness'))).token);
    await writeAs(other, 'planted-witness');
    await editCase(service, lead, id, {
      records: [
        proposalRecord.write({
          content: {
            respondent: 1,
            rung: 'warning',
            from: '2026-03-10',
            measures: [],
            letter: {
              language: 'en',
              behaviour: 'You shouted.',
              impact: '',
              expected: 'Stop.',
              consequences: 'A warning.',
            },
            reporterText: 'planted-reporter-text',
            reasons: 'planted-reasons',
          },
          hash: 'h',
          status: 'in-force',
          by: { id: lead.memberId, name: lead.name },
          on: '2026-03-10',
          team: [lead.memberId],
        }),
      ],
    });
    await decideWith(service, lead, id, {
      decision: {
        rung: 'warning',
        logLine: 'x',
        letterSent: { way: 'link', on: '2026-03-10', by: { id: lead.memberId, name: lead.name } },
      },
      measures: [{ type: 'no-contact' }],
    });
    await decideWith(service, lead, id, {
      decision: { rung: 'correction' },
      measures: [{ type: 'apology', decision: 2 }],
    });
    await note();
    const { holdings, copy } = await shown();
    expect(holdings).toEqual({ entries: 1, findings: 1, decisions: 2, measures: 2, logLines: 1, letters: 1 });
    for (const told of ['You shouted.', 'I am sorry for it.']) expect(copy).toContain(told);
    // How long counts from the hour of the report.
    for (const kept of ['It is kept until', 'planted', filed.caseName, 'Ada', 'Bea', 'They insulted'])
      expect(copy).not.toContain(kept);
    expect(copy.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(1);
  });

  it('a respondent’s copy is the same bytes whether one or two people have written, and whatever they wrote', async () => {
    await note();
    const before = (await shown()).copy;
    await replyTo(service, filed, 'planted-more');
    await ask('/notes', { text: 'planted-note' });
    const other = await withOwnWords(service, (await handedOver(service, lead, id, doorOf('witness'))).token);
    await writeAs(other, 'planted-witness');
    expect((await shown()).copy).toBe(before);
  });

  it('a reporter’s copy holds their own conversation, a witness’s theirs, and anybody else’s nothing', async () => {
    const made = await handedOver(service, lead, id, doorOf('witness'));
    await writeAs(await withOwnWords(service, made.token), 'I saw it.');
    await note({ person: 'reporter', respondent: undefined });
    const door = Number(made.thread.split('-')[1]);
    await note({ person: 'witness', respondent: undefined, who: 'Noor', door });
    await note({ person: 'other', respondent: undefined, who: 'Kim' });
    expect((await shown(1)).copy).toContain('planted-report');
    expect((await shown(2)).copy).toContain('I saw it.');
    expect((await shown(2)).copy).not.toContain('planted');
    expect((await shown(3)).copy).not.toMatch(/planted|I saw it/);
  });

  it.each(languages)('the copy is written in the language asked for: %s', async (language) => {
    await note({ language });
    const { copy } = await shown();
    const { dataRequests } = service.teamContext.settings;
    expect(copy).toContain((dataRequests.notTold as Record<string, string>)[language]);
  });

  it('is noted, read and answered on pages', async () => {
    const at = await atPages(service, lead);
    await note();
    const measures = await at.html(`/cases/${id}/measures`);
    expect(wordsOf(measures)).toContain('To be answered by');
    expect(measures).toContain(`href="/cases/${id}/data-requests/1"`);
    const page = wordsOf(await at.html(`/cases/${id}/data-requests/1`));
    expect(page).toContain('What this case holds about them');
    expect(page).toContain('What you do not get');
    const missing = await at.get(`/cases/${id}/data-requests/9`);
    expect(missing.status).toBe(404);
  });
});
