import type { Context } from 'hono';
import type * as z from 'zod';
import { readAllOf } from '../../domain/casework/reading/read-list.ts';
import { narrativeRecord } from '../../domain/casework/record/narrative-record.ts';
import { narrativeHash, narrativeState } from '../../domain/narrative/narrative.ts';
import { caseIdOf } from '../case/case-request.ts';
import { noting, reading } from '../investigation/investigation-api.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { narrativeView } from './narrative-contract.ts';

/** `GET …/narrative`. */
export const narrativeAnswer = (c: Context<SignedIn>, context: TeamContext): Promise<Response> =>
  reading(
    c,
    context,
    (caseContext, id) => readAllOf(caseContext, id, narrativeRecord),
    ({ read }) => {
      const content = read.records[0]?.content;
      return narrativeView.parse({
        ...(content && {
          narrative: {
            ...content,
            state: narrativeState(content),
            hash: narrativeHash(caseIdOf(c) ?? '', content),
          },
        }),
        damaged: noting(context, read.unreadable),
      } satisfies z.input<typeof narrativeView>);
    },
  );
