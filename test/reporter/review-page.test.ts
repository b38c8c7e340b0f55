import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { startService, type Service } from '../harness/service.ts';
import {
  expectRefusedForm,
  formOf,
  hiddenField,
  openReport,
  postFields,
  review,
  textArea,
  textOf,
  wordsOf,
} from './pages.ts';
import { countCases } from './stored.ts';

const minute = 60_000;
const down = { kind: 'fail', code: 'ThrottlingException', statusCode: 400 } as const;

describe('the review page', () => {
  let service: Service;
  let ada: string;
  let bob: string;
  beforeAll(async () => {
    service = await startService();
    ada = (await service.addMember({ name: 'Ada Lovelace' })).memberId;
    bob = (await service.addMember({ name: 'Bob Béla', channels: ['conduct'] })).memberId;
  });
  afterAll(() => service.close());
  // The functions keep what they read of the team for five minutes.
  beforeEach(() => service.clock.advance(6 * minute));

  it('stores nothing, holds everything as it was typed, and sends it from there', async () => {
    const before = await countCases(service);
    const typed = {
      whatHappened: '\nHe <b>shouted</b> & left.\n\nTwice.',
      who: 'Somebody',
      where: 'Room 5',
      urgent: 'yes',
      'identity-name': 'Eve',
      'identity-contact': 'by the door',
    };
    const page = await review(service, typed, [ada]);
    expect(page.status).toBe(200);
    expect(textOf(page)).toContain(en.review.text);
    expect(await countCases(service)).toBe(before);
    const fields = new Map(formOf(page, '/report'));
    for (const [name, value] of Object.entries(typed)) expect(fields.get(name)).toBe(value);
    expect(fields.get('exclude')).toBe(ada);
    const edited = formOf(page, '/report').map(
      ([name, value]) => [name, name === 'where' ? 'Room 6' : value] as const,
    );
    const receipt = await postFields(service, '/report', edited);
    expect(receipt.status).toBe(201);
    const thread = textOf(await openReport(service, wordsOf(receipt)));
    expect(thread).toContain('He <b>shouted</b> & left. Twice.');
    expect(thread).toContain('Room 6');
    expect(thread).not.toContain('Room 5');
  });

  it('pressing its button twice is one report', async () => {
    const before = await countCases(service);
    const fields = formOf(await review(service, { whatHappened: 'Once.' }), '/report');
    const first = await postFields(service, '/report', fields);
    expect(wordsOf(await postFields(service, '/report', fields))).toBe(wordsOf(first));
    expect(await countCases(service)).toBe(before + 1);
  });

  it.each([
    ['an email address', 'Write to eve.x@mail.example please', 'eve.x@mail.example'],
    ['a phone number', 'Call +44 20 7946 0958 then', '+44 20 7946 0958'],
    ['a phone number', 'هاتفي ٠٧٩٠١٢٣٤٥٦٧ ليلا', '٠٧٩٠١٢٣٤٥٦٧'],
    ['a phone number', 'Call (030) 123 45-67 8 then', '030) 123 45-67 8'],
    ['a username', 'I am @eve_1815 there', '@eve_1815'],
    ['a link', 'See https://example.org/~eve there', 'https://example.org/~eve'],
    ['something only a few people can know', 'I was the only one in the room', 'I was the only'],
    ['your own role', 'as the keynote speaker I saw it', 'as the keynote'],
  ])('hints at %s and sends it all the same', async (said, whatHappened, found) => {
    const page = await review(service, { whatHappened });
    expect(page.status).toBe(200);
    expect(textOf(page)).toContain(`“${found}”: ${said}`);
    const receipt = await postFields(service, '/report', formOf(page, '/report'));
    expect(receipt.status).toBe(201);
    expect(textOf(await openReport(service, wordsOf(receipt)))).toContain(whatHappened);
  });

  it('has no hints where there is nothing to hint at', async () => {
    const page = await review(service, { whatHappened: 'On 2026-03-01 at 14:30 he shouted at 3 people.' });
    expect(textOf(page)).not.toContain(en.review.hints);
    const parted = await review(service, { whatHappened: 'It was in room 1234', who: '5678910 of them' });
    expect(textOf(parted)).not.toContain(en.review.hints);
  });

  it('what is refused on it keeps the rest and stays on it', async () => {
    const page = await review(service, { whatHappened: 'First.', who: 'Somebody' }, [ada]);
    const emptied = formOf(page, '/report').map(
      ([name, value]) => [name, name === 'whatHappened' ? '' : value] as const,
    );
    const refused = await postFields(service, '/report', emptied);
    expectRefusedForm(refused);
    expect(new Map(formOf(refused, '/report'))).toEqual(new Map(emptied));
  });

  it('a member who is named is excluded, which the page says, unless one unticks them', async () => {
    const page = await review(service, { whatHappened: 'x', who: 'it was bela, I think' });
    expect(textOf(page)).toContain(en.review.named('Bob Béla'));
    expect(formOf(page, '/report').filter(([name]) => name === 'exclude')).toEqual([['exclude', bob]]);
    const inStory = await review(service, { whatHappened: 'Then Bob came.', who: 'Adam' });
    expect(formOf(inStory, '/report').filter(([name]) => name === 'exclude')).toEqual([['exclude', bob]]);
    const unrelated = await review(service, { whatHappened: 'Bobby helped me.', who: 'Adam' });
    expect(formOf(unrelated, '/report').filter(([name]) => name === 'exclude')).toEqual([]);
  });

  it('a member who is named only on the review page is told of there, before anything is sent', async () => {
    const before = await countCases(service);
    const page = await review(service, { whatHappened: 'x' });
    const named = formOf(page, '/report').map(
      ([name, value]) => [name, name === 'who' ? 'Bob' : value] as const,
    );
    const told = await postFields(service, '/report', named);
    expect(textOf(told)).toContain(en.review.named('Bob Béla'));
    expect(formOf(told, '/report').filter(([name]) => name === 'exclude')).toEqual([['exclude', bob]]);
    expect(await countCases(service)).toBe(before);
    const unticked = formOf(told, '/report').filter(([name]) => name !== 'exclude');
    expect((await postFields(service, '/report', unticked)).status).toBe(201);
  });

  it('a member of another channel alone is neither asked about nor named', async () => {
    const page = await review(service, { channel: 'security', whatHappened: 'Bob', component: 'Bob' });
    expect(page.html).not.toContain(bob);
    expect(page.html).toContain(ada);
  });

  it('exclusions and text are kept when the store fails while it is sent', async () => {
    const page = await review(service, { whatHappened: 'In a storm.' }, [ada]);
    const fields = formOf(page, '/report');
    service.clock.advance(6 * minute);
    service.emulators.faults.dynamoDb.next('BatchGetItem', down, 3);
    const failed = await postFields(service, '/report', fields);
    expectRefusedForm(failed, 503);
    expect(textArea(failed, 'whatHappened')).toBe('In a storm.');
    expect(formOf(failed, '/report')).toEqual(expect.arrayContaining([...fields]));
    expect((await postFields(service, '/report', formOf(failed, '/report'))).status).toBe(201);
  });

  it('without the roster the form stays the form, so that nobody named is missed', async () => {
    const form = formOf(
      await review(service, { whatHappened: 'In a storm.', who: 'Bob' }, [ada]),
      '/report',
    ).filter(([name, value]) => !['reviewed', 'nobodyLeft', 'told'].includes(name) && value !== bob);
    service.clock.advance(6 * minute);
    service.emulators.faults.dynamoDb.next('BatchGetItem', down, 3);
    const failed = await postFields(service, '/report/review', form);
    expectRefusedForm(failed, 503);
    expect(failed.headers.get('retry-after')).toMatch(/^\d+$/);
    const kept = formOf(failed, '/report');
    expect(new Map(kept)).toEqual(new Map(form));
    const reviewed = await postFields(service, '/report/review', kept);
    expect(textOf(reviewed)).toContain(en.review.named('Bob Béla'));
  });

  it('when everybody is excluded it says so, and that nobody outside is named', async () => {
    const page = await review(service, { whatHappened: 'x', who: 'Bob' }, [ada]);
    expect(textOf(page)).toContain(en.review.noOutside);
    expect((await postFields(service, '/report', formOf(page, '/report'))).status).toBe(201);
  });

  it('everybody ticked on the review page itself: it says so once, before anything is sent', async () => {
    const before = await countCases(service);
    const page = await review(service, { whatHappened: 'x' });
    expect(textOf(page)).not.toContain(en.review.noOutside);
    const ticked = [ada, bob].map((memberId) => ['exclude', memberId] as const);
    const told = await postFields(service, '/report', [...formOf(page, '/report'), ...ticked]);
    expect(textOf(told)).toContain(en.review.noOutside);
    expect(hiddenField(told, 'nobodyLeft')).toBe('known');
    expect(await countCases(service)).toBe(before);
    expect((await postFields(service, '/report', formOf(told, '/report'))).status).toBe(201);
  });

  it('with an outside contact it names that one', async () => {
    const other = await startService({ outsideContact: { label: 'Ombud', value: 'ombud@example.org' } });
    const { memberId } = await other.addMember();
    const text = textOf(await review(other, { whatHappened: 'x' }, [memberId]));
    await other.close();
    expect(text).toContain(en.review.allExcluded);
    expect(text).toContain('Ombud: ombud@example.org');
  });

  it('asking for it without a form leads to the form', async () => {
    const response = await service.reporter('/report/review?lang=es');
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/report?lang=es');
  });
});
