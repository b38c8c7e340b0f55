import * as z from 'zod';

/** The names of the three tables. */
export type TableNames = { readonly vault: string; readonly cases: string; readonly team: string };

const environment = z.object({
  VAULT_TABLE: z.string().min(3),
  CASES_TABLE: z.string().min(3),
  TEAM_TABLE: z.string().min(3),
});

/** @throws when the environment lacks one; a composition root calls it once, at the start */
export const tableNames = (variables: unknown): TableNames => {
  const { VAULT_TABLE, CASES_TABLE, TEAM_TABLE } = environment.parse(variables);
  return { vault: VAULT_TABLE, cases: CASES_TABLE, team: TEAM_TABLE };
};
