import type { Context } from 'hono';
import type * as z from 'zod';
import { readAppealPage } from '../../domain/casework/appeal/read-appeal-page.ts';
import { mayDecideAppeal } from '../../domain/appeal/appeal-eligibility.ts';
import { noting, reading } from '../investigation/investigation-api.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { appealList } from './appeal-contract.ts';

/** `GET …/appeals`. */
export const appealsAnswer = (c: Context<SignedIn>, context: TeamContext): Promise<Response> =>
  reading(c, context, readAppealPage, ({ appeals, untaken, unreadable }) =>
    appealList.parse({
      appeals: appeals.map(({ number, content, state, text, people }) => ({
        number,
        ...content,
        state,
        text,
        people: people.map((person) => {
          const { memberId, name, role, against, opened } = person;
          return { memberId, name, role, mayDecide: mayDecideAppeal(person), why: against, opened };
        }),
      })),
      untaken: untaken.map(({ thread, number, side, sentAt, about, text, lateReason }) => ({
        thread,
        entry: number,
        side,
        sentAt: sentAt.toISOString(),
        decision: about?.decision,
        ground: about?.ground,
        text,
        lateReason,
      })),
      damaged: noting(context, unreadable),
    } satisfies z.input<typeof appealList>),
  );
