/** Every alarm's page, `docs/runbook/<name>.md`. What an alarm is called says who is hurt. */
export const runbook = {
  'reporters-cannot-submit': 'reporters cannot submit',
  'files-full': 'reporters can add no more files today',
  'team-cannot-work': 'the team cannot work',
  'deadline-unseen': 'a deadline is about to break unseen',
  'team-not-told': 'the team is not told',
  'mail-bouncing': 'mail is bouncing',
  'mail-failing': 'reports by mail cannot be filed',
  'mail-waiting': 'reports by mail have waited for an hour',
  'mail-dead-letters': 'reports by mail are about to be lost',
  'member-unreachable': 'mail to a member of the team does not arrive',
  'answer-not-mailed': 'an answer to a reporter could not be mailed',
  'nothing-erased': 'nothing has been erased for a day',
  'erasures-wait': 'erasures wait for somebody',
  'unopened-report': 'a report nobody has opened nears its end',
  'news-unread': 'nobody reads what came to a case that is about to be erased',
  'scheduled-run-missing': 'the scheduled run is missing',
  'scheduled-run-failing': 'the scheduled run does not get its work done',
  'keys-do-not-open': 'reports cannot be opened',
  'row-unreadable': 'a row cannot be read',
  'audit-log-broken': 'an audit log has been changed',
  'function-crashed': 'a function has crashed',
  'tokens-tried': 'somebody tries tokens',
  'key-or-code-changed': 'the key, a role or the code was changed',
  'over-budget': 'the bill is larger than planned',
} as const satisfies Record<string, string>;

export type RunbookPage = keyof typeof runbook;

export const pageOf = (page: RunbookPage): string => `docs/runbook/${page}.md`;

/** What ops read in the mail: who is hurt, and where it says what to do. */
export const alarmText = (page: RunbookPage): string => `Conductline: ${runbook[page]}. See ${pageOf(page)}.`;
