import type { Context } from 'hono';
import type { CaseOperation } from '../../domain/casework/change/operation.ts';
import type { SignedIn } from '../session/signed-in.ts';

/** The address of an operation on a case, and of its JSON. */
export const operationPath = ({ path }: Pick<CaseOperation, 'path'>): string => `/cases/:id${path}`;
export const operationApiPath = (operation: Pick<CaseOperation, 'path'>): string =>
  `/api${operationPath(operation)}`;

/** The part of the case that the address names. */
export const partOf = (c: Context<SignedIn>): string | undefined => c.req.param('part');
