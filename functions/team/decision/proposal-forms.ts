/** What a form is called of which there is one for each open proposal: `approval-2`. */
export const formOf = (form: 'withdrawal' | 'approval' | 'force', proposal: number | string): string =>
  `${form}-${proposal}`;
