import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { ticketOfVersion1 } from '../envelope/ticket-version-1.ts';
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { loadTicketSecret } from '../../functions/adapters/dynamodb/case/ring-store.ts';
import {
  caseNameOf,
  expectRefusedForm,
  formOf,
  getPage,
  hiddenField,
  openReport,
  postFields,
  postForm,
  textArea,
  textOf,
  wordsOf,
  type Fields,
} from './pages.ts';
import { contentOf, countCases, everythingStored } from './stored.ts';

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;

const filled = (fields: Fields, own: Readonly<Record<string, string>>): Fields =>
  fields.map(([name, value]) => [name, own[name] ?? value] as const);

type Line = {
  id: string;
  caseName: string;
  likelySpam: boolean;
  urgent: boolean;
  unread: boolean;
  opened: boolean;
};

describe('a form that comes back sooner than a person fills it', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({ abuse: { minimumFormSeconds: 2 } });
  });
  afterAll(() => service.close());

  const typed = { whatHappened: 'Typed\nquickly.', who: 'Somebody', 'identity-name': 'Eve' };
  const form = async (): Promise<Fields> => formOf(await getPage(service, '/report'), '/report');

  it('is asked for once more with everything kept and nothing stored; then it is filed', async () => {
    const fields = [...filled(await form(), typed), ['urgent', 'yes'] as const];
    service.clock.advance(1 * second);
    const before = await everythingStored(service);
    const asked = await postFields(service, '/report', fields);
    expect(asked.status).toBe(200);
    expect(textOf(asked)).toContain(en.review.pressAgain);
    expect(await everythingStored(service)).toEqual(before);
    const again = new Map(formOf(asked, '/report'));
    for (const [name, value] of [...Object.entries(typed), ['urgent', 'yes']]) {
      expect(again.get(name ?? '')).toBe(value);
    }
    const receipt = await postFields(service, '/report', formOf(asked, '/report'));
    expect(receipt.status).toBe(201);
    expect(textOf(await openReport(service, wordsOf(receipt)))).toContain('Typed quickly.');
  });

  it('is filed at once after two seconds', async () => {
    const fields = filled(await form(), typed);
    service.clock.advance(2 * second);
    expect((await postFields(service, '/report', fields)).status).toBe(201);
  });

  it('is looked over without being asked for anything', async () => {
    const page = await postFields(service, '/report/review', filled(await form(), typed));
    expect(page.status).toBe(200);
    expect(textOf(page)).not.toContain(en.review.pressAgain);
  });

  it.each([1, 90, 500])('locks nobody out when the clock goes back by %s seconds', async (seconds) => {
    const fields = filled(await form(), typed);
    service.clock.advance(-seconds * second);
    const asked = await postFields(service, '/report', fields);
    expect(asked.status).toBe(seconds > 120 ? 422 : 200);
    expect((await postFields(service, '/report', formOf(asked, '/report'))).status).toBe(201);
    service.clock.advance(seconds * second);
  });

  it('is not asked for twice, whatever else the page has to say', async () => {
    const empty = await postFields(
      service,
      '/report',
      filled(await form(), { ticket: 'A'.repeat(51), ...typed }),
    );
    expectRefusedForm(empty);
    expect((await postFields(service, '/report', formOf(empty, '/report'))).status).toBe(201);
  });

  it('without a ticket it has no age, and neither has JSON', async () => {
    expect((await postForm(service, '/report', { whatHappened: 'Sent by a program.' })).status).toBe(201);
    const { ticket } = await bodyOf<{ ticket: string }>(
      await service.reporter('/api/tickets', { method: 'POST' }),
    );
    expect(await fileReport(service, { ticket })).toHaveProperty('passphrase');
  });

  it('may carry a ticket that counts minutes, from before seconds were counted', async () => {
    const secret = await loadTicketSecret(service.dynamo, service.emulators.tables.team);
    const ticket = ticketOfVersion1(
      secret,
      new Date(service.clock.now.getTime() - 3 * minute),
      new Uint8Array(16),
    );
    const first = await postForm(service, '/report', { ticket, ...typed });
    expect(first.status).toBe(201);
    expect(wordsOf(await postForm(service, '/report', { ticket, ...typed }))).toBe(wordsOf(first));
  });
});

describe('a form sent again long after', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());

  const sendAt = async (minutesAfterForm: number, whatHappened: string) => {
    const ticket = hiddenField(await getPage(service, '/report'), 'ticket');
    service.clock.advance(minutesAfterForm * minute);
    const fields = { ticket, whatHappened };
    return { fields, first: await postForm(service, '/report', fields) };
  };

  it.each([
    ['in time', 5],
    ['with an expired ticket', 300],
  ])(
    'of a report that was sent %s: nothing is filed, and the words are not shown again',
    async (_, minutes) => {
      const { fields, first } = await sendAt(minutes, `Sent after ${minutes} minutes.`);
      expect(first.status).toBe(201);
      for (const later of [4 * 60 * minute, 3 * day]) {
        service.clock.advance(later);
        const before = await everythingStored(service);
        const again = await postForm(service, '/report', fields);
        expect(again.status).toBe(200);
        expect(textOf(again)).toContain(en.receipt.beforeText);
        expect(again.html).not.toContain('class="words"');
        expect(again.html).not.toContain(caseNameOf(first));
        expect(await everythingStored(service)).toEqual(before);
      }
    },
  );

  it('brings the same receipt while it is recent, although the ticket has expired meanwhile', async () => {
    const { fields, first } = await sendAt(110, 'The connection broke.');
    service.clock.advance(15 * minute);
    const before = await countCases(service);
    expect(wordsOf(await postForm(service, '/report', fields))).toBe(wordsOf(first));
    expect(await countCases(service)).toBe(before);
  });

  it('with other text it is a report of its own', async () => {
    const { fields, first } = await sendAt(5, 'First.');
    service.clock.advance(1 * day);
    const other = await postForm(service, '/report', { ...fields, whatHappened: 'Second.' });
    expect(other.status).toBe(201);
    expect(wordsOf(other)).not.toBe(wordsOf(first));
  });

  it('takes one call while the ticket lives, and one read more once it has expired', async () => {
    for (const [minutes, expected] of [
      [1, ['TransactWriteItemsCommand']],
      [200, ['GetItemCommand', 'TransactWriteItemsCommand']],
    ] as const) {
      const ticket = hiddenField(await getPage(service, '/report'), 'ticket');
      service.clock.advance(minutes * minute);
      await getPage(service, '/report');
      service.calls.length = 0;
      await postForm(service, '/report', { ticket, whatHappened: `After ${minutes} minutes.` });
      const commands = service.calls.map(({ command }) => command);
      expect(commands.filter((command) => command !== 'BatchGetItemCommand')).toEqual(expected);
    }
  });
});

describe('a report that looks like spam', () => {
  let service: Service;
  let authorization: string;
  beforeAll(async () => {
    service = await startService();
    ({ authorization } = await service.addMember());
    service.clock.advance(6 * minute);
  });
  afterAll(() => service.close());

  const lines = async (query = ''): Promise<Line[]> => {
    const response = await service.team(`/api/cases${query}`, { headers: { authorization } });
    return (await bodyOf<{ cases: Line[] }>(response)).cases;
  };
  const lineOf = async (caseName: string): Promise<Line | undefined> =>
    (await lines('?limit=50')).find((line) => line.caseName === caseName);

  it('by the field that people do not see: it is filed with its receipt, and marked', async () => {
    const form = await getPage(service, '/report');
    expect(form.html).toMatch(
      /<div class="out-of-sight" aria-hidden="true">[^]*name="extraNote"[^>]*tabindex="-1"/,
    );
    const fields = filled(formOf(form, '/report'), {
      whatHappened: 'Buy this.',
      extraNote: 'http://x.example',
    });
    const reviewed = await postFields(service, '/report/review', fields);
    expect(new Map(formOf(reviewed, '/report')).get('extraNote')).toBe('http://x.example');
    const receipt = await postFields(service, '/report', formOf(reviewed, '/report'));
    expect(receipt.status).toBe(201);
    const line = await lineOf(caseNameOf(receipt));
    expect(line).toMatchObject({ likelySpam: true, unread: true, opened: false });
    const whole = await service.team(`/api/cases/${line?.id ?? ''}`, { headers: { authorization } });
    expect(await bodyOf<Line>(whole)).toMatchObject({ likelySpam: true });
  });

  it('an empty one of these is no sign', async () => {
    const fields = filled(formOf(await getPage(service, '/report'), '/report'), {
      whatHappened: 'He hit me.',
    });
    const receipt = await postFields(service, '/report', fields);
    expect(await lineOf(caseNameOf(receipt))).toMatchObject({ likelySpam: false });
  });

  it.each([
    [
      'links and hardly a word',
      'https://a.example\nBuy https://b.example www.c.example http://d.example www.e.example',
    ],
    ['one character, endlessly', 'a'.repeat(500)],
    ['one line, endlessly', 'Cheap pills here\n'.repeat(30)],
  ])('%s: marked', async (_, whatHappened) => {
    const { caseName } = await fileReport(service, { answers: { whatHappened } });
    expect(await lineOf(caseName)).toMatchObject({ likelySpam: true });
  });

  it.each([
    ['one link alone', 'https://chat.example.org/thread/1'],
    [
      'links that are told about',
      'He wrote this about me, and then again: https://a.example and https://b.example. '.repeat(6),
    ],
    ['a cry', `Help me ${'a'.repeat(300)}`],
    ['a short cry', 'a'.repeat(150)],
    [
      'the same insult many times, and where',
      `${'You are nothing\n'.repeat(40)}He sent me this forty times.`,
    ],
    ['one word', 'help'],
    ['Arabic', 'قال لي كلامًا جارحًا أمام الجميع'],
    ['Chinese without spaces', '他在會議上對我大喊大叫'.repeat(20)],
  ])('%s: not marked', async (_, whatHappened) => {
    const { caseName } = await fileReport(service, { answers: { whatHappened } });
    expect(await lineOf(caseName)).toMatchObject({ likelySpam: false });
  });

  it('is told of like any other, an urgent one with the next scheduled run', async () => {
    const own = await startService();
    const member = await own.addMember();
    own.clock.advance(6 * minute);
    const filed = await fileReport(own, { answers: { whatHappened: 'a'.repeat(500) }, urgent: true });
    await own.scheduledRun();
    const mails = (await own.emulators.ses.mails()).length;
    const seen = await own.team('/api/cases', { headers: { authorization: member.authorization } });
    await own.close();
    expect(mails).toBe(1);
    expect((await bodyOf<{ cases: Line[] }>(seen)).cases).toMatchObject([
      { caseName: filed.caseName, likelySpam: true, urgent: true },
    ]);
  });

  it('has the deadlines, the retention and the place in the queue of any other', async () => {
    const spam = await fileReport(service, { answers: { whatHappened: 'b'.repeat(500) } });
    const plain = await fileReport(service, { answers: { whatHappened: 'A plain one.' } });
    expect([spam.deadlines, spam.retainedUntil]).toEqual([plain.deadlines, plain.retainedUntil]);
    const stored = async (name: string) => {
      const line = await lineOf(name);
      return { ...line, id: '', caseName: '', title: '', likelySpam: undefined };
    };
    expect(await stored(spam.caseName)).toEqual(await stored(plain.caseName));
  });

  it('nobody has opened is still there after its time, and can be read', async () => {
    const own = await startService({
      channels: { conduct: { retention: { afterClosingDays: 1, hardLimitDays: 2 } } },
    });
    const member = await own.addMember();
    const filed = await fileReport(own, { answers: { whatHappened: 'c'.repeat(500) } });
    for (let days = 0; days < 4; days++) {
      own.clock.advance(1 * day);
      await own.scheduledRun();
    }
    const thread = await own.reporter('/api/follow-up', bearer(filed.token));
    const seen = await own.team('/api/cases', { headers: { authorization: member.authorization } });
    const { cases } = await bodyOf<{ cases: Line[] }>(seen);
    await own.close();
    expect(thread.status).toBe(200);
    expect(cases).toMatchObject([{ caseName: filed.caseName, likelySpam: true }]);
  });
});

describe('what one door may write in an hour', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({ abuse: { minimumFormSeconds: 0, entriesPerHour: 3 } });
  });
  afterAll(() => service.close());

  const write = (token: string, text: string, key?: string) =>
    service.reporter(
      '/api/follow-up/entries',
      jsonRequest(
        { text },
        { ...bearer(token).headers, ...(key === undefined ? {} : { 'idempotency-key': key }) },
      ),
    );
  const spend = async ({ token }: Filed): Promise<void> => {
    for (const text of ['one', 'two', 'three']) expect((await write(token, text, text)).status).toBe(201);
  };

  it('is refused beyond that with the time after which to try again, and nothing is stored', async () => {
    const filed = await fileReport(service);
    await spend(filed);
    const before = await everythingStored(service);
    service.calls.length = 0;
    const refused = await write(filed.token, 'four');
    expect(service.calls.map(({ command }) => command)).toEqual(['GetItemCommand']);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    const left = 3_600 - ((service.clock.now.getTime() / 1000) % 3_600);
    expect(Number(refused.headers.get('retry-after'))).toBe(Math.ceil(left));
    expect(await bodyOf<object>(refused)).toMatchObject({ status: 429, code: 'too-many-entries' });
    expect(await everythingStored(service)).toEqual(before);
    service.clock.advance(left * second);
    expect((await write(filed.token, 'four')).status).toBe(201);
  });

  it('on the page it keeps the text and says so', async () => {
    const filed = await fileReport(service);
    await spend(filed);
    const handle = hiddenField(await openReport(service, filed.passphrase), 'handle');
    const refused = await postForm(service, '/follow-up/reply', { handle, text: 'Kept, <b>all</b>.' });
    expectRefusedForm(refused, 429);
    expect(textOf(refused)).toContain(en.thread.tooMany);
    expect(textArea(refused, 'text')).toBe('Kept, <b>all</b>.');
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
  });

  it('the last that was allowed, sent twice, is sent', async () => {
    const filed = await fileReport(service);
    await spend(filed);
    expect((await write(filed.token, 'three', 'three')).status).toBe(201);
  });

  it('costs no call beyond the two of a reply', async () => {
    const filed = await fileReport(service);
    await write(filed.token, 'one');
    service.calls.length = 0;
    await write(filed.token, 'two');
    expect(service.calls.map(({ command }) => command)).toEqual([
      'GetItemCommand',
      'TransactWriteItemsCommand',
    ]);
  });

  it('counts each door by itself', async () => {
    await spend(await fileReport(service));
    await spend(await fileReport(service));
  });

  it('never stands in the way of withdrawing', async () => {
    const filed = await fileReport(service);
    await spend(filed);
    const init = { method: 'DELETE', ...bearer(filed.token) };
    expect((await service.reporter('/api/follow-up', init)).status).toBe(200);
  });

  it('is kept as a count and a full hour', async () => {
    service.clock.advance(7 * minute);
    const filed = await fileReport(service);
    await write(filed.token, 'one');
    const doors = [...(await contentOf(service, 'vault'))].filter(([key]) => key.startsWith('DOOR#'));
    const stored = JSON.stringify(doors);
    expect(stored).toMatch(/"written":\{[^}]*"hour":"\d{4}-\d\d-\d\dT\d\d:00:00\.000Z"/);
    expect(stored).not.toContain(service.clock.now.toISOString());
  });
});
