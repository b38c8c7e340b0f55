import type { Context } from 'hono';
import type { CaseOperation } from '../../domain/casework/change/operation.ts';
import type { SignedIn } from '../session/signed-in.ts';

/** The address of an operation on a case, and of its JSON. */
export const operationPath = ({ path }: Pick<CaseOperation, 'path'>): string => `/cases/:id${path}`;
export const operationApiPath = (operation: Pick<CaseOperation, 'path'>): string =>
  `/api${operationPath(operation)}`;

/** Where a form of an operation is posted to. @param part of the case that it is about, such as a number */
export const formAction = (
  operation: Pick<CaseOperation, 'path'>,
  caseId: string,
  part: number | string = '',
): string => operationPath(operation).replace(':id', caseId).replace(':part', String(part));

/** The part of the case that the address names. */
export const partOf = (c: Context<SignedIn>): string | undefined => c.req.param('part');
