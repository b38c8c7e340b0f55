import type { Settings } from './schema.ts';

const deadlines = { acknowledgeHours: 48, updateDays: 7, feedbackDays: 90 };
const retention = { afterClosingDays: 365, hardLimitDays: 1825 };

/** Everything but the sender, which nobody can guess. */
export const defaultSettings: Omit<Settings, 'sender'> = {
  organisation: 'our community',
  channels: {
    conduct: {
      label: 'Conduct',
      description: 'Harassment, discrimination, threats, or anything else our code of conduct speaks of.',
      deadlines,
      retention,
    },
    security: {
      label: 'Security',
      description: 'A weakness in software or infrastructure that should not be public yet.',
      deadlines,
      retention,
    },
  },
  defaultChannel: 'conduct',
  notices: { ordinary: 'hour' },
  recovery: { vaultDays: 4 },
  logs: { retentionDays: 30 },
  exitUrl: 'https://www.wikipedia.org/',
};
