import * as z from 'zod';
import { decisionSettings } from './decision-schema.ts';
import { dataRequestSettings } from './data-request-schema.ts';
import { doorSettings } from './door-schema.ts';
import { reviewSettings } from './review-schema.ts';
import { transparencySettings } from './transparency-schema.ts';
import { bridgeSettings, channelMail, mailSettings } from './mail-schema.ts';
import { emailAddress } from './email-address.ts';
import { language, localised } from './localised.ts';

const days = (most: number) => z.int().min(1).max(most);
const identifier = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}$/, 'Use small letters, digits and hyphens, starting with a letter.');

const mostChannels = 20;
const mostQuestions = 30;
const mostWebhooks = 10;
const mostTags = 50;
const mostBridges = 10;
const kilobyte = 1024;

/** Addresses under `/report` that are not a channel's form. */
const pagesOfReport = ['review', 'edit', 'check-word'];

/** What the report form carries beside the answers. */
const formFieldNames = [
  ...['ticket', 'channel', 'urgent', 'exclude', 'reviewed', 'nobodyLeft', 'told', 'rosterShown', 'toChannel'],
  ...['pressedBefore', 'extraNote', 'files', 'draft', 'attached', 'dropped', 'keepOriginal', 'filesSeen'],
  ...['hold', 'heldPersons'],
];

const questionId = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,40}$/, 'Use letters and digits, starting with a small letter.')
  .refine(
    (id) => !formFieldNames.includes(id),
    `The form has fields of its own with these names: ${formFieldNames.join(', ')}.`,
  );

/** One question of a form. It drives the form, the validation, the API and what the team reads. */
export const questionSettings = z.strictObject({
  /** Questions stand on the page from the smallest to the largest. */
  order: z.int(),
  label: localised(120),
  /** Said with the question: why it is asked. */
  why: localised(400),
  required: z.boolean().optional(),
  rows: z.int().min(1).max(30),
  /** Bytes of UTF-8; a whole report has 200 KB. */
  limitBytes: z
    .int()
    .min(1)
    .max(200 * kilobyte),
  /** What the queue, the conflict check and the form itself take the answer for. */
  meaning: z.enum(['persons', 'spaces', 'danger']).optional(),
});
export type QuestionSettings = z.infer<typeof questionSettings>;

/** The one question every form has: nothing can be sent without it. */
export const firstQuestion = 'whatHappened';

/** Reports that the team is told of only if somebody else names the same person (`docs/decisions/0054`). */
const hold = z.strictObject({
  /** Days for which one waits; then it is erased, and the team has never known of it. */
  holdDays: days(1_095).default(365),
  /** Reports that may begin to wait on one day (UTC), of everybody together. */
  perDay: z.int().min(1).max(1_000).default(10),
  /** Days for which two reports must both have been there before one lets the other out. */
  minimumDays: z.int().min(1).max(30).default(3),
});

const channel = z.strictObject({
  /** What a reporter reads beside the choice. */
  label: localised(80),
  description: localised(300),
  questions: z
    .record(questionId, questionSettings)
    .refine((questions) => questions[firstQuestion]?.required === true, {
      message: `There must be a question "${firstQuestion}", and it must be required.`,
    })
    .refine(
      (questions) => Object.keys(questions).length <= mostQuestions,
      `At most ${mostQuestions} questions.`,
    ),
  deadlines: z.strictObject({
    /** Hours until the team acknowledges, counted from the full hour of sending. */
    acknowledgeHours: z.int().min(1).max(720),
    /** Days from one word of the team to the next. */
    updateDays: days(90),
    /** Days until the reporter has feedback on what was done. */
    feedbackDays: days(365),
  }),
  /** What the service says by itself right after a report, labelled so. It does not count as an acknowledgement. */
  automaticReceipt: localised(2_000).optional(),
  /** Whether reporters and respondents are asked three questions at the end; `off` unless said. */
  survey: z.enum(['on', 'off']).optional(),
  retention: z
    .strictObject({
      /** Days a closed case is kept. */
      afterClosingDays: days(3650),
      /** Days after which a case is erased whatever its state. */
      hardLimitDays: days(7300),
    })
    .refine((retention) => retention.afterClosingDays <= retention.hardLimitDays, {
      message: 'Must not be longer than hardLimitDays.',
      path: ['afterClosingDays'],
    }),
  /** Absent: there is no such choice. */
  hold: hold.optional(),
  /** Absent: nothing comes to it by mail. */
  mail: channelMail.optional(),
});

/** Requests a second for everybody together, and how many may come at once on top of that. */
/** API Gateway takes fractions of a request per second (`ThrottlingRateLimit` is a double), and a whole burst. */
const throttle = z.strictObject({
  perSecond: z.number().min(0.05).max(1_000),
  burst: z.int().min(1).max(2_000),
});

const hostName = z
  .string()
  .regex(
    /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    'Must be a host name, such as team.example.org.',
  );

const contact = z.strictObject({ label: localised(80), value: localised(300) });

/** Names that lead to this machine or stay inside a network: no chat and no pager is found there. */
const isPublicHost = (address: string): boolean => {
  const host = URL.canParse(address) ? new URL(address).hostname.replace(/\.$/, '') : '';
  const isAddress = host.startsWith('[') || /^[\d.]+$/.test(host);
  return host.includes('.') && !isAddress && !/\.(localhost|local|internal)$/.test(host);
};

/** Something that is told over HTTPS that something waits, never what: a chat, a pager. */
const webhook = z.strictObject({
  /** Anybody who knows it can write there: it is compiled into the scheduled function alone. */
  url: z
    .url({ protocol: /^https$/, error: 'Must be an https address.' })
    .max(2_000)
    .refine(isPublicHost, 'Must name a public host, not a number or a name inside a network.')
    .refine(
      (url) => !URL.canParse(url) || new URL(url).username + new URL(url).password === '',
      'Must not hold a user name or a password.',
    ),
  /** What is told: what is urgent, or everything members are mailed about. */
  when: z.enum(['urgent', 'everything']).default('urgent'),
  /**
   * Whether cases are told as well from which a member is excluded or recused: everybody who reads there learns that
   * something waits.
   */
  evenWithExclusions: z.boolean().default(false),
});

/** What a community sets. Compiled into each bundle; the environment carries only resource names. */
export const settingsSchema = z.strictObject({
  organisation: localised(120),
  /** The address notices come from; SES must have verified it or its domain. */
  sender: emailAddress('Must be one e-mail address, such as conduct@example.org.'),
  channels: z
    .record(identifier, channel)
    .refine(
      (channels) => !Object.keys(channels).some((name) => pagesOfReport.includes(name)),
      `A channel cannot be called: ${pagesOfReport.join(', ')}.`,
    )
    .refine((channels) => Object.keys(channels).length > 0, 'At least one channel is needed.')
    // The scheduled function reads three key rings a channel and the ticket secret in one call of at most 100 items.
    .refine((channels) => Object.keys(channels).length <= mostChannels, `At most ${mostChannels} channels.`),
  /** The channel a report goes to when its writer chooses none. */
  defaultChannel: identifier,
  notices: z.strictObject({
    /** When ordinary notices leave: `hour` on the full hour, `minute` with the next scheduled run (a laptop only). */
    ordinary: z.enum(['hour', 'minute']),
    /** Mails about urgent reports a member gets in an hour; what comes above is one mail at its end. */
    urgentPerHour: z.int().min(1).max(60),
  }),
  /** By a name of your own, such as `team-chat`. */
  webhooks: z
    .record(identifier, webhook)
    .refine((webhooks) => Object.keys(webhooks).length <= mostWebhooks, `At most ${mostWebhooks} webhooks.`),
  attachments: z.strictObject({
    /** With one report or message; 0 switches attachments off. */
    filesPerEntry: z.int().min(0).max(20),
    /** Of one file, in MB. */
    fileMegabytes: z.int().min(1).max(100),
    /** Of all files of a case together, sealed and with the originals that are kept, in MB. */
    caseMegabytes: z.int().min(1).max(10_000),
    /** Of all that reporters begin to upload in one day (UTC), in MB. What is above comes in on the next day. */
    dayMegabytes: z.int().min(1).max(1_000_000),
    /** Files whose metadata cannot be removed are taken with a warning, or refused. */
    uncleanable: z.enum(['warn', 'refuse']),
  }),
  abuse: z.strictObject({
    /** Seconds; a form that comes back sooner is asked to be sent once more. 0 switches it off. */
    minimumFormSeconds: z.int().min(0).max(60),
    /** Messages a reporter may add to one conversation in a full hour. */
    entriesPerHour: z.int().min(1).max(1_000),
  }),
  /** What the gateway lets through; `docs/flood.md` says what each route may cost a day. */
  throttles: z.strictObject({
    /** Each of the four addresses that store a text, reports and messages by form and as JSON, and that of bridges if there are any. */
    writing: throttle,
    /** Each of the four addresses that bring the bytes of files. */
    files: throttle,
    /** Each of the three addresses that give out a file, or a whole conversation to be saved. */
    downloads: throttle,
    /** Every other form, such as the one that takes the twelve words. */
    forms: throttle,
    /** Every other call of the reporters' JSON. */
    api: throttle,
    /** Pages that are looked at. */
    pages: throttle,
    team: throttle,
  }),
  recovery: z.strictObject({
    /** Point-in-time recovery of the table that holds the keys: an erased case is gone from backups after it. */
    vaultDays: days(7),
  }),
  /**
   * Runs at once that are set aside for the team's and the scheduled function, whatever comes in at the reporters'. Not
   * given: an account whose limit is 10 refuses it (`docs/flood.md`).
   */
  reservedConcurrency: z
    .strictObject({
      team: z.int().min(1).max(1_000),
      scheduled: z.int().min(1).max(100),
      /** Mails read at once; it bounds what a flood of them costs. */
      mail: z.int().min(1).max(100).optional(),
    })
    .optional(),
  logs: z.strictObject({ retentionDays: z.literal([1, 3, 5, 7, 14, 30, 60, 90]) }),
  /** The host of the team's pages, such as `team.example.org`, when it has a domain of its own: passkeys bind to it. */
  teamHost: hostName.optional(),
  /** The host of the reporters' pages, such as `report.example.org`. The address they had before goes on working. */
  reporterHost: hostName.optional(),
  /** A certificate of ACM for the hosts above, in the stack's region. Without it somebody else serves `teamHost`. */
  certificateArn: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[A-Za-z0-9-]+$/,
      'Must be the ARN of a certificate in ACM.',
    )
    .optional(),
  /** Whom AWS tells when somebody is hurt (`docs/runbook`), and of a bill. */
  alarms: z.strictObject({
    /** Without it the alarms are there, and nobody is told. */
    email: emailAddress('Must be one e-mail address, such as ops@example.org.').optional(),
    /** Of the whole account. */
    monthlyBudgetDollars: z.int().min(1).max(100_000),
    /** Whether the stack brings the trail that changes of key and code are seen by; no, where the account has one. */
    trail: z.boolean(),
  }),
  edge: z.strictObject({
    /** CloudFront and a WAF before the reporters' pages (`docs/edge.md`); in us-east-1 only, and with `reporterHost`. */
    cloudFront: z.boolean(),
    /** From one address; everybody who comes through one exit of Tor has one address. */
    requestsPerFiveMinutes: z.int().min(100).max(1_000_000),
  }),
  /** Where "Leave this page" leads: something anybody might have open. */
  exitUrl: z.url({ protocol: /^https$/, error: 'Must be an https address.' }),
  /** The languages of the pages; the first is for readers who understand none of them. */
  languages: z.array(language).min(1, 'At least one language is needed.'),
  /** Whom to turn to in danger, shown on the first page after "call your local emergency number". */
  emergencyContact: z
    .strictObject({
      text: localised(300),
      /** When it is really staffed. */
      hours: localised(200),
    })
    .optional(),
  /** Other ways to reach the team: mail, direct message, Signal, a PGP fingerprint. */
  otherWays: z.array(contact).max(10),
  /** Somebody outside the team, for when everybody in it is involved or nobody answers. */
  outsideContact: contact
    .extend({
      /** Where notices to them go; shown to nobody. Without it they are told nothing. */
      email: emailAddress('Must be one e-mail address, such as ombuds@example.net.').optional(),
    })
    .optional(),
  /** Who is told of a deadline, and when: full hours before and after it. */
  escalation: z
    .strictObject({
      /** Before it the assignee, or everybody; never before half of what was promised has passed. */
      remindBeforeHours: z.int().min(1).max(720),
      /** After it, when nobody has answered, those who lead the team. */
      leadsAfterHours: z.int().min(1).max(720),
      /** Then the outside contact. */
      outsideAfterHours: z.int().min(1).max(720),
    })
    .refine((escalation) => escalation.leadsAfterHours <= escalation.outsideAfterHours, {
      message: 'Must not be longer than outsideAfterHours.',
      path: ['leadsAfterHours'],
    }),
  /** Whom to ask about privacy, shown on the page about it. */
  privacyContact: contact.optional(),
  /** Where reporters find support. */
  support: z.array(contact).max(10),
  /** How the team investigates and decides. */
  decisions: decisionSettings,
  /** The register of respondents. */
  register: z.strictObject({
    /** How often a member may look in a day (UTC) whether somebody has been met before. */
    lookupsPerDay: z.int().min(1).max(500),
  }),
  /** What the team tells people who ask what is stored about them. */
  dataRequests: dataRequestSettings,
  /** How people are heard who have no account. */
  doors: doorSettings,
  /** What cases can be tagged with beside words of the team's own: by a name of yours, what it is called. */
  tags: z
    .record(identifier, localised(30))
    .refine((tags) => Object.keys(tags).length <= mostTags, `At most ${mostTags} tags.`),
  /** The reports that the community publishes about the team's work. */
  transparency: transparencySettings,
  /** How the community looks at its own code once a year. */
  review: reviewSettings,
  /** Reports by mail. */
  mail: mailSettings,
  /** Programs that bring direct messages from chats, by a name of your own. */
  bridges: z
    .record(identifier, bridgeSettings)
    .refine((bridges) => Object.keys(bridges).length <= mostBridges, `At most ${mostBridges} bridges.`),
  /** Cases that other communities forward. */
  forwarding: z.strictObject({
    /** The channels that take them: the key of each is published on the reporters' host. */
    channels: z.array(identifier).max(mostChannels),
  }),
  /** Days without any member signing in after which the form says so. */
  quietDays: days(60),
});

export type Settings = z.infer<typeof settingsSchema>;
export type ChannelSettings = Settings['channels'][string];
export type HoldSettings = NonNullable<ChannelSettings['hold']>;
export type Webhook = Settings['webhooks'][string];
export type Contact = z.infer<typeof contact>;
