import { defaultDataRequests } from './default-data-requests.ts';
import { defaultDecisions } from './default-decisions.ts';
import { conductQuestions, securityQuestions } from './default-questions.ts';
import { defaultReview } from './default-review.ts';
import { languages, type InEveryLanguage } from './localised.ts';
import type { ChannelSettings, Settings } from './schema.ts';

const deadlines = { acknowledgeHours: 48, updateDays: 7, feedbackDays: 90 };
const retention = { afterClosingDays: 365, hardLimitDays: 1825 };

type Defaults = Omit<Settings, 'sender'> & {
  readonly organisation: InEveryLanguage;
  readonly channels: Readonly<
    Record<
      string,
      ChannelSettings & { readonly label: InEveryLanguage; readonly description: InEveryLanguage }
    >
  >;
};

/** Everything but the sender, which nobody can guess. */
export const defaultSettings: Defaults = {
  organisation: { en: 'our community', es: 'nuestra comunidad', ar: 'مجتمعنا' },
  channels: {
    conduct: {
      label: { en: 'Conduct', es: 'Conducta', ar: 'السلوك' },
      description: {
        en: 'Harassment, discrimination, threats, or anything else our code of conduct speaks of.',
        es: 'Acoso, discriminación, amenazas o cualquier otra cosa de la que habla nuestro código de conducta.',
        ar: 'التحرّش أو التمييز أو التهديد أو أي أمر آخر تتناوله مدوّنة السلوك لدينا.',
      },
      questions: conductQuestions,
      deadlines,
      retention,
    },
    security: {
      label: { en: 'Security', es: 'Seguridad', ar: 'الأمان' },
      description: {
        en: 'A weakness in software or infrastructure that should not be public yet.',
        es: 'Una vulnerabilidad de software o infraestructura que todavía no debería ser pública.',
        ar: 'ثغرة في برنامج أو بنية تحتية ينبغي ألّا تُعلَن بعد.',
      },
      questions: securityQuestions,
      deadlines,
      retention,
    },
  },
  defaultChannel: 'conduct',
  notices: { ordinary: 'hour', urgentPerHour: 5 },
  webhooks: {},
  escalation: { remindBeforeHours: 24, leadsAfterHours: 24, outsideAfterHours: 72 },
  attachments: {
    filesPerEntry: 10,
    fileMegabytes: 100,
    caseMegabytes: 500,
    dayMegabytes: 2_000,
    uncleanable: 'warn',
  },
  abuse: { minimumFormSeconds: 2, entriesPerHour: 30 },
  throttles: {
    // A day of each, full with the most it can ask for, costs less than $100 together (`docs/flood.md`). Bursts are wide:
    // they are what people need, and cost next to nothing.
    writing: { perSecond: 0.3, burst: 40 },
    files: { perSecond: 0.5, burst: 100 },
    downloads: { perSecond: 0.1, burst: 40 },
    forms: { perSecond: 0.5, burst: 50 },
    api: { perSecond: 0.5, burst: 50 },
    pages: { perSecond: 5, burst: 200 },
    team: { perSecond: 5, burst: 200 },
  },
  recovery: { vaultDays: 4 },
  logs: { retentionDays: 30 },
  alarms: { monthlyBudgetDollars: 10, trail: true },
  edge: { cloudFront: false, requestsPerFiveMinutes: 2_000 },
  exitUrl: 'https://www.wikipedia.org/',
  languages: [...languages],
  otherWays: [],
  support: [],
  decisions: defaultDecisions,
  register: { lookupsPerDay: 30 },
  dataRequests: defaultDataRequests,
  review: defaultReview,
  mail: { answersPerHour: 3, casesPerHour: 10 },
  bridges: {},
  forwarding: { channels: [] },
  doors: {
    handoverDays: 14,
    answerDays: 7,
    expertDays: 14,
    entriesPerHour: { response: 30, witness: 30, expert: 30, platform: 120 },
    keepMonths: { witness: 12, expert: 6, platform: 6 },
  },
  tags: {},
  transparency: { enabled: false, threshold: 5, width: 2, delayMonths: 2, leastReports: 10 },
  quietDays: 14,
};
