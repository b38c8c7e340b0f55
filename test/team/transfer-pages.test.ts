import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bearer } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { atPages, fileAndOpen, wordsOf, type AtPages, type FiledCase } from './team-pages.ts';

const locationOf = (response: Response) => `${response.status} ${response.headers.get('location')}`;

describe('the forms that give a case away, split it and link it', () => {
  let service: Service;
  let lead: AtPages;
  let security: AtPages;
  let reviewer: AtPages;
  let filed: FiledCase;
  beforeAll(async () => {
    service = await startService();
    lead = await atPages(
      service,
      await service.addMember({ name: 'Lea', role: 'lead', channels: ['conduct'] }),
    );
    security = await atPages(
      service,
      await service.addMember({ name: 'Sam', channels: ['security', 'conduct'] }),
    );
    reviewer = await atPages(service, await service.addMember({ name: 'Olu', role: 'outside-reviewer' }));
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    filed = await fileAndOpen(service, lead);
  });

  it('giving it to another channel leads back to the cases, says so, and the case is theirs', async () => {
    const sent = await lead.fillIn(filed.id, 'transfer', { channel: 'security', reason: 'A password.' });
    expect(locationOf(sent)).toBe('303 /cases?did=transferred');
    expect(wordsOf(await lead.html('/cases?did=transferred'))).toContain(
      'The other channel has the case now.',
    );
    expect((await lead.get(`/cases/${filed.id}`)).status).toBe(404);
    await security.send(`/cases/${filed.id}/open`);
    const page = wordsOf(await security.html(`/cases/${filed.id}`));
    expect(page).toContain('Moved the case from Conduct to Security');
    expect(page).toContain('A password.');
  });

  it.each([
    ['transfer', { channel: 'security', reason: '' }, 'transfer-reason', 'security'],
    ['transfer', { channel: 'nowhere', reason: 'Kept reason.' }, 'transfer-channel', 'Kept reason.'],
    ['split', { channel: 'security', text: '', reason: 'Kept reason.' }, 'split-text', 'Kept reason.'],
    ['links', { caseId: 'amber-falcon-27', reason: 'Kept reason.' }, 'link-caseId', 'Kept reason.'],
    ['links/remove', { caseId: 'A'.repeat(22), reason: 'Kept reason.' }, 'unlink-caseId', undefined],
  ])(
    '%s with something wrong shows the page once more with what was typed',
    async (form, fields, anchor, kept) => {
      const sent = await lead.fillIn(filed.id, form, fields);
      expect(sent.status).toBe(422);
      const html = await sent.text();
      expect(html).toContain(`href="#${anchor}"`);
      if (kept !== undefined) expect(html).toContain(kept);
    },
  );

  it('a part of it becomes a case in the other channel, once however often it is pressed', async () => {
    const page = await lead.html(`/cases/${filed.id}`);
    const [, key = ''] = /name="key" value="([^"]*)"/.exec(page) ?? [];
    const fields = { key, channel: 'security', text: 'A door was open.', persons: 'Rex', reason: 'Theirs.' };
    for (let twice = 0; twice < 2; twice++)
      expect(locationOf(await lead.send(`/cases/${filed.id}/split`, fields))).toBe(
        `303 /cases/${filed.id}?did=split#more`,
      );
    const queue = await security.html('/cases?channel=security');
    expect(queue.match(/Rex/g)).toHaveLength(1);
    const [, id = ''] = /href="\/cases\/([\w-]{22})"[^]*?Rex/.exec(queue) ?? [];
    await security.send(`/cases/${id}/open`);
    const made = wordsOf(await security.html(`/cases/${id}`));
    expect(made).toContain('A door was open.');
    expect(made).toContain('made from a part of another one');
    expect(made).toContain('Nobody can read this');
    expect(made).not.toContain('damaged');
  });

  it.each(['name', 'address'])('links by the %s of the other case, shows it, and parts them', async (by) => {
    const other = await fileAndOpen(service, lead);
    const caseId =
      by === 'name'
        ? ` ${other.caseName.toUpperCase()} `
        : `https://team.example.org/cases/${other.id}?did=noted#notes`;
    const sent = await lead.fillIn(filed.id, 'links', { caseId, reason: 'The same evening.' });
    expect(locationOf(sent)).toBe(`303 /cases/${filed.id}?did=linked#more`);
    expect(await lead.html(`/cases/${filed.id}`)).toContain(
      `<a href="/cases/${other.id}">${other.caseName}</a>`,
    );
    expect(await lead.html(`/cases/${other.id}`)).toContain(`<a href="/cases/${filed.id}">`);
    const again = await lead.fillIn(filed.id, 'links', { caseId, reason: 'The same evening.' });
    expect(again.status).toBe(303);
    const parted = await lead.fillIn(filed.id, 'links/remove', { caseId: other.id, reason: 'No.' });
    expect(locationOf(parted)).toBe(`303 /cases/${filed.id}?did=unlinked#more`);
    expect(await lead.html(`/cases/${filed.id}`)).not.toContain(other.caseName);
  });

  it('a member who is no lead sees no form that gives the case away, and an outside reviewer none at all', async () => {
    await security.send(`/cases/${filed.id}/open`);
    const html = await security.html(`/cases/${filed.id}`);
    expect([html.includes('/transfer"'), html.includes('/split"'), html.includes('/links"')]).toEqual([
      false,
      false,
      true,
    ]);
    const sent = await security.fillIn(filed.id, 'transfer', { channel: 'security', reason: 'x' });
    expect(sent.status).toBe(403);
    expect(
      (await reviewer.send(`/cases/${filed.id}/transfer`, { channel: 'security', reason: 'x' })).status,
    ).toBe(404);
  });
});

describe('the page that writes a report down', () => {
  let service: Service;
  let member: AtPages;
  let other: AtPages;
  let reviewer: AtPages;
  beforeAll(async () => {
    service = await startService();
    member = await atPages(service, await service.addMember({ name: 'Mia' }));
    other = await atPages(service, await service.addMember({ name: 'Olga <b>' }));
    reviewer = await atPages(service, await service.addMember({ name: 'Olu', role: 'outside-reviewer' }));
  });
  afterAll(() => service.close());

  const answers = {
    channel: 'conduct',
    forWhom: 'another',
    reporterKnows: 'yes',
    cameBy: 'mail',
    receivedOn: '2026-03-09',
    'answer-whatHappened': 'He shouted.',
    'answer-who': 'Bob',
    door: 'yes',
  };
  const fill = async (fields: Readonly<Record<string, string>>, who = member): Promise<Response> => {
    const [, key = ''] = /name="key" value="([^"]*)"/.exec(await who.html('/cases/new')) ?? [];
    return who.send('/cases/new', { key, ...fields });
  };

  it('stands in the list, asks the questions of the channel, and offers whom to exclude', async () => {
    expect(await member.html('/cases')).toContain('href="/cases/new"');
    const page = await member.html('/cases/new');
    expect(page).toContain('name="answer-whatHappened"');
    expect(page).toContain('Olga &lt;b&gt;');
    expect(page).not.toContain('name="answer-component"');
    expect(await member.html('/cases/new?channel=security')).toContain('name="answer-component"');
    expect((await member.get('/cases/new?channel=constructor')).status).toBe(200);
  });

  it('gives the words once, to hand over, with a reminder to delete the original', async () => {
    const sent = await fill(answers);
    expect(sent.status).toBe(201);
    const html = await sent.text();
    const words = wordsOf(html);
    expect(words).toContain('Delete the mail');
    const [, token = ''] = /report\.example\.org\/follow-up#([\w-]{22})/.exec(html) ?? [];
    expect((await service.reporter('/api/follow-up', bearer(token))).status).toBe(403);
    const [, id = ''] = /href="\/cases\/([\w-]{22})"/.exec(html) ?? [];
    await other.send(`/cases/${id}/open`);
    const page = wordsOf(await other.html(`/cases/${id}`));
    expect(page).toContain('Written down by Mia , for somebody else. It came by mail on 9 March 2026.');
    expect(await other.html(`/cases/${id}`)).not.toContain(token);
  });

  it('pressed twice is one case with the same words; without a door there are none', async () => {
    const [, key = ''] = /name="key" value="([^"]*)"/.exec(await member.html('/cases/new')) ?? [];
    const pages = [
      await member.send('/cases/new', { ...answers, key }),
      await member.send('/cases/new', { ...answers, key }),
    ];
    const [one, two] = await Promise.all(pages.map((page) => page.text()));
    expect(one).toBe(two);
    const without = await (await fill({ ...answers, door: '' })).text();
    expect(without).not.toContain('/follow-up#');
  });

  it('shows what was typed once more when something is wrong', async () => {
    const sent = await fill({
      ...answers,
      'answer-whatHappened': ' ',
      'answer-who': 'Kept <i>',
      receivedOn: 'x',
    });
    expect(sent.status).toBe(422);
    const html = await sent.text();
    for (const anchor of ['answer-whatHappened', 'receivedOn']) {
      expect(html).toContain(`href="#${anchor}"`);
      expect(html).toContain(` id="${anchor}"`);
    }
    expect(html).toContain('Kept &lt;i&gt;');
    expect(html).toContain('selected="">by mail');
    expect(html).not.toContain('Invalid');
  });

  it('after a fault it keeps what was typed, and sending it again stores it once', async () => {
    const [, key = ''] = /name="key" value="([^"]*)"/.exec(await member.html('/cases/new')) ?? [];
    service.emulators.faults.dynamoDb.next(
      'TransactWriteItems',
      { kind: 'fail', code: 'InternalServerError', statusCode: 500 },
      3,
    );
    const failed = await member.send('/cases/new', { ...answers, key });
    expect(failed.status).toBe(503);
    const html = await failed.text();
    expect(html).toContain(`value="${key}"`);
    expect(html).toContain('He shouted.');
    expect((await member.send('/cases/new', { ...answers, key })).status).toBe(201);
    service.logs.length = 0;
  });

  it('is not there for outside reviewers, and takes no form from another origin', async () => {
    expect((await reviewer.get('/cases/new')).status).toBe(403);
    expect((await fill(answers, reviewer)).status).toBe(403);
    expect(await reviewer.html('/cases')).not.toContain('/cases/new');
    const foreign = await service.team('/cases/new', { method: 'POST', body: 'x' });
    expect(foreign.status).toBe(303);
  });
});
