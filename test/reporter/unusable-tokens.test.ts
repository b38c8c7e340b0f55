import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../functions/settings/defaults.ts';
import { decodeToken, encodeToken, passphrase } from '../../functions/envelope/token.ts';
import { bearer, bodyOf, fileReport, formRequest, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { doorsWanted } from '../respondent/doors-wanted.ts';
import { caseIdOf, read as readCase } from '../team/as-member.ts';
import { closed, handedOver, withOwnWords } from '../team/case-with-door.ts';
import { openReport, textArea } from './pages.ts';
import { contentOf } from './stored.ts';

const hour = 3_600_000;
const shortLived = {
  label: 'Short',
  description: 'Reports that live for a day.',
  questions: defaultSettings.channels.conduct?.questions,
  deadlines: { acknowledgeHours: 1, updateDays: 1, feedbackDays: 1 },
  retention: { afterClosingDays: 1, hardLimitDays: 1 },
};

type Secret = { readonly token: string; readonly passphrase: string };
const requests: [string, (secret: Secret) => [path: string, init: RequestInit]][] = [
  ['GET /api/follow-up', ({ token }) => ['/api/follow-up', bearer(token)]],
  ['DELETE /api/follow-up', ({ token }) => ['/api/follow-up', { method: 'DELETE', ...bearer(token) }]],
  [
    'POST /api/follow-up/entries',
    ({ token }) => ['/api/follow-up/entries', jsonRequest({ text: 'x' }, bearer(token).headers)],
  ],
  ['the form for the words', (secret) => ['/follow-up', formRequest({ words: secret.passphrase })]],
  ['the neutral address', (secret) => ['/message', formRequest({ words: secret.passphrase })]],
  [
    'POST /api/follow-up/acts',
    ({ token }) => [
      '/api/follow-up/acts',
      jsonRequest({ act: 'measure-done', facts: { measure: '1' } }, bearer(token).headers),
    ],
  ],
  [
    'the form for an act',
    (secret) => [
      '/follow-up/act?at=message',
      formRequest({ words: secret.passphrase, key: 'A'.repeat(22), act: 'more-time', text: 'Kept.' }),
    ],
  ],
  [
    'the way to the form for an act',
    (secret) => [
      '/follow-up/act-form?at=message',
      formRequest({ words: secret.passphrase, key: 'A'.repeat(22), act: 'appeal', decision: '1' }),
    ],
  ],
  ['GET /api/follow-up/counted', ({ token }) => ['/api/follow-up/counted', bearer(token)]],
  [
    'the question whether it is counted',
    (secret) => ['/follow-up/counted', formRequest({ words: secret.passphrase })],
  ],
  ['the form for a link', ({ token }) => ['/follow-up', formRequest({ words: token })]],
  [
    'the reply form',
    (secret) => [
      '/follow-up/reply',
      formRequest({ words: secret.passphrase, key: 'A'.repeat(22), text: 'Kept.' }),
    ],
  ],
  [
    'an unconfirmed wish for new words',
    (secret) => ['/follow-up/new-words', formRequest({ words: secret.passphrase })],
  ],
  [
    'the reply form with an empty text',
    (secret) => [
      '/follow-up/reply',
      formRequest({ words: secret.passphrase, key: 'A'.repeat(22), text: '' }),
    ],
  ],
  [
    'the withdrawal form',
    (secret) => ['/follow-up/withdraw', formRequest({ words: secret.passphrase, confirm: 'yes' })],
  ],
  ...['stop-writing', 'close-door', 'erase-everything'].flatMap((choice): typeof requests => [
    [
      `POST /api/follow-up/withdrawal: ${choice}`,
      ({ token }) => ['/api/follow-up/withdrawal', jsonRequest({ choice }, bearer(token).headers)],
    ],
    [
      `the withdrawal form: ${choice}`,
      (secret) => [
        '/follow-up/withdraw',
        formRequest({ words: secret.passphrase, opened: 'yes', choice, confirm: 'yes' }),
      ],
    ],
  ]),
  [
    'DELETE /api/follow-up/mails',
    ({ token }) => ['/api/follow-up/mails', { method: 'DELETE', ...bearer(token) }],
  ],
  [
    'the button that ends the mails',
    (secret) => ['/follow-up/stop-mails', formRequest({ words: secret.passphrase })],
  ],
  [
    'POST /api/follow-up/survey',
    ({ token }) => ['/api/follow-up/survey', jsonRequest({ answers: [5, 4, 3] }, bearer(token).headers)],
  ],
  [
    'the form for the survey',
    (secret) => [
      '/follow-up/survey',
      formRequest({ words: secret.passphrase, survey1: '5', survey2: '4', survey3: '3' }),
    ],
  ],
  [
    'the form for the survey without answers',
    (secret) => ['/follow-up/survey', formRequest({ words: secret.passphrase })],
  ],
  [
    'an unconfirmed withdrawal',
    (secret) => ['/follow-up/withdraw', formRequest({ words: secret.passphrase })],
  ],
];

describe('tokens that open nothing', () => {
  let service: Service;
  const unusable = new Map<string, Secret>();

  beforeAll(async () => {
    service = await startService({ channels: { short: shortLived, conduct: { survey: 'on' } } });
    const withdraw = async ({ token }: Secret): Promise<void> => {
      const init = { method: 'DELETE', ...bearer(token) };
      expect((await service.reporter('/api/follow-up', init)).status).toBe(200);
    };
    const erased = await fileReport(service);
    await withdraw(erased);
    service.clock.advance(hour);
    await service.scheduledRun();
    const left = [...(await contentOf(service, 'vault'))];
    expect(left.map(([key]) => key.slice(0, 5))).toEqual(['DOOR#']);
    expect(left.flatMap(([, row]) => Object.keys(row)).sort()).toEqual([
      'closed',
      'expiresAt',
      'pk',
      'sk',
      'ttl',
    ]);
    const { authorization } = await service.addMember();
    const filing = { forWhom: 'another', reporterKnows: true, cameBy: 'mail', door: true };
    const written = { ...filing, answers: { whatHappened: 'By mail.' } };
    const filed = await service.team('/api/cases', jsonRequest(written, { authorization }));
    expect(filed.status).toBe(201);
    unusable.set('handedOver', await bodyOf<Secret>(filed));
    service.clock.advance(15 * 24 * hour);
    const expired = await fileReport(service, { channel: 'short' });
    const withdrawn = await fileReport(service);
    await withdraw(withdrawn);
    const justWithdrawn = await fileReport(service);
    service.clock.advance(25 * hour);
    await withdraw(justWithdrawn);
    const bytes = randomBytes(16);
    const neverBorn = { token: encodeToken(bytes), passphrase: passphrase(bytes) };
    for (const [name, secret] of Object.entries({ neverBorn, expired, withdrawn, justWithdrawn, erased })) {
      unusable.set(name, secret);
    }
    const replaced = await fileReport(service);
    const { ticket } = await bodyOf<{ ticket: string }>(
      await service.reporter('/api/tickets', { method: 'POST' }),
    );
    const change = jsonRequest({ ticket }, bearer(replaced.token).headers);
    expect((await service.reporter('/api/follow-up/passphrase', change)).status).toBe(200);
    unusable.set('replaced', replaced);
    const leaving = await fileReport(service);
    const leave = jsonRequest({ choice: 'close-door' }, bearer(leaving.token).headers);
    expect((await service.reporter('/api/follow-up/withdrawal', leave)).status).toBe(200);
    unusable.set('left', leaving);
    for (const [kind, wanted] of Object.entries(doorsWanted)) {
      const lead = await service.addMember({ role: 'lead' });
      const about = await fileReport(service);
      const caseId = await caseIdOf(service, about);
      await readCase(service, lead, caseId);
      const handed = await handedOver(service, lead, caseId, wanted);
      const own = await withOwnWords(service, handed.token);
      const spent = decodeToken(handed.token) ?? new Uint8Array();
      unusable.set(`${kind}, words handed over`, { token: handed.token, passphrase: passphrase(spent) });
      const bits = decodeToken(own) ?? new Uint8Array();
      await closed(service, lead, caseId, handed.thread);
      unusable.set(`${kind}, closed`, { token: own, passphrase: passphrase(bits) });
    }
    // Warms the cached keys, so that only the tokens differ.
    await openReport(service, (await fileReport(service)).passphrase);
  });
  afterAll(() => service.close());

  it.each(requests)('%s answers with the same bytes after the same calls', async (_, requestFor) => {
    const answers: unknown[] = [];
    for (const secret of unusable.values()) {
      service.calls.length = 0;
      const response = await service.reporter(...requestFor(secret));
      const bytes = await response.text();
      const calls = service.calls.map(({ command, service: name }) => `${name} ${command}`);
      expect(calls).toEqual(['DynamoDBClient GetItemCommand', 'DynamoDBClient QueryCommand']);
      expect(response.status).toBe(response.headers.get('content-type')?.includes('html') ? 404 : 401);
      expect(bytes).not.toContain(secret.token);
      expect(bytes).not.toContain(secret.passphrase);
      answers.push({ status: response.status, headers: [...response.headers], bytes });
    }
    expect(answers).toEqual(Array(unusable.size).fill(answers[0]));
    expect(answers).toHaveLength(16);
  });

  it.each(['page', 'JSON'])(
    'new words (%s) are refused with the same bytes after the same calls: those for the old words and for the new ones',
    async (way) => {
      const { ticket } = await bodyOf<{ ticket: string }>(
        await service.reporter('/api/tickets', { method: 'POST' }),
      );
      const answers: unknown[] = [];
      for (const { token, passphrase: words } of unusable.values()) {
        service.calls.length = 0;
        const response =
          way === 'page'
            ? await service.reporter('/follow-up/new-words', formRequest({ words, confirm: 'yes' }))
            : await service.reporter(
                '/api/follow-up/passphrase',
                jsonRequest({ ticket }, bearer(token).headers),
              );
        const calls = service.calls.map(({ command }) => command);
        expect(calls).toEqual(['GetItemCommand', 'QueryCommand', 'GetItemCommand', 'QueryCommand']);
        expect(response.status).toBe(way === 'page' ? 404 : 401);
        answers.push({ headers: [...response.headers], bytes: await response.text() });
      }
      expect(answers).toEqual(Array(unusable.size).fill(answers[0]));
    },
  );

  it('a reply to a report that is gone keeps its text', async () => {
    for (const secret of unusable.values()) {
      const fields = { words: secret.passphrase, text: 'Kept.' };
      const response = await service.reporter('/follow-up/reply', formRequest(fields));
      const page = { status: response.status, headers: response.headers, html: await response.text() };
      expect(textArea(page, 'text')).toBe('Kept.');
    }
  });

  it('nothing was logged that could tell them apart', () => {
    expect(service.logs.filter(({ event }) => event !== 'cases-erased')).toEqual([]);
  });
});
