import type { Hono } from 'hono';
import { route } from '../../web/answer/route.ts';
import { letterOfDecision } from '../../domain/casework/decision/read-letters.ts';
import { readStanding } from '../../domain/casework/decision/read-standing.ts';
import { caseContextOf, caseIdOf } from '../case/case-request.ts';
import { casePath, routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { numberIn } from '../ui/place-in.ts';
import { refusalPage } from '../ui/refusal-page.tsx';
import { LetterPage } from './letter-page.tsx';

/** The letter of a decision on a page of its own, to be copied or printed. */
export const letterPages = (app: Hono<SignedIn>, context: TeamContext): void => {
  const { settings } = context;
  route(app, routes.letter, {
    GET: async (c) => {
      const member = c.get('member');
      const caseId = caseIdOf(c);
      if (caseId === undefined) return refusalPage(c, settings, 'not-found', member);
      const read = await readStanding(caseContextOf(c, context), caseId);
      if (read.kind === 'unopened') return c.redirect(casePath(caseId), 303);
      if (read.kind !== 'standing')
        return refusalPage(c, settings, read.kind === 'forbidden' ? 'forbidden' : 'not-found', member);
      const found = letterOfDecision(settings, read.records, numberIn(c.req.param('part')) ?? 0);
      if (!found) return refusalPage(c, settings, 'not-found', member);
      return c.html(<LetterPage {...{ settings, member, caseId }} {...found} />);
    },
  });
};
