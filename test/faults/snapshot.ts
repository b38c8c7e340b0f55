import { expect } from 'vitest';
import type { LogEvent } from '../../functions/adapters/log/log.ts';
import type { Service } from '../harness/service.ts';
import { rowsOf } from '../scheduled/stored.ts';

/** All that is stored of cases, for telling whether anything was written. */
export const storedCases = async (service: Service): Promise<string> =>
  JSON.stringify([await rowsOf(service, 'vault'), await rowsOf(service, 'cases')]);

const catalogue: Record<LogEvent['event'], readonly string[]> = {
  fault: ['code'],
  crash: ['code'],
  'key-ring-created': [],
  'notices-sent': ['count'],
  'notice-failing': ['attempts'],
  'notice-undeliverable': ['attempts'],
  'reporter-mail-failing': ['attempts'],
  'reporter-mail-given-up': ['count'],
  'member-mail-problem': [],
  'cases-erased': ['count'],
  'threads-erased': ['count'],
  'cases-put-earlier': ['count'],
  'erasure-held': ['waiting'],
  'unopened-case-kept-longer': ['count'],
  'case-kept-for-news': ['count'],
  'case-erased-with-news': ['count'],
  'uploads-swept': ['count'],
  'log-lines-erased': ['count'],
  'register-entries-erased': ['count'],
  'row-unreadable': ['count'],
  'audit-log-broken': [],
  'deadline-unseen': ['count'],
  'erasure-late': ['count'],
  'notices-late': ['count'],
  'key-ring-closed': ['count'],
  'files-full': [],
  'mail-waiting': ['count'],
  'self-checked': [],
  'audit-logs-anchored': ['day', 'cases', 'lines', 'reports', 'root', 'before', 'publicKey', 'signature'],
  'scheduled-run-skipped': [],
};

/** What an anchor has only when there is something of it. */
const sometimes: readonly string[] = ['lines', 'reports', 'before'];

const ownField = /^[a-z-]{1,30}$|^\d+$/;
const anchorField = /^\d{4}-\d\d-\d\d$|^\d{1,6}$|^([0-9a-f]{64}){1,2}$/;

/** Every line is an event of the catalogue, with its own fields, which are counts or a code in small letters. */
export const onlyCatalogueEvents = (logs: readonly LogEvent[]): void => {
  for (const { event, ...fields } of logs) {
    const keys = Object.keys(fields);
    const isThere = (field: string): boolean => !sometimes.includes(field) || keys.includes(field);
    expect(keys).toEqual(catalogue[event].filter(isThere));
    const pattern = event === 'audit-logs-anchored' ? anchorField : ownField;
    for (const value of Object.values(fields)) expect(String(value)).toMatch(pattern);
  }
};

/** A refusal that says to come back, and nothing of what went wrong. */
export const comeBackLater = async (response: Response): Promise<void> => {
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toEqual({
    type: 'about:blank',
    title: 'Service Unavailable',
    status: 503,
    code: 'try-again',
    detail: 'The service cannot answer right now. Please try again shortly; sending the same again is safe.',
  });
};

/** A refusal that coming back does not help against. */
export const somethingWrong = async (response: Response): Promise<void> => {
  expect([response.status, response.headers.get('retry-after')]).toEqual([500, null]);
  expect(await response.json()).toMatchObject({
    code: 'fault',
    detail: 'Something went wrong on our side. It has been noted.',
  });
};
