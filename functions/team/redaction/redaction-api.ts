import type { Context } from 'hono';
import type * as z from 'zod';
import { readAllOf } from '../../domain/casework/reading/read-list.ts';
import { redactionRecord } from '../../domain/casework/record/redaction-record.ts';
import { noting, reading } from '../investigation/investigation-api.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { redactionList } from './redaction-contract.ts';

/** `GET …/redactions`. */
export const redactionsAnswer = (c: Context<SignedIn>, context: TeamContext): Promise<Response> =>
  reading(
    c,
    context,
    (caseContext, id) => readAllOf(caseContext, id, redactionRecord),
    ({ read }) =>
      redactionList.parse({
        redactions: read.records.map(({ content }) => content),
        damaged: noting(context, read.unreadable),
      } satisfies z.input<typeof redactionList>),
  );
