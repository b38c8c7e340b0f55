import { describe, expect, it } from 'vitest';
import {
  caseOperations,
  casePermissions,
  otherOperations,
} from '../../functions/domain/casework/operations.ts';
import { catalogue } from '../../functions/reporter/locales/catalogue.ts';

const all = [...caseOperations, ...otherOperations];

/** Values that stand more than once. */
const twice = (values: readonly string[]): string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

describe('the list of operations', () => {
  it('has each name, address, action of the audit log, form and word of news once', () => {
    expect(twice(all.map(({ name }) => name))).toEqual([]);
    expect(twice(caseOperations.map(({ path }) => path))).toEqual([]);
    expect(twice(all.flatMap(({ audit }) => Object.keys(audit)))).toEqual([]);
    expect(twice(caseOperations.flatMap(({ form }) => (form ? [form.name] : [])))).toEqual([]);
    expect(twice(caseOperations.flatMap(({ news }) => (news ? [news.did] : [])))).toEqual([]);
  });

  it('lets a lead do everything, once they have opened the case', () => {
    const others = [...casePermissions].filter(([, { roles }]) => !roles.includes('lead'));
    expect(others).toEqual([]);
  });

  it.each(Object.entries(catalogue))(
    'has words in %s for every event that a reporter reads',
    (_, messages) => {
      const told = all.flatMap(({ events = {} }) => Object.keys(events));
      expect(Object.keys(messages.thread.events).toSorted()).toEqual(told.toSorted());
    },
  );

  it('says what went wrong with a field that the form has', () => {
    for (const { form, input } of caseOperations)
      if (form) {
        const empty = input.safeParse({});
        const wrong = (empty.error?.issues ?? []).map(({ path: [first] }) => String(first));
        expect(form.fields.map(({ name }) => name)).toEqual(expect.arrayContaining(wrong));
      }
  });
});
