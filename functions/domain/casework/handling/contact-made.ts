import { changeCase } from '../change/change-case.ts';
import { answeringReporter } from './answering-reporter.ts';
import { noInput } from '../change/input-limits.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { promisesAfter } from '../change/promises.ts';

/** Nobody was said to be in touch, or they have been. */
type NoContactPromised = { readonly kind: 'no-contact-promised' };

/** They have been in touch, in whatever way: the reporter's page no longer says that somebody will be. */
export const contactMade = caseOperation<NoContactPromised>()({
  name: 'contact-made',
  path: '/contact-made',
  summary: 'Say that who was to be in touch with the reporter has been. A message says so by itself.',
  permission: answeringReporter,
  input: noInput,
  ...changedAnswer,
  perform: async (context, caseId) =>
    changedTo<NoContactPromised>(
      caseId,
      await changeCase<NoContactPromised>(context, caseId, answeringReporter, ({ head }) =>
        head.inTouch
          ? { edit: { audit: { action: 'contact-made' }, head: promisesAfter(head, { inTouch: null }) } }
          : { refusal: { kind: 'no-contact-promised' } },
      ),
    ),
  problems: {
    'no-contact-promised': {
      is: 'conflict',
      code: 'no-contact-promised',
      detail: 'The reporter has not been told that somebody will be in touch, or they have been.',
    },
  },
  audit: { 'contact-made': { says: 'Said that the reporter has been contacted' } },
  news: {
    did: 'contacted',
    says: 'The reporter’s page no longer says that somebody will be in touch.',
    at: '#dates',
  },
  doneBefore: ['no-contact-promised'],
});
