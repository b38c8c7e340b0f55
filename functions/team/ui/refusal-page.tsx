import type { Context } from 'hono';
import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import { MessagePage } from './message-page.tsx';

const refusals = {
  'other-origin': [
    403,
    'This did not come from one of our pages, so nothing was done. Open the page and try again.',
  ],
  unreadable: [400, 'The form could not be read. Nothing was stored.'],
  'too-large': [
    413,
    'What you sent is too large. Nothing was stored; go back, your text is still in your browser.',
  ],
  'not-found': [404, 'There is nothing here, or nothing that is yours to see.'],
  forbidden: [403, 'Your role does not include this. Somebody who leads the team can do it.'],
  busy: [
    503,
    'The service cannot answer right now. It is safe to send the same thing again in a little while.',
  ],
  fault: [500, 'Something went wrong on our side. It has been noted.'],
} as const;

export type Refusal = keyof typeof refusals;

/** A refusal as a page, for requests that carry nothing that could be shown again. */
export const refusalPage = (
  c: Context,
  settings: Settings,
  refusal: Refusal,
  member?: Member,
): Response | Promise<Response> => {
  const [status, text] = refusals[refusal];
  return c.html(
    <MessagePage settings={settings} member={member} heading="This did not work" text={text} failed />,
    status,
  );
};
