import { fileReport, jsonRequest } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import { publishExamples, unpublishExamples } from './example-reports.ts';
import { changed } from './file-forms.ts';
import { formOf, getPage, hiddenField, postFields, postForm, wordsOf, type Page } from './pages.ts';
import { openAsTeam } from './team-view.ts';

/** Digits alone, so that every letter on a page is the page's own. */
const typed = '1234';

type Fields = Readonly<Record<string, string>>;

/** Reports that wait until somebody else names the same person, where the channel `conduct` has them. */
const heldPages = async (service: Service, query: string): Promise<[string, Page][]> => {
  const post = (path: string, fields: Fields) => postForm(service, `${path}${query}`, fields);
  const form = formOf(await getPage(service, `/report${query}`), '/report');
  const review = (values: Fields) =>
    postFields(
      service,
      `/report/review${query}`,
      changed(form, { whatHappened: typed, hold: 'yes', ...values }),
    );
  const reviewed = await review({ heldPersons: '1234 5678\r\n@1234' });
  const receipt = await postFields(service, `/report${query}`, formOf(reviewed, '/report'));
  const words = wordsOf(receipt);
  const received = await post('/follow-up', { words });
  const choose = (choice: string, handle = hiddenField(received, 'handle')) =>
    post('/follow-up/held', { handle, rosterShown: hiddenField(received, 'rosterShown'), choice });
  return [
    ['form, nobody to wait for', await review({ heldPersons: '' })],
    ['form, urgent', await review({ heldPersons: '1234 5678', urgent: 'yes' })],
    ['review', reviewed],
    ['receipt', receipt],
    ['page', received],
    ['agreed', await choose('agree')],
    ['page, agreed', await post('/follow-up', { words })],
    ['taken back', await choose('take-back')],
    ['nothing chosen', await choose('1')],
    ['expired', await choose('agree', '1')],
    [
      'withdrawal, not confirmed',
      await post('/follow-up/withdraw', { handle: hiddenField(received, 'handle') }),
    ],
    ['told', await choose('tell-now')],
    ['told before', await choose('agree')],
  ];
};

/** Three questions at the end, where the channel `conduct` asks them. */
const surveyPages = async (
  service: Service,
  query: string,
  authorization: string,
): Promise<[string, Page][]> => {
  const { passphrase, caseName } = await fileReport(service, { answers: { whatHappened: typed } });
  const id = await openAsTeam(service, authorization, caseName);
  const close = jsonRequest({ state: 'closed', reason: typed, message: typed }, { authorization });
  const { status } = await service.team(`/api/cases/${id}/state`, close);
  if (status !== 200) throw new Error(`closing is answered with ${status}`);
  const come = () => postForm(service, `/follow-up${query}`, { words: passphrase });
  const asked = await come();
  const answer = (answers: Fields) =>
    postForm(service, `/follow-up/survey${query}`, { handle: hiddenField(asked, 'handle'), ...answers });
  const all = { survey1: '5', survey2: '4', survey3: '3' };
  return [
    ['asked', asked],
    ['incomplete', await answer({ survey1: '5' })],
    ['answered', await answer(all)],
    ['answered before', await answer(all)],
    ['case, answered', await come()],
  ];
};

/** Transparency reports: none, some, one of them. */
const transparencyPages = async (service: Service, query: string): Promise<[string, Page][]> => {
  const get = (path: string) => getPage(service, `/transparency${path}${query}`);
  const none = await get('');
  const id = await publishExamples(service);
  const pages: [string, Page][] = [
    ['none', none],
    ['some', await get('')],
    ['report', await get(`/${id}`)],
    ['no such report', await get('/2020-01_2020-06')],
  ];
  await unpublishExamples(service);
  return pages;
};

/** Pages of the reporter function about what waits, what is asked at the end, and what is published, in every state. */
export const everyAccountPage = async (
  service: Service,
  query: string,
  authorization: string,
): Promise<ReadonlyMap<string, Page>> =>
  new Map([
    ...(await heldPages(service, query)).map(([name, page]): [string, Page] => [`held: ${name}`, page]),
    ...(await surveyPages(service, query, authorization)).map(([name, page]): [string, Page] => [
      `survey: ${name}`,
      page,
    ]),
    ...(await transparencyPages(service, query)).map(([name, page]): [string, Page] => [
      `transparency: ${name}`,
      page,
    ]),
  ]);
