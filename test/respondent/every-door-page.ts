import type { NewDoorWanted } from '../../functions/domain/casework/doors/begin-door.ts';
import type { ResponsePage } from '../../functions/domain/door/response-page.ts';
import { fileReport } from '../harness/requests.ts';
import { shownFacts } from '../harness/shown-facts.ts';
import type { Service } from '../harness/service.ts';
import { changed } from '../reporter/file-forms.ts';
import {
  formOf,
  formWith,
  getPage,
  hiddenField,
  postFields,
  postForm,
  type Page,
} from '../reporter/pages.ts';
import { caseIdOf, read } from '../team/as-member.ts';
import { handedOver, withOwnWords } from '../team/case-with-door.ts';
import { restrictedInEveryWay } from './restrictions.ts';

/** Digits alone, so that every letter on a page is the page's own. */
const typed = '1234';

const asked: ResponsePage = {
  kind: 'response',
  language: 'en',
  about: typed,
  questions: [typed],
  answerBy: '2099-03-20',
  decisions: [],
};

const decided = (appealBy: string): ResponsePage => ({
  ...asked,
  questions: [],
  decisions: [
    {
      number: 1,
      on: '2026-03-09',
      status: 'in-force',
      letter: { language: 'en', behaviour: typed, impact: typed, expected: typed, consequences: typed },
      measures: [
        { number: 2, what: typed, from: '2026-03-09', dueOn: '2099-03-20', status: 'to-do', theirs: true },
        { number: 3, what: typed, from: '2026-03-09', until: '2099-04-09', status: 'done', theirs: false },
        { number: 4, what: typed, from: '2026-03-09', until: '2026-03-09', status: 'ended', theirs: false },
      ],
      appealBy,
      mayAskToReturn: true,
    },
  ],
});

/**
 * Every page and state of the doors other than the reporter's, in the language of `query`. The letter's own headings are in
 * its language, and stand on the pages of English alone.
 */
export const everyDoorPage = async (service: Service, query: string): Promise<ReadonlyMap<string, Page>> => {
  const pages = new Map<string, Page>();
  const keep = (name: string, page: Page): Page => {
    pages.set(`door: ${name}`, page);
    return page;
  };
  const lang = query.replace('?lang=', '');
  const language = lang === 'es' || lang === 'ar' ? lang : 'en';
  const at = query === '' ? '?at=message' : `?at=message&${query.slice(1)}`;
  const post = (path: string, fields: Readonly<Record<string, string>>) =>
    postForm(service, `${path}${path === '/message' ? query : at}`, fields);
  const lead = await service.addMember({ name: '33333', role: 'lead', channels: ['conduct'] });
  const filed = await fileReport(service, { answers: { whatHappened: typed } });
  const id = await caseIdOf(service, filed);
  await read(service, lead, id);
  const inLanguage = (page: ResponsePage): ResponsePage => ({
    ...page,
    language,
    decisions: page.decisions.map((one) => ({ ...one, letter: { ...one.letter, language } })),
  });
  const door = async (page: NewDoorWanted['page'], platform?: string): Promise<string> =>
    (await handedOver(service, lead, id, { whom: typed, platform, page })).token;

  keep('address', await getPage(service, `/message${query}`));
  keep('words, unusable', await post('/message', { words: 'A'.repeat(22) }));
  keep('words, none', await post('/message', { words: '' }));
  const handed = await door(inLanguage(asked));
  const first = keep('own words first', await post('/message', { words: handed }));
  keep(
    'own words',
    await post('/follow-up/new-words', { handle: hiddenField(first, 'handle'), confirm: 'yes' }),
  );
  const own = async (page: NewDoorWanted['page'], platform?: string): Promise<string> =>
    withOwnWords(service, await door(page, platform));
  const open = async (page: NewDoorWanted['page']): Promise<Page> =>
    post('/message', { words: await own(page) });
  const answering = await own(inLanguage(asked));
  const response = keep('response', await post('/message', { words: answering }));
  const handle = hiddenField(response, 'handle');
  keep('response, sent', await post('/follow-up/reply', { handle, text: typed }));
  keep('response, expired', await post('/follow-up/reply', { handle: '1', text: typed }));
  keep('more time', await post('/follow-up/act-form', { handle, act: 'more-time' }));
  keep('more time, sent', await post('/follow-up/act', { handle, act: 'more-time', text: typed }));
  keep('not offered', await post('/follow-up/act-form', { handle, act: 'appeal', decision: '1' }));

  const reading = await own(inLanguage(decided('2099-03-23')));
  const letter = keep('decision', await post('/message', { words: reading }));
  const shown = await shownFacts(service, reading, { decision: '1' });
  const decision = { handle: hiddenField(letter, 'handle'), ...shown };
  const appeal = keep('appeal', await post('/follow-up/act-form', { ...decision, act: 'appeal' }));
  keep('appeal, refused', await post('/follow-up/act', { ...decision, act: 'appeal' }));
  keep('appeal, expired', await post('/follow-up/act', { ...decision, handle: '1', act: 'appeal' }));
  const filled = changed(formOf(appeal, '/follow-up/act'), { text: typed }).filter(
    ([name, value]) => name !== 'ground' || value === 'procedure',
  );
  keep('appeal, sent', await postFields(service, `/follow-up/act${at}`, filled));
  const { handle: theirs } = decision;
  const done = {
    handle: theirs,
    act: 'measure-done',
    ...(await shownFacts(service, reading, { measure: '2' })),
  };
  keep('measure done', await post('/follow-up/act-form', done));
  keep('measure done, sent', await post('/follow-up/act', done));
  const back = { ...decision, act: 'return-request' };
  keep('coming back', await post('/follow-up/act-form', back));
  keep('coming back, sent', await post('/follow-up/act', { ...back, text: typed }));
  const late = await own(inLanguage(decided('2026-03-09')));
  const lateHandle = hiddenField(keep('decision, late', await post('/message', { words: late })), 'handle');
  keep(
    'appeal, late',
    await post('/follow-up/act', {
      handle: lateHandle,
      act: 'appeal',
      ...(await shownFacts(service, late, { decision: '1' })),
      ground: 'other',
      text: typed,
    }),
  );

  const excerpts = [{ from: typed, on: '2026-03-09', text: typed }];
  const end = '2099-03-20';
  keep('expert', await open({ kind: 'expert', language, about: typed, endsOn: end, excerpts }));
  const answers: NewDoorWanted['page'] = { kind: 'witness', language, about: typed, questions: [typed] };
  const witness = keep('witness', await open({ ...answers, answerBy: '2026-03-09' }));
  for (const act of ['declined', 'off-the-record']) {
    const said = { handle: hiddenField(witness, 'handle'), act };
    keep(act, await post('/follow-up/act-form', said));
    keep(`${act}, sent`, await post('/follow-up/act', { ...said, text: typed }));
  }
  const none: NewDoorWanted['page'] = { kind: 'platform', language, platform: typed, restrictions: [] };
  const admins = await own(none, typed);
  keep('platform, nothing to do', await post('/message', { words: admins }));
  await restrictedInEveryWay(service, lead, id, { platform: typed, restriction: typed, account: typed });
  const platform = keep('platform', await post('/message', { words: admins }));
  const pressed = async (action: string, act: string): Promise<Page> =>
    postFields(service, `${action}${at}`, formOf(formWith(platform, `value="${act}"`), action));
  keep('placed', await pressed('/follow-up/act', 'placed'));
  keep('lifted', await pressed('/follow-up/act', 'lifted'));
  const cannot = keep('cannot', await pressed('/follow-up/act-form', 'cannot'));
  const why = formOf(cannot, '/follow-up/act');
  keep('cannot, refused', await postFields(service, `/follow-up/act${at}`, why));
  keep('cannot, sent', await postFields(service, `/follow-up/act${at}`, changed(why, { text: typed })));
  return pages;
};
